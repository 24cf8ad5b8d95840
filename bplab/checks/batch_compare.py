"""Calling a student's function of unit 2, comparing what it returns, and wording the difference."""

import numpy as np

from bplab.checks import messages
from bplab.checks.batch_slips import cross_entropy_slips, recognised
from bplab.checks.core import CheckFailed, agrees, as_array, call, check_array
from bplab.checks.messages import classification as say


def returned(label, function, *arguments):
    """What a student's function returns for copies of the arguments, as an array."""
    value = call(label, function, *(a.copy() if isinstance(a, np.ndarray) else a for a in arguments))
    if value is None:
        raise CheckFailed(messages.RETURNS_NONE.format(call=label))
    array = as_array(value)
    if array is None:
        raise CheckFailed(messages.NOT_AN_ARRAY.format(call=label, got=type(value).__name__))
    return array


@np.errstate(all="ignore")
def compare(label, got, right, sentences, slips, otherwise):
    """check_array, with slips (key, array) that may hold nan, and a cause for what no slip explains."""
    cause = recognised(got, sentences, slips)
    if got.shape == right[0].shape and not np.isfinite(got).all():
        count = np.count_nonzero(~np.isfinite(got))
        text = messages.NOT_FINITE.format(call=label, count=count, size=got.size, cause=cause or otherwise)
        raise CheckFailed(text)
    if cause is None and got.size > 1 and np.ptp(got) == 0:
        cause = messages.CAUSE_CONSTANT.format(value=f"{got.flat[0]:.4g}")
    if got.shape != right[0].shape:
        otherwise = say.ROW_PER_SAMPLE
    check_array(label, got, right, [(cause or otherwise, got)])


def require_shape(label, got, shape, cause=None):
    """Fail if got has another shape."""
    if got.shape != shape:
        text = messages.WRONG_SHAPE.format(
            call=label, expected=shape, got=got.shape, cause=cause or say.ROW_PER_SAMPLE
        )
        raise CheckFailed(text)


@np.errstate(all="ignore")
def loss_of(label, cross_entropy, y_pred, y, sizes=(1,)):
    """What the student's cross_entropy returns, as a number.

    sizes: how many numbers it may return; the mean is taken of several. With () it must have shape ().
    """
    got = returned(label, cross_entropy, y_pred, y)
    if got.shape != () and got.size not in sizes:
        cause = recognised(got, say.CROSS_ENTROPY_SLIPS, cross_entropy_slips(y_pred, y)) or say.ONE_NUMBER
        raise CheckFailed(say.NOT_A_NUMBER.format(call=label, shape=got.shape, cause=cause))
    return float(got.mean())


@np.errstate(all="ignore")
def compare_loss(label, got, y_pred, y, right):
    """Check that got, returned by cross_entropy(y_pred, y), is one of the right numbers."""
    if any(agrees(np.array(got), np.array(number)) for number in right):
        return
    cause = recognised(np.array(got), say.CROSS_ENTROPY_SLIPS, cross_entropy_slips(y_pred, y))
    if not np.isfinite(got):
        cause = say.CROSS_ENTROPY_SLIPS["not_finite"].format(value=got)
    text = say.WRONG_NUMBER.format(
        call=label, expected=f"{right[0]:.4f}", got=f"{got:.4f}", cause=cause or say.LOG_OF_TRUE_CLASS
    )
    raise CheckFailed(text)
