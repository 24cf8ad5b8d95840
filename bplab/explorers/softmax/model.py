"""Three logits, softmax and the cross-entropy of one sample: the numbers of `explore_softmax`."""

import dataclasses

import numpy as np

from bplab.explorers.model import Model
from bplab.explorers.state import Choice, Number, State, Switch, setting
from bplab.explorers.students import StudentError, array, call_briefly

CLASSES = (0, 1, 2)
LIMIT = 5.0  # of the logits, to both sides
LEARNING_RATE = 1.0
SHIFTS = (-1000.0, -740.0, -100.0, -5.0, 0.0, 5.0, 100.0, 708.0, 1000.0)


@dataclasses.dataclass(frozen=True)
class SoftmaxState(State):
    """What `explore_softmax` shows; it opens close to the lecture's logits, ln 1, ln 3 and ln 6."""

    z_0: float = setting(0.0, Number("z₀", -LIMIT, LIMIT, 0.1))
    z_1: float = setting(1.1, Number("z₁", -LIMIT, LIMIT, 0.1))
    z_2: float = setting(1.8, Number("z₂", -LIMIT, LIMIT, 0.1))
    temperature: float = setting(
        1.0, Choice("temperature T", (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0), slider=True)
    )
    true_class: int = setting(1, Choice("true class", CLASSES))
    shift: float = setting(0.0, Choice("constant c", SHIFTS, slider=True))
    stable: bool = setting(True, Switch("subtract max"))


class SoftmaxModel(Model):
    """What softmax makes of (z + c) / T, in the way that `stable` says, and what it costs.

    All of shape (3,): z, y (one-hot), exponents (what exp receives), exp, y_pred, error (y_pred - y).
    total: the sum of exp; loss: -ln of y_pred at the true class. Without the maximum taken off they may be
    inf or NaN. remark: a sentence where they are. softmax: a student's, from which y_pred then comes.
    """

    def __init__(self, state, softmax=None):
        self.softmax = softmax
        super().__init__(state)

    def step(self):
        """One step against the gradient at the logits, (y_pred - y) / T; return what was in its way."""
        gradient = self.error / self.state.temperature
        if not np.isfinite(gradient).all():
            return "There is no step: the gradient is not a number."
        aim = self.z - LEARNING_RATE * gradient
        reached = np.clip(aim, -LIMIT, LIMIT)
        self.change(**{f"z_{c}": float(reached[c]) for c in CLASSES})
        if (aim != reached).any():
            return f"The step was cut off: the sliders end at {-LIMIT:g} and {LIMIT:g}."
        return ""

    @np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore")
    def _compute(self):
        state = self.state
        self.z = np.array([state.z_0, state.z_1, state.z_2])
        self.y = np.eye(len(CLASSES))[state.true_class]
        exponents = (self.z + state.shift) / state.temperature
        self.exponents = exponents - exponents.max() if state.stable else exponents
        self.exp = np.exp(self.exponents)
        self.total = float(self.exp.sum())
        self.y_pred = self.exp / self.total
        said = self._ask(exponents) if self.softmax else ""
        self.error = self.y_pred - self.y
        self.loss = float(-np.log(self.y_pred[state.true_class])) + 0.0
        self.remark = said if self.softmax else self._remark(exponents)

    def _ask(self, exponents):
        """Take the student's probabilities; return what is wrong with them, or nothing."""
        right = np.exp(exponents - exponents.max())
        right /= right.sum()
        try:
            got = call_briefly("softmax", self.softmax, exponents[None].copy())
            self.y_pred = np.array(array("What your softmax returns", got, (1, len(CLASSES))), float).reshape(
                -1
            )
        except StudentError as error:
            self.y_pred = np.full(len(CLASSES), np.nan)
            largest = exponents.max()
            hint = f" The largest number in it is {largest:.4g}." if "holds" in str(error) else ""
            return f"{error}{hint}"
        if np.allclose(self.y_pred, right, rtol=1e-6, atol=1e-12):
            return ""
        c = int(np.abs(self.y_pred - right).argmax())
        return f"Your softmax gives {self.y_pred[c]:.4g} for class {c}; it should be {right[c]:.4g}."

    def _remark(self, exponents):
        """What went wrong on the way, in a sentence; nothing if nothing did."""
        if np.isinf(self.total):
            return (
                f"Overflow: exp({exponents.max():.4g}) is inf, for the largest float64 is about exp(710). "
                "A number divided by inf is 0, and inf / inf is nan. On paper nothing has changed."
            )
        if self.total == 0:
            return (
                f"Underflow: exp({exponents.max():.4g}) is 0, for the smallest float64 is about exp(-745). "
                "And 0 / 0 is nan. On paper nothing has changed."
            )
        right = np.exp(exponents - exponents.max())
        if not np.allclose(self.y_pred, right / right.sum(), rtol=1e-9):
            return (
                f"Inaccurate: near 0, exp({exponents.max():.4g}) has only a few digits left in a float64, "
                "and so have the probabilities."
            )
        return ""
