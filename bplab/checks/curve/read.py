"""Reading what the student's functions of unit 6 return: tuples of arrays, values of their own sigmoid."""

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, as_array, attempt, numbers, returned
from bplab.checks.curve.case import PARAMETERS
from bplab.checks.follow import alive_function
from bplab.checks.messages import curve as say

SCORES = np.random.default_rng(0).normal(size=(6, 4)) * 2  # where a function is asked whether it is alive


def run(label, function, arguments, names):
    """Call a student's function on copies; return its tuple as {name: value}."""
    got = returned(label, function, *(np.copy(value) if np.ndim(value) else value for value in arguments))
    parts, error = attempt(lambda: [got[i] for i in range(len(got))] if len(got) == len(names) else None)
    if error is not None or parts is None or not isinstance(got, tuple | list):
        raise CheckFailed(say.NOT_A_TUPLE.format(call=label, names=", ".join(names), got=described(got)))
    for name, part in zip(names, parts, strict=True):
        if part is None:
            raise CheckFailed(messages.EMPTY.format(call=say.PART.format(call=label, name=name), blank=name))
    return dict(zip(names, parts, strict=True))


def run_arrays(label, function, arguments, names):
    """The same with every part as a float64 array."""
    parts = run(label, function, arguments, names)
    return {name: numbers(say.PART.format(call=label, name=name), part) for name, part in parts.items()}


def described(got):
    """The type of what was returned, and the length of a tuple."""
    size = f" of {len(got)}" if isinstance(got, tuple | list) else ""
    return type(got).__name__ + size


def own_values(function, z):
    """What a student's sigmoid or d_sigmoid makes of z, or None where that is no array of z's shape."""
    value, error = attempt(function, z.copy())
    array = None if error is not None or value is None else as_array(value)
    return array if array is not None and array.shape == z.shape else None


def living_values(function, right, z):
    """The same where the function is alive, `right` being the right one; else None."""
    is_alive = alive_function(function, [SCORES], right(SCORES))
    return own_values(function, z) if is_alive else None


def call_number(label, function, *arguments):
    """What a student's function returned, as an array."""
    return numbers(label, returned(label, function, *(np.copy(value) for value in arguments)))


def named(arrays, **names):
    """(sentence, array) pairs for slips by key."""
    return [(say.SLIPS[key].format(**names), np.asarray(array)) for key, array in arrays.items()]


def values(parameters):
    """The four parameters in the order in which all functions take them."""
    return [parameters[name] for name in PARAMETERS]
