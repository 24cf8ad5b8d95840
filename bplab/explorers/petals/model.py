"""Two classes in the plane and one hidden layer: the numbers of `explore_petals`."""

import dataclasses

import numpy as np

from bplab import datasets
from bplab.explorers.petals import words
from bplab.explorers.petals.edits import MOST, WEIGHTS, Edits, place, within
from bplab.explorers.petals.points import CLICKED, GIVEN, Points, as_arrays
from bplab.explorers.plane import NetworkRun, Snapshot, Split
from bplab.explorers.runs import TrainingModel
from bplab.explorers.state import Choice, Number, Progress, State, Switch, setting
from bplab.language import say
from bplab.network import Network

N_SAMPLES = 400
EPOCHS = 10_000
# name -> (generator, half the side of the square that shows it)
DATA = {
    words.PETALS: (datasets.petals, 5.0),
    words.MOONS: (datasets.moons, 3.5),
    words.CIRCLES: (datasets.circles, 3.5),
    words.BLOBS: (datasets.blobs, 3.5),
    words.SPIRALS: (datasets.spirals, 3.5),
}
OWN_LIMIT = 3.5  # as large is the square of the student's own points at least
OUTPUT, MOST_HIDDEN = words.OUTPUT, 20
NAMES = ("W1", "b1", "W2", "b2")


def neuron(number):
    """The name of a hidden neuron, from 1."""
    return words.NEURON.format(number=number)


def shown(hidden):
    """All that a map can show of a network with so many hidden neurons."""
    return (OUTPUT, *map(neuron, range(1, hidden + 1)))


@dataclasses.dataclass(frozen=True)
class PetalsState(State):
    """What `explore_petals` shows."""

    hidden: int = setting(4, Number(words.HIDDEN, 1, MOST_HIDDEN, 1))
    learning_rate: float = setting(
        1.2, Choice(words.RATE, (0.01, 0.03, 0.1, 0.3, 0.6, 1.2, 3.0, 6.0, 10.0, 30.0), slider=True)
    )
    activation: str = setting("tanh", Choice(words.ACTIVATION, ("tanh", "relu", "sigmoid", "linear")))
    scale: float = setting(
        1.0, Choice(words.SCALE, (0.0, 0.001, 0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0), slider=True)
    )
    l2: float = setting(
        0.0, Choice(words.L2, (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1), slider=True)
    )
    data: str = setting("petals", Choice(words.DATA, (*DATA, words.OWN)))
    noise: float = setting(0.2, Number(words.NOISE, 0.0, 1.0, 0.05))
    test_share: int = setting(20, Number(words.TEST_SHARE, 0, 80, 10))
    data_seed: int = setting(0, Number(words.DATA_SEED, 0, 50, 1))
    seed: int = setting(0, Number(words.SEED, 0, 50, 1))
    show: str = setting(OUTPUT, Choice(words.SHOW, shown(MOST_HIDDEN)))
    lines: bool = setting(False, Switch(words.LINES))
    weight: str = setting(WEIGHTS[0], Choice(words.WEIGHT, WEIGHTS))
    edits: tuple = setting((), Edits(EPOCHS))
    new_class: int = setting(1, Choice(words.NEW_POINTS, (0, 1)))
    points: tuple = setting((), Points(CLICKED))
    given: tuple = setting((), Points(GIVEN))
    epoch: int = setting(0, Progress(EPOCHS))


def split_of(state):
    """The samples of a state and their split at random: another seed of the data draws both anew.

    Points put by hand are trained on, all of them.
    """
    if state.data == words.OWN:
        X, y = as_arrays(state.given)
        limit = max(OWN_LIMIT, 1.1 * np.abs(X).max(initial=0))
    else:
        generate, limit = DATA[state.data]
        X, y = generate(N_SAMPLES, noise=state.noise, seed=1 + state.data_seed)
    order = np.random.default_rng(state.data_seed).permutation(len(X))
    test, train = np.split(order, [len(X) * state.test_share // 100])
    more_X, more_y = as_arrays(state.points)
    return Split(
        np.concatenate([X[train], more_X]), np.concatenate([y[train], more_y])[:, None],
        X[test], y[test, None], limit,
    )  # fmt: skip


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
        self.remark = "" if len(split.X) else say(words.NO_POINTS)
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

    only_shown = ("show", "lines", "weight", "new_class")

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

    def put(self, x1, x2, label):
        """One more point to train on; whether there is still room for it."""
        points = self._settings.points
        if len(points) >= CLICKED:
            return False
        self.change(points=(*points, (round(float(x1), 2), round(float(x2), 2), label)))
        return True
