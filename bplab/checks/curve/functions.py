"""Checks of sigmoid and d_sigmoid (unit 6)."""

import numpy as np

from bplab.checks.core import CheckFailed, check_array, describe_call, numbers, returned, tell
from bplab.checks.curve.formulas import evidence_of, explanation
from bplab.checks.curve.read import SCORES, living_values, named, own_values
from bplab.checks.follow import alive_function, require_alive
from bplab.checks.messages import curve as say
from bplab.checks.seeds import generator
from bplab.network import sigmoid as right_sigmoid

SMALL = np.array([[0.0, np.log(3), -np.log(3)]])  # the examples of the text
OVERFLOW = 720  # exp of it has no number


def check_sigmoid(sigmoid, shape, seed):
    """Check the examples of the text, then numbers of this shape."""
    for z in (SMALL, _scores(shape, seed)):
        _check("sigmoid", sigmoid, z, [right_sigmoid(z)], _less_maximum(z))
    tell(say.SIGMOID_DONE)


def check_sigmoid_shape(sigmoid, *shapes, seed):
    """Check that the result has the shape of its argument, be it a number, a row or a matrix.

    And that it was computed from it.
    """
    for shape in shapes:
        z = _scores(shape, seed)
        label = describe_call("sigmoid", {"z": z})
        got = numbers(label, returned(label, sigmoid, np.copy(z)))
        if got.shape != z.shape:
            raise CheckFailed(say.WRONG_FORM.format(call=label, expected=z.shape, got=got.shape))
    require_alive(label, alive_function(sigmoid, [SCORES], right_sigmoid(SCORES)))
    tell(say.SHAPE_DONE.format(function="sigmoid"))


def check_sigmoid_large(sigmoid, seed):
    """Check scores of up to 800, where exp overflows."""
    z = _large(seed)
    _check("sigmoid", sigmoid, z, [right_sigmoid(z)], [*_large_slips(z), *_less_maximum(z)])
    tell(say.LARGE_DONE.format(function="sigmoid"))


def check_d_sigmoid(d_sigmoid, sigmoid, shape, seed):
    """Check the derivative at the examples of the text and at others.

    It may be the true one, or s (1 - s) with the student's own sigmoid.
    """
    for z in (SMALL, _scores(shape, seed)):
        _check("d_sigmoid", d_sigmoid, z, _derivatives(z, sigmoid))
    tell(say.D_SIGMOID_DONE)


def check_d_sigmoid_large(d_sigmoid, sigmoid, seed):
    """Check the derivative where it is nearly 0; where the own sigmoid overflows, that is charged to it."""
    z = _large(seed)
    own = own_values(sigmoid, z)
    if own is not None and np.isfinite(own[np.abs(z) < OVERFLOW]).all():
        z = z[:, np.isfinite(own[0])]
    _check("d_sigmoid", d_sigmoid, z, _derivatives(z, sigmoid), _large_slips(z))
    tell(say.LARGE_DONE.format(function="d_sigmoid"))


def _check(name, function, z, right, slips=()):
    label = describe_call(name, {"z": z})
    got = numbers(label, returned(label, function, z.copy()))
    evidence = evidence_of(function, ({"z": each} for each in (z, SMALL, SCORES)))
    check_array(label, got, right, slips, explain=explanation(name, evidence))


def _large(seed):
    """Scores beyond the overflow of exp, and such at which the sigmoid is nearly 0 or 1; (1, 4)."""
    rng = generator(seed)
    far, near = rng.uniform(OVERFLOW, 800, size=2), rng.uniform(15, 20, size=2)
    return np.array([[-far[0], -near[0], near[1], far[1]]])


def _scores(shape, seed):
    return generator(seed).normal(size=shape) * 2


def _derivatives(z, sigmoid):
    s, own = right_sigmoid(z), living_values(sigmoid, right_sigmoid, z)
    true = s * right_sigmoid(-z)  # 1 - s, without its rounding
    # Of a steeper sigmoid it nearly vanishes at large scores, and is not zero.
    follows = np.zeros_like(s) if own is None else own * (1 - own)
    return [true, *([follows] if np.isfinite(follows).all() and follows.any() else [])]


def _less_maximum(z):
    return named({"less_maximum": right_sigmoid(z - z.max(axis=-1, keepdims=True))})


def _large_slips(z):
    with np.errstate(all="ignore"):
        quotient = np.exp(z) / (1 + np.exp(z))
        derivative = np.exp(-z) / (1 + np.exp(-z)) ** 2
    return named({"overflow": quotient}) + named({"overflow_derivative": derivative})
