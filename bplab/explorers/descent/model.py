"""Gradient descent on the loss of a line through three points: the numbers of `explore_descent`."""

import dataclasses

import numpy as np

from bplab.explorers.descent import words
from bplab.explorers.model import Model
from bplab.explorers.state import Choice, Number, State, Switch, setting
from bplab.language import say

X, Y = np.array([1.0, 1.0, 2.0]), np.array([1.0, 3.0, 4.0])
BEST = np.array([2.0, 0.0])  # w, b of the least loss, with the bias and without
LIMIT = 4.0  # of w - 2 and of b, to both sides
STEPS = 40
RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.8, 0.9, 1.0, 1.1)
CURVATURES = np.array([[np.mean(X * X), np.mean(X)], [np.mean(X), 1.0]])  # of the loss, at any w and b
CRAWLS = 0.9  # what a step leaves of a distance, from which on it is called slow
EQUAL = 1e-9


@dataclasses.dataclass(frozen=True)
class DescentState(State):
    """What `explore_descent` shows; it opens with the lecture's first descent."""

    w: float = setting(0.0, Number(words.START_W, BEST[0] - LIMIT, BEST[0] + LIMIT, 0.1))
    b: float = setting(0.0, Number(words.START_B, -LIMIT, LIMIT, 0.1))
    rate: float = setting(0.1, Choice(words.RATE, RATES, slider=True))
    steps: int = setting(5, Number(words.STEPS, 0, STEPS, 1))
    bias: bool = setting(False, Switch(words.BIAS))


class DescentModel(Model):
    """A descent from (w, b), or from w alone while `bias` is off: then b is 0.

    way (STEPS + 1, 2): w and b before each step that can be asked for and after the last. path (steps + 1,
    2): its beginning, as far as it is shown. losses (steps + 1,). gradient (2,): at
    the end of the path. verdict: what this rate does, in words.
    """

    def _compute(self):
        state = self.state
        moves = np.array([1.0, float(state.bias)])
        place = np.array([state.w, state.b * state.bias])
        way = [place]
        for _ in range(STEPS):
            place = place - state.rate * moves * gradient(place)
            way.append(place)
        self.way = np.array(way)
        self.path = self.way[: state.steps + 1]
        self.losses = loss(self.path)
        self.gradient = moves * gradient(self.path[-1])
        self.verdict = self._verdict()

    def _verdict(self):
        """From what one step leaves of the distance to the lowest place, along each curvature."""
        state = self.state
        if np.allclose(self.gradient, 0, atol=1e-6):
            return say(words.ARRIVED)
        curvatures = np.linalg.eigvalsh(CURVATURES) if state.bias else CURVATURES[:1, 0]
        left = 1 - state.rate * curvatures
        if left.min() < -1 - EQUAL:
            return say(words.DIVERGES, left=left.min())
        if left.min() < -1 + EQUAL:
            return say(words.JUMPS)
        if left.min() < 0:
            sentence = words.ZIGZAGS_ACROSS if state.bias else words.ZIGZAGS
            return say(sentence, left=left.min(), along=left.max())
        crawls, comes_down = (
            (words.CRAWLS_ALONG, words.COMES_DOWN_ALONG) if state.bias else (words.CRAWLS, words.COMES_DOWN)
        )
        return say(crawls if left.max() >= CRAWLS else comes_down, left=left.max())


def loss(places):
    """Half the mean squared error of the line w x + b; places (..., 2), result (...)."""
    w, b = places[..., :1], places[..., 1:]
    return np.mean((w * X + b - Y) ** 2, axis=-1) / 2


def gradient(place):
    """The slopes of the loss (2,) at w and b."""
    error = place[0] * X + place[1] - Y
    return np.array([np.mean(error * X), np.mean(error)])
