"""Checks of softmax (unit 2)."""

from functools import partial

import numpy as np

from bplab.checks.classification.batch import Batch, probabilities
from bplab.checks.classification.compare import compare, on, own_softmax, require_rows, result, sizes_of
from bplab.checks.classification.formulas import why_softmax
from bplab.checks.classification.slips import recognised, softmax_slips
from bplab.checks.core import CheckFailed, agrees, check_array, tell
from bplab.checks.follow import require_alive
from bplab.checks.messages import classification as say


def check_softmax(softmax, *batches):
    """Check softmax(z) on logits of ordinary size."""
    for batch in batches:
        label, got = _softmax(softmax, batch)
        why = partial(why_softmax, softmax, *(each.z for each in batches))
        compare(label, got, [batch.y_pred], say.SOFTMAX_SLIPS, softmax_slips(batch.z), say.ROWS_ALONE, why)
    tell(say.SOFTMAX_DONE)


def check_softmax_shape(softmax, *batches):
    """Check the shape of softmax(z), and that something was computed on the first batch."""
    for batch in batches:
        label, got = _softmax(softmax, batch)
        require_rows(label, got, batch)
    require_alive(on("softmax", batches[0]), own_softmax(softmax, batches[0]))
    tell(say.SHAPE_DONE.format(name="softmax", sizes=sizes_of(batches)))


@np.errstate(all="ignore")
def check_softmax_rows(softmax, batch):
    """Check that every row of softmax(z) is a distribution: from 0 to 1, with sum 1."""
    label, got = _softmax(softmax, batch)
    require_rows(label, got, batch)
    outside = ~((got >= 0) & (got <= 1 + 1e-6))
    sums = got.sum(axis=1)
    right = not outside.any() and agrees(sums, np.ones(batch.n))
    cause = None if right else recognised(got, say.SOFTMAX_SLIPS, softmax_slips(batch.z))
    cause = cause or (None if right else why_softmax(softmax, batch.z)) or say.ROWS_ALONE
    if outside.any():
        text = say.OUT_OF_RANGE.format(
            call=label, count=outside.sum(), size=got.size, value=f"{got[outside][0]:.4g}", cause=cause
        )
        raise CheckFailed(text)
    check_array(say.ROW_SUMS.format(call=label), sums, [np.ones(batch.n)], [(cause, sums)])
    require_alive(label, own_softmax(softmax, batch))
    tell(say.ROWS_DONE.format(smallest=got.min()))


def check_softmax_large(softmax, *rows):
    """Check softmax on one row of large logits after the other, so that only exp can go wrong."""
    for row in rows:
        z = np.array([row], dtype=float)
        label = say.ROW.format(name="softmax", row=row)
        got = result(label, softmax, z)
        compare(label, got, [probabilities(z[0])[np.newaxis]], say.SOFTMAX_SLIPS, softmax_slips(z),
                 say.SUBTRACT_MAXIMUM, partial(why_softmax, softmax, z))  # fmt: skip
    tell(say.LARGE_DONE.format(size=max(np.abs(row).max() for row in rows)))


def check_softmax_shift(softmax, batch, shift):
    """Check that adding shift to the even rows and taking it from the odd ones changes nothing.

    Nothing, that is, in what the student's softmax gives: another mistake in it is not charged here.
    """
    sixteenths = np.round(16 * batch.z) / 16  # of which even a float32 of this size loses nothing
    batch = Batch(sixteenths, batch.labels, batch.title)
    signs = np.where(np.arange(batch.n) % 2 == 0, 1, -1)[:, np.newaxis]
    for signed in (shift, -shift):  # one of them alone may move the largest of all columns alike
        moved = batch.z + signed * signs
        label = say.MOVED.format(name="softmax", batch=batch.title, shift=signed, other=-signed)
        got = result(label, softmax, moved)
        right = [batch.y_pred, *own_softmax(softmax, batch)]
        why = partial(why_softmax, softmax, moved)
        compare(label, got, right, say.SOFTMAX_SLIPS, softmax_slips(moved), say.SUBTRACT_MAXIMUM, why)
    tell(say.SHIFT_DONE.format(shift=shift))


def _softmax(softmax, batch):
    label = on("softmax", batch)
    return label, result(label, softmax, batch.z)
