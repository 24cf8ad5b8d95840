"""What `explore_backprop` shows, as records: of the lecture's network, and of a student's."""

import dataclasses

import numpy as np

from bplab.explorers.arrays import Classes, Matrix
from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.pitfalls import PITFALLS
from bplab.explorers.backprop.steps import LECTURE, RELU, Network
from bplab.explorers.state import Choice, Number, Progress, State, setting

LIMIT = 5.0  # of the numbers that can be changed
N_SAMPLES = 3
MAX_ROUND = 2
MOST_MYSTERIES = 10**6
RATES = (0.01, 0.1, 0.3, 1.0, 3.0)
# The numbers of the lecture; two more samples, because the mean is one of the things to see.
MATRICES = {
    "X": ((1.0, 2.0), (1.0, 1.0), (0.0, 2.0)),
    "weights_1": ((2.0, -4.0), (-1.0, 2.0)),
    "bias_1": ((0.0, 0.0),),
    "weights_2": ((4.0, 0.0), (-2.0, 2.0)),
    "bias_2": ((0.0, 0.0),),
}
Y = ((1.0, 0.0), (0.0, 1.0), (0.0, 1.0))
# For a student's network: in both hidden layers some neurons are on, and some off, none at its kink.
OWN_MATRICES = {
    "X": MATRICES["X"],
    "weights_1": ((2.0, -1.5), (-0.5, 1.5)),
    "bias_1": ((0.5, -1.0),),
    "weights_2": ((1.0, -1.0), (-1.5, 0.5)),
    "bias_2": ((0.0, 1.5),),
    "weights_3": ((1.0, -0.5), (-1.0, 1.5)),
    "bias_3": ((0.0, 0.5),),
}
OWN = Network(3, RELU, own=True)


def entries(names, shapes):
    """The entries of arrays by name: "X[0, 1]"; of those that are one number, the name."""
    return tuple(
        f"{name}[{i}, {j}]" if name in shapes else name
        for name in names
        for i, j in np.ndindex(shapes.get(name, (1, 1)))
    )


def shapes_of(network, matrices):
    """name -> shape of all arrays that the lines of a network make, but of those that are one number."""
    shapes = {name: (N_SAMPLES, 2) for name in network.lines if "grad" not in name and "loss" not in name}
    for name in network.parameters:
        shapes |= dict.fromkeys((f"grad_{name}", f"new_{name}"), np.shape(matrices[name]))
    return shapes


def matrix(name, matrices):
    """The field of a matrix in the state."""
    return setting(matrices[name], Matrix(*np.shape(matrices[name]), LIMIT))


SHAPES, OWN_SHAPES = shapes_of(LECTURE, MATRICES), shapes_of(OWN, OWN_MATRICES)
# What can be changed, and what can be written out.
ENTRIES, OWN_ENTRIES = (
    entries(matrices, {name: np.shape(rows) for name, rows in matrices.items()})
    for matrices in (MATRICES, OWN_MATRICES)
)
WRITTEN, OWN_WRITTEN = entries(LECTURE.lines, SHAPES), entries(OWN.lines, OWN_SHAPES)


@dataclasses.dataclass(frozen=True)
class BackpropState(State):
    """What `explore_backprop` shows.

    round: the training step, each with the parameters that the one before it has left. entry: the number of
    the first step that the slider moves. look: the entry that is written out. mystery: if not 0, a number
    that chooses the pitfall, in place of `pitfall`. X, y, weights and biases: matrices, as arrays or rows.
    """

    step: str = setting("start", Choice(w.STEP, tuple(LECTURE.steps)))
    pitfall: str = setting(w.NO_PITFALL, Choice(w.PITFALL, tuple(PITFALLS)))
    round: int = setting(1, Number(w.ROUND, 1, MAX_ROUND, 1))
    learning_rate: float = setting(1.0, Choice(w.RATE, RATES, slider=True))
    entry: str = setting("weights_1[0, 0]", Choice(w.CHANGE, ENTRIES))
    look: str = setting("z_1[0, 0]", Choice(w.WRITTEN_OUT, WRITTEN))
    mystery: int = setting(0, Progress(MOST_MYSTERIES))
    X: tuple = matrix("X", MATRICES)
    y: tuple = setting(Y, Classes(*np.shape(Y)))
    weights_1: tuple = matrix("weights_1", MATRICES)
    bias_1: tuple = matrix("bias_1", MATRICES)
    weights_2: tuple = matrix("weights_2", MATRICES)
    bias_2: tuple = matrix("bias_2", MATRICES)


@dataclasses.dataclass(frozen=True)
class OwnNetworkState(BackpropState):
    """What `explore_backprop(network=...)` shows: the same, of a network with two hidden layers."""

    step: str = setting("start", Choice(w.STEP, tuple(OWN.steps)))
    pitfall: str = setting(w.NO_PITFALL, Choice(w.PITFALL, (w.NO_PITFALL,)))
    entry: str = setting("weights_1[0, 0]", Choice(w.CHANGE, OWN_ENTRIES))
    look: str = setting("z_1[0, 0]", Choice(w.WRITTEN_OUT, OWN_WRITTEN))
    mystery: int = setting(0, Progress(0))
    X: tuple = matrix("X", OWN_MATRICES)
    weights_1: tuple = matrix("weights_1", OWN_MATRICES)
    bias_1: tuple = matrix("bias_1", OWN_MATRICES)
    weights_2: tuple = matrix("weights_2", OWN_MATRICES)
    bias_2: tuple = matrix("bias_2", OWN_MATRICES)
    weights_3: tuple = matrix("weights_3", OWN_MATRICES)
    bias_3: tuple = matrix("bias_3", OWN_MATRICES)
