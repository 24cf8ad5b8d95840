"""Three logits, softmax and the cross-entropy of one sample: the numbers of `explore_softmax`."""

import dataclasses

import numpy as np

from bplab.explorers.model import Model
from bplab.explorers.softmax import words as w
from bplab.explorers.state import Choice, Number, State, Switch, setting
from bplab.explorers.students import StudentError, array, call_briefly
from bplab.language import say
from bplab.measures import as_array

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
        1.0, Choice(w.TEMPERATURE, (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0), slider=True)
    )
    true_class: int = setting(1, Choice(w.TRUE_CLASS, CLASSES))
    shift: float = setting(0.0, Choice(w.SHIFT, SHIFTS, slider=True))
    stable: bool = setting(True, Switch(w.STABLE))


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
            return say(w.NO_STEP)
        aim = self.z - LEARNING_RATE * gradient
        reached = np.clip(aim, -LIMIT, LIMIT)
        self.change(**{f"z_{c}": float(reached[c]) for c in CLASSES})
        if (aim != reached).any():
            return say(w.CUT_OFF, low=-LIMIT, high=LIMIT)
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
        got = None
        try:
            got = call_briefly("softmax", self.softmax, exponents[None].copy())
            shape = (1, len(CLASSES))
            self.y_pred = np.array(array(say(w.RETURNED), got, shape), float).reshape(-1)
        except StudentError as error:
            self.y_pred = np.full(len(CLASSES), np.nan)
            numbers = as_array(got)
            failed = numbers is not None and got is not None and not np.isfinite(numbers).all()
            return say(w.LARGEST, error=error, largest=exponents.max()) if failed else str(error)
        if np.allclose(self.y_pred, right, rtol=1e-6, atol=1e-12):
            return ""
        c = int(np.abs(self.y_pred - right).argmax())
        return say(w.DIFFERS, got=self.y_pred[c], c=c, right=right[c])

    def _remark(self, exponents):
        """What went wrong on the way, in a sentence; nothing if nothing did."""
        if np.isinf(self.total):
            return say(w.OVERFLOW, x=exponents.max())
        if self.total == 0:
            return say(w.UNDERFLOW, x=exponents.max())
        right = np.exp(exponents - exponents.max())
        if not np.allclose(self.y_pred, right / right.sum(), rtol=1e-9):
            return say(w.INACCURATE, x=exponents.max())
        return ""
