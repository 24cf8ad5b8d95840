"""Twelve characters and a network that learns to read them: the numbers of `explore_characters`."""

import copy
import dataclasses
import functools

import numpy as np

from bplab.characters import CHARACTERS, PARTS, characters
from bplab.explorers.characters import words
from bplab.explorers.characters.strokes import Strokes, render
from bplab.explorers.runs import Run, TrainingModel
from bplab.explorers.state import Choice, Number, Progress, State, setting
from bplab.network import Network

N_CLASSES = len(CHARACTERS)
EPOCHS = 30
ALL = 6696  # pictures of the training part
N_PIXELS = 784


@dataclasses.dataclass(frozen=True)
class CharactersState(State):
    """What `explore_characters` shows.

    part, character, read_as: which pictures are counted, and which of them are shown. number: the picture of
    that part that lies on the pad, from 1; 0 if strokes were drawn there, or nothing.
    """

    depth: int = setting(1, Number(words.DEPTH, 0, 3, 1))
    width: int = setting(64, Choice(words.WIDTH, (16, 32, 64, 128, 256), slider=True))
    activation: str = setting("relu", Choice(words.ACTIVATION, ("relu", "tanh", "sigmoid")))
    learning_rate: float = setting(
        0.2, Choice(words.RATE, (0.003, 0.01, 0.03, 0.1, 0.2, 0.5, 1.0), slider=True)
    )
    n_train: int = setting(ALL, Choice(words.N_TRAIN, (120, 360, 1200, 3600, ALL), slider=True))
    batch_size: int = setting(32, Choice(words.BATCH_SIZE, (4, 8, 16, 32, 64, 120), slider=True))
    l2: float = setting(0.0, Choice(words.L2, (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03), slider=True))
    dropout: float = setting(0.0, Number(words.DROPOUT, 0.0, 0.9, 0.1))
    wrong_labels: int = setting(0, Number(words.WRONG_LABELS, 0, 90, 10))
    seed: int = setting(0, Number(words.SEED, 0, 50, 1))
    part: str = setting("test", Choice(words.PART, PARTS))
    character: str = setting("问", Choice(words.CHARACTER, tuple(CHARACTERS)))
    read_as: str = setting("用", Choice(words.READ_AS, tuple(CHARACTERS)))
    number: int = setting(1, Progress(ALL))
    strokes: str = setting("", Strokes())
    epoch: int = setting(0, Progress(EPOCHS))


@functools.cache
def pictures(part):
    """X (n, 784) and y (n,) of a whole part; the same arrays every time."""
    X, y = characters(part)
    X.flags.writeable = y.flags.writeable = False
    return X, y


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """A network at one epoch, and the classes it predicts for the pictures of each part.

    history: rows of epoch, and the shares that are read as labelled in training and rightly in the test part.
    """

    epoch: int
    network: Network
    predicted: dict
    history: np.ndarray


@dataclasses.dataclass(frozen=True)
class Reading:
    """What a network makes of one picture: probabilities (12,), and in the first layer each neuron's
    response (n,) and weights (n, 28, 28)."""

    probabilities: np.ndarray
    responses: np.ndarray
    weights: np.ndarray


class CharactersRun(Run):
    """Trains the course's own network on mini-batches with plain steps.

    parts: part -> its X and y; of the training part, what is trained on. labels (n,): those it is trained on;
    some are wrong, where the state says so.
    """

    first, growth, chunk = 1, 0, 1  # a picture for every epoch

    def __init__(self, state):
        super().__init__(EPOCHS)
        self.parts = {part: pictures(part) for part in PARTS}
        self.parts["train"] = X, y = tuple(array[: state.n_train] for array in pictures("train"))
        self.labels, self.history = labels(y, state), []
        self.begin(state, X, np.eye(N_CLASSES)[self.labels])

    def begin(self, state, X, Y):
        """Make the network, and its training on these pictures and labels."""
        sizes = (N_PIXELS, *[state.width] * state.depth, N_CLASSES)
        self.network = Network(sizes, state.activation, seed=state.seed)
        options = {name: state[name] for name in ("batch_size", "seed", "l2", "dropout")}
        self._training = self.network.training(X, Y, state.learning_rate, **options)

    def train(self, n):
        self._training.run(n * self._training.steps_per_epoch)

    def look(self):
        network = copy.deepcopy(self.network)  # training goes on in the same arrays
        predicted = {part: network.predict(X) for part, (X, _) in self.parts.items()}
        seen, new = predicted["train"] == self.labels, predicted["test"] == self.parts["test"][1]
        self.history.append((self.epoch, seen.mean(), new.mean()))
        return Snapshot(self.epoch, network, predicted, np.array(self.history))


def labels(y, state):
    """The classes y (n,), the share of them that a state says replaced by another class each."""
    rng, given = np.random.default_rng(state.seed + 100), y.copy()
    rows = rng.permutation(len(y))[: len(y) * state.wrong_labels // 100]
    given[rows] = (y[rows] + rng.integers(1, N_CLASSES, len(rows))) % N_CLASSES
    return given


class CharactersModel(TrainingModel):
    """A CharactersState, the training that belongs to it, and the picture on the pad.

    start: function of a state that returns a Run; the course's own network without one.
    """

    only_shown = ("part", "character", "read_as", "number", "strokes")

    def __init__(self, state, start=CharactersRun):
        self._start_on = start
        super().__init__(state)

    def start(self, settings):
        return self._start_on(settings)

    def part(self):
        """X (n, 784) and y (n,) of the part that is counted and lies on the pad."""
        return self.run.parts[self.state.part]

    def row(self):
        """The row of the part that lies on the pad; None if something was drawn there, or nothing."""
        state = self.state
        return (state.number - 1) % len(self.part()[1]) if state.number and not state.strokes else None

    def answer(self):
        """The class of the picture on the pad, if it is one of the part's."""
        row = self.row()
        return None if row is None else self.part()[1][row]

    def ink(self):
        """The picture on the pad (784,), from 0 to 1."""
        row = self.row()
        return render(self.state.strokes) if row is None else self.part()[0][row]

    def read(self):
        """The Reading of the picture on the pad."""
        network = self.run.snapshot.network
        first, *_, last = network.layer_outputs(self.ink()[None]) * 2  # without hidden layers, they are one
        weights = network.weights[0].T.reshape(-1, 28, 28)
        return Reading(last[0], first[0], weights)

    def confusions(self):
        """How many pictures of each class (12 rows) were read as each class (12 columns)."""
        counts = np.zeros((N_CLASSES, N_CLASSES), dtype=int)
        np.add.at(counts, (self.part()[1], self._predicted()), 1)
        return counts

    def confused(self):
        """The pictures of `character` that were read as `read_as`, shape (n, 784)."""
        X, y = self.part()
        c, other = self.chosen()
        return X[(y == c) & (self._predicted() == other)]

    def chosen(self):
        """The classes of `character` and `read_as`."""
        return CHARACTERS.index(self.state.character), CHARACTERS.index(self.state.read_as)

    def accuracies(self):
        """part -> share of its pictures that are read rightly."""
        predicted = self.run.snapshot.predicted
        return {part: float(np.mean(predicted[part] == y)) for part, (_, y) in self.run.parts.items()}

    def _predicted(self):
        return self.run.snapshot.predicted[self.state.part]
