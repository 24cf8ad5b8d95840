"""Four classes in the plane, layers with and without ReLU: the numbers of `explore_linear_vs_relu`."""

import dataclasses

import numpy as np

from bplab.datasets import N_CLASSES, crossed_axes
from bplab.experiments.two_networks import TEST_SEED_OFFSET
from bplab.explorers.linear_vs_relu import words
from bplab.explorers.plane import NetworkRun, Snapshot, Split
from bplab.explorers.runs import TrainingModel
from bplab.explorers.state import Choice, Number, Progress, State, Switch, setting
from bplab.language import say
from bplab.network import Network, cross_entropy

EPOCHS = 3000
LIMIT = 2.5
LINEAR, NONLINEAR = words.LINEAR, words.NONLINEAR


@dataclasses.dataclass(frozen=True)
class LinearVsReluState(State):
    """What `explore_linear_vs_relu` shows."""

    data: str = setting(NONLINEAR, Choice(words.DATA, (LINEAR, NONLINEAR)))
    mirrored: int = setting(40, Number(words.MIRRORED, 0, 100, 10))
    depth: int = setting(2, Number(words.DEPTH, 0, 4, 1))
    width: int = setting(8, Number(words.WIDTH, 1, 16, 1))
    relu: bool = setting(False, Switch(words.RELU))
    learning_rate: float = setting(
        0.3, Choice(words.RATE, (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0), slider=True)
    )
    scale: float = setting(1.0, Choice(words.SCALE, (0.0, 0.01, 0.1, 0.3, 1.0, 3.0, 10.0), slider=True))
    seed: int = setting(0, Number(words.SEED, 0, 50, 1))
    epoch: int = setting(0, Progress(EPOCHS))


def split_of(state):
    """400 samples to train on, 400 others to test on, labels one-hot."""
    fraction = 0 if state.data == LINEAR else state.mirrored / 100
    parts = []
    for seed in (state.seed, state.seed + TEST_SEED_OFFSET):
        X, y = crossed_axes(seed=seed, mirrored_fraction=fraction)
        parts += X, np.eye(N_CLASSES)[y]
    return Split(*parts, LIMIT)


@np.errstate(over="ignore", invalid="ignore")  # too long steps make inf, and inf makes nan
def fold(weights, biases):
    """The one layer that a network without activation is: W (n_in, n_out), and below it b (1, n_out).

    The mean of each row is taken off. Softmax does not see it, and without it equal layers look equal.
    """
    W, b = weights[0], biases[0]
    for next_weights, bias in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ next_weights, b @ next_weights + bias
    layer = np.concatenate([W, b])
    return layer - layer.mean(axis=1, keepdims=True)


@dataclasses.dataclass(frozen=True)
class StackSnapshot(Snapshot):
    """layer (3, 4): the one layer that the network is, see `fold`; nan if there is none."""

    layer: np.ndarray


class StackRun(NetworkRun):
    """Trains a stack of equally wide layers with four classes at its end."""

    def __init__(self, state):
        sizes = (2, *[state.width] * state.depth, N_CLASSES)
        activation = "relu" if state.relu else "linear"
        network = Network(sizes, activation, seed=state.seed, scale=state.scale)
        super().__init__(split_of(state), EPOCHS, network, state.learning_rate)
        self.n_parameters = sum(values.size for values in network.weights + network.biases)
        self._bends = state.relu and state.depth > 0

    def layers(self):
        """Weights and biases, a list of arrays each."""
        return self.network.weights, self.network.biases

    def look(self):
        layer = np.full((3, N_CLASSES), np.nan) if self._bends else fold(*self.layers())
        snapshot = StackSnapshot(**vars(super().look()), layer=layer)
        if self.failed:
            self.remark += say(words.FAILED)
        return snapshot

    def loss(self, probability, Y):
        return cross_entropy(probability, Y)

    def right(self, probability, Y):
        return probability.argmax(axis=1) == Y.argmax(axis=1)


class StackModel(TrainingModel):
    """A LinearVsReluState and the training that belongs to it.

    start: function of a state that returns a Run; the course's own network without one.
    """

    def __init__(self, state, start=StackRun):
        self._start_on = start
        super().__init__(state)

    def start(self, settings):
        return self._start_on(settings)
