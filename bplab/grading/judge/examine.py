"""Runs tests on the student's functions, in the bounded process (see bounded.py).

A test may multiply what a student returned. What it asks, it asks the student's process itself, over the
kernel's channel; what becomes of that process is the judge's business, who is asked for it.
"""

import ast
import builtins
import contextlib
import io
import math
import traceback
import warnings
from dataclasses import dataclass, field
from typing import Any

from bplab import language
from bplab.checks.once import keeping
from bplab.checks.seeds import drawn_with
from bplab.grading.judge.given import Given
from bplab.grading.judge.student import Student
from bplab.grading.sandbox import bounded
from bplab.grading.sandbox.kernel import Stopped
from bplab.grading.sandbox.wire import printable

LONGEST_OUTPUT = 100_000  # characters of what a test prints
LOST = "lost"  # a status: the student's process is gone by no fault of the student's
NO_SCORE = "the test gives {score}, which is not a number of points between 0 and {maximum:g}"


@dataclass
class Found:
    """What a test gives; status, message: as in verdicts.Verdict, or LOST.

    undefined: whether it was a NameError. text: what the test printed. slow: see student.Student.
    """

    points: float = 0.0
    status: str = "passed"
    message: str = ""
    undefined: bool = False
    text: str = ""
    slow: set[str] = field(default_factory=set)


class Namespace(dict):
    """The names of a test: what it defines itself, what is given, else what the student has there."""

    def __init__(self, given: Given):
        super().__init__(given.imports, __name__="__main__")
        self.given = given
        self.student: Any = None  # a Student, from the first connect() on

    def __missing__(self, name):
        if name in self.given:
            return self.given.function(name, lambda: self.student)
        if hasattr(builtins, name):
            raise KeyError(name)  # Python looks there next
        return self.student.look_up(name)


class Kernel:
    """The student's kernel as student.Student needs it: its channel is here, the rest is the judge's."""

    def __init__(self, channel):
        self.channel, self.alive = channel, True

    def interrupt(self):
        """See StudentKernel."""
        bounded.ask("interrupt")

    def end_since(self, moment):
        """See StudentKernel."""
        bounded.ask("end_since", moment)

    def kill(self):
        """See StudentKernel."""
        self.alive = False
        bounded.ask("kill")

    def stopped(self, message):
        """See StudentKernel; where that raises KernelLost, the status is LOST."""
        return Stopped(*bounded.ask("stopped", message))


_namespace = Namespace(Given([]))
_moment: int | None = None
_values: dict[Any, Any] = {}  # see bplab.checks.once


def begin(given: list[str]) -> None:
    """A new notebook; given: sources of its given cells, of which the tests may use what they bring."""
    global _namespace
    language.speak(language.ENGLISH)  # whatever the instructor reads: the judge says it in the notebook's
    _namespace = Namespace(Given(given))


def connect() -> None:
    """A new process of the student's; its channel comes with the call."""
    _namespace.student = Student(Kernel(bounded.take()), set())


def examine(
    source: str, name: str, maximum: float, secret: str, seconds: float, slow: set[str], moment: int
) -> Found:
    """Run a test that has so many seconds for all it asks.

    secret: what its inputs are drawn with, "" for none (see bplab.checks.seeds). moment: a number that is
    another one as soon as code of the student's was run; until then tests share what they compute.
    Raises MemoryError if the test itself has no memory left.
    """
    global _moment, _values
    student, out, found = _namespace.student, io.StringIO(), Found(slow=slow)
    student.slow = slow
    student.give(seconds)
    if moment != _moment:
        _moment, _values = moment, {}
        student.forget()
    try:
        with (
            drawn_with(secret),
            keeping(_values),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            found.points = _points(_execute(source, name, _namespace), maximum)
    except Stopped as stopped:
        found.status, found.message = stopped.status, stopped.message
    except (Exception, SystemExit) as error:
        if isinstance(error, MemoryError) and not student.ran_out_of_memory:
            raise  # the test's own memory
        found.status, found.message = _failure(error, student.ran_out_of_memory)
        found.undefined = isinstance(error, NameError)
    found.text = printable(out.getvalue()[:LONGEST_OUTPUT])
    return found


def _failure(error, ran_out_of_memory):
    """(status, message) of an exception that ended a test; ran_out_of_memory: in the student's process."""
    status = "failed" if isinstance(error, AssertionError) else "error"
    message = str(error) if hasattr(error, "_render_traceback_") else _last_line(error)
    return "memory" if ran_out_of_memory else status, printable(message)


def _last_line(error):
    return "".join(traceback.format_exception_only(error)).strip()


def _execute(source, name, namespace):
    """Run a test; return the value of its last line if that is an expression."""
    tree, last = ast.parse(source), None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(tree, f"<{name}>", "exec"), namespace)
        return eval(compile(last, f"<{name}>", "eval"), namespace) if last else None


def _points(value, maximum):
    """The points a test gives: a number as its last value is partial credit, as in nbgrader."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return maximum
    if not math.isfinite(value) or not 0 <= value <= maximum:
        raise ValueError(NO_SCORE.format(score=value, maximum=maximum))
    return float(value)
