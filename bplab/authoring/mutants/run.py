"""Running a unit's checks, hidden ones too, on mutants of its solutions: all in one process."""

import contextlib
import io
import itertools
import linecache
import signal
import warnings
from dataclasses import dataclass

import matplotlib
import nbformat

from bplab.authoring.mutants.equivalent import FREE
from bplab.authoring.mutants.mutator import Mutant, mutants

TESTS = ("test_", "hidden_")
SECONDS = (
    60  # of processor time, for all checks of one mutant; the right solution of the slowest unit takes less
)


class TooLong(BaseException):
    """The time is up. No Exception: the checks handle those of student code, and this is no student's."""


@dataclass(frozen=True)
class Outcome:
    """cell: the first test that failed, None if none did; text: what it said."""

    mutant: Mutant
    cell: str | None
    text: str


def outcomes(unit):
    """The outcome of each mutant of a unit, task after task."""
    matplotlib.use("Agg")  # given cells draw
    cells = [cell for cell in nbformat.read(unit.root / unit.source, as_version=4).cells if _is_code(cell)]
    for i, cell in enumerate(cells):
        if _is_task(cell) and (unit.name, cell.id) not in FREE:
            namespace = {"__name__": "__main__"}
            for earlier in cells[:i]:
                if not earlier.id.startswith(TESTS):
                    run_cell(earlier.id, earlier.source, namespace)
            before = dict(namespace)
            for mutant in mutants(cell.id, cell.source):
                namespace.clear()  # the functions of earlier cells look their names up in this very dict
                namespace.update(before)
                yield Outcome(mutant, *_first_failure(mutant, _own_tests(cells[i + 1 :]), namespace))


def _is_code(cell):
    return cell.cell_type == "code"


def _is_task(cell):
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def _own_tests(later):
    """The cells up to the next task's: a mistake is charged to its own task, and once."""
    return list(itertools.takewhile(lambda cell: not _is_task(cell), later))


def _first_failure(mutant, later, namespace):
    """(cell, text) of the first test that fails, (None, "") if there is none."""
    with _limited(SECONDS):
        try:
            error = run_cell(mutant.task, mutant.code, namespace)
            for cell in later:
                failure = run_cell(cell.id, cell.source, namespace)
                if failure is not None and cell.id.startswith(TESTS):
                    return cell.id, str(failure if error is None else error)
        except TooLong:
            return mutant.task, f"TooLong: not done after {SECONDS} s"
    return None, ""


def run_cell(name, source, namespace):
    """Run a cell silently; the exception that ended it, or None. Its lines are known to tracebacks."""
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(source, name, "exec"), namespace)
        except Exception as error:
            return error


@contextlib.contextmanager
def _limited(seconds):
    def stop(number, frame):
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
