"""A training step of a small network, stopped after any line: the numbers of `explore_backprop`."""

import re
from dataclasses import dataclass

import numpy as np

from bplab.explorers.backprop.steps import LINES, NO_PITFALL, PARAMETERS, PITFALLS, STEPS
from bplab.explorers.backprop.written_out import written_out
from bplab.explorers.model import Model
from bplab.explorers.state import Choice, Number, Progress, State, setting
from bplab.gradients import numerical_gradient, relative_error
from bplab.network import cross_entropy, sigmoid, softmax

LIMIT = 5.0  # of the numbers that can be changed
N_SAMPLES = 3
MAX_ROUND = 2
MOST_MYSTERIES = 10**6
Y = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
FORWARD = {name: LINES[name] for name in ("z_1", "a_1", "z_2", "y_pred", "loss")}
FUNCTIONS = {"sigmoid": sigmoid, "softmax": softmax, "cross_entropy": cross_entropy}
NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True)
class Matrix:
    """A setting without a control of its own: rows of numbers between -LIMIT and LIMIT."""

    shape: tuple

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        rows, columns = self.shape
        need = f"must be {rows} x {columns} numbers, row by row, from {-LIMIT:g} to {LIMIT:g}"
        try:
            array = np.array(value, dtype=float)
        except (TypeError, ValueError):
            return None, need
        if array.shape != self.shape or not np.isfinite(array).all():
            return None, need
        return as_rows(np.clip(array, -LIMIT, LIMIT)), need if np.abs(array).max() > LIMIT else None


def as_rows(array):
    """A matrix as a tuple of tuples, which a frozen record can hold."""
    return tuple(map(tuple, np.asarray(array).tolist()))


# The numbers of the lecture; two more samples, because the mean is one of the things to see.
MATRICES = {
    "X": ((1.0, 2.0), (1.0, 1.0), (0.0, 2.0)),
    "weights_1": ((2.0, -4.0), (-1.0, 2.0)),
    "bias_1": ((0.0, 0.0),),
    "weights_2": ((4.0, 0.0), (-2.0, 2.0)),
    "bias_2": ((0.0, 0.0),),
}
ENTRIES = tuple(f"{name}[{i}, {j}]" for name in MATRICES for i, j in np.ndindex(np.shape(MATRICES[name])))
SHAPES = {
    **dict.fromkeys(("z_1", "a_1", "z_2", "y_pred", "e_2", "back", "e_1"), (N_SAMPLES, 2)),
    **{f"{prefix}{name}": np.shape(MATRICES[name]) for prefix in ("grad_", "new_") for name in PARAMETERS},
}
# Every entry of every array, in the order of computation; of those that are one number, the name.
WRITTEN = tuple(
    f"{name}[{i}, {j}]" if name in SHAPES else name
    for name in LINES
    for i, j in np.ndindex(SHAPES.get(name, (1, 1)))
)


def matrix(name):
    """The field of a matrix in the state."""
    return setting(MATRICES[name], Matrix(np.shape(MATRICES[name])))


@dataclass(frozen=True)
class BackpropState(State):
    """What `explore_backprop` shows.

    round: the training step, each with the parameters that the one before it has left. entry: the number of
    the first step that the slider moves. look: the entry that is written out. mystery: if not 0, a number
    that chooses the pitfall, in place of `pitfall`.
    """

    step: str = setting("start", Choice("step", tuple(STEPS)))
    pitfall: str = setting(NO_PITFALL, Choice("pitfall", tuple(PITFALLS)))
    round: int = setting(1, Number("training step", 1, MAX_ROUND, 1))
    learning_rate: float = setting(1.0, Choice("learning rate", (0.01, 0.1, 0.3, 1.0, 3.0), slider=True))
    entry: str = setting("weights_1[0, 0]", Choice("change", ENTRIES))
    look: str = setting("z_1[0, 0]", Choice("written out", WRITTEN))
    mystery: int = setting(0, Progress(MOST_MYSTERIES))
    X: tuple = matrix("X")
    weights_1: tuple = matrix("weights_1")
    bias_1: tuple = matrix("bias_1")
    weights_2: tuple = matrix("weights_2")
    bias_2: tuple = matrix("bias_2")


class BackpropModel(Model):
    """All arrays of one training step, right and with the planted pitfall.

    arrays, right: name -> array; what is shown, and what it would be without the pitfall, from the same
    parameters. wrong: the names of arrays that differ, in the order of computation; told: those of them that
    are marked. measured: name of a gradient -> the same by central differences.
    """

    def change(self, **values):
        """Other settings; a step brings what it computes, a pitfall by name ends the mystery."""
        if "step" in values and "look" not in values and (lines := STEPS[values["step"]].lines):
            first = next(iter(lines))
            values["look"] = f"{first}[0, 0]" if first in SHAPES else first
        if "pitfall" in values:
            values = {"mystery": 0} | values
        super().change(**values)

    @property
    def pitfall(self):
        """The pitfall that is planted, also where it is not named."""
        names = tuple(PITFALLS)
        number = self.state.mystery
        return names[np.random.default_rng(number).integers(len(names))] if number else self.state.pitfall

    @property
    def entry(self):
        """Name and index of the number that the slider moves, for example ("weights_1", (0, 1))."""
        name, i, j = re.findall(r"\w+", self.state.entry)
        return name, (int(i), int(j))

    @property
    def marked(self):
        """As `entry`; (None, None) in a second step, if that number is one of the first step alone."""
        return self.entry if self.state.round == 1 or self.entry[0] == "X" else (None, None)

    def written_out(self):
        """The entry to look at, its line, the line with numbers: three texts; and the number that they make.

        None while its array is not reached. In a mystery the line is the right one, whatever was computed.
        """
        name, *index = re.findall(r"\w+", self.state.look)
        if name not in self.reached:
            return None
        index = tuple(map(int, index)) or (0, 0)
        line = self.lines[name]
        value = np.atleast_2d(eval(line, self.names | self.arrays))  # lines of steps.py only
        return self.state.look, line, written_out(line, self.names | self.arrays, index), float(value[index])

    @property
    def value(self):
        """The number that the slider moves."""
        name, index = self.entry
        return float(np.array(self.state[name])[index])

    def change_value(self, value):
        """Put another number where the slider is."""
        name, index = self.entry
        array = np.array(self.state[name])
        array[index] = value
        self.change(**{name: as_rows(array)})

    @property
    def lines(self):
        """The lines of NumPy that are shown: as computed, but the right ones in a mystery."""
        return LINES if self.state.mystery else LINES | PITFALLS[self.pitfall].lines

    @property
    def current(self):
        """The arrays made by the step that is shown, each with its line of NumPy."""
        return {name: self.lines[name] for name in STEPS[self.state.step].lines}

    @property
    def reached(self):
        """The names of all arrays there are at this step."""
        names = [*MATRICES, "y"]
        for name, step in STEPS.items():
            names += step.lines
            if name == self.state.step:
                return names

    @property
    def read(self):
        """The names of the arrays that the current lines read."""
        return {name for line in self.current.values() for name in NAME.findall(line) if name in self.arrays}

    def shapes(self, name):
        """The line of an array with the shape of each array in place of its name, and the result's."""

        def shape(match):
            array = self.arrays.get(match[1])
            return match[0] if array is None else str(np.shape(array.T if match[2] else array))

        line = re.sub(r"\b([A-Za-z]\w*)\b(?!\()(\.T)?", shape, self.current[name])
        return f"{line} -> {np.shape(self.arrays[name])}"

    def error(self, name):
        """Relative error of a gradient against its measurement; inf if the shapes differ."""
        computed, measured = self.arrays[name], self.measured[name]
        return relative_error(computed, measured) if computed.shape == measured.shape else float("inf")

    def agrees(self, name):
        """Whether a gradient is what the measurement says, as far as a measurement can tell."""
        computed, measured = self.arrays[name], self.measured[name]
        return computed.shape == measured.shape and np.allclose(computed, measured, rtol=1e-6, atol=1e-9)

    def _compute(self):
        given = {name: np.array(self.state[name]) for name in MATRICES} | {"y": Y}
        mistaken = LINES | PITFALLS[self.pitfall].lines
        for _ in range(self.state.round - 1):
            after = compute(given, mistaken, self._names(given))
            given |= {name: after[f"new_{name}"] for name in PARAMETERS}
        self.names = self._names(given)
        self.right, self.arrays = (compute(given, lines, self.names) for lines in (LINES, mistaken))
        self.wrong = [name for name in LINES if not same(self.arrays[name], self.right[name])]
        self.told = [] if self.state.mystery else self.wrong
        self.measured = {f"grad_{name}": self._measure(name, given) for name in PARAMETERS}

    def _names(self, given):
        """What the lines read beside arrays."""

        def loss_of(*parameters):
            return compute(given | dict(zip(PARAMETERS, parameters, strict=True)), FORWARD)["loss"]

        constants = {"n": N_SAMPLES, "learning_rate": self.state.learning_rate, "loss_of": loss_of}
        return FUNCTIONS | constants

    def _measure(self, name, given):
        """The gradient of a parameter; where a pitfall has given a bias several rows, as of one."""
        parameters, loss_of = {name: given[name] for name in PARAMETERS}, self.names["loss_of"]

        def loss(value):
            return loss_of(*(parameters | {name: value}).values())

        slopes = numerical_gradient(loss, given[name])
        return slopes if "weights" in name else slopes.sum(axis=0, keepdims=True)


def compute(given, lines, constants=None):
    """The given arrays and those that the lines make of them, in their order, by name."""
    names = constants or FUNCTIONS
    arrays = dict(given)
    for name, line in lines.items():
        arrays[name] = eval(line, names, arrays)  # lines of steps.py only
    return arrays


def same(a, b):
    """Whether two arrays are equal in shape and, but for rounding, in value."""
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=1e-12)
