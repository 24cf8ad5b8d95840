"""What the judge is told of a student's objects and exceptions, as plain values."""

import types

import numpy as np

from bplab.grading.sandbox import wire
from bplab.student_code.tracebacks import students_frames

METHODS = ("forward", "backward", "train", "predict")  # of the units' networks: called, never read as values
MOST_BESIDE, MOST_BESIDE_BYTES = 100, 2**16  # arrays that nobody has asked for yet
UNSHOWABLE = "(its message cannot be shown)"


def beside(target, name=None):
    """Small arrays that an object holds, beside the one that was asked for: who asks wants more of them."""
    held = getattr(target, "__dict__", None)
    if type(target).__getattribute__ is not object.__getattribute__ or type(held) is not dict:
        return {}
    plain = {each: value for each, value in held.items() if _is_plain(target, each, value)}
    few = len(plain) <= MOST_BESIDE and sum(value.nbytes for value in plain.values()) <= MOST_BESIDE_BYTES
    return plain if few and (name is None or plain.pop(name, None) is not None) else {}


def _is_plain(target, name, value):
    """Whether an attribute is an array of numbers that nothing computes when it is asked for."""
    numbers = type(value) is np.ndarray and wire.NUMBERS.fullmatch(value.dtype.str)
    return type(name) is str and bool(numbers) and not hasattr(type(target), name)


def own_name(value):
    """The name of a function or a class; None of anything else."""
    if isinstance(value, type):
        return type.__dict__["__name__"].__get__(value)
    return value.__name__ if isinstance(value, types.FunctionType) else None


def methods(value):
    """Which of METHODS an object has by its class."""
    classes = type.__dict__["__mro__"].__get__(type(value))
    return [
        name for name in METHODS if any(isinstance(vars(c).get(name), types.FunctionType) for c in classes)
    ]


def describe(error):
    """An exception as plain values: type, nearest built-in type, message, the student's own lines."""
    bases = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
    try:
        text = str(error)[: wire.MAX_MESSAGE]
    except BaseException:
        text = UNSHOWABLE
    try:
        frames = [[frame.lineno, frame.line] for frame in students_frames(error)]
    except BaseException:
        frames = []
    return {"type": type(error).__name__, "builtin": bases[0], "text": text, "frames": frames}


def failure(result):
    """What ended a cell before its end, as plain values: type, message, line of the cell; None if nothing."""
    try:
        error = result.error_before_exec or result.error_in_exec
        if error is None:
            return None
        said = describe(error)
        if isinstance(error, SyntaxError):
            return [said["type"], error.msg, error.lineno]
        return [said["type"], said["text"], said["frames"][0][0] if said["frames"] else None]
    except BaseException:  # an exception of the student's own make
        return None
