"""Calls of a student's functions inside an explorer, and the sentences about what goes wrong in them."""

import numpy as np

from bplab.explorers import words
from bplab.explorers.slices import Slice, TookTooLong
from bplab.language import say
from bplab.measures import as_array
from bplab.student_code.calling import describe


class StudentError(Exception):
    """A student's function did not do what it should; the text says which one, and what happened."""


def read_functions(given):
    """The functions among what was given by name, and a sentence for each that is none."""
    functions = {name: value for name, value in given.items() if callable(value)}
    complaints = [
        say(words.MUST_BE_FUNCTION, name=name, value=value)
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
        raise StudentError(str(error) or say(words.NOT_WRITTEN, name=name)) from error
    except BaseException as error:  # sys.exit() as well
        raise StudentError(say(words.RAISED, name=name, error=describe(error))) from error
    if got is None:
        raise StudentError(say(words.RETURNED_NONE, name=name))
    return got


def carry_out(name, function, *arguments, **options):
    """As call, for what need not return anything."""
    call(name, lambda: (function(*arguments, **options), True))


def trouble_with(run, error):
    """Of a student's error: end the run, and the sentence about it. Nothing of any other."""
    if not isinstance(error, StudentError):
        return ""
    run.failed = True
    return say(words.ENDED_BY_YOURS, error=error, epoch=run.epoch)


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
        raise StudentError(say(words.NOT_IN_TIME, name=name))
    if error is not None:
        raise error
    return got[0]


def array(name, got, shape):
    """got as an array of this shape that holds numbers only; a vector (h,) will do for (1, h)."""
    values = as_array(got)
    if values is None or got is None:
        raise StudentError(say(words.NO_ARRAY, name=name, kind=kind(got)))
    if values.shape != shape and values.shape != shape[shape[0] == 1 :]:
        raise StudentError(say(words.WRONG_SHAPE, name=name, shape=values.shape, right=shape))
    if not np.isfinite(values).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(values))[0])
        raise StudentError(say(words.NOT_FINITE, name=name, value=values[where], place=list(where)))
    return values


def arrays(name, got, shapes):
    """got as a dict of arrays; shapes: by key."""
    if not isinstance(got, dict):
        raise StudentError(say(words.MUST_BE_DICT, name=name, keys=", ".join(shapes), kind=kind(got)))
    if missing := [key for key in shapes if key not in got]:
        raise StudentError(say(words.NO_KEY, name=name, key=missing[0]))
    return {
        key: array(say(words.OF_YOURS, key=key, name=name), got[key], shape) for key, shape in shapes.items()
    }


def kind(value):
    """What a value is, in a few words."""
    return "None" if value is None else say(words.OF_TYPE, type=type(value).__name__)
