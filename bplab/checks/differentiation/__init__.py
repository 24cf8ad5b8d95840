"""Checks for derivatives: relu_derivative and numerical_gradient (unit 3).

numerical_gradient is called with functions that the notebook defines; see slips.py for what
an example is.
"""

from functools import partial

import numpy as np

from bplab.checks.core import (
    CheckFailed,
    as_array,
    check_array,
    check_call,
    describe_call,
    numbers,
    require_shape,
    returned,
    tell,
)
from bplab.checks.differentiation.slips import (
    explained_gradient,
    explained_slope,
    formulas,
    gradient_slips,
    integer_slips,
    not_restored,
    one_sided,
    relu_slips,
    truth,
)
from bplab.checks.follow import alive_function, require_alive, require_new_array, same, value_of
from bplab.checks.messages import differentiation as say
from bplab.checks.seeds import generator
from bplab.gradients import numerical_gradient as central_differences
from bplab.gradients import relative_error

H = 1e-5  # the step that numerical_gradient takes when it is told none
ALLOWED = 1e-7  # between central differences (below 1e-9) and one-sided ones (about 1e-5)
ROUGHLY = 1e-2  # below every wrong formula, above every right one with a badly chosen step
RECOGNISED = 1e-9  # two ways to take the same differences agree to rounding


def point(shape, seed):
    """An array of numbers between 0.3 and 1.3 in size, of both signs."""
    rng = generator(seed)
    return np.asarray(rng.uniform(0.3, 1.3, size=shape) * rng.choice([-1, 1], size=shape))


def away_from_zero(shape, seed):
    """An array of numbers of both signs, 0.001 to 1000 in size: no slope at a kink is asked for."""
    rng = generator(seed)
    x = 10 ** rng.uniform(-3, 3, size=shape) * rng.choice([-1, 1], size=shape)
    x.flat[:2] = 20.0, -20.0  # both sides, whatever was drawn
    return x


def check_relu_derivative(relu_derivative, *inputs):
    """Check the derivative on each input, none of which comes near 0, and that x stays as it was."""
    for x in inputs:
        _check_relu_derivative(relu_derivative, x, inputs)
    require_new_array(describe_call("relu_derivative", {"x": x}), relu_derivative, x)
    tell(say.RELU_DONE)


def check_relu_derivative_values(relu_derivative, x):
    """The same for numbers of all sizes."""
    _check_relu_derivative(relu_derivative, x, [x])
    tell(say.RELU_VALUES_DONE)


def check_relu_derivative_shapes(relu_derivative, *inputs):
    """Check that the result has the shape of the input, whatever its values, if something was computed."""
    for x in inputs:
        _check_shape("relu_derivative", {"x": x}, relu_derivative, x.copy())
    x = max(inputs, key=np.size)
    right = (x > 0).astype(float)
    computed = [array for key, array in relu_slips(x, right) if key not in ("identity", "ones")]
    is_alive = alive_function(relu_derivative, [x], right) or _is_one_of(computed, relu_derivative, x)
    require_alive(describe_call("relu_derivative", {"x": x}), is_alive)
    tell(say.RELU_SHAPES_DONE.format(shapes=_shapes(inputs)))


def _check_relu_derivative(relu_derivative, x, inputs):
    right = central_differences(lambda z: np.sum(np.maximum(z, 0)), x).round(6)
    slips = [(say.RELU_SLIPS[key], array) for key, array in relu_slips(x, right)]
    why = partial(explained_slope, relu_derivative, inputs)
    check_call("relu_derivative", relu_derivative, {"x": x}, right, slips, explain=why)


def check_gradient(numerical_gradient, *examples):
    """Check shape, values and accuracy on each example, in this order."""
    errors = [_check_accuracy(numerical_gradient, example, examples) for example in examples]
    worst = max(relative_error(one_sided(example, H)[0], truth(example)) for example in examples)
    tell(say.GRADIENT_DONE.format(errors=_by_name(errors, examples), one_sided=worst))


def check_gradient_shapes(numerical_gradient, *examples):
    """Check that the gradient has the shape of x, whatever its values, if something was computed."""
    for name, f, x in examples:
        _check_shape("numerical_gradient", {name: name, "x": x}, numerical_gradient, f, x.copy())
    name, f, x = max(examples, key=lambda example: example[2].size)
    right = truth((name, f, x))
    computed = [array for key, array in gradient_slips(right, H) if key != "zeros"]

    def gradient(at):
        return numerical_gradient(f, at)

    is_alive = alive_function(gradient, [x], right, rows=()) or _is_one_of(computed, gradient, x)
    require_alive(describe_call("numerical_gradient", {name: name, "x": x}), is_alive)
    tell(say.SHAPES_DONE.format(shapes=_shapes(x for _, _, x in examples)))


def check_gradient_values(numerical_gradient, *examples):
    """Check the values; how accurate the differences are is a question of its own."""
    for example in examples:
        _check_values(numerical_gradient, example, examples)
    tell(say.VALUES_DONE.format(names=" and ".join(name for name, _, _ in examples)))


def check_gradient_accuracy(numerical_gradient, *examples):
    """Check that the relative error is one that only central differences reach."""
    errors = [_check_accuracy(numerical_gradient, example, examples) for example in examples]
    tell(say.ACCURACY_DONE.format(errors=_by_name(errors, examples), allowed=ALLOWED))


def check_gradient_step(numerical_gradient, example, h):
    """Check that h is the step. Any formula is accepted here: a wrong one was charged before."""
    label, got = _call(numerical_gradient, example, h)
    fixed = [(say.GRADIENT_SLIPS["fixed_step"], array) for array in formulas(example, H)]
    check_array(label, got, formulas(example, h), fixed)
    tell(say.STEP_DONE.format(h=h))


def check_gradient_integers(numerical_gradient, example):
    """Check that x may hold integers. Any formula is accepted here, too."""
    label, got = _call(numerical_gradient, example)
    right = formulas(example, H)
    if not any(_is_near(as_array(got), formula) for formula in right):
        name, f, x = example
        _, of_floats = _call(numerical_gradient, (name, f, x.astype(float)))
        cut_off = integer_slips(example, H) if not same(as_array(of_floats), as_array(got)) else []
        check_array(label, got, right, [(say.GRADIENT_SLIPS["integers"], array) for array in cut_off])
    tell(say.INTEGERS_DONE.format(name=example[0]))


def _call(numerical_gradient, example, *h):
    """(the call as text, what it returned)."""
    name, f, x = example
    label = describe_call("numerical_gradient", {name: name, "x": x} | ({"h": h[0]} if h else {}))
    return label, returned(label, numerical_gradient, f, x.copy(), *h)


def _check_values(numerical_gradient, example, examples):
    """Call on one example and compare roughly; return (the call as text, what it returned)."""
    label, got = _call(numerical_gradient, example)
    right, array = truth(example), as_array(got)
    if not _is_near(array, right):
        slips = [(say.GRADIENT_SLIPS[key], slip) for key, slip in gradient_slips(right, H)]
        why = partial(explained_gradient, numerical_gradient, examples, H)
        check_array(label, got, [right], slips, explain=why)
    return label, array


def _is_near(array, right):
    return array is not None and array.shape == right.shape and relative_error(array, right) < ROUGHLY


def _check_accuracy(numerical_gradient, example, examples):
    """The relative error on one example, which is small enough."""
    label, got = _check_values(numerical_gradient, example, examples)
    error = relative_error(got, truth(example))
    if error > ALLOWED:
        cause = _cause_of_roughness(example, got)
        raise CheckFailed(say.TOO_ROUGH.format(call=label, allowed=ALLOWED, got=error, cause=cause))
    return error


def _cause_of_roughness(example, got):
    if any(relative_error(got, difference) < RECOGNISED for difference in one_sided(example, H)):
        return say.ONE_SIDED
    return say.NOT_RESTORED if relative_error(got, not_restored(example, H)) < RECOGNISED else say.STEP_OFF


def _check_shape(name, shown, function, *arguments):
    """Call and compare the shape of the result with that of the last argument."""
    label = describe_call(name, shown)
    got = numbers(label, returned(label, function, *arguments))
    require_shape(label, got, arguments[-1].shape, say.KEEP_SHAPE)


def _is_one_of(slips, function, x):
    """Whether the function gives one of these known wrong answers, for whose computing there is proof."""
    got = value_of(function, [x])
    return any(same(got, slip) for slip in slips)


def _shapes(arrays):
    return ", ".join(str(x.shape) for x in arrays)


def _by_name(errors, examples):
    return ", ".join(f"{error:.0e} ({name})" for error, (name, _, _) in zip(errors, examples, strict=True))
