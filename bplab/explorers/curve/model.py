"""A curve and a network that is to follow it: the numbers of `explore_curve`."""

import dataclasses
from collections.abc import Callable

import numpy as np

from bplab import datasets
from bplab.explorers.curve import words
from bplab.explorers.runs import Run, TrainingModel
from bplab.explorers.state import Choice, Number, Progress, State, Switch, setting
from bplab.language import say
from bplab.network import Network, squared_error

EPOCHS = 20_000
GRID = 401  # places along the picture; those over the data test the fit


@dataclasses.dataclass(frozen=True)
class Curve:
    """What there is to fit.

    truth: y as a function of x. points: of a CurveState, x and y of shape (n, 1). reach: the points lie
    between -reach and reach; twice as far is shown. view: both ends of the y-axis. goal: of a CurveState, a
    mean squared error worth reaching, and its name.
    """

    truth: Callable
    points: Callable
    reach: float
    view: tuple
    goal: Callable


CURVES = {
    words.SINE: Curve(
        truth=np.sin,
        points=lambda state: datasets.sine(200, seed=state.seed),
        reach=np.pi,
        view=(-2.0, 2.0),
        goal=lambda state: (2e-6, say(words.GOAL)),
    ),
    words.PARABOLA: Curve(
        truth=np.square,
        points=lambda state: datasets.parabola(noise=state.noise, seed=state.seed),
        reach=1.0,
        view=(-0.8, 3.2),
        goal=lambda state: (state.noise**2, say(words.NOISE_SQUARED, error=state.noise**2)),
    ),
}


@dataclasses.dataclass(frozen=True)
class CurveState(State):
    """What `explore_curve` shows."""

    data: str = setting(words.SINE, Choice(words.DATA, tuple(CURVES)))
    noise: float = setting(0.1, Number(words.NOISE, 0.0, 0.5, 0.05))
    activation: str = setting("tanh", Choice(words.ACTIVATION, ("tanh", "relu", "sigmoid", "linear")))
    output: str = setting("linear", Choice(words.OUTPUT, ("linear", "sigmoid")))
    width: int = setting(10, Number(words.WIDTH, 1, 64, 1))
    depth: int = setting(1, Number(words.DEPTH, 1, 3, 1))
    learning_rate: float = setting(
        0.1, Choice(words.RATE, (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0), slider=True)
    )
    step: str = setting(words.PLAIN, Choice(words.STEP, (words.PLAIN, words.MOMENTUM, words.ADAM)))
    random_biases: bool = setting(True, Switch(words.RANDOM_BIASES))
    seed: int = setting(0, Number(words.SEED, 0, 50, 1))
    epoch: int = setting(0, Progress(EPOCHS))


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """A network at one epoch.

    fit: its outputs on the run's grid, shape (GRID,). parts (n_hidden, GRID): what each neuron of the last
    hidden layer adds to the sum in the output, its activation times its weight. history: rows of epoch and
    mean squared error, of the training points and between the fit and the true curve where the points lie.
    """

    epoch: int
    fit: np.ndarray
    parts: np.ndarray
    history: np.ndarray


class CurveRun(Run):
    """Trains the course's own network on points of a curve.

    x, y: the points, shape (n, 1). grid, truth (GRID, 1): places along the picture, and the curve there.
    """

    def __init__(self, state):
        super().__init__(EPOCHS)
        self.curve, self.history = CURVES[state.data], []
        self.x, self.y = self.curve.points(state)
        self.grid = np.linspace(-2 * self.curve.reach, 2 * self.curve.reach, GRID)[:, None]
        self.truth = self.curve.truth(self.grid)
        self._between = np.abs(self.grid[:, 0]) <= self.curve.reach
        sizes = (1, *[state.width] * state.depth, 1)
        self.network = Network(
            sizes, state.activation, seed=state.seed, output=state.output, loss="squared error"
        )
        # With one input and biases of zero, all neurons of the first layer would bend at x = 0.
        biases = self.network.biases
        if state.random_biases:
            biases[0] = np.random.default_rng(state.seed + 100).normal(size=biases[0].shape)
        self._training = self.network.training(self.x, self.y, state.learning_rate, state.step)

    def train(self, n):
        self._training.run(n)

    @np.errstate(over="ignore", invalid="ignore")  # too long steps make inf, and inf makes nan
    def look(self):
        *_, hidden, fit = self.network.layer_outputs(self.grid)
        seen = mean_squared_error(self.network.forward(self.x), self.y)
        between = mean_squared_error(fit[self._between], self.truth[self._between])
        self.history.append((self.epoch, seen, between))
        self.watch(seen)
        parts = (hidden * self.network.weights[-1][:, 0]).T
        return Snapshot(self.epoch, fit[:, 0], parts, np.array(self.history))


def mean_squared_error(y_pred, y):
    """Of one output: twice the loss of unit 6, which takes half the squares."""
    return 2 * squared_error(y_pred, y)


class CurveModel(TrainingModel):
    """A CurveState and the training that belongs to it."""

    def start(self, settings):
        return CurveRun(settings)
