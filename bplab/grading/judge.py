"""Grades one notebook: the student's cells run in their process, the tests out here.

A test reaches the student's names through remote.Student. What it needs besides comes from its own imports
and from those of the given cells: the test's text, its numbers and its seeds stay on this side.
"""

import ast
import builtins
import contextlib
import io
import math
import textwrap
import time
import traceback
import warnings
from dataclasses import dataclass

from nbformat.v4 import new_output

from bplab.grading.causes import UnfinishedCell, with_cause
from bplab.grading.kernel import KernelLost, KernelNotStarted, Stopped
from bplab.grading.remote import Student
from bplab.grading.verdicts import Record, StoppedCell, Verdict
from bplab.grading.wire import printable

PAGE_WIDTH = 96  # characters
NOT_RUN = "the time of the notebook was used up ({seconds:g} s){cause}"
BECAUSE = "; stopped before: {cells}"
UNDEFINED = "{error}\n  These cells were stopped, and what they define may be missing: {cells}"
NO_SCORE = "the test gives {score}, which is no number of points between 0 and {maximum:g}"


@dataclass
class GradedTest:
    """A test cell as the instructor wrote it."""

    source: str
    points: float


class Namespace(dict):
    """The names of a test: what it defines itself, else what the student has under that name."""

    def __init__(self):
        super().__init__(__name__="__main__")
        self.student = None

    def __missing__(self, name):
        if hasattr(builtins, name):
            raise KeyError(name)  # Python looks there next
        return self.student.look_up(name)


class Judge:
    """Grades a notebook.

    tests: grade_id -> GradedTest, of the instructor's version; given: sources of its given cells.
    kernels: where the student's processes come from (see kernels.py). data: see StudentKernel.
    """

    def __init__(self, kernels, tests, given, data):
        self.kernels, self.sandbox, self.tests, self.data = kernels, kernels.sandbox, tests, data
        self.record = Record(self.sandbox.describe())
        self.namespace, self.given = Namespace(), given
        self.slow, self.done = set(), []  # calls that ran out of time; the cells to run in a new process
        self.unfinished = []  # cells that failed or were stopped
        self.kernel = self.student = None

    def grade(self, notebook):
        """Run all code cells in order; their outputs go into the notebook, the verdicts into the Record."""
        begin = time.monotonic()
        self.ends = begin + self.sandbox.notebook_seconds
        for source in self.given:
            _run_imports(source, self.namespace)
        try:
            for cell in notebook.cells:
                while cell.cell_type == "code":
                    try:
                        self._cell(cell)
                        break
                    except KernelLost:  # no fault of the student's: the cell once more, in a new process
                        self._end()
        finally:
            self._end()
        self.record.seconds = round(time.monotonic() - begin, 3)
        return self.record

    def _cell(self, cell):
        cell.outputs, cell.execution_count = [], None
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in self.tests:
            self._test(cell, grade_id, self.tests[grade_id])
        else:
            self._run(cell, grade_id)

    def _run(self, cell, grade_id):
        name, begin = grade_id or cell.get("id", "?"), time.monotonic()
        try:
            self._need_kernel()
            failure = self.kernel.run_cell(cell, self._time())
        except Stopped as stopped:
            self._note(name, stopped)
            failure = stopped.message
            cell.outputs.append(_error(stopped.status, stopped.message))
            if self.kernel is None or not self.kernel.alive:
                cell.execution_count = None  # the number may have come before the end, or not
        else:
            self.done.append((cell, name))  # a next process runs without the cells that were stopped
        if failure is not None:
            self.unfinished.append(UnfinishedCell(grade_id, cell.source, failure))
        self.record.cells[name] = round(time.monotonic() - begin, 3)

    def _test(self, cell, grade_id, test):
        begin, out = time.monotonic(), io.StringIO()
        verdict = Verdict(grade_id, 0.0, test.points, "passed")
        try:
            self._need_kernel()
            self.student.give(self._time())
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                verdict.points = _points(_execute(test.source, grade_id, self.namespace), test.points)
        except KernelNotStarted:  # no fault of the student's: no verdict, and no 0
            raise
        except Stopped as stopped:
            verdict.status, verdict.message = stopped.status, stopped.message
        except (Exception, SystemExit) as error:
            verdict.status, verdict.message = self._failure(error)
        verdict.seconds = round(time.monotonic() - begin, 3)
        self.record.verdicts.append(verdict)
        cell.outputs = _outputs(verdict, printable(out.getvalue()))

    def _failure(self, error):
        """(status, message) of an exception that ended a test."""
        status = "failed" if isinstance(error, AssertionError) else "error"
        if self.student.ran_out_of_memory:
            status = "memory"
        message = str(error) if hasattr(error, "_render_traceback_") else _last_line(error)
        said = with_cause(message, self.unfinished)
        if said == message and isinstance(error, NameError) and self.record.stopped:
            said = UNDEFINED.format(error=message, cells=self._stopped_cells())
        return status, printable(said)

    def _time(self):
        """Seconds for the next cell or test."""
        left = self.ends - time.monotonic()
        if left <= 0:
            cause = BECAUSE.format(cells=self._stopped_cells()) if self.record.stopped else ""
            seconds = self.sandbox.notebook_seconds
            raise Stopped("not run", NOT_RUN.format(seconds=seconds, cause=cause))
        return min(self.sandbox.cell_seconds, left)

    def _need_kernel(self):
        """Have a process that has run all cells so far, but for those that ended one."""
        while self.kernel is None or not self.kernel.alive:
            self._time()
            if self.kernel is not None:
                self.record.restarts += 1
                self._end()
            self.kernel = self.kernels.start(self.data)
            self.student = self.namespace.student = Student(self.kernel, self.slow)
            for index, (cell, name) in enumerate(self.done):
                try:
                    self.kernel.run_cell(cell.copy(), self._time())
                except Stopped as stopped:
                    if stopped.status == "not run":
                        raise
                    if not self.kernel.alive:
                        self._note(name, stopped)
                        del self.done[index]
                        break

    def _end(self):
        if self.kernel is not None:
            self.kernel.close()
        self.kernel = None

    def _note(self, name, stopped):
        self.record.stopped.append(StoppedCell(name, stopped.status, stopped.message))

    def _stopped_cells(self):
        return ", ".join(f"{stopped.cell} ({stopped.message})" for stopped in self.record.stopped)


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


def _outputs(verdict, text):
    """Outputs that show the verdict, in the form from which nbgrader reads the same points."""
    outputs = [new_output("stream", name="stdout", text=text)] if text else []
    if verdict.status != "passed":
        outputs.append(_error(verdict.status, verdict.message))
    elif verdict.points < verdict.max_points:
        outputs.append(new_output("execute_result", data={"text/plain": repr(verdict.points)}))
    return outputs


def _error(name, message):
    lines = [part for line in message.split("\n") for part in _wrapped(line)]
    return new_output("error", ename=name, evalue=message, traceback=lines)


def _wrapped(line):
    """A line in pieces that a feedback page shows whole."""
    indent = line[: len(line) - len(line.lstrip())]
    how = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.wrap(line, PAGE_WIDTH, subsequent_indent=f"{indent}  ", **how) or [""]


def _last_line(error):
    return "".join(traceback.format_exception_only(error)).strip()


def _run_imports(source, namespace):
    """Run the import statements of a given cell, and nothing else of it."""
    with contextlib.suppress(SyntaxError):  # a cell with magics; its imports are then not at hand
        for statement in ast.parse(source).body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                exec(compile(ast.Module([statement], []), "<given>", "exec"), namespace)
