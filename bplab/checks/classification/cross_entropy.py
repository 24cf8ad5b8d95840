"""Checks of cross_entropy (unit 2)."""

import numpy as np

from bplab.checks.classification.compare import compare_loss, loss_of, on, sizes_of
from bplab.checks.core import CheckFailed, as_array, attempt, show
from bplab.checks.messages import classification as say

# What a probability of 0 may cost: any epsilon from 1e-6 to the smallest float is sensible.
LEAST, MOST = 13, 750


def check_cross_entropy(cross_entropy, *batches):
    """Check cross_entropy(y_pred, y) where no probability is near 0."""
    for batch in batches:
        _check_loss(cross_entropy, on("cross_entropy", batch), batch.y_pred, batch.y, batch.losses.mean())
    loss, shown = batches[0].losses.mean(), show(np.exp(-batches[0].losses))
    print(say.CROSS_ENTROPY_DONE.format(batch=batches[0].title, probabilities=shown, loss=loss))


def check_cross_entropy_chance(cross_entropy, *batches):
    """Check that a uniform guess costs the logarithm of the number of classes."""
    facts = []
    for batch in batches:
        guess, expected = np.full(batch.z.shape, 1 / batch.n_classes), np.log(batch.n_classes)
        label = say.UNIFORM.format(batch=batch.title)
        _check_loss(cross_entropy, label, guess, batch.y, expected)
        facts.append(f"{expected:.3f} for {batch.n_classes}")
    print(say.CHANCE_DONE.format(values=", ".join(facts)))


def check_cross_entropy_number(cross_entropy, *batches):
    """Check that cross_entropy returns one number, not an array of them."""
    for batch in batches:
        loss_of(on("cross_entropy", batch), cross_entropy, batch.y_pred, batch.y, sizes=())
    print(say.NUMBER_DONE.format(sizes=sizes_of(batches)))


@np.errstate(all="ignore")
def check_cross_entropy_zero(cross_entropy, batch):
    """Check that a true class of probability 0 costs much, and not infinitely much."""
    impossible = batch.y_pred
    impossible[0, batch.labels[0]] = 0
    impossible[0] /= impossible[0].sum()
    label = say.IMPOSSIBLE.format(batch=batch.title)
    got = loss_of(label, cross_entropy, impossible, batch.y, sizes=(1, batch.n))
    scales = (_own_scale(cross_entropy, batch), 1)
    costs = [batch.n * got / scale - batch.losses[1:].sum() for scale in scales]
    if not any(LEAST <= cost <= MOST for cost in costs):
        key = "not_finite" if not np.isfinite(got) else "replaced" if costs[0] > MOST else "free"
        cause = say.CROSS_ENTROPY_SLIPS[key].format(value=got)
        text = say.OFF_SCALE.format(call=label, low=LEAST, high=MOST, got=f"{costs[0]:.4g}", cause=cause)
        raise CheckFailed(text)
    print(say.ZERO_DONE.format(loss=costs[0]))


def check_cross_entropy_elsewhere(cross_entropy, batch):
    """Check that a probability of 0 for another class than the true one does no harm.

    The loss must be the true one, or the one that the student's function gives when the same probability
    is spread evenly over the wrong classes.
    """
    rows, true = np.arange(batch.n), batch.labels
    zeros = batch.y_pred
    zeros[rows, (true + 1) % batch.n_classes] = 0
    zeros /= zeros.sum(axis=1, keepdims=True)
    p = zeros[rows, true][:, np.newaxis]
    spread = np.where(batch.y == 1, p, (1 - p) / (batch.n_classes - 1))
    label = say.ZEROS_ELSEWHERE.format(batch=batch.title)
    own = _own_loss(cross_entropy, spread, batch.y)
    if own is None or own == _own_loss(cross_entropy, 0 * spread + 1 / batch.n_classes, batch.y):
        own = -np.log(p).mean()
    got = loss_of(label, cross_entropy, zeros, batch.y, sizes=(1, batch.n))
    compare_loss(label, got, zeros, batch.y, [-np.log(p).mean(), own])
    print(say.ELSEWHERE_DONE)


def _check_loss(cross_entropy, label, y_pred, y, expected):
    compare_loss(label, loss_of(label, cross_entropy, y_pred, y), y_pred, y, [expected])


@np.errstate(all="ignore")
def _own_loss(cross_entropy, y_pred, y):
    """The student's loss, or the mean of one per sample; None if it is neither, or not finite."""
    value, _ = attempt(cross_entropy, y_pred.copy(), y.copy())
    array = None if value is None else as_array(value)
    if array is None or array.size not in (1, len(y)) or not np.isfinite(array).all():
        return None
    return float(array.mean())


def _own_scale(cross_entropy, batch):
    """The student's loss of a harmless batch, as a multiple of the true one; 1 if that says nothing.

    A forgotten mean or another base of the logarithm is charged where the values are checked.
    """
    return (_own_loss(cross_entropy, batch.y_pred, batch.y) or batch.losses.mean()) / batch.losses.mean()
