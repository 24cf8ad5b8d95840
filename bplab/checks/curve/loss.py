"""Checks of loss (unit 6)."""

import numpy as np

from bplab.checks.core import CheckFailed, as_array, attempt, check_array, describe_call, tell
from bplab.checks.curve.formulas import evidence_of, explanation
from bplab.checks.curve.read import call_number, named
from bplab.checks.follow import alive, require_alive, same
from bplab.checks.messages import curve as say
from bplab.checks.seeds import generator
from bplab.network import squared_error

PAPER = (np.array([[1.0], [0.0]]), np.array([[0.4], [0.2]]))
# Batches of 3 and of 1 samples, in which different mistakes give different numbers.
OTHERS = (
    (np.array([[0.9], [-0.4], [1.3]]), np.array([[0.3], [0.9], [0.15]])),
    (np.array([[0.7]]), np.array([[0.35]])),
    (np.array([[-0.2]]), np.array([[0.6]])),
)


def check_loss(loss, n_samples, seed):
    """Check the paper example, a batch, and that the result is one number."""
    for y, a2 in (PAPER, _batch(n_samples, seed)):
        _check_value(loss, y, a2)
        _one_number(loss, y, a2)
    tell(say.LOSS_DONE)


def check_loss_sample(loss, seed):
    """Check single samples, above and below their targets."""
    rng = generator(seed)
    for y, a2 in rng.uniform(-1.5, 1.5, size=(4, 2)):
        for pair in ((y, a2), (a2, y)):
            _check_value(loss, *(np.array([[number]]) for number in pair))
    tell(say.LOSS_SAMPLE_DONE)


def check_loss_mean(loss, n_samples, seed):
    """Check that a batch costs the mean of what its samples cost, by the student's own function."""
    y, a2 = _batch(n_samples, seed)
    own = [call_number(_label(y[:1], a2[:1]), loss, y[i : i + 1], a2[i : i + 1]) for i in range(n_samples)]
    own = np.array([float(cost.flat[0]) for cost in own]) if all(c.size == 1 for c in own) else None
    true = np.array([squared_error(a2[i : i + 1], y[i : i + 1]) for i in range(n_samples)])
    # A constant is its own mean, and says nothing about the batch.
    follows = [np.mean(own)] if alive(own, true) and _is_alive(loss, y, a2) else []
    _check_value(loss, y, a2, follows)
    tell(say.LOSS_MEAN_DONE)


def check_loss_number(loss, n_samples, seed):
    """Check that the result is one number, not an array that holds one, and that it was computed."""
    y, a2 = _batch(n_samples, seed)
    _one_number(loss, y, a2)
    require_alive(_label(y, a2), _is_alive(loss, y, a2))
    tell(say.LOSS_NUMBER_DONE)


def _batch(n_samples, seed):
    """y and a2 of shape (n, 1)."""
    rng = generator(seed)
    return rng.normal(size=(n_samples, 1)), rng.uniform(0.05, 0.95, size=(n_samples, 1))


def _label(y, a2):
    return describe_call("loss", {"y": y, "a2": a2})


def _is_alive(loss, y, a2):
    """Whether the student's loss depends on the outputs, and is no random number."""
    own, again, changed = (_number(loss, y, a) for a in (a2, a2, a2**2))
    return same(own, again) and alive(own, np.asarray(squared_error(a2, y)), [changed])


def _number(loss, y, a2):
    """The loss as an array of shape (), or None."""
    value, _ = attempt(loss, y.copy(), a2.copy())
    array = None if value is None else as_array(value)
    return array.reshape(()) if array is not None and array.size == 1 else None


def _check_value(loss, y, a2, follows=()):
    label = _label(y, a2)
    got = call_number(label, loss, y, a2)
    right = [np.asarray(value) for value in (squared_error(a2, y), *follows)]
    if got.size != 1:
        raise CheckFailed(say.NOT_ONE_NUMBER.format(call=label, shape=got.shape))
    batches = ({"y": each[0], "a2": each[1]} for each in ((y, a2), *OTHERS))
    explain = explanation("loss", evidence_of(loss, batches))
    check_array(label, got.reshape(()), right, _slips(y, a2), explain=explain)


def _one_number(loss, y, a2):
    label = _label(y, a2)
    got = call_number(label, loss, y, a2)
    if got.shape != ():
        raise CheckFailed(say.NOT_ONE_NUMBER.format(call=label, shape=got.shape))


def _slips(y, a2):
    """What the loss would be after slips that are no edit of its formula."""
    paired = np.mean((y.ravel() - a2) ** 2) / 2
    return named({"broadcast": paired}) if len(y) > 1 else []
