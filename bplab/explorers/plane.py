"""Trainings on samples in the plane, and what a map of the plane shows of them."""

import dataclasses

import numpy as np

from bplab.explorers.runs import Run
from bplab.network import binary_cross_entropy

GRID = 101  # points along a side of the map
PIECE = 1000  # points answered at a time: such small products stay on one core, whatever else is at work


@dataclasses.dataclass(frozen=True)
class Split:
    """Samples X (n, 2) and labels Y (n, n_outputs) to train on, the same to test on (none of them, perhaps).

    limit: half the side of the square that shows them.
    """

    X: np.ndarray
    Y: np.ndarray
    X_test: np.ndarray
    Y_test: np.ndarray
    limit: float

    def __post_init__(self):
        for part in (self.X, self.Y, self.X_test, self.Y_test):
            part.flags.writeable = False  # a student's function that writes into its input gets to know

    def grid(self):
        """The points of the map, shape (GRID**2, 2), row by row from below."""
        side = np.linspace(-self.limit, self.limit, GRID)
        return np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """A network at one epoch, as plain arrays.

    probability: of class 1, shape (GRID, GRID), or of every class, shape (GRID, GRID, n_classes); rows from
    below. neurons (n_hidden, GRID, GRID): what each neuron of the first hidden layer answers, or None.
    history: rows of epoch, training loss, test loss. accuracies: training, test.
    """

    epoch: int
    probability: np.ndarray
    neurons: np.ndarray | None
    history: np.ndarray
    accuracies: tuple


class PlaneRun(Run):
    """Base of the trainings on a Split; subclasses define `answers`."""

    def __init__(self, split, epochs):
        super().__init__(epochs if len(split.X) else 0)
        self.split, self.history = split, []
        self._grid = split.grid()

    def answers(self, X):
        """Probabilities (n, n_outputs), and the first hidden layer's answers (n, n_hidden) or None."""
        raise NotImplementedError

    def look(self):
        split, losses, accuracies = self.split, [], []
        for X, Y in ((split.X, split.Y), (split.X_test, split.Y_test)):
            probability = self.answers(X)[0] if len(X) else None
            losses.append(self.loss(probability, Y) if len(X) else np.nan)
            accuracies.append(float(np.mean(self.right(probability, Y))) if len(X) else np.nan)
        self.history.append((self.epoch, *losses))
        probability, hidden = self.answers(self._grid)
        neurons = None
        if hidden is not None:
            neurons = np.reshape(hidden, (GRID, GRID, -1)).transpose(2, 0, 1)
        if len(split.X):
            self.watch(losses[0])
        grid = np.reshape(probability, (GRID, GRID, -1)).squeeze()
        return Snapshot(self.epoch, grid, neurons, np.array(self.history), tuple(accuracies))

    def loss(self, probability, Y):
        """Mean cross-entropy; here and in `right`, of two classes with one output."""
        return binary_cross_entropy(probability, Y)

    def right(self, probability, Y):
        """Whether each sample's most probable class is its own."""
        return (probability > 0.5) == (Y == 1)


class NetworkRun(PlaneRun):
    """Trains the course's own network."""

    def __init__(self, split, epochs, network, learning_rate, **options):
        """options: of `Network.training`."""
        super().__init__(split, epochs)
        self.network = network
        if len(split.X):  # else nothing will be trained
            self._training = network.training(split.X, split.Y, learning_rate, **options)

    def train(self, n):
        self._training.run(n)

    def answers(self, X):
        pieces = [self.network.layer_outputs(X[k : k + PIECE]) for k in range(0, len(X), PIECE)]
        first, last = (np.concatenate([layers[number] for layers in pieces]) for number in (0, -1))
        return last, first if len(pieces[0]) > 1 else None
