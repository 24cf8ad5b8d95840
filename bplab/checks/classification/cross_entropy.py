"""Checks of cross_entropy (unit 2)."""

import numpy as np

from bplab.checks.classification.compare import compare_loss, loss_of, on, sizes_of
from bplab.checks.classification.formulas import why_cross_entropy
from bplab.checks.classification.slips import cross_entropy_slips, exchanged, recognised
from bplab.checks.core import CheckFailed, agrees, as_array, attempt_each, show, tell
from bplab.checks.follow import alive, require_alive, same
from bplab.checks.messages import classification as say

# What a probability of 0 may cost: any epsilon from 1e-6 to the smallest float is sensible.
LEAST, MOST = 13, 750
FIRST = (0,)  # the row of the sample whose true class becomes less likely
SMALL = 0.001  # a probability at which no sensible epsilon shows
FALLING = (0.4, 0.2, 0.1)  # probabilities between which a logarithm rises by as much each time
SAME_RISE = 0.3  # as a share: a logarithm of p + 0.01 is one, too


def check_cross_entropy(cross_entropy, *batches):
    """Check cross_entropy(y_pred, y) where no probability is near 0."""
    for batch in batches:
        _check_loss(cross_entropy, on("cross_entropy", batch), batch.y_pred, batch.y, batch.losses.mean())
    loss, shown = batches[0].losses.mean(), show(np.exp(-batches[0].losses))
    tell(say.CROSS_ENTROPY_DONE.format(batch=batches[0].title, probabilities=shown, loss=loss))


def check_cross_entropy_chance(cross_entropy, *batches):
    """Check that a uniform guess costs the logarithm of the number of classes."""
    facts = []
    for batch in batches:
        guess, expected = np.full(batch.z.shape, 1 / batch.n_classes), np.log(batch.n_classes)
        label = say.UNIFORM.format(batch=batch.title)
        _check_loss(cross_entropy, label, guess, batch.y, expected)
        _require_alive(label, cross_entropy, batch)
        facts.append(f"{expected:.3f} for {batch.n_classes}")
    tell(say.CHANCE_DONE.format(values=", ".join(facts)))


def check_cross_entropy_number(cross_entropy, *batches):
    """Check that cross_entropy returns one number, not an array of them."""
    for batch in batches:
        loss_of(on("cross_entropy", batch), cross_entropy, batch.y_pred, batch.y, sizes=())
        _require_alive(on("cross_entropy", batch), cross_entropy, batch)
    tell(say.NUMBER_DONE.format(sizes=sizes_of(batches)))


@np.errstate(all="ignore")
def check_cross_entropy_zero(cross_entropy, batch):
    """Check that a true class of probability 0 costs much, and not infinitely much.

    What it costs more than a small probability is measured on the student's own logarithm, where one is seen:
    a forgotten mean or another base is charged where the values are checked.
    """
    impossible = _less_likely(batch, 0)
    label = say.IMPOSSIBLE.format(batch=batch.title)
    got = loss_of(label, cross_entropy, impossible, batch.y, sizes=(1, batch.n))
    [before] = _own_losses(cross_entropy, [(_less_likely(batch, SMALL), batch.y)])
    scale = _own_scale(cross_entropy, batch) or 1
    cost = np.nan if before is None else batch.n * (got - before) / scale - np.log(SMALL)
    if not LEAST <= cost <= MOST:
        key = "not_finite" if not np.isfinite(got) else "replaced" if cost > MOST else "free"
        if agrees(np.array(got), np.array(exchanged(impossible, batch.y))):
            key = "swapped"
        cause = say.CROSS_ENTROPY_SLIPS[key].format(value=got)
        text = say.OFF_SCALE.format(call=label, low=LEAST, high=MOST, got=f"{cost:.4g}", cause=cause)
        raise CheckFailed(text)
    tell(say.ZERO_DONE.format(loss=cost))


def check_cross_entropy_elsewhere(cross_entropy, batch):
    """Check that a probability of 0 for another class than the true one does no harm.

    The loss must be the true one, or the one that the student's function gives when the same probability
    is spread evenly over the wrong classes, if it is one that takes a logarithm of the true class's.
    """
    rows, true = np.arange(batch.n), batch.labels
    zeros = batch.y_pred
    zeros[rows, (true + 1) % batch.n_classes] = 0
    zeros /= zeros.sum(axis=1, keepdims=True)
    p = zeros[rows, true][:, np.newaxis]
    spread = np.where(batch.y == 1, p, (1 - p) / (batch.n_classes - 1))
    label = say.ZEROS_ELSEWHERE.format(batch=batch.title)
    [own] = _own_losses(cross_entropy, [(spread, batch.y)])
    if own is None or _own_scale(cross_entropy, batch, rows) is None:
        own = -np.log(p).mean()
    got = loss_of(label, cross_entropy, zeros, batch.y, sizes=(1, batch.n))
    compare_loss(label, got, cross_entropy, zeros, batch.y, [-np.log(p).mean(), own])
    tell(say.ELSEWHERE_DONE)


def _check_loss(cross_entropy, label, y_pred, y, expected):
    compare_loss(label, loss_of(label, cross_entropy, y_pred, y), cross_entropy, y_pred, y, [expected])


@np.errstate(all="ignore")
def _own_losses(cross_entropy, batches):
    """The student's losses, or the means of one per sample; None where it is neither, or not finite."""
    found = attempt_each(cross_entropy, [(y_pred.copy(), y.copy()) for y_pred, y in batches])
    losses = []
    for (value, _), (_, y) in zip(found, batches, strict=True):
        array = None if value is None else as_array(value)
        usable = array is not None and array.size in (1, len(y)) and np.isfinite(array).all()
        losses.append(float(array.mean()) if usable else None)
    return losses


def _own_scale(cross_entropy, batch, rows=FIRST):
    """How much the student's loss rises, in multiples of the true one, as these samples become less likely.

    None where no logarithm of the true class's probability is seen: the same factor must cost the same.
    """
    losses = _own_losses(cross_entropy, [(_less_likely(batch, p, rows), batch.y) for p in FALLING])
    if None in losses:
        return None
    first, second = batch.n / len(rows) * np.diff(losses) / -np.diff(np.log(FALLING))
    return second if abs(first - second) < SAME_RISE * abs(second) else None


def _less_likely(batch, p, rows=FIRST):
    """The probabilities of the batch, but that of the true class is p in these rows."""
    y_pred = batch.y_pred
    for row in rows:
        true = batch.labels[row]
        y_pred[row, true] = 0
        y_pred[row] *= (1 - p) / y_pred[row].sum()
        y_pred[row, true] = p
    return y_pred


def _require_alive(label, cross_entropy, batch):
    """Fail if the loss does not depend on both arguments, and is none of the known wrong ones."""
    y_pred, y = batch.y_pred, batch.y
    sharper = y_pred**2 / np.sum(y_pred**2, axis=1, keepdims=True)
    inputs = [(y_pred, y), (sharper, y), (y_pred, np.roll(y, 1, axis=1)), (y_pred, y)]
    losses = [None if loss is None else np.array(loss) for loss in _own_losses(cross_entropy, inputs)]
    own, *changed, again = losses
    computed = alive(own, np.array(batch.losses.mean()), changed)
    if not computed and own is not None and not all(same(own, other) for other in changed):
        slips = cross_entropy_slips(y_pred, y)
        computed = recognised(own, say.CROSS_ENTROPY_SLIPS, slips) or why_cross_entropy(
            cross_entropy, y_pred, y, pairs=False
        )
    require_alive(label, computed and same(own, again))
