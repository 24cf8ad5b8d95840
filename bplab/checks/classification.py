"""Checks for labels to loss (unit 2): one-hot rows, softmax, cross-entropy and the error at the output."""

import numpy as np

from bplab.checks.batch import Batch, probabilities
from bplab.checks.batch_compare import compare, compare_loss, loss_of, require_shape, returned
from bplab.checks.batch_slips import (
    one_hot_slips,
    output_error_slips,
    recognised,
    same_numbers,
    softmax_slips,
)
from bplab.checks.core import CheckFailed, as_array, attempt, check_array, show
from bplab.checks.follow import tells
from bplab.checks.messages import classification as say

# What a probability of 0 may cost: any epsilon from 1e-6 to the smallest float is sensible.
LEAST, MOST = 13, 750
STEP = 0.5  # of the logits against their error, for the fact shown when output_error is right

__all__ = [
    "Batch",
    "check_cross_entropy",
    "check_cross_entropy_chance",
    "check_cross_entropy_elsewhere",
    "check_cross_entropy_number",
    "check_cross_entropy_zero",
    "check_one_hot",
    "check_one_hot_shape",
    "check_output_error",
    "check_output_error_per_sample",
    "check_output_error_shape",
    "check_output_error_sums",
    "check_softmax",
    "check_softmax_large",
    "check_softmax_rows",
    "check_softmax_shape",
    "check_softmax_shift",
]


def check_one_hot(one_hot, *batches):
    """Check one_hot(labels, n_classes)."""
    for batch in batches:
        label, got = _one_hot(one_hot, batch)
        slips = one_hot_slips(batch.labels, batch.n_classes)
        compare(label, got, [batch.y], say.ONE_HOT_SLIPS, slips, say.ONE_PER_ROW)
    print(say.ONE_HOT_DONE)


def check_one_hot_shape(one_hot, *batches):
    """Check the shape of one_hot(labels, n_classes) alone."""
    for batch in batches:
        label, got = _one_hot(one_hot, batch)
        slips = one_hot_slips(batch.labels, batch.n_classes)
        require_shape(label, got, batch.z.shape, recognised(got, say.ONE_HOT_SLIPS, slips))
    print(say.SHAPE_DONE.format(name="one_hot", sizes=_sizes(batches)))


def check_softmax(softmax, *batches):
    """Check softmax(z) on logits of ordinary size."""
    for batch in batches:
        label, got = _softmax(softmax, batch)
        compare(label, got, [batch.y_pred], say.SOFTMAX_SLIPS, softmax_slips(batch.z), say.ROWS_ALONE)
    print(say.SOFTMAX_DONE)


def check_softmax_shape(softmax, *batches):
    """Check the shape of softmax(z) alone."""
    for batch in batches:
        label, got = _softmax(softmax, batch)
        require_shape(label, got, batch.z.shape)
    print(say.SHAPE_DONE.format(name="softmax", sizes=_sizes(batches)))


@np.errstate(all="ignore")
def check_softmax_rows(softmax, batch):
    """Check that every row of softmax(z) is a distribution: from 0 to 1, with sum 1."""
    label, got = _softmax(softmax, batch)
    require_shape(label, got, batch.z.shape)
    cause = recognised(got, say.SOFTMAX_SLIPS, softmax_slips(batch.z)) or say.ROWS_ALONE
    outside = ~((got >= 0) & (got <= 1 + 1e-6))
    if outside.any():
        text = say.OUT_OF_RANGE.format(
            call=label, count=outside.sum(), size=got.size, value=f"{got[outside][0]:.4g}", cause=cause
        )
        raise CheckFailed(text)
    sums = got.sum(axis=1)
    check_array(say.ROW_SUMS.format(call=label), sums, [np.ones(batch.n)], [(cause, sums)])
    print(say.ROWS_DONE.format(smallest=got.min()))


def check_softmax_large(softmax, *rows):
    """Check softmax on one row of large logits after the other, so that only exp can go wrong."""
    for row in rows:
        z = np.array([row], dtype=float)
        label = say.ROW.format(name="softmax", row=row)
        got = returned(label, softmax, z)
        compare(label, got, [probabilities(z[0])[np.newaxis]], say.SOFTMAX_SLIPS, softmax_slips(z),
                 say.SUBTRACT_MAXIMUM)  # fmt: skip
    print(say.LARGE_DONE.format(size=max(np.abs(row).max() for row in rows)))


def check_softmax_shift(softmax, batch, shift):
    """Check that adding shift to the even rows and taking it from the odd ones changes nothing.

    Nothing, that is, in what the student's softmax gives: another mistake in it is not charged here.
    """
    sixteenths = np.round(16 * batch.z) / 16  # of which even a float32 of this size loses nothing
    batch = Batch(sixteenths, batch.labels, batch.title)
    signs = np.where(np.arange(batch.n) % 2 == 0, 1, -1)[:, np.newaxis]
    moved = batch.z + shift * signs
    label = say.MOVED.format(name="softmax", batch=batch.title, shift=shift)
    got = returned(label, softmax, moved)
    right = [batch.y_pred, *_own_softmax(softmax, batch)]
    compare(label, got, right, say.SOFTMAX_SLIPS, softmax_slips(moved), say.SUBTRACT_MAXIMUM)
    print(say.SHIFT_DONE.format(shift=shift))


def check_cross_entropy(cross_entropy, *batches):
    """Check cross_entropy(y_pred, y) where no probability is near 0."""
    for batch in batches:
        _check_loss(cross_entropy, _on("cross_entropy", batch), batch.y_pred, batch.y, batch.losses.mean())
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
        loss_of(_on("cross_entropy", batch), cross_entropy, batch.y_pred, batch.y, sizes=())
    print(say.NUMBER_DONE.format(sizes=_sizes(batches)))


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


def check_output_error(output_error, softmax, *batches, divided_too=False):
    """Check output_error(z, y), from the true probabilities or from those of the student's softmax.

    divided_too: whether a division by the number of samples passes, where another cell looks at that.
    """
    for batch in batches:
        label, got = _output_error(output_error, batch)
        right = [batch.error, *_own_error(softmax, batch)]
        if same_numbers(got, right[-1]):  # also where their softmax gives nan
            continue
        slips = output_error_slips(batch.z, batch.y, right[-1] + batch.y)
        accepted = right + [error / batch.n for error in right if divided_too]
        compare(label, got, accepted, say.OUTPUT_ERROR_SLIPS, slips, say.ERROR_ROWS_CANCEL)
    if divided_too:
        print(say.ERROR_VALUES_DONE)
        return
    first = batches[0]
    after = Batch(first.z - STEP * first.error, first.labels).losses.mean()
    print(say.OUTPUT_ERROR_DONE.format(batch=first.title, step=STEP, before=first.losses.mean(), after=after))


def check_output_error_shape(output_error, softmax, *batches):
    """Check the shape of output_error(z, y) alone."""
    for batch in batches:
        label, got = _output_error(output_error, batch)
        require_shape(label, got, batch.z.shape, _cause_of(got, softmax, batch))
    print(say.SHAPE_DONE.format(name="output_error", sizes=_sizes(batches)))


@np.errstate(all="ignore")
def check_output_error_sums(output_error, softmax, batch):
    """Check that each row of output_error(z, y) sums to 0."""
    label, got = _output_error(output_error, batch)
    require_shape(label, got, batch.z.shape, _cause_of(got, softmax, batch))
    _require_something(label, got, batch)
    if not any(same_numbers(got, own) for own in _own_error(softmax, batch)):
        sums, size = got.sum(axis=1), np.abs(got).max(axis=1)
        if not np.all(np.abs(sums) <= 1e-5 * size):
            cause = _cause_of(got, softmax, batch) or say.ERROR_ROWS_CANCEL
            check_array(say.ROW_SUMS.format(call=label), sums, [np.zeros(batch.n)], [(cause, sums)])
    print(say.ERROR_SUMS_DONE)


def check_output_error_per_sample(output_error, softmax, batch):
    """Check that a sample has the same row alone and in the batch, and every sample has one."""
    label, got = _output_error(output_error, batch)
    require_shape(label, got, batch.z.shape, _cause_of(got, softmax, batch))
    _require_something(label, got, batch)
    if not any(same_numbers(got, own) for own in _own_error(softmax, batch)):
        for i in range(batch.n):
            _, alone = _output_error(output_error, batch.row(i))
            cause = _cause_of(got, softmax, batch) or say.ERROR_ROWS_ALONE
            at = say.IN_BATCH.format(call=label, i=i)
            check_array(at, got[i : i + 1], [alone], [(cause, got[i : i + 1])], any_shape=True)
    print(say.ERROR_ALONE_DONE.format(n=batch.n))


def _one_hot(one_hot, batch):
    label = say.ONE_HOT_CALL.format(labels=batch.labels.tolist(), n_classes=batch.n_classes)
    return label, returned(label, one_hot, batch.labels, batch.n_classes)


def _softmax(softmax, batch):
    label = _on("softmax", batch)
    return label, returned(label, softmax, batch.z)


def _output_error(output_error, batch):
    label = _on("output_error", batch)
    return label, returned(label, output_error, batch.z, batch.y)


def _on(name, batch):
    return say.ON.format(name=name, batch=batch.title)


def _own_softmax(softmax, batch):
    """What the student's softmax makes of the logits, as a list that is empty if it cannot tell anything."""
    value, _ = attempt(softmax, batch.z.copy())
    array = None if value is None else as_array(value)
    if array is None or array.shape != batch.z.shape:
        return []
    return [array] if np.unique(array[np.isfinite(array)]).size > 1 else []


def _own_error(softmax, batch):
    return [array - batch.y for array in _own_softmax(softmax, batch)]


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


@np.errstate(all="ignore")
def _require_something(label, got, batch):
    """Zeros, or any other one number, sum and repeat as they should, and say nothing."""
    if not tells(got, batch.error) or not np.isfinite(got).all() or np.ptp(got) == 0:
        raise CheckFailed(say.VANISHED.format(call=label))


def _cause_of(got, softmax, batch):
    """The sentence of the slip in output_error that gives these numbers, or None."""
    y_pred = [*_own_softmax(softmax, batch), batch.y_pred][0]
    return recognised(got, say.OUTPUT_ERROR_SLIPS, output_error_slips(batch.z, batch.y, y_pred))


def _sizes(batches):
    return " and ".join(str(batch.n) for batch in batches)
