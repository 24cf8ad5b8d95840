"""What follows from a student's own quantities, so that one mistake is charged once.

A value is also right if it follows from the student's own value before it, or if it is what the student's
own function (`dense`, `relu`, `relu_derivative`; given as `own`, by name) makes of that.
"""

import numpy as np

from bplab.checks.core import as_array, attempt
from bplab.network import softmax

BEFORE = {"a_1": "z_1", "z_2": "a_1", "a_2": "z_2", "z_3": "a_2", "y_pred": "z_3"}
LEAST_SHARE = 1e-3  # of the true size, below which a student's own quantity counts as vanished


def stored(network, value):
    """An attribute of the student's network as an array, or None."""
    got, _ = attempt(getattr, network, value)
    return None if got is None else as_array(got)


def tells(got, true):
    """Whether a student's own quantity can show that the next one follows from it.

    It must have the right shape and not vanish: from zeros only zeros follow, and anybody can write those.
    """
    return (
        got is not None
        and got.shape == true.shape
        and np.linalg.norm(got) > LEAST_SHARE * np.linalg.norm(true)
    )


def follows_forward(case, value, network, own):
    """What value may be besides the true one, given the student's own value before it."""
    before = case.X if value == "z_1" else stored(network, BEFORE[value])
    if value != "z_1" and not tells(before, case.values[BEFORE[value]]):
        return []
    activation = value in ("a_1", "a_2")
    if activation and not np.any(before < 0):  # nothing that the activation would change
        return []
    with np.errstate(all="ignore"):
        if activation:
            return [case.activate(before), *_made_by(own, "relu", case.values[value], before)]
        if value == "y_pred":
            return [softmax(before)]
    k = int(value[-1])
    weights, bias = case.parameters[f"weights_{k}"], case.parameters[f"bias_{k}"]
    return [case.layer(k, before), *_made_by(own, "dense", case.values[value], before, weights, bias)]


def follows_backward(case, value, true_errors, network, own):
    """What an error term or gradient may be besides the true one, and the error terms it then rests on."""
    errors = true_errors | {
        name: array for name, true in true_errors.items() if tells(array := stored(network, name), true)
    }
    right = [case.right_backward(value, errors)]
    if value in ("e_2", "e_1"):
        k = int(value[-1])
        z = case.values[f"z_{k}"]
        derivatives = _made_by(own, "relu_derivative", np.ones_like(z), z)
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


def _made_by(own, name, true, *arguments):
    """What the student's own function of that name returns, if it can tell anything."""
    if not own or name not in own:
        return []
    value, _ = attempt(own[name], *(argument.copy() for argument in arguments))
    array = None if value is None else as_array(value)
    return [array] if tells(array, true) else []
