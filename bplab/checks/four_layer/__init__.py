"""Checks for the four-layer networks of units 1, 3 and 5, with softmax and cross-entropy at the end.

A quantity is right if it is the true one, or if it follows from the student's own quantity before it (see
follow.py): one mistake is charged once. The argument `own` holds the student's own functions by name
(`dense`, `relu`, `relu_derivative`) where a unit has the student write them, too.
"""

from functools import partial
from itertools import chain

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, attempt, check_array, describe, numbers, require_shape, tell
from bplab.checks.follow import require_alive
from bplab.checks.four_layer.case import BACKWARD, PARAMETERS, Case
from bplab.checks.four_layer.follow import (
    Own,
    follows_backward,
    follows_forward,
    follows_from_dead,
    right_steps,
)
from bplab.checks.four_layer.formulas import FORWARD, Diagnosis
from bplab.checks.messages import four_layer as say
from bplab.student_code.stand_in import stand_ins, table

GIVEN_LAYERS = (3,)  # the gradients of layer 3 are given on the sheet of unit 5

__all__ = ["Case", "check_backward", "check_forward", "check_forward_shapes", "check_update"]


def check_forward(network_class, *cases, values=FORWARD, own=None):
    """Check the named values after `forward`, in this order, on each case."""
    for case in cases:
        _with_or_without(
            own, network_class, case, partial(_check_forward, network_class, case, cases, values)
        )
    done = say.FORWARD_DONE if values == FORWARD else say.VALUES_DONE
    tell(done.format(name=network_class.__name__, values=", ".join(values)))


def _with_or_without(own, network_class, case, check):
    """Check with the student's own functions; if that fails, with right values in the place of the dead ones.

    check: called with own functions. Its first failure is the one that is shown.
    """
    try:
        return check(own)
    except CheckFailed as failure:
        dead = list(Own(None, network_class, case, None, own).dead_functions)
        if not dead:
            raise
        with stand_ins(network_class, {name: table(case.calls(name)) for name in dead}):
            try:
                return check({name: function for name, function in own.items() if name not in dead})
            except CheckFailed:
                raise failure from None


def _check_forward(network_class, case, cases, values, own):
    method = say.FORWARD.format(name=network_class.__name__, case=case.title)
    network, y_pred, error = case.run_forward(network_class)
    theirs = Own(Case.run_forward, network_class, case, network, own)
    for value in values:
        label = f"{method}: {value}"
        got = _read(network, value, label, error)
        right = chain([case.values[value]], follows_forward(value, theirs))
        follows = follows_from_dead(value, theirs)
        dead = ((say.FOLLOWS_FROM_DEAD.format(part=part), array) for part, array in follows)
        explain = Diagnosis(Case.run_forward, network_class, cases, value, own)
        check_array(label, got, right, dead, explain=explain)
    if "y_pred" in values:
        if error is not None:
            raise CheckFailed(messages.RAISED.format(call=method, error=describe(error)))
        label = say.RETURNED.format(method=method)
        if y_pred is None:
            raise CheckFailed(say.RETURNED_NONE.format(call=label))
        right = chain([case.values["y_pred"]], follows_forward("y_pred", theirs))
        check_array(label, y_pred, right)


def check_forward_shapes(network_class, activation, sizes, n_samples, seed, own=None):
    """Check the shapes of all values and of the returned y_pred for several numbers of samples.

    And that the values of the first batch, which is to have several, were computed; y_pred is given.
    """
    for n in n_samples:
        case = Case.random(activation, sizes, n, seed)
        check = partial(_check_forward_shapes, network_class, case, n == n_samples[0])
        _with_or_without(own, network_class, case, check)
    sizes = " and ".join(map(str, n_samples))
    tell(say.SHAPES_DONE.format(name=network_class.__name__, sizes=sizes))


def _check_forward_shapes(network_class, case, computed, own):
    method = say.FORWARD.format(name=network_class.__name__, case=case.title)
    network, y_pred, error = case.run_forward(network_class)
    theirs = Own(Case.run_forward, network_class, case, network, own)
    for value in FORWARD:
        label, true = f"{method}: {value}", case.values[value]
        require_shape(label, numbers(label, _read(network, value, label, error)), true.shape)
        if computed and value != "y_pred":
            computed_it = theirs.is_alive(value, true, "X", f"weights_{value[-1]}")
            require_alive(label, computed_it or _is_slip(theirs, value))
    label = say.RETURNED.format(method=method)
    require_shape(label, numbers(label, y_pred), case.values["y_pred"].shape)


def _is_slip(own, value):
    """Whether a value is one edit from right: little of it may be left, such as one column behind a ReLU."""
    varies = np.ptp(own.stored(value), axis=0).any()
    return varies and Diagnosis(own.run, own.network_class, [own.case], value, own.functions).is_one_edit


def check_backward(network_class, *cases, values=BACKWARD, given_layers=GIVEN_LAYERS, own=None):
    """Check the named error terms and gradients after `backward`; all nine include the update.

    given_layers: layers whose gradients are given in the notebook, so that only the true ones will do.
    """
    for case in cases:
        check = partial(_check_backward, network_class, case, cases, values)
        rows = _with_or_without(own, network_class, case, check)
        if values == BACKWARD:
            _check_update(network_class, case, cases, given_layers)
    if values == BACKWARD:
        tell("\n".join([*rows, say.BACKWARD_DONE.format(name=network_class.__name__)]))
        _print_share_off(cases[-1])
    else:
        tell(say.VALUES_DONE.format(name=network_class.__name__, values=", ".join(values)))


def check_update(network_class, case, given_layers=GIVEN_LAYERS):
    """Check that each of the six parameters moves by learning_rate times its gradient, downhill."""
    _check_update(network_class, case, [case], given_layers)
    tell(say.UPDATE_DONE.format(name=network_class.__name__))


def _check_backward(network_class, case, cases, values, own):
    """Check one case; return a row of text for each quantity."""
    method = say.BACKWARD.format(name=network_class.__name__, case=case.title)
    network, error = case.run_backward(network_class)
    theirs, rows = Own(Case.run_backward, network_class, case, network, own), []
    for value in values:
        expected = case.truth[value]
        row = {"name": value, "width": 16, "shape": str(expected.shape)}
        try:
            got = _read(network, value, f"{method}: {value}", error)
            right = chain([expected], follows_backward(value, theirs))
            explain = Diagnosis(Case.run_backward, network_class, cases, value, own)
            is_bias = value.startswith("grad_bias")
            check_array(f"{method}: {value}", got, right, any_shape=is_bias, explain=explain)
        except CheckFailed as failure:
            rows.append(say.ROW_WRONG.format(**row))
            raise CheckFailed("\n".join([*(rows if len(values) > 1 else []), str(failure)])) from None
        rows.append(say.ROW_RIGHT.format(**row))
    return rows


def _check_update(network_class, case, cases, given_layers):
    method = say.BACKWARD.format(name=network_class.__name__, case=case.title)
    network, error = case.run_backward(network_class)
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=method, error=describe(error)))
    theirs = Own(Case.run_backward, network_class, case, network)
    for parameter in PARAMETERS:
        given = int(parameter[-1]) in given_layers
        label = say.AFTER_STEP.format(method=method, parameter=parameter)
        new = numbers(label, _read(network, parameter, label, None))
        explain = Diagnosis(Case.run_backward, network_class, cases, parameter)
        if new.shape != case.parameters[parameter].shape:
            cause = explain() or messages.CAUSE_STEP_SHAPE
            require_shape(label, new, case.parameters[parameter].shape, cause)
        # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
        step = (case.parameters[parameter] - new) / case.learning_rate
        right = right_steps(parameter, theirs, given)
        check_array(say.STEP.format(label=label), step, right, explain=explain)


def _print_share_off(case):
    if case.activation == "relu":
        off = np.mean(np.concatenate([case.values["z_1"], case.values["z_2"]], axis=1) <= 0)
        tell(say.SHARE_OFF.format(share=f"{off:.0%}", case=case.title))


def _read(network, value, label, error):
    """An attribute the method should have stored; say why when it is not there."""
    got, missing = attempt(getattr, network, value)
    if missing is None and got is not None:
        return got
    if missing is None:
        raise CheckFailed(messages.EMPTY.format(call=label, blank=f"self.{value}"))
    if error is not None:
        raise CheckFailed(messages.NOT_REACHED.format(call=label, error=describe(error)))
    raise CheckFailed(messages.MISSING.format(call=label, name=value))
