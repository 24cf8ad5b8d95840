"""What follows from a student's own quantities, so that one mistake is charged once.

A value is also right if it follows from the student's own value before it, or if it is what the student's
own function (`dense`, `relu`, `relu_derivative`; given as `own`, by name) makes of that. All is computed when
it is asked for: where the true value was given, nobody asks.
"""

import itertools

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
            return
    if value in ("a_1", "a_2"):
        yield case.activate(before)
        yield from _made_by(own, "relu", case.values[value], [true], [before])
    elif value == "y_pred":
        yield softmax(before)
    else:
        k = int(value[-1])
        layer = [case.parameters[f"weights_{k}"], case.parameters[f"bias_{k}"]]
        yield case.layer(k, before)
        yield from _made_by(own, "dense", case.values[value], [true, *layer], [before, *layer])


def errors_of(case, network):
    """e_3, e_2 and e_1 by name: the student's own where they tell something, else the true ones."""
    errors = {}
    for name in ("e_3", "e_2", "e_1"):
        got, true = stored(network, name), case.truth[name]
        errors[name] = got if tells(got, true) else true
    return errors


def follows_backward(case, value, network, own):
    """What an error term or gradient may be besides the true one, given the student's own error terms."""
    errors = errors_of(case, network)
    yield case.right(value, errors)
    if value in ("e_2", "e_1"):
        k = int(value[-1])
        z = case.values[f"z_{k}"]
        for derivative in _made_by(own, "relu_derivative", np.ones_like(z), [z], [z]):
            yield case.passed_back(k, errors) * derivative


def right_steps(case, parameter, network, given):
    """The gradients that a parameter may follow: the true one, then the student's own.

    The latter if it can be subtracted from the parameter; given: the notebook gives it, so it must be true.
    """
    gradient = case.truth[f"grad_{parameter}"]
    yield gradient
    if given:
        return
    got = stored(network, f"grad_{parameter}")
    try:
        got = None if got is None else np.broadcast_to(got, gradient.shape)
    except ValueError:
        return
    if tells(got, gradient):
        yield got


def _serves(got, case, name, network, own):
    """Whether the next value may follow from the student's own of that name.

    It may if this value is right so far. If it is wrong, it must tell something, and before an activation
    hold negative numbers: otherwise there is nothing that the activation would change.
    """
    if got is None:
        return False
    right = itertools.chain([case.values[name]], follows_forward(case, name, network, own))
    if any(agrees(got, candidate) for candidate in right):
        return True
    return tells(got, case.values[name]) and (name not in ("z_1", "z_2") or bool(np.any(got < 0)))


def _made_by(own, name, true, true_arguments, arguments):
    """What the student's own function makes of the arguments, if it tells something where all is right."""
    if not own or name not in own:
        return []
    made = [attempt(own[name], *(a.copy() for a in each))[0] for each in (true_arguments, arguments)]
    made = [None if value is None else as_array(value) for value in made]
    return [made[1]] if tells(made[0], true) and made[1] is not None else []
