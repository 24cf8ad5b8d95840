"""Two classes in the plane and one hidden layer: the numbers of `explore_petals`."""

import dataclasses

import numpy as np

from bplab import datasets
from bplab.explorers.plane import NetworkRun, Split
from bplab.explorers.runs import TrainingModel
from bplab.explorers.state import Choice, Number, Progress, State, setting
from bplab.network import Network

N_SAMPLES = 400
EPOCHS = 10_000
# name -> (generator, half the side of the square that shows it)
DATA = {
    "petals": (datasets.petals, 5.0),
    "moons": (datasets.moons, 3.5),
    "circles": (datasets.circles, 3.5),
    "blobs": (datasets.blobs, 3.5),
    "spirals": (datasets.spirals, 3.5),
}
OUTPUT = "output"


@dataclasses.dataclass(frozen=True)
class PetalsState(State):
    """What `explore_petals` shows."""

    hidden: int = setting(4, Number("hidden size", 1, 20, 1))
    learning_rate: float = setting(
        1.2, Choice("learning rate", (0.01, 0.03, 0.1, 0.3, 0.6, 1.2, 3.0, 6.0, 10.0, 30.0), slider=True)
    )
    activation: str = setting("tanh", Choice("activation", ("tanh", "relu", "sigmoid", "linear")))
    scale: float = setting(
        1.0, Choice("initial scale", (0.0, 0.001, 0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0), slider=True)
    )
    data: str = setting("petals", Choice("data", tuple(DATA)))
    noise: float = setting(0.2, Number("noise", 0.0, 1.0, 0.05))
    test_share: int = setting(20, Number("test points, %", 0, 80, 10))
    seed: int = setting(0, Number("seed", 0, 50, 1))
    show: str = setting(OUTPUT, Choice("show", (OUTPUT, *(f"neuron {k}" for k in range(1, 21)))))
    epoch: int = setting(0, Progress(EPOCHS))


def split_of(state):
    """The data of a state: the flower and its like always the same, split at random by the seed."""
    generate, limit = DATA[state.data]
    X, y = generate(N_SAMPLES, noise=state.noise, seed=1)
    order = np.random.default_rng(state.seed).permutation(N_SAMPLES)
    test, train = np.split(order, [N_SAMPLES * state.test_share // 100])
    return Split(X[train], y[train, None], X[test], y[test, None], limit)


def network_run(split, state):
    """Training of the course's own network."""
    sizes = (2, state.hidden, 1)
    network = Network(sizes, state.activation, seed=state.seed, scale=state.scale, output="sigmoid")
    return NetworkRun(split, EPOCHS, network, state.learning_rate)


class PetalsModel(TrainingModel):
    """A state and the training that belongs to it.

    start: function of (split, state) that returns a Run; the course's own network without one.
    """

    only_shown = ("show",)

    def __init__(self, state, start=network_run):
        self._start_on = start
        super().__init__(state)

    def start(self, settings):
        return self._start_on(split_of(settings), settings)
