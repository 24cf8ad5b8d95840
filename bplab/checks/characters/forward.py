"""Checks of MLP.forward and MLP.predict (unit 7)."""

import numpy as np

from bplab.checks import messages
from bplab.checks.characters.case import CLASSIFICATION
from bplab.checks.characters.formulas import PREDICT, alike, explanation, forward_formula, names_of, shifted
from bplab.checks.characters.network import network_on, read, run_forward, stored
from bplab.checks.core import CheckFailed, as_array, check_array, describe, returned, tell
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive, following
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
                _check_sum(method, network_class, case, cases, network, k, error)
            if "a" in values and k < case.depth - 1:
                _check_activation(method, network_class, case, cases, network, k, error)
        if "y_pred" in values:
            _check_output(method, network_class, case, cases, network, y_pred, error)
    done = say.FORWARD_DONE if values == FORWARD else say.VALUES_DONE
    tell(done.format(name=network_class.__name__, values=", ".join(values)))


def check_predict(network_class, case):
    """Check that predict gives one class per sample, shape (n,), or for regression the values (n, n_out)."""
    name = network_class.__name__
    label = say.PREDICT.format(name=name, case=case.title)
    network = network_on(network_class, case)
    got = returned(label, network.predict, case.X.copy())
    true, own = case.a[-1], _returned(network_class, case)
    use = _classes if case.task_type == CLASSIFICATION else np.asarray
    others = (_returned(network_class, other) for other in _others(case, case.depth - 1))
    right = [use(true), *([use(own)] if alive(own, true, others) else [])]
    output = own if own is not None and own.shape == true.shape else true
    explain = None
    if case.task_type == CLASSIFICATION:
        explain = explanation(0, PREDICT, [Evidence({"y_pred": output, "X": case.X}, as_array(got))])
    check_array(label, got, right, _predict_slips(case, output), explain=explain)
    tell(say.PREDICT_DONE[case.task_type].format(name=name))


def _classes(output):
    return np.argmax(output, axis=1).astype(float)


def _returned(network_class, case):
    """What the student's forward returns, as an array, or None."""
    return as_array(run_forward(network_class, case)[1])


def _others(case, k):
    """The case with each input changed on which even a wrong z[k] or a[k + 1] depends."""
    yield case.other("X")
    yield case.other("weights", k)


def _followed(network_class, case, network, name, layer, use, wrong_use):
    """What follows from the student's own name, which layer `layer` has computed; [] where it is dead.

    That is z[layer] or a[layer + 1].
    """
    index = layer if name == "z" else layer + 1
    others = (run_forward(network_class, other)[0] for other in _others(case, layer))
    changed = (stored(other, name, index) for other in others)
    own, true = stored(network, name, index), getattr(case, name)[index]
    return following(use, own, true, [wrong_use], changed)


def _predict_slips(case, output):
    """What is no edit of the line of predict; output: what the student's forward gives."""
    classes = np.argmax(output, axis=1)
    if case.task_type != CLASSIFICATION:
        return [(say.SLIPS["class_of_regression"], classes)]
    arrays = {"column": classes[:, None], "one_hot": np.eye(output.shape[1])[classes]}
    return [(say.SLIPS[key], array) for key, array in arrays.items()]


def _why(network_class, cases, case, name, k):
    """Why z[k], a[k + 1] or the prediction is wrong, found on all layers like this one."""

    def evidence():
        for each, layer in alike(cases, case, k):
            network, y_pred, _ = run_forward(network_class, each)
            got = as_array(y_pred) if name == "y_pred" else stored(network, name, layer + (name == "a"))
            names = names_of(each, layer + (name != "z"))
            for key in names:  # what comes before it is the student's own, where it has the shape
                kind, _, number = key.partition("_")
                own = stored(network, kind, int(number)) if kind in ("z", "a") else None
                names[key] = own if own is not None and own.shape == names[key].shape else names[key]
            if name != "z":
                names.pop(f"a_{layer + 1}", None)
            if got is not None:
                yield Evidence(shifted(names, k - layer), got)

    return explanation(k, forward_formula(name, k, case.task_type), evidence())


def _check_sum(method, network_class, case, cases, network, k, error):
    label = say.ITEM.format(method=method, name="z", k=k)
    got = read(network, "z", k, label, error)

    def right():
        yield case.z[k]
        if k > 0:
            use, wrong_use = (lambda a: case.layer(k, a)), (lambda a: a @ case.weights[k])
            yield from _followed(network_class, case, network, "a", k - 1, use, wrong_use)

    check_array(label, got, right(), explain=_why(network_class, cases, case, "z", k))


def _check_activation(method, network_class, case, cases, network, k, error):
    label = say.ITEM.format(method=method, name="a", k=k + 1)
    got = read(network, "a", k + 1, label, error)

    def right():
        yield case.a[k + 1]
        yield from _followed(network_class, case, network, "z", k, np.tanh, np.asarray)

    check_array(label, got, right(), explain=_why(network_class, cases, case, "a", k))


def _check_output(method, network_class, case, cases, network, y_pred, error):
    label = say.RETURNED.format(method=method)
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=method, error=describe(error)))
    if y_pred is None:
        raise CheckFailed(messages.RETURNS_NONE.format(call=label))
    last = case.depth - 1
    wrong_use = np.asarray if case.task_type == CLASSIFICATION else np.tanh
    follows = _followed(network_class, case, network, "z", last, case.output, wrong_use)
    right = [case.a[-1], *follows]
    same_task = [each for each in cases if each.task_type == case.task_type]
    explain = _why(network_class, same_task, case, "y_pred", last)
    check_array(label, y_pred, right, explain=explain)
    stored_label = say.ITEM.format(method=method, name="a", k=last + 1)
    check_array(stored_label, read(network, "a", last + 1, stored_label), right, explain=explain)
