"""Right values in the place of a student's function that computes nothing.

A method of the student's calls their earlier function by its name. If that one is dead (see checks.follow),
nothing of the method can be seen, though it may be right. So for one run a table stands under the name that
gives the right values for the calls that the method has to make, and for no other.

No code travels to the student's process, only the table; and who looks into it finds no right value there:
each is hidden by numbers that follow from the arguments of its call.
"""

import contextlib
import hashlib

import numpy as np

from bplab.measures import as_array

OTHER_ARGUMENTS = "{name} was called with other arguments than the text asks for"
DIGITS = 6  # to which the arguments of a call must be right


def table(calls):
    """[(arguments, right value)] as a list of [key of the call, hidden value], which can be sent."""
    return [[_key(arguments), value + _mask(arguments, np.shape(value))] for arguments, value in calls]


class StandIn:
    """What is called instead of a function: gives the right values of a table's calls."""

    def __init__(self, name, entries):
        self.name, self.entries = name, {key: np.asarray(hidden, dtype=float) for key, hidden in entries}

    def __call__(self, *args, **kwargs):
        arguments = [as_array(argument) for argument in (*args, *kwargs.values())]
        known = all(argument is not None for argument in arguments) and self.entries.get(_key(arguments))
        if not isinstance(known, np.ndarray):
            raise ValueError(OTHER_ARGUMENTS.format(name=self.name))
        return known - _mask(arguments, known.shape)


@contextlib.contextmanager
def stand_ins(student_class, tables):
    """Have tables, by name, stand for functions in the namespace of a student's class, until the end."""
    put = getattr(type(student_class), "_remote_stand_in", None)  # see grading/judge/remote.py
    if put is not None:
        put(student_class, tables)
        try:
            yield
        finally:
            put(student_class, {})
        return
    namespace = student_class.forward.__globals__
    own = {name: namespace[name] for name in tables}
    namespace.update({name: StandIn(name, entries) for name, entries in tables.items()})
    try:
        yield
    finally:
        namespace.update(own)


def _key(arguments):
    return _digest(arguments).hexdigest()


def _mask(arguments, shape):
    """Numbers that nobody knows without the arguments."""
    seed = int.from_bytes(_digest(arguments, b"mask").digest(), "big")
    return np.random.default_rng(seed).normal(size=shape)


def _digest(arguments, purpose=b""):
    digest = hashlib.sha256(purpose)
    for argument in arguments:
        rounded = np.round(np.asarray(argument, dtype=float), DIGITS) + 0.0  # + 0.0 turns -0 into 0
        digest.update(repr(rounded.shape).encode() + rounded.tobytes())
    return digest
