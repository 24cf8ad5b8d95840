"""The parts every check is made of: compare arrays, word the failure."""

import copy

import numpy as np

from bplab.checks import messages
from bplab.language import in_language
from bplab.measures import as_array, relative_error
from bplab.student_code.calling import attempt as attempt
from bplab.student_code.calling import attempt_each as attempt_each
from bplab.student_code.calling import attempt_with as attempt_with
from bplab.student_code.calling import describe as describe
from bplab.student_code.calling import set_attributes as set_attributes

# Float32 arithmetic stays below 6e-7, the mildest known mistake (a leaky slope of 0.01) above 1e-3.
TOLERANCE = 1e-5
LEAST_SHARE = 1e-3  # of the true size, below which a student's own quantity counts as vanished
SMALL = 6  # arguments with at most so many numbers are shown in full


class CheckFailed(AssertionError):
    """A check that failed. IPython shows the message alone, without a traceback, in the notebook's language.

    As text it is English in every notebook: who counts mistakes counts each once.
    """

    def _render_traceback_(self):
        return in_language(str(self)).split("\n")


def tell(text):
    """Print what a check says when all is right, in the language of the notebook."""
    print(in_language(text))


def call(name, function, *args, **kwargs):
    """The value of a student's function; an exception in it becomes a failed check."""
    return require_value(name, *attempt(function, *args, **kwargs))


def require_value(name, value, error):
    """What came of a call, as `attempt` has it: the value, or the exception as a failed check."""
    if isinstance(error, NotImplementedError):
        raise CheckFailed(describe(error))
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=name, error=describe(error)))
    return value


def returned(name, function, *args, **kwargs):
    """The same for a function that must return something: None becomes a failed check, too."""
    value = call(name, function, *args, **kwargs)
    if value is None:
        raise CheckFailed(messages.RETURNS_NONE.format(call=name))
    return value


def check_call(name, function, arguments, right, slips=(), any_shape=False, explain=None):
    """Call a student's function and compare what it returns with the right array; return it.

    arguments: by name, passed in this order as copies, so that a function that changes them harms nobody.
    right, slips, any_shape, explain: as in check_array, but right is one array.
    """
    label = describe_call(name, arguments)
    got = returned(label, function, *copy.deepcopy(list(arguments.values())))
    check_array(label, got, [right], slips, any_shape, explain)
    return got


def describe_call(name, arguments):
    """A call as text: small arguments as numbers, large ones by their shape."""
    return f"{name}({', '.join(_describe_argument(*item) for item in arguments.items())})"


def _describe_argument(name, value):
    array = as_array(value)
    if array is None:
        return name
    if array.size <= SMALL:
        whole = np.asarray(value).dtype.kind in "iu"
        return str(np.asarray(value).tolist() if whole else (np.round(array, 4) + 0.0).tolist())
    return messages.ARGUMENT_OF_SHAPE.format(argument=name, shape=array.shape)


def numbers(name, got):
    """got as a float64 array; anything else fails the check."""
    array = as_array(got)
    if array is None:
        raise CheckFailed(messages.NOT_AN_ARRAY.format(call=name, got=type(got).__name__))
    if np.isnan(array).any() and None in np.asarray(got, dtype=object).ravel().tolist():
        raise CheckFailed(messages.HOLDS_NONE.format(call=name))
    return array


def require_shape(name, got, shape, cause=messages.CAUSE_OTHER_SHAPE):
    """Fail if the array got has another shape."""
    if got.shape != shape:
        text = messages.WRONG_SHAPE.format(call=name, expected=shape, got=got.shape, cause=cause)
        raise CheckFailed(text)


def tells(got, true):
    """Whether a student's own quantity can show that the next one follows from it.

    It must have the right shape, be finite, and not vanish: from zeros only zeros follow, and anybody can
    write those.
    """
    return (
        got is not None
        and got.shape == true.shape
        and bool(np.isfinite(got).all())
        and np.linalg.norm(got) > LEAST_SHARE * np.linalg.norm(true)
    )


def agrees(got, expected, any_shape=False):
    """Whether got has the shape of expected (or only its size, if any_shape) and equal numbers."""
    if got.shape != expected.shape:
        if not any_shape or got.size != expected.size:
            return False
        got = got.reshape(expected.shape)
    return relative_error(got, expected) <= TOLERANCE


@np.errstate(all="ignore")  # a huge wrong number must not make the check warn: nbgrader scores stderr 0
def check_array(name, got, right, slips=(), any_shape=False, explain=None):
    """Compare with the right arrays, in the order type, shape, values; stop at the first difference.

    right: arrays any of which is right; the first is shown as expected.
    slips: (sentence, array) pairs; if got agrees with one, its sentence is the cause. Numbers that are not
        finite agree with others that are not.
    any_shape: accept (h,) where (1, h) is expected.
    explain: asked about what no slip explains: a function without arguments; a sentence or None.

    right and slips may be generators: nothing is computed that the answer does not ask for.
    """
    array, right = numbers(name, got), iter(right)
    expected = next(right)
    if agrees(array, expected, any_shape) or any(agrees(array, other, any_shape) for other in right):
        return
    slips = list(slips)
    cause = next((sentence for sentence, slip in slips if agrees(array, slip)), None)
    if cause is None and explain is not None:
        cause = explain()
    if not any_shape or array.size != expected.size:
        require_shape(name, array, expected.shape, cause or messages.CAUSE_OTHER_SHAPE)
    array = array.reshape(expected.shape)
    wrong = ~np.isfinite(array)
    if wrong.any():
        overflown = (sentence for sentence, slip in slips if np.array_equal(wrong, ~np.isfinite(slip)))
        cause = cause or next(overflown, messages.CAUSE_NOT_FINITE)
        text = messages.NOT_FINITE.format(call=name, count=wrong.sum(), size=array.size, cause=cause)
        raise CheckFailed(text)
    cause = cause or cause_of_emptiness(array, expected)
    raise CheckFailed(_wrong_values(name, array, expected, cause or messages.CAUSE_UNKNOWN))


def cause_of_emptiness(got, expected):
    """Why an array of this shape shows that nothing was computed, or None."""
    if not got.any() and expected.any():
        return messages.CAUSE_ZEROS
    if got.size > 1 and np.ptp(got) == 0:
        return messages.CAUSE_CONSTANT.format(value=f"{got.flat[0]:.4g}")
    if got.size > 1 and np.count_nonzero(got) <= 1 < np.count_nonzero(expected):
        return messages.CAUSE_SPOT
    if got.ndim == 2 and np.all(got == got[:1]) and not np.all(expected == expected[:1]):
        return messages.CAUSE_SAME_ROWS
    return None


def _wrong_values(name, got, expected, cause):
    difference = np.abs(got - expected)
    where = np.unravel_index(np.argmax(difference), difference.shape)
    shown = [show(expected), show(got)]
    if expected.ndim == 2 and expected.shape[0] > 1:  # one row is enough to see it
        shown = [
            messages.SHOWN_ROW.format(row=where[0], values=show(each[where[0]])) for each in (expected, got)
        ]
    return messages.WRONG_VALUES.format(
        call=name,
        expected=shown[0],
        got=shown[1],
        worst=messages.WORST_AT.format(where=[int(i) for i in where]) if where else "",
        off=f"{difference[where]:.3g}",
        cause=cause,
    )


def show(array):
    """An array as one line of text, four digits, long ones shortened."""
    rounded = np.round(array, 4) + 0.0  # + 0.0 turns -0 into 0
    text = np.array2string(rounded, suppress_small=True, threshold=12, edgeitems=4, max_line_width=1000)
    return " ".join(text.split())
