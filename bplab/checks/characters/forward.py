"""Checks of MLP.forward and MLP.predict (unit 7)."""

import numpy as np

from bplab.checks import messages
from bplab.checks.characters.case import CLASSIFICATION
from bplab.checks.characters.network import network_on, read, run_forward, stored
from bplab.checks.characters.slips import activation_slips, output_slips, predict_slips, sum_slips
from bplab.checks.core import CheckFailed, agrees, attempt, check_array, describe, returned, tells
from bplab.checks.messages import characters as say

FORWARD = ("z", "a", "y_pred")


def check_forward(network_class, *cases, values=FORWARD):
    """Check the named values after `forward` on each case: z of all layers, a of the hidden ones, y_pred.

    A value is right if it is the true one, or if it follows from the student's own before it.
    """
    for case in cases:
        method = say.FORWARD.format(name=network_class.__name__, case=case.title)
        network, y_pred, error = run_forward(network_class, case)
        for k in range(case.depth):
            if "z" in values:
                _check_sum(method, case, network, k, error)
            if "a" in values and k < case.depth - 1:
                _check_activation(method, case, network, k, error)
        if "y_pred" in values:
            _check_output(method, case, network, y_pred, error)
    done = say.FORWARD_DONE if values == FORWARD else say.VALUES_DONE
    print(done.format(name=network_class.__name__, values=", ".join(values)))


def check_predict(network_class, case):
    """Check that predict gives one class per sample, shape (n,), or for regression the values (n, n_out)."""
    name = network_class.__name__
    label = say.PREDICT.format(name=name, case=case.title)
    network = network_on(network_class, case)
    got = returned(label, network.predict, case.X.copy())
    outputs = [case.a[-1]]
    own, _ = attempt(network.forward, case.X.copy())
    if own is not None and np.shape(own) == case.y.shape:
        outputs.append(np.asarray(own, dtype=float))
    classes = case.task_type == CLASSIFICATION
    right = [np.argmax(output, axis=1).astype(float) if classes else output for output in outputs]
    check_array(label, got, right, predict_slips(case, outputs[-1]))
    print(say.PREDICT_DONE[case.task_type].format(name=name))


def _check_sum(method, case, network, k, error):
    label = say.ITEM.format(method=method, name="z", k=k)
    got = read(network, "z", k, label, error)
    right, before = [case.z[k]], stored(network, "a", k)
    if before is not None and (agrees(before, case.a[k]) or tells(before, case.a[k])):
        right.append(case.layer(k, before))
    check_array(label, got, right, sum_slips(case, k))


def _check_activation(method, case, network, k, error):
    label = say.ITEM.format(method=method, name="a", k=k + 1)
    got = read(network, "a", k + 1, label, error)
    right, before = [case.a[k + 1]], stored(network, "z", k)
    if before is not None and (agrees(before, case.z[k]) or tells(before, case.z[k])):
        right.append(np.tanh(before))
    check_array(label, got, right, activation_slips(case, k))


def _check_output(method, case, network, y_pred, error):
    label = say.RETURNED.format(method=method)
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=method, error=describe(error)))
    if y_pred is None:
        raise CheckFailed(messages.RETURNS_NONE.format(call=label))
    last = case.depth - 1
    right, before = [case.a[-1]], stored(network, "z", last)
    if before is not None and (agrees(before, case.z[last]) or tells(before, case.z[last])):
        with np.errstate(all="ignore"):
            right.append(case.output(before))
    check_array(label, y_pred, right, output_slips(case))
    stored_label = say.ITEM.format(method=method, name="a", k=last + 1)
    check_array(stored_label, read(network, "a", last + 1, stored_label), right, output_slips(case))
