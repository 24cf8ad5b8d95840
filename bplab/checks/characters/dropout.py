"""Checks of dropout in an MLP (unit 7): the share, the scale, the way back, and its absence at prediction.

Nothing here depends on how a student draws or stores the masks: what forward multiplied an activation by is
read off its result, beside the same student's forward pass without dropout. Only the first hidden layer has
the same weighted sums in both.
"""

from dataclasses import replace

import numpy as np

from bplab.checks import messages
from bplab.checks.characters.formulas import backward_formula, backward_names, explanation
from bplab.checks.characters.network import network_on, read, run_forward, stored
from bplab.checks.core import (
    CheckFailed,
    agrees,
    attempt,
    call,
    check_array,
    describe,
    numbers,
    require_shape,
    tell,
)
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive
from bplab.checks.messages import characters as say

SCALE = ["1 / (1 - dropout)"]
MOST_DEVIATIONS = 5  # of the share dropped from the probability: once in a million draws


def check_dropout(network_class, case, one_hidden):
    """All four properties: three on a case with some thousand hidden activations, the way back on another."""
    share, scale = _check_share(network_class, case), _check_scale(network_class, case)
    _check_off(network_class, case)
    _check_backward(network_class, one_hidden)
    tell(say.DROPOUT_DONE.format(name=network_class.__name__, dropout=case.dropout, share=share, scale=scale))


def check_dropout_share(network_class, case):
    """Check that each activation is dropped by a draw of its own, with probability `dropout`."""
    share = _check_share(network_class, case)
    tell(say.SHARE_DONE.format(name=network_class.__name__, dropout=case.dropout, share=share))


def check_dropout_scale(network_class, case):
    """Check that what is kept is divided by the share kept, and that the next layer reads the result."""
    scale = _check_scale(network_class, case)
    tell(say.SCALE_DONE.format(name=network_class.__name__, scale=scale))


def check_dropout_off(network_class, case):
    """Check that forward without training, and predict, drop nothing."""
    _check_off(network_class, case)
    tell(say.OFF_DONE.format(name=network_class.__name__))


def check_dropout_backward(network_class, case):
    """Check that the error goes back through what forward kept, and is scaled as forward scaled it.

    case: with one hidden layer.
    """
    _check_backward(network_class, case)
    tell(say.DROPOUT_BACKWARD_DONE.format(name=network_class.__name__))


def _label(network_class, case):
    return say.TRAINING_FORWARD.format(name=network_class.__name__, case=case.title, dropout=case.dropout)


def _item(method, name, k):
    return say.ITEM.format(method=method, name=name, k=k)


def _read(network, name, k, method, shape):
    """network.name[k] as an array of this shape."""
    label = _item(method, name, k)
    array = numbers(label, read(network, name, k, label))
    require_shape(label, array, shape)
    return array


def _trained_forward(network_class, case):
    """The student's network after forward(X, training=True), which must drop something in each layer."""
    label = _label(network_class, case)
    network, _, error = run_forward(network_class, case, training=True)
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=label, error=describe(error)))
    for k in range(1, case.depth):
        activations = _read(network, "a", k, label, case.a[k].shape)
        if not activations.any():
            raise CheckFailed(say.ALL_ZEROS.format(call=_item(label, "a", k)))
        if activations.all():
            raise CheckFailed(say.NOTHING_DROPPED.format(call=_item(label, "a", k)))
    return network


def _plain_forward(network_class, case):
    """The student's network with dropout 0 after forward(X)."""
    plain, _, error = run_forward(network_class, replace(case, dropout=0.0, title=case.title))
    if error is not None:
        label = say.FORWARD.format(name=network_class.__name__, case=case.title)
        raise CheckFailed(messages.RAISED.format(call=label, error=describe(error)))
    return plain


def _first_activations(network_class, case, network):
    """a[1] with dropout, a[1] without, and what the one was multiplied by to give the other."""
    label = _label(network_class, case)
    dropped = _read(network, "a", 1, label, case.a[1].shape)
    plain = _read(_plain_forward(network_class, case), "a", 1, label, case.a[1].shape)
    factor = np.divide(dropped, plain, out=np.zeros_like(plain), where=plain != 0)
    return dropped, plain, factor


def _check_share(network_class, case):
    network, label = _trained_forward(network_class, case), _label(network_class, case)
    masks = [_read(network, "a", k, label, case.a[k].shape) == 0 for k in range(1, case.depth)]
    for k, dropped in enumerate(masks, start=1):
        name = _item(label, "a", k)
        for axis, cause in ((0, say.CAUSE_SAME_FOR_SAMPLES), (1, say.CAUSE_SAME_FOR_NEURONS)):
            if np.all(dropped == dropped.take([0], axis=axis)):
                raise CheckFailed(say.NOT_DRAWN_EACH.format(call=name, cause=cause))
        _compare_share(name, dropped.mean(), dropped.size, case.dropout)
    call(label, network.forward, case.X.copy(), training=True)
    again = [_read(network, "a", k, label, case.a[k].shape) == 0 for k in range(1, case.depth)]
    if all(np.array_equal(one, two) for one, two in zip(masks, again, strict=True)):
        raise CheckFailed(say.SAME_AGAIN.format(call=label))
    return float(np.mean([dropped.mean() for dropped in masks]))


def _compare_share(name, got, size, dropout):
    allowed = MOST_DEVIATIONS * np.sqrt(dropout * (1 - dropout) / size)
    if abs(got - dropout) > allowed:
        inverted = abs(got - (1 - dropout)) <= allowed
        cause = say.CAUSE_KEEPS if inverted else say.CAUSE_SHARE
        raise CheckFailed(say.SHARE.format(call=name, expected=dropout, got=got, cause=cause))


def _check_scale(network_class, case):
    network, label = _trained_forward(network_class, case), _label(network_class, case)
    dropped, plain, factor = _first_activations(network_class, case, network)
    if np.ptp(dropped[dropped != 0]) == 0:
        raise CheckFailed(say.MASK_ALONE.format(call=_item(label, "a", 1)))
    explain = explanation(0, SCALE, _scales(network_class, case))
    _compare_scale(_item(label, "a", 1), factor[dropped != 0], np.mean(dropped != 0), case.dropout, explain)
    shape = case.z[1].shape
    z, plain_z = (
        _read(each, "z", 1, label, shape) for each in (network, _plain_forward(network_class, case))
    )
    # By how much the next sums differ: what is wrong with them besides is charged elsewhere.
    right = (dropped - plain) @ case.weights[1]
    slips = [(say.CAUSE_READS_UNDROPPED, np.zeros_like(right))]
    check_array(say.DIFFERENCE.format(call=_item(label, "z", 1)), z - plain_z, [right], slips)
    return 1 / (1 - case.dropout)


def _scales(network_class, case):
    """By what the student multiplies what is kept, with different shares dropped."""
    for each in (case, replace(case, dropout=0.45)):
        network, _, error = run_forward(network_class, each, training=True)
        if error is None:
            dropped, _, factor = _first_activations(network_class, each, network)
            yield Evidence({"dropout": each.dropout}, np.median(factor[dropped != 0]))


def _compare_scale(name, kept, share, dropout, explain):
    keep = 1 - dropout
    scales = [1 / keep]
    if share < 0.5 < keep:  # charged as a wrong share
        scales.append(1 / dropout)
    if any(np.allclose(kept, scale, rtol=1e-4) for scale in scales):
        return
    not_scaled = np.allclose(kept, 1, rtol=1e-4)
    cause = say.CAUSE_NOT_SCALED if not_scaled else explain() or say.CAUSE_SCALE
    cause = cause.format(keep=keep)
    raise CheckFailed(say.SCALE.format(call=name, expected=1 / keep, got=np.median(kept), cause=cause))


def _check_off(network_class, case):
    _trained_forward(network_class, case)  # there is something to be absent
    label = say.FORWARD.format(name=network_class.__name__, case=case.title)
    network, plain = network_on(network_class, case), _plain_forward(network_class, case)
    call(label, network.forward, case.X.copy())
    for k in range(1, case.depth):
        a, right = (_read(each, "a", k, label, case.a[k].shape) for each in (network, plain))
        if np.any((a == 0) & (right != 0)):
            raise CheckFailed(say.DROPS_AT_PREDICTION.format(call=_item(label, "a", k)))
        if not agrees(a, right):
            raise CheckFailed(say.SCALED_AT_PREDICTION.format(call=_item(label, "a", k)))
    label = say.PREDICT.format(name=network_class.__name__, case=case.title)
    first, again = (call(label, network.predict, case.X.copy()) for _ in range(2))
    if first is None or not np.array_equal(first, again):
        raise CheckFailed(say.PREDICTS_BY_CHANCE.format(call=label))


def _check_backward(network_class, case):
    """case: one hidden layer, whose weighted sums are the same with dropout and without."""
    network = _trained_forward(network_class, case)
    dropped, plain_a, factor = _first_activations(network_class, case, network)
    y_pred, z = attempt(lambda: network.a[2])[0], attempt(lambda: list(network.z))[0]
    method = say.BACKWARD_AFTER.format(name=network_class.__name__, case=case.title, dropout=case.dropout)
    _, error = attempt(network.backward, case.y.copy())
    got, last = (read(network, "e", k, _item(method, "e", k), error) for k in (0, 1))
    last, true = numbers(_item(method, "e", 1), last), case.right_errors()
    if not alive(last, true[1]):
        raise CheckFailed(say.NO_ERROR_TERM.format(call=_item(method, "e", 1), shape=true[1].shape))
    right = [case.right_error(0, [None, last], mask=factor)]
    # Or what the student's own backward gives without dropout, times the mask: a wrong derivative is charged
    # elsewhere.
    plain = _plain_forward(network_class, case)
    plain.z, plain.a = z, [case.X.copy(), plain_a, y_pred]
    attempt(plain.backward, case.y.copy())
    own = stored(plain, "e", 0)
    if alive(own, true[0]):
        right.append(own * factor)
    array = numbers(_item(method, "e", 0), got)
    names = backward_names(case, {1: last}, masks_0=factor, a_1=dropped)
    found = explanation(0, backward_formula("e", 0, 1, dropped=True), [Evidence(names, array)])
    other_mask = array.shape == factor.shape and not np.array_equal(array == 0, factor == 0)
    explain = found if not other_mask else lambda: found() or say.CAUSE_OTHER_MASK
    check_array(_item(method, "e", 0), array, right, explain=explain)
