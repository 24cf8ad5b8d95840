"""What follows from a student's own quantities, so that one mistake is charged once.

A value is also right if it follows from the student's own value before it, or if it is what the student's
own function (`dense`, `relu`, `relu_derivative`; given as `own`, by name) makes of that.
"""

import numpy as np

from bplab.checks.core import agrees, as_array, attempt, tells
from bplab.network import softmax

BEFORE = {"a_1": "z_1", "z_2": "a_1", "a_2": "z_2", "z_3": "a_2", "y_pred": "z_3"}


def stored(network, value):
    """An attribute of the student's network as an array, or None."""
    got, _ = attempt(getattr, network, value)
    return None if got is None else as_array(got)


def follows_forward(case, value, network, own):
    """What value may be besides the true one, given the student's own value before it."""
    if value == "z_1":
        before = true = case.X
    else:
        before, true = stored(network, BEFORE[value]), case.values[BEFORE[value]]
        if not _serves(before, case, BEFORE[value], network, own):
            return []
    with np.errstate(all="ignore"):
        if value in ("a_1", "a_2"):
            return [case.activate(before), *_made_by(own, "relu", case.values[value], [true], [before])]
        if value == "y_pred":
            return [softmax(before)]
    k = int(value[-1])
    layer = [case.parameters[f"weights_{k}"], case.parameters[f"bias_{k}"]]
    made = _made_by(own, "dense", case.values[value], [true, *layer], [before, *layer])
    return [case.layer(k, before), *made]


def follows_backward(case, value, true_errors, network, own):
    """What an error term or gradient may be besides the true one, and the error terms it then rests on."""
    errors = true_errors | {
        name: array for name, true in true_errors.items() if tells(array := stored(network, name), true)
    }
    right = [case.right_backward(value, errors)]
    if value in ("e_2", "e_1"):
        k = int(value[-1])
        z = case.values[f"z_{k}"]
        derivatives = _made_by(own, "relu_derivative", np.ones_like(z), [z], [z])
        right += [case.passed_back(k, errors) * derivative for derivative in derivatives]
    return right, errors


def follows_update(network, parameter, gradient):
    """The student's own gradient, if it can be subtracted from a parameter of the gradient's shape."""
    got = stored(network, f"grad_{parameter}")
    try:
        got = None if got is None else np.broadcast_to(got, gradient.shape)
    except ValueError:
        return []
    return [got] if tells(got, gradient) else []


def _serves(got, case, name, network, own):
    """Whether the next value may follow from the student's own of that name.

    It may if this value is right so far. If it is wrong, it must tell something, and before an activation
    hold negative numbers: otherwise there is nothing that the activation would change.
    """
    if got is None:
        return False
    if any(agrees(got, right) for right in (case.values[name], *follows_forward(case, name, network, own))):
        return True
    return tells(got, case.values[name]) and (name not in ("z_1", "z_2") or bool(np.any(got < 0)))


def _made_by(own, name, true, true_arguments, arguments):
    """What the student's own function makes of the arguments, if it tells something where all is right."""
    if not own or name not in own:
        return []
    made = [attempt(own[name], *(a.copy() for a in each))[0] for each in (true_arguments, arguments)]
    made = [None if value is None else as_array(value) for value in made]
    return [made[1]] if tells(made[0], true) and made[1] is not None else []
