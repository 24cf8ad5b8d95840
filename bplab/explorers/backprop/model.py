"""A training step of a small network, stopped after any line: the numbers of `explore_backprop`."""

import functools
import re

import numpy as np

from bplab.explorers.arrays import as_rows
from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.pitfalls import PITFALLS
from bplab.explorers.backprop.state import N_SAMPLES
from bplab.explorers.backprop.steps import LECTURE
from bplab.explorers.backprop.students import Found
from bplab.explorers.backprop.written_out import written_out
from bplab.explorers.model import Model
from bplab.explorers.state import DIGITS
from bplab.gradients import numerical_gradient, relative_error
from bplab.language import say
from bplab.network import cross_entropy, sigmoid, softmax

FUNCTIONS = {
    "sigmoid": sigmoid,
    "relu": lambda z: np.maximum(z, 0),
    "softmax": softmax,
    "cross_entropy": cross_entropy,
}
NAME = re.compile(r"[A-Za-z]\w*")


class BackpropModel(Model):
    """All arrays of one training step, right and with a planted pitfall or a student's mistakes.

    own: an OwnNetwork, or None. network: whose lines are right. arrays, right: name -> array; what is shown,
    and what it would be without a mistake, from the same parameters. wrong: the names of arrays that differ,
    in the order of computation; told: those of them that are marked. found: what a student's network left.
    """

    def __init__(self, state, own=None):
        self.own, self.network = own, own.network if own else LECTURE
        super().__init__(state)

    def change(self, **values):
        """Other settings; a step brings what it computes, a pitfall by name ends the mystery."""
        if "step" in values and "look" not in values and (lines := self.network.steps[values["step"]].lines):
            first = next(iter(lines))
            values["look"] = f"{first}[0, 0]" if np.shape(self.right[first]) else first
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
    def remark(self):
        """A sentence about what ended a student's training step; or nothing."""
        return say(w.NOT_SHOWN, trouble=self.found.trouble) if self.found.trouble else ""

    @property
    def given(self):
        """The names of the arrays that are there before the first step."""
        return ("X", "y", *self.network.parameters)

    @property
    def entry(self):
        """Name and index of the number that the slider moves, for example ("weights_1", (0, 1))."""
        return name_and_index(self.state.entry)

    @property
    def marked(self):
        """As `entry`; (None, None) in a second step, if that number is one of the first step alone."""
        return self.entry if self.state.round == 1 or self.entry[0] == "X" else (None, None)

    def written_out(self):
        """The entry to look at in numbers; what they make; and the entries (name, i, j) that they are.

        None while its array is not reached. With a mystery or a student's network the line is the right one,
        whatever was computed.
        """
        name, index = name_and_index(self.state.look)
        if name not in self.reached:
            return None
        line, names = self.lines[name], self.names | self.arrays
        value = np.atleast_2d(evaluate(line, self.names, self.arrays))
        return *written_out(line, names, index), float(value[index])

    @property
    def value(self):
        """The number that the slider moves."""
        name, index = self.entry
        return float(np.array(self.state[name])[index])

    def change_value(self, value):
        """Put another number where the slider is."""
        name, index = self.entry
        array = np.array(self.state[name])
        array[index] = round(value, DIGITS)  # the page adds up steps of the slider
        self.change(**{name: as_rows(array)})

    @property
    def lines(self):
        """The lines of NumPy that are shown: as computed, but the right ones in a mystery."""
        return self.network.lines if self.state.mystery else self._computed

    @property
    def current(self):
        """The arrays made by the step that is shown, each with its line of NumPy."""
        return {name: self.lines[name] for name in self.network.steps[self.state.step].lines}

    @property
    def reached(self):
        """The names of all arrays there are at this step."""
        names = [*self.given]
        for name, step in self.network.steps.items():
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

    def measured(self, name):
        """A gradient by central differences; where a pitfall has given a bias several rows, as of one."""
        if name not in self._measured:
            self._measured[name] = self._measure(name.removeprefix("grad_"))
        return self._measured[name]

    def error(self, name):
        """Relative error of a gradient against its measurement; inf if the shapes differ."""
        computed, measured = self.arrays[name], self.measured(name)
        return relative_error(computed, measured) if computed.shape == measured.shape else float("inf")

    def agrees(self, name):
        """Whether a gradient is what the measurement says, as far as a measurement can tell."""
        computed, measured = self.arrays[name], self.measured(name)
        return computed.shape == measured.shape and np.allclose(computed, measured, rtol=1e-6, atol=1e-9)

    def _compute(self):
        given = {name: np.array(self.state[name]) for name in self.given}
        self._computed = self.network.lines | PITFALLS[self.pitfall].lines
        self._measured = {}
        for left in reversed(range(self.state.round)):
            self._initial, self.names = given, self._names(given)
            self.found = self.own.train(given, self.state.learning_rate) if self.own else Found()
            with np.errstate(all="ignore" if self.own else None):  # a student's numbers may be of any size
                self.arrays = compute(given, self._computed, self.names, self.found.arrays)
            if left:
                given = given | {name: self.arrays[f"new_{name}"] for name in self.network.parameters}
        self.right = compute(given, self.network.lines, self.names)
        self.wrong = [
            name
            for name in self.network.lines
            if name in self.found.faults or not same(self.arrays[name], self.right[name])
        ]
        self.told = [] if self.state.mystery else self.wrong

    def _names(self, given):
        """What the lines read beside arrays."""

        def loss_of(*parameters):
            moved = given | dict(zip(self.network.parameters, parameters, strict=True))
            return compute(moved, self.network.forward, FUNCTIONS)["loss"]

        constants = {"n": N_SAMPLES, "learning_rate": self.state.learning_rate, "loss_of": loss_of}
        return FUNCTIONS | constants

    def _measure(self, name):
        parameters = {name: self._initial[name] for name in self.network.parameters}

        def loss(value):
            return self.names["loss_of"](*(parameters | {name: value}).values())

        slopes = numerical_gradient(loss, parameters[name])
        return slopes if "weights" in name else slopes.sum(axis=0, keepdims=True)


def name_and_index(entry):
    """ "z_1[0, 1]" as ("z_1", (0, 1)); the name of a single number has the index (0, 0)."""
    name, *index = re.findall(r"\w+", entry)
    return name, tuple(map(int, index)) or (0, 0)


def compute(given, lines, names, known=()):
    """The given arrays and those that the lines make of them, in their order, by name; but for known ones."""
    arrays = dict(given)
    for name, line in lines.items():
        arrays[name] = known[name] if name in known else evaluate(line, names, arrays)
    return arrays


def evaluate(line, names, arrays):
    """What a line of steps.py or pitfalls.py gives."""
    return eval(_compiled(line), names, arrays)


@functools.cache
def _compiled(line):
    return compile(line, "<line>", "eval")


def same(a, b):
    """Whether two arrays are equal in shape and, but for rounding, in value."""
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-9, atol=1e-12)
