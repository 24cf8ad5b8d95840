"""Calling a student's function of unit 2, comparing what it returns, and wording the difference."""

import copy

import numpy as np

from bplab.checks import messages
from bplab.checks.classification.batch import Batch
from bplab.checks.classification.formulas import others, why_cross_entropy
from bplab.checks.classification.slips import cross_entropy_slips, recognised, same_numbers
from bplab.checks.core import (
    CheckFailed,
    agrees,
    cause_of_emptiness,
    check_array,
    numbers,
    require_shape,
    returned,
)
from bplab.checks.follow import made_by, value_of
from bplab.checks.messages import classification as say


def result(label, function, *arguments):
    """What a student's function makes of copies of the arguments, as an array."""
    return numbers(label, returned(label, function, *copy.deepcopy(arguments)))


@np.errstate(all="ignore")
def compare(label, got, right, sentences, slips, otherwise, why):
    """check_array, with slips (key, array) that may hold nan, and a cause for what no slip explains.

    why: asked for a sentence, or None, where no slip fits.
    """
    if any(agrees(got, array) for array in right):
        return
    cause = recognised(got, sentences, slips) or why()
    if got.shape == right[0].shape and not np.isfinite(got).all():
        count = np.count_nonzero(~np.isfinite(got))
        text = messages.NOT_FINITE.format(call=label, count=count, size=got.size, cause=cause or otherwise)
        raise CheckFailed(text)
    if got.shape == right[0].shape:
        cause = cause or cause_of_emptiness(got, right[0])
    if got.shape != right[0].shape:
        otherwise = say.ROW_PER_SAMPLE
    check_array(label, got, right, [(cause or otherwise, got)])


@np.errstate(all="ignore")
def loss_of(label, cross_entropy, y_pred, y, sizes=(1,)):
    """What the student's cross_entropy returns, as a number.

    sizes: how many numbers it may return; the mean is taken of several. With () it must have shape ().
    """
    got = result(label, cross_entropy, y_pred, y)
    if got.shape != () and got.size not in sizes:
        cause = why_cross_entropy(cross_entropy, y_pred, y) or say.ONE_NUMBER
        raise CheckFailed(say.NOT_A_NUMBER.format(call=label, shape=got.shape, cause=cause))
    return float(got.mean())


@np.errstate(all="ignore")
def compare_loss(label, got, cross_entropy, y_pred, y, right):
    """Check that got, returned by cross_entropy(y_pred, y), is one of the right numbers."""
    if any(agrees(np.array(got), np.array(number)) for number in right):
        return
    cause = _slip_of(cross_entropy, got, y_pred, y) or why_cross_entropy(cross_entropy, y_pred, y)
    if not np.isfinite(got):
        cause = say.CROSS_ENTROPY_SLIPS["not_finite"].format(value=got)
    text = say.WRONG_NUMBER.format(
        call=label, expected=f"{right[0]:.4f}", got=f"{got:.4f}", cause=cause or say.LOG_OF_TRUE_CLASS
    )
    raise CheckFailed(text)


def _slip_of(cross_entropy, got, y_pred, y):
    """The sentence of the slip that gives this number, and those on batches of no check; or None.

    One number alone agrees with many by chance.
    """
    keys = _slips_with(got, y_pred, y)
    for batch in others() if keys else ():
        value = value_of(cross_entropy, [batch.y_pred, batch.y])
        keys &= set() if value is None else _slips_with(value.mean(), batch.y_pred, batch.y)
    return say.CROSS_ENTROPY_SLIPS[min(keys)] if keys else None


def _slips_with(number, y_pred, y):
    slips = cross_entropy_slips(y_pred, y)
    return {key for key, slip in slips if same_numbers(np.array(number), np.asarray(slip))}


def on(name, batch):
    """The call of a function on a batch, as text."""
    return say.ON.format(name=name, batch=batch.title)


def own_softmax(softmax, batch):
    """What the student's softmax makes of the logits, in a list that is empty if it cannot be followed.

    That is asked on logits of no batch, and of which even a wrong softmax makes no nan.
    """
    asked = Batch.random(9, 5, seed=batch.n)
    at_once = value_of(softmax, [asked.z])
    if at_once is not None and agrees(at_once, asked.y_pred):  # it is a right one, and so it is alive
        made = [value_of(softmax, [batch.z])]
    else:
        made = made_by(softmax, [batch.z], [asked.z], asked.y_pred, rows=())  # a wrong one may mix samples
    return [array for array in made if array is not None and array.shape == batch.z.shape]


def require_rows(label, got, batch, cause=None):
    """Fail unless there is one row per sample and one column per class."""
    require_shape(label, got, batch.z.shape, cause or say.ROW_PER_SAMPLE)


def sizes_of(batches):
    """The numbers of samples, as text."""
    return " and ".join(str(batch.n) for batch in batches)
