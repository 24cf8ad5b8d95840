"""Two classes in the plane and one hidden layer: the numbers of `explore_petals`."""

import dataclasses

import numpy as np

from bplab import datasets
from bplab.explorers.petals.edits import MOST, WEIGHTS, Edits, place, within
from bplab.explorers.plane import NetworkRun, Snapshot, Split
from bplab.explorers.runs import TrainingModel
from bplab.explorers.state import Choice, Number, Progress, State, Switch, setting
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
NAMES = ("W1", "b1", "W2", "b2")


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
    l2: float = setting(0.0, Choice("L2", (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1), slider=True))
    data: str = setting("petals", Choice("data", tuple(DATA)))
    noise: float = setting(0.2, Number("noise", 0.0, 1.0, 0.05))
    test_share: int = setting(20, Number("test points, %", 0, 80, 10))
    data_seed: int = setting(0, Number("seed of data", 0, 50, 1))
    seed: int = setting(0, Number("seed of start", 0, 50, 1))
    show: str = setting(OUTPUT, Choice("show", (OUTPUT, *(f"neuron {k}" for k in range(1, 21)))))
    lines: bool = setting(False, Switch("neurons' lines"))
    weight: str = setting(WEIGHTS[0], Choice("weight", WEIGHTS))
    edits: tuple = setting((), Edits(EPOCHS))
    epoch: int = setting(0, Progress(EPOCHS))


def split_of(state):
    """The samples of a state and their split at random: another seed of the data draws both anew."""
    generate, limit = DATA[state.data]
    X, y = generate(N_SAMPLES, noise=state.noise, seed=1 + state.data_seed)
    order = np.random.default_rng(state.data_seed).permutation(N_SAMPLES)
    test, train = np.split(order, [N_SAMPLES * state.test_share // 100])
    return Split(X[train], y[train, None], X[test], y[test, None], limit)


@dataclasses.dataclass(frozen=True)
class PetalsSnapshot(Snapshot):
    """parameters: W1 (2, h), b1 (1, h), W2 (h, 1), b2 (1, 1) of this epoch, as in unit 4."""

    parameters: dict

    def lines(self):
        """Of each hidden neuron two points (2, 2), far outside, on the line where its sum is 0; or None."""
        W1, b1 = self.parameters["W1"], self.parameters["b1"]
        return [_line(w, b) for w, b in zip(W1.T, b1[0], strict=True)]


@np.errstate(all="ignore")
def _line(w, b, far=100.0):
    length = np.linalg.norm(w)
    nearest, along = -b * w / length**2, np.array([-w[1], w[0]]) / length  # nearest to the origin
    ends = np.array([nearest - far * along, nearest + far * along])
    return ends if np.isfinite(ends).all() else None


class PetalsRun(NetworkRun):
    """Trains the course's own network, and puts weights where a state's edits say."""

    def __init__(self, split, state):
        sizes = (2, state.hidden, 1)
        network = Network(sizes, state.activation, seed=state.seed, scale=state.scale, output="sigmoid")
        super().__init__(split, EPOCHS, network, state.learning_rate, l2=state.l2)
        self._edits = state.edits
        self._edit_as_recorded(0)

    @property
    def parameters(self):
        """name -> array, those that the network uses."""
        (W1, W2), (b1, b2) = self.network.weights, self.network.biases
        return dict(zip(NAMES, (W1, b1, W2, b2), strict=True))

    def train(self, n):
        done, end = self.epoch, self.epoch + n
        for stop in sorted({epoch for epoch, *_ in self._edits if done < epoch < end} | {end}):
            super().train(stop - done)
            self._edit_as_recorded(stop)
            done = stop

    def edit(self, weight, value):
        """Put a number where a weight was; training goes on from there."""
        self._put(weight, value)
        self.failed, self.remark = False, ""
        if self.history and self.history[-1][0] == self.epoch:
            del self.history[-1]  # of the weights before
        self.snapshot = self.look()

    def look(self):
        parameters = {name: np.array(values) for name, values in self.parameters.items()}
        return PetalsSnapshot(**vars(super().look()), parameters=parameters)

    def _edit_as_recorded(self, at):
        for epoch, weight, value in self._edits:
            if epoch == at:
                self._put(weight, value)

    def _put(self, weight, value):
        if has(self.parameters, weight):
            name, index = place(weight)
            self.parameters[name][index] = value


def has(parameters, weight):
    """Whether there is such a weight."""
    return within(weight, {name: values.shape for name, values in parameters.items()})


class PetalsModel(TrainingModel):
    """A state and the training that belongs to it.

    start: function of (split, state) that returns a Run; the course's own network without one.
    """

    only_shown = ("show", "lines", "weight")

    def __init__(self, state, start=PetalsRun):
        self._start_on = start
        super().__init__(state)

    def start(self, settings):
        return self._start_on(split_of(settings), settings)

    def restart(self):
        """The same settings from epoch 0, without the weights that were edited."""
        self._settings = self._settings.change(edits=())
        super().restart()

    def value(self):
        """The weight that is chosen, as it is now; None where there is no network or no such weight."""
        if self.run.snapshot is None:
            return None
        parameters, weight = self.run.snapshot.parameters, self._settings.weight
        name, index = place(weight)
        return float(parameters[name][index]) if has(parameters, weight) else None

    def edit(self, value):
        """Give the chosen weight another value at this epoch; whether there is still room for that."""
        epoch, weight = self.run.epoch, self._settings.weight
        others = [edit for edit in self._settings.edits if edit[:2] != (epoch, weight)]
        if len(others) >= MOST:
            return False
        self._settings = self._settings.change(edits=(*others, (epoch, weight, value)))
        self.run.edit(weight, value)
        return True
