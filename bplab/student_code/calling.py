"""Student code, called quietly, and what it raised as text."""

import contextlib
import copy
import io
import re
import warnings

import numpy as np

from bplab.student_code import messages
from bplab.student_code.errors import ERRORS
from bplab.student_code.permitted import NotPermitted, refuse_answers
from bplab.student_code.tracebacks import students_frames


def attempt(function, *args, **kwargs):
    """Call student code; return (value, error), one of which is None.

    Warnings and anything written to stderr stay out of the cell: nbgrader scores a cell with stderr 0.
    """
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        try:
            refuse_answers(function)
            return function(*args, **kwargs), None
        except (Exception, SystemExit) as error:  # sys.exit() must not end the check
            return None, error


def attempt_each(function, calls):
    """[(value, error)] as `attempt` has them, of one call for each tuple of arguments.

    The values are copies: a function may return one array, filled anew, each time. In another process it is
    one message.
    """
    at_once = getattr(type(function), "_remote_call_each", None)
    if at_once is None:
        return [_copied(*attempt(function, *args)) for args in calls]
    found, error = attempt(at_once, function, calls)
    return found if error is None else [(None, error)] * len(calls)


def _copied(value, error):
    copied, failed = attempt(copy.deepcopy, value)  # a module in it, for one, has no copy
    return (value if failed else copied), error


def set_attributes(target, values):
    """Set attributes of a student's object by name.

    An object that stands for one in another process (grading/judge/remote.py) takes them all in one message.
    """
    at_once = getattr(type(target), "_remote_set", None)
    if at_once is not None:
        at_once(target, values)
    else:
        for name, value in values.items():
            setattr(target, name, value)


def attempt_with(target, values, method, *args):
    """Set attributes of a student's object, then call a method of it; (value, error) as `attempt` has them.

    In another process it is one message, and what the method has left in attributes comes along.
    """
    at_once = getattr(type(target), "_remote_set_and_call", None)
    if at_once is not None:
        return attempt(at_once, target, values, method, args)

    def prepared():
        set_attributes(target, values)
        return getattr(target, method)

    function, error = attempt(prepared)
    return (None, error) if error is not None else attempt(function, *args)


def describe(error):
    """An exception of the student's as text: type, message, and their own line where it is known."""
    if isinstance(error, NotImplementedError | NotPermitted):
        return str(error)
    text = f"{type(error).__name__}: {error}"
    own = students_frames(error)
    if own:
        text += messages.AT_LINE.format(number=own[-1].lineno, text=own[-1].line)
    said = hint(f"{type(error).__name__}: {error}\n{own[-1].line if own else ''}")
    return f"{text}\n  {said}" if said else text


def hint(text):
    """What the table says to an error, given as "Type: message" and the student's line, or None."""
    for pattern, sentence in ERRORS.values():
        found = re.search(pattern, text)
        if found:
            return sentence.format(**found.groupdict())
    return None
