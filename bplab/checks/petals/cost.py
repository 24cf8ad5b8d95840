"""Checks of compute_cost (unit 4)."""

import numpy as np

from bplab.checks.core import (
    CheckFailed,
    as_array,
    attempt,
    check_array,
    describe_call,
    numbers,
    returned,
    tell,
)
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive, require_alive, same
from bplab.checks.messages import petals as say
from bplab.checks.petals.formulas import explanation
from bplab.checks.petals.read import named
from bplab.checks.seeds import generator
from bplab.network import binary_cross_entropy

PAPER = (np.array([[0.8], [0.4]]), np.array([[1], [0]]))
# Batches of 3, 2 and 1 samples, in which different mistakes give different numbers.
OTHERS = (
    (np.array([[0.3], [0.9], [0.15]]), np.array([[1], [1], [0]])),
    (np.array([[0.35], [0.6]]), np.array([[0], [1]])),
    (np.array([[0.7]]), np.array([[1]])),
    (np.array([[0.45]]), np.array([[0]])),
)


def check_cost(compute_cost, n_samples, seed):
    """Check the paper example, a batch, and that the result is one number."""
    for A2, Y in (PAPER, _batch(n_samples, seed)):
        _check_value(compute_cost, A2, Y)
        _one_number(compute_cost, A2, Y)
    tell(say.COST_DONE.format(guess=np.log(2)))


def check_cost_sample(compute_cost, label, seed):
    """Check the cost of single samples, all with the given label, at large and small probabilities."""
    rng = generator(seed)
    for a in (*rng.uniform(0.05, 0.95, size=3), 0.999, 0.001):
        _check_value(compute_cost, np.array([[a]]), np.array([[label]]))
    tell(say.COST_SAMPLE_DONE.format(label=label))


def check_cost_mean(compute_cost, n_samples, seed):
    """Check that a batch costs the mean of what its samples cost, by the student's own function."""
    A2, Y = _batch(n_samples, seed)
    own = [_cost(compute_cost, A2[i : i + 1], Y[i : i + 1])[1] for i in range(n_samples)]
    own = np.array([float(cost.flat[0]) for cost in own]) if all(c.size == 1 for c in own) else None
    true = np.array([binary_cross_entropy(A2[i : i + 1], Y[i : i + 1]) for i in range(n_samples)])
    # A constant is its own mean, and says nothing about the batch.
    follows = [np.mean(own)] if alive(own, true) and _is_alive(compute_cost, A2, Y) else []
    _check_value(compute_cost, A2, Y, follows)
    tell(say.COST_MEAN_DONE)


def check_cost_number(compute_cost, n_samples, seed):
    """Check that the result is one number, not an array that holds one, and that it was computed."""
    A2, Y = _batch(n_samples, seed)
    _one_number(compute_cost, A2, Y)
    require_alive(_cost(compute_cost, A2, Y)[0], _is_alive(compute_cost, A2, Y))
    tell(say.COST_NUMBER_DONE)


def check_cost_uint8(compute_cost, n_samples, seed):
    """Check that labels of type uint8 cost what the same labels of type int64 cost."""
    A2, Y = _batch(n_samples, seed)
    _, own = _cost(compute_cost, A2, Y)
    follows = [float(own.flat[0])] if _is_alive(compute_cost, A2, Y) else []
    _check_value(compute_cost, A2, Y.astype(np.uint8), follows)
    tell(say.COST_UINT8_DONE)


def _batch(n_samples, seed):
    """A2 and Y of shape (n, 1); every third label is 0."""
    rng = generator(seed)
    return rng.uniform(0.05, 0.95, size=(n_samples, 1)), (np.arange(n_samples)[:, None] % 3 > 0).astype(int)


def _cost(compute_cost, A2, Y):
    """(label of the call, what it returned as an array)."""
    label = describe_call("compute_cost", {"A2": A2, "Y": Y})
    if Y.dtype == np.uint8:
        label = f"{label[:-1]}, dtype uint8)"
    return label, numbers(label, returned(label, compute_cost, A2.copy(), Y.copy()))


def _is_alive(compute_cost, A2, Y):
    """Whether the student's cost depends on the probabilities, and is no random number."""
    own, again, changed = (_number(compute_cost, a, Y) for a in (A2, A2, A2**2))
    return same(own, again) and alive(own, np.asarray(binary_cross_entropy(A2, Y)), [changed])


def _number(compute_cost, A2, Y):
    """The cost as an array of shape (), or None."""
    value, _ = attempt(compute_cost, A2.copy(), Y.copy())
    array = None if value is None else as_array(value)
    return array.reshape(()) if array is not None and array.size == 1 else None


def _check_value(compute_cost, A2, Y, follows=()):
    label, got = _cost(compute_cost, A2, Y)
    right = [np.asarray(value) for value in (binary_cross_entropy(A2, Y), *follows)]
    if got.size != 1:
        raise CheckFailed(say.NOT_ONE_NUMBER.format(call=label, shape=got.shape))
    explain = explanation("cost", _evidence(compute_cost, A2, Y))
    check_array(label, got.reshape(()), right, _slips(A2, Y), explain=explain)


def _one_number(compute_cost, A2, Y):
    label, got = _cost(compute_cost, A2, Y)
    if got.shape != ():
        raise CheckFailed(say.NOT_ONE_NUMBER.format(call=label, shape=got.shape))


def _evidence(compute_cost, *batch):
    """What the student's cost is on the batch, and on others: one number alone tells little."""
    for A2, Y in (batch, *OTHERS):
        got = _number(compute_cost, A2, Y.astype(batch[1].dtype))
        if got is not None:
            yield Evidence({"A2": A2, "Y": Y.astype(float), "n": len(Y)}, got)


def _slips(A2, Y):
    """What the cost would be after slips that are no edit of its formula."""
    log_a, log_b, y = np.log(A2), np.log(1 - A2), Y.astype(float)
    arrays = {"squared_error": np.mean((A2 - y) ** 2), "half_squared_error": np.mean((A2 - y) ** 2) / 2}
    if len(Y) > 1:
        arrays |= {"broadcast": -np.mean(y.ravel() * log_a + (1 - y.ravel()) * log_b)}
    pairs = named(arrays)
    if Y.dtype == np.uint8:
        wrapped = [-np.mean(Y * log_a - (Y - np.uint8(1)) * log_b), np.mean(-Y * log_a - (1 - Y) * log_b)]
        pairs += [pair for number in wrapped for pair in named({"uint8_wrapped": number})]
    return [
        (text, slip) for text, slip in pairs if not np.isclose(slip, binary_cross_entropy(A2, y), rtol=1e-5)
    ]
