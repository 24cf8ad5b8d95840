"""Gradient descent on the loss of a line through three points: the numbers of `explore_descent`."""

import dataclasses

import numpy as np

from bplab.explorers.model import Model
from bplab.explorers.state import Choice, Number, State, Switch, setting

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

    w: float = setting(0.0, Number("start w", BEST[0] - LIMIT, BEST[0] + LIMIT, 0.1))
    b: float = setting(0.0, Number("start b", -LIMIT, LIMIT, 0.1))
    rate: float = setting(0.1, Choice("learning rate", RATES, slider=True))
    steps: int = setting(5, Number("steps", 0, STEPS, 1))
    bias: bool = setting(False, Switch("bias b, too"))


class DescentModel(Model):
    """A descent from (w, b), or from w alone while `bias` is off: then b is 0.

    path (steps + 1, 2): w and b before each step and after the last. losses (steps + 1,). gradient (2,): at
    the end of the path. verdict: what this rate does, in words.
    """

    def _compute(self):
        state = self.state
        moves = np.array([1.0, float(state.bias)])
        place = np.array([state.w, state.b * state.bias])
        path = [place]
        for _ in range(state.steps):
            place = place - state.rate * moves * gradient(place)
            path.append(place)
        self.path = np.array(path)
        self.losses = loss(self.path)
        self.gradient = moves * gradient(place)
        self.verdict = self._verdict()

    def _verdict(self):
        """From what one step leaves of the distance to the lowest place, along each curvature."""
        state = self.state
        if np.allclose(self.gradient, 0, atol=1e-6):
            return "has arrived: the slope is 0, and so is every further step"
        curvatures = np.linalg.eigvalsh(CURVATURES) if state.bias else CURVATURES[:1, 0]
        left = 1 - state.rate * curvatures
        where = "the way along the valley" if state.bias else "the distance"
        if left.min() < -1 - EQUAL:
            return f"diverges: each step multiplies the distance by {left.min():.2f}"
        if left.min() < -1 + EQUAL:
            return "jumps to and fro for ever: each step lands as far away on the other side"
        if left.min() < 0:
            slow = f" across the valley; {left.max():.0%} is left along it" if state.bias else ""
            return f"zigzags: each step multiplies the distance by {left.min():.2f}{slow}"
        verb = "crawls" if left.max() >= CRAWLS else "comes down"
        return f"{verb}: each step leaves {left.max():.0%} of {where}"


def loss(places):
    """Half the mean squared error of the line w x + b; places (..., 2), result (...)."""
    w, b = places[..., :1], places[..., 1:]
    return np.mean((w * X + b - Y) ** 2, axis=-1) / 2


def gradient(place):
    """The slopes of the loss (2,) at w and b."""
    error = place[0] * X + place[1] - Y
    return np.array([np.mean(error * X), np.mean(error)])
