"""Checks of output_error (unit 2)."""

from functools import partial

import numpy as np

from bplab.checks.classification.batch import Batch
from bplab.checks.classification.compare import compare, on, own_softmax, require_rows, result, sizes_of
from bplab.checks.classification.formulas import why_output_error
from bplab.checks.classification.slips import output_error_slips, recognised, same_numbers
from bplab.checks.core import check_array, tell
from bplab.checks.follow import alive, require_alive, same
from bplab.checks.messages import classification as say

STEP = 0.5  # of the logits against their error, for the fact shown when output_error is right


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
        why = partial(why_output_error, output_error, batch, partial(_probabilities, softmax))
        compare(label, got, accepted, say.OUTPUT_ERROR_SLIPS, slips, say.ERROR_ROWS_CANCEL, why)
    if divided_too:
        tell(say.ERROR_VALUES_DONE)
        return
    first = batches[0]
    after = Batch(first.z - STEP * first.error, first.labels).losses.mean()
    tell(say.OUTPUT_ERROR_DONE.format(batch=first.title, step=STEP, before=first.losses.mean(), after=after))


def check_output_error_shape(output_error, softmax, *batches):
    """Check the shape of output_error(z, y), and that something was computed on the first batch."""
    for batch in batches:
        label, got = _output_error(output_error, batch)
        if got.shape != batch.z.shape:
            require_rows(label, got, batch, _cause_of(got, output_error, softmax, batch))
        if batch is batches[0]:
            _require_alive(label, output_error, softmax, got, batch)
    tell(say.SHAPE_DONE.format(name="output_error", sizes=sizes_of(batches)))


@np.errstate(all="ignore")
def check_output_error_sums(output_error, softmax, batch):
    """Check that each row of output_error(z, y) sums to 0."""
    label, got = _output_error(output_error, batch)
    if got.shape != batch.z.shape:
        require_rows(label, got, batch, _cause_of(got, output_error, softmax, batch))
    _require_alive(label, output_error, softmax, got, batch)
    if not any(same_numbers(got, own) for own in _own_error(softmax, batch)):
        sums, size = got.sum(axis=1), np.abs(got).max(axis=1)
        if not np.all(np.abs(sums) <= 1e-5 * size):
            cause = _cause_of(got, output_error, softmax, batch) or say.ERROR_ROWS_CANCEL
            check_array(say.ROW_SUMS.format(call=label), sums, [np.zeros(batch.n)], [(cause, sums)])
    tell(say.ERROR_SUMS_DONE)


def check_output_error_per_sample(output_error, softmax, batch):
    """Check that a sample has the same row alone and in the batch, and every sample has one."""
    label, got = _output_error(output_error, batch)
    if got.shape != batch.z.shape:
        require_rows(label, got, batch, _cause_of(got, output_error, softmax, batch))
    _require_alive(label, output_error, softmax, got, batch)
    if not any(same_numbers(got, own) for own in _own_error(softmax, batch)):
        for i in range(batch.n):
            _, alone = _output_error(output_error, batch.row(i))
            cause = _cause_of(got, output_error, softmax, batch) or say.ERROR_ROWS_ALONE
            at = say.IN_BATCH.format(call=label, i=i)
            check_array(at, got[i : i + 1], [alone], [(cause, got[i : i + 1])], any_shape=True)
    tell(say.ERROR_ALONE_DONE.format(n=batch.n))


def _output_error(output_error, batch):
    label = on("output_error", batch)
    return label, result(label, output_error, batch.z, batch.y)


def _own_error(softmax, batch):
    return [array - batch.y for array in own_softmax(softmax, batch)]


def _require_alive(label, output_error, softmax, got, batch):
    """Fail if the error does not depend on logits and labels or hardly varies.

    What follows from the student's softmax and the known wrong answers are computed in any case.
    """
    others = [
        Batch(np.roll(batch.z, 1, axis=0), batch.labels),
        Batch(batch.z, (batch.labels + 1) % batch.n_classes),
    ]
    changed = (_output_error(output_error, other)[1] for other in others)
    again = _output_error(output_error, batch)[1]
    computed = alive(got, batch.error, changed) or any(same(got, own) for own in _own_error(softmax, batch))
    computed = computed or _cause_of(got, output_error, softmax, batch)
    require_alive(label, computed and same(got, again))


def _cause_of(got, output_error, softmax, batch):
    """What is wrong in output_error, where one edit or a known slip gives these numbers, or None."""
    slips = output_error_slips(batch.z, batch.y, _probabilities(softmax, batch))
    return recognised(got, say.OUTPUT_ERROR_SLIPS, slips) or why_output_error(
        output_error, batch, partial(_probabilities, softmax), pairs=False
    )


def _probabilities(softmax, batch):
    """What the student's softmax makes of the logits, or the right ones where it is dead."""
    return [*own_softmax(softmax, batch), batch.y_pred][0]
