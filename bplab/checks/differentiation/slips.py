"""What right and wrong ways to differentiate give, as arrays (unit 3).

An example is a tuple (name, function, x): a function that the notebook defines, known here by its name,
and the point at which it is differentiated.
"""

from functools import partial

import numpy as np

from bplab.checks.core import as_array, attempt
from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.follow import value_of

QUOTIENT = ["(f(x + step) - f(x - step)) / (2 * h)"]
SLOPE = ["step(x - 0)"]
NEAR = 1e-3


def _softmax(x):
    return np.exp(x) / np.sum(np.exp(x))


# name -> (the function, its gradient by calculus)
FUNCTIONS = {
    "cubic": (lambda x: np.sum(x**3), lambda x: 3 * x**2),
    "mixed": (
        lambda x: np.sum(np.sin(x)) * np.sum(x**2),
        lambda x: np.cos(x) * np.sum(x**2) + 2 * x * np.sum(np.sin(x)),
    ),
    "log_sum_exp": (lambda x: np.log(np.sum(np.exp(x))), _softmax),
}


def truth(example):
    """The gradient by calculus."""
    name, _, x = example
    return np.asarray(FUNCTIONS[name][1](np.asarray(x, dtype=float)))


def one_sided(example, h, dtype=float):
    """The forward and the backward difference; dtype=int cuts off every step as an integer array does."""
    name, _, x = example
    f, up, down = FUNCTIONS[name][0], np.zeros(x.shape), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = np.array(x, dtype=dtype), np.array(x, dtype=dtype)
        above[index], below[index] = x[index] + h, x[index] - h
        up[index], down[index] = f(above), f(below)
    return (up - f(x)) / h, (f(x) - down) / h


def not_restored(example, h):
    """Central differences, each taken with the entries before it left at x - h."""
    name, _, x = example
    f, x, gradient = FUNCTIONS[name][0], np.array(x, dtype=float), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        gradient[index] = (above - f(x)) / (2 * h)
    return gradient


def formulas(example, h):
    """What right and wrong formulas give with step h, the right one first; zeros are no formula."""
    forward, backward = one_sided(example, h)
    central = (forward + backward) / 2
    further = 2 * one_sided(example, 2 * h)[0] - forward  # from x + h to x + 2 h
    wrong = [array for key, array in gradient_slips(central, h) if key != "zeros"]
    return [central, forward, backward, forward / 2, not_restored(example, h), further / 2, *wrong]


def gradient_slips(right, h):
    """(name, array) pairs of wrong answers; right is the central difference with step h."""
    pairs = {
        "twice": 2 * right, "half": right / 2, "precedence": h * h * right, "undivided": 2 * h * right,
        "divided_by_two": h * right, "downhill": -right, "zeros": np.zeros_like(right),
        "together": right.sum(), "first_only": right.flat[0],
    }  # fmt: skip
    pairs = list(pairs.items())
    if right.size > 1:
        if abs(right.sum() - 1) > NEAR:  # else that 1 was typed in is as likely
            pairs.append(("together", np.full_like(right, right.sum())))
        first = np.zeros_like(right)
        first.flat[0] = right.flat[0]
        pairs.append(("first_only", first))
    if right.ndim == 2:
        rows = right.sum(axis=1, keepdims=True)
        pairs += [("rows_together", rows + 0 * right), ("rows_together", rows[:, 0])]
    if right.ndim != 1:
        pairs.append(("flattened", right.ravel()))
    return [(key, np.asarray(array)) for key, array in pairs]


def explained_gradient(numerical_gradient, examples, h):
    """What is wrong with the student's quotient, in a sentence, or None: all steps are taken at once.

    x is one row; each row of step moves one entry of it.
    """

    def evidence():
        for name, function, x in examples:
            got, _ = attempt(numerical_gradient, function, x.copy())
            array = None if got is None else as_array(got)
            if array is not None and array.shape == x.shape:
                f = FUNCTIONS[name][0]
                names = {"f": partial(np.apply_along_axis, f, 1), "h": h}
                names |= {"x": np.reshape(x, (1, -1)).astype(float), "step": h * np.eye(x.size)}
                yield Evidence(names, array.ravel())

    return explain(QUOTIENT, evidence())


def explained_slope(relu_derivative, inputs):
    """What is wrong with the student's slope of ReLU, in a sentence, or None."""
    values = ((x, value_of(relu_derivative, [x])) for x in inputs)
    return explain(SLOPE, [Evidence({"x": x}, got) for x, got in values if got is not None])


def integer_slips(example, h):
    """What comes out when an integer array cuts off the steps, or the slopes."""
    forward, backward = one_sided(example, h, dtype=int)
    cut = [forward, backward, (forward + backward) / 2]
    by_own_step = [array * (h / step) for array in cut for step in (1e-3, 1e-4, 1e-6, 1e-7)]
    slopes = [np.trunc(array) for array in formulas(example, h)]
    return [*cut, *by_own_step, np.zeros(forward.shape), *slopes]


def relu_slips(x, right):
    """Wrong slopes of ReLU, by name."""
    with np.errstate(over="ignore"):
        s = 1 / (1 + np.exp(-x))
    arrays = {
        "identity": x, "relu": np.maximum(x, 0),
        "ones": np.ones_like(x), "sign": np.sign(x), "inverted": 1 - right,
        "clipped": np.clip(x, 0, 1), "sigmoid": s * (1 - s), "tanh": 1 - np.tanh(x) ** 2,
        "leaky": np.where(x > 0, 1, 0.01), "kept": np.where(x > 0, 1, x),
        "one_number": np.array(1.0), "no_number": np.array(0.0),
    }  # fmt: skip
    return list(arrays.items())
