"""Twelve characters and a network that learns to read them: the numbers of `explore_characters`."""

import copy
import dataclasses
import functools

import numpy as np

from bplab.characters import CHARACTERS, PARTS, characters
from bplab.explorers.characters.strokes import Strokes, render
from bplab.explorers.runs import Run, TrainingModel
from bplab.explorers.state import Choice, Number, Progress, State, setting
from bplab.network import Network, cross_entropy

N_CLASSES = len(CHARACTERS)
EPOCHS = 30
BATCH = 32
ALL = 6696  # pictures of the training part
N_PIXELS = 784


@dataclasses.dataclass(frozen=True)
class CharactersState(State):
    """What `explore_characters` shows.

    part, character, read_as: which pictures are counted, and which of them are shown. number: the picture of
    that part that lies on the pad, from 1; 0 if strokes were drawn there, or nothing.
    """

    depth: int = setting(1, Number("hidden layers", 0, 3, 1))
    width: int = setting(64, Choice("neurons each", (16, 32, 64, 128, 256), slider=True))
    activation: str = setting("relu", Choice("activation", ("relu", "tanh", "sigmoid")))
    learning_rate: float = setting(
        0.2, Choice("learning rate", (0.003, 0.01, 0.03, 0.1, 0.2, 0.5, 1.0), slider=True)
    )
    n_train: int = setting(ALL, Choice("training pictures", (120, 360, 1200, 3600, ALL), slider=True))
    seed: int = setting(0, Number("seed", 0, 50, 1))
    part: str = setting("test", Choice("pictures", PARTS))
    character: str = setting("问", Choice("character", tuple(CHARACTERS)))
    read_as: str = setting("用", Choice("read as", tuple(CHARACTERS)))
    number: int = setting(1, Progress(ALL))
    strokes: str = setting("", Strokes())
    epoch: int = setting(0, Progress(EPOCHS))


@functools.cache
def pictures(part):
    """X (n, 784) and y (n,) of a part; the same arrays every time."""
    X, y = characters(part)
    X.flags.writeable = y.flags.writeable = False
    return X, y


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """A network at one epoch, and the classes it predicts for the pictures of each part."""

    epoch: int
    network: Network
    predicted: dict


@dataclasses.dataclass(frozen=True)
class Reading:
    """What a network makes of one picture: probabilities (12,), and in the first layer each neuron's
    response (n,) and weights (n, 28, 28)."""

    probabilities: np.ndarray
    responses: np.ndarray
    weights: np.ndarray


class CharactersRun(Run):
    """Trains the course's own network on mini-batches with plain steps."""

    first, growth, chunk = 1, 0, 1  # a picture for every epoch

    def __init__(self, state):
        super().__init__(EPOCHS)
        X, y = pictures("train")
        self._X, self._Y = X[: state.n_train], np.eye(N_CLASSES)[y[: state.n_train]]
        self._learning_rate, self._rng = state.learning_rate, np.random.default_rng(state.seed)
        sizes = (N_PIXELS, *[state.width] * state.depth, N_CLASSES)
        self.network = Network(sizes, state.activation, seed=state.seed)

    def train(self, n):
        for _ in range(n):
            order = self._rng.permutation(len(self._X))
            for rows in np.split(order, range(BATCH, len(order), BATCH)):
                self.network.train(self._X[rows], self._Y[rows], 1, self._learning_rate, record=False)

    def look(self):
        # A shallow copy keeps these weights: the next batch puts new arrays into the network.
        network, predicted = copy.copy(self.network), {}
        self.watch(cross_entropy(network.forward(self._X), self._Y))
        for part in PARTS:
            predicted[part] = network.predict(pictures(part)[0])
        return Snapshot(self.epoch, network, predicted)


class CharactersModel(TrainingModel):
    """A CharactersState, the training that belongs to it, and the picture on the pad."""

    only_shown = ("part", "character", "read_as", "number", "strokes")

    def start(self, settings):
        return CharactersRun(settings)

    @property
    def row(self):
        """The row of the part's X and y that lies on the pad; None if something was drawn there."""
        state = self.state
        n = len(pictures(state.part)[1])
        return (state.number - 1) % n if state.number and not state.strokes else None

    def ink(self):
        """The picture on the pad (784,), from 0 to 1."""
        row = self.row
        return render(self.state.strokes) if row is None else pictures(self.state.part)[0][row]

    def read(self):
        """The Reading of the picture on the pad."""
        network = self.run.snapshot.network
        first, *_, last = network.layer_outputs(self.ink()[None]) * 2  # without hidden layers, they are one
        weights = network.weights[0].T.reshape(-1, 28, 28)
        return Reading(last[0], first[0], weights)

    def confusions(self):
        """How many pictures of each class (12 rows) were read as each class (12 columns)."""
        counts = np.zeros((N_CLASSES, N_CLASSES), dtype=int)
        state = self.state
        np.add.at(counts, (pictures(state.part)[1], self.run.snapshot.predicted[state.part]), 1)
        return counts

    def confused(self):
        """The pictures of `character` that were read as `read_as`, shape (n, 784)."""
        state = self.state
        X, y = pictures(state.part)
        chosen = y == CHARACTERS.index(state.character)
        return X[chosen & (self.run.snapshot.predicted[state.part] == CHARACTERS.index(state.read_as))]
