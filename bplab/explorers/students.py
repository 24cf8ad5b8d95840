"""Calls of a student's functions inside an explorer, and the sentences about what goes wrong in them."""

import numpy as np

from bplab.explorers.slices import Slice, TookTooLong
from bplab.measures import as_array
from bplab.student_code.calling import describe


class StudentError(Exception):
    """A student's function did not do what it should; the text says which one, and what happened."""


def read_functions(given):
    """The functions among what was given by name, and a sentence for each that is none."""
    functions = {name: value for name, value in given.items() if callable(value)}
    complaints = [
        f"{name} must be a function, not {value!r}: the course's own is used instead."
        for name, value in given.items()
        if value is not None and not callable(value)
    ]
    return functions, complaints


def call(name, function, *arguments, **options):
    """What a student's function returns; whatever it raises becomes a StudentError in its own words."""
    try:
        got = function(*arguments, **options)
    except TookTooLong:
        raise
    except NotImplementedError as error:
        raise StudentError(str(error) or f"{name}: not written yet") from error
    except BaseException as error:  # sys.exit() as well
        raise StudentError(f"Your {name} raised {describe(error)}") from error
    if got is None:
        raise StudentError(f"Your {name} returned None. Is a `return` missing, or a TODO still None?")
    return got


def call_briefly(name, function, *arguments, seconds=1.0):
    """As call, where the notebook waits for it: one that does not return in time is ended."""
    got = []

    def work():
        with np.errstate(all="ignore"):  # of this thread
            got.append(call(name, function, *arguments))

    slice_ = Slice(work)
    if not slice_.wait(seconds):
        slice_.stop()
    error = slice_.done.result()
    if isinstance(error, TookTooLong):
        raise StudentError(f"Your {name} did not return in time, and was ended.")
    if error is not None:
        raise error
    return got[0]


def array(name, got, shape):
    """got as an array of this shape that holds numbers only; a vector (h,) will do for (1, h)."""
    values = as_array(got)
    if values is None or got is None:
        raise StudentError(f"{name} is {kind(got)}, not an array of numbers.")
    if values.shape != shape and values.shape != shape[shape[0] == 1 :]:
        raise StudentError(f"{name} has shape {values.shape}; it must have {shape}.")
    if not np.isfinite(values).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(values))[0])
        raise StudentError(f"{name} holds {values[where]} at {list(where)}.")
    return values


def arrays(name, got, shapes):
    """got as a dict of arrays; shapes: by key."""
    if not isinstance(got, dict):
        raise StudentError(
            f"Your {name} must return a dict with {', '.join(shapes)}; it returned {kind(got)}."
        )
    if missing := [key for key in shapes if key not in got]:
        raise StudentError(f"The dict that your {name} returned has no {missing[0]!r}.")
    return {key: array(f"{key} of your {name}", got[key], shape) for key, shape in shapes.items()}


def kind(value):
    """What a value is, in a few words."""
    return "None" if value is None else f"a value of type {type(value).__name__}"
