"""Two classes in the plane and one hidden layer: the numbers of `explore_petals`."""

import dataclasses

import numpy as np

from bplab import datasets
from bplab.explorers.runs import Run
from bplab.explorers.state import Choice, Number, Progress, State, setting
from bplab.network import Network, binary_cross_entropy

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
GRID = 101  # points along a side of the map
OUTPUT = "output"


@dataclasses.dataclass(frozen=True)
class PetalsState(State):
    """What `explore_petals` shows."""

    hidden: int = setting(4, Number("hidden neurons", 1, 20, 1))
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


@dataclasses.dataclass(frozen=True)
class Split:
    """Samples X (n, 2) and labels Y (n, 1) to train on, the same to test on (none of them, perhaps)."""

    X: np.ndarray
    Y: np.ndarray
    X_test: np.ndarray
    Y_test: np.ndarray
    limit: float

    @classmethod
    def of(cls, state):
        """The data of a state: the flower and its like always the same, split at random by the seed."""
        generate, limit = DATA[state.data]
        X, y = generate(N_SAMPLES, noise=state.noise, seed=1)
        order = np.random.default_rng(state.seed).permutation(N_SAMPLES)
        test, train = np.split(order, [N_SAMPLES * state.test_share // 100])
        parts = X[train], y[train, None], X[test], y[test, None]
        for part in parts:
            part.flags.writeable = False  # a student's function that writes into its input gets to know
        return cls(*parts, limit)

    def grid(self):
        """The points of the map, shape (GRID**2, 2), row by row from below."""
        side = np.linspace(-self.limit, self.limit, GRID)
        return np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """A network at one epoch, as plain arrays.

    probability (GRID, GRID): of class 1, rows from below. neurons (n_hidden, GRID, GRID): what each hidden
    neuron answers, or None. history: rows of epoch, training loss, test loss. accuracies: training, test.
    """

    epoch: int
    probability: np.ndarray
    neurons: np.ndarray | None
    history: np.ndarray
    accuracies: tuple


class PlaneRun(Run):
    """Base of the trainings on a Split; subclasses define `answers`."""

    def __init__(self, split, epochs=EPOCHS):
        super().__init__(epochs)
        self.split, self.history = split, []
        self._grid = split.grid()

    def answers(self, X):
        """Probabilities of class 1, shape (n, 1), and the hidden layer's answers (n, n_hidden) or None."""
        raise NotImplementedError

    def look(self):
        split, losses, accuracies = self.split, [], []
        for X, Y in ((split.X, split.Y), (split.X_test, split.Y_test)):
            probability, _ = self.answers(X) if len(X) else (np.zeros((0, 1)), None)
            losses.append(self.loss(probability, Y) if len(X) else np.nan)
            accuracies.append(float(np.mean((probability > 0.5) == (Y == 1))) if len(X) else np.nan)
        self.history.append((self.epoch, *losses))
        probability, hidden = self.answers(self._grid)
        neurons = None
        if hidden is not None:
            neurons = np.reshape(hidden, (GRID, GRID, -1)).transpose(2, 0, 1)
        if not np.isfinite(losses[0]):
            self.failed = True
            self.remark = (
                f"The loss is no longer a number at epoch {self.epoch}: the steps are too long. "
                "Choose a smaller learning rate."
            )
        grid = np.reshape(probability, (GRID, GRID))
        return Snapshot(self.epoch, grid, neurons, np.array(self.history), tuple(accuracies))

    def loss(self, probability, Y):
        """Mean cross-entropy."""
        return binary_cross_entropy(probability, Y)


class NetworkRun(PlaneRun):
    """Trains the course's own network."""

    def __init__(self, split, state):
        super().__init__(split)
        self.network = Network(
            (2, state.hidden, 1), state.activation, seed=state.seed, scale=state.scale, output="sigmoid"
        )
        self._training = self.network.training(split.X, split.Y, state.learning_rate)

    def train(self, n):
        self._training.run(n)

    def answers(self, X):
        hidden, probability = self.network.layer_outputs(X)
        return probability, hidden


class PetalsModel:
    """A state and the training that belongs to it.

    start: function of (split, state) that returns a Run; the course's own network without one.
    """

    def __init__(self, state, start=NetworkRun):
        self._settings, self._start = state, start
        self.restart()

    @property
    def state(self):
        """The settings, and the epoch that the run has reached."""
        epoch = self.run.epoch if self.run.snapshot else self._settings.epoch
        return self._settings.change(epoch=epoch)

    def change(self, **values):
        """Other settings; whatever they are but `show`, the training begins again."""
        self._settings = self._settings.change(**values)
        if values.keys() != {"show"}:
            self.restart()

    def restart(self):
        """The same settings from epoch 0."""
        self.split = Split.of(self._settings)
        self.run = self._start(self.split, self._settings)
