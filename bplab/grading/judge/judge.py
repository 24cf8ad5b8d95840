"""Grades one notebook: the student's cells run in their process, the tests out here.

A test runs in the bounded process (see examine.py) and reaches the student's names through student.Student.
What it needs besides comes from its own imports and from the given cells (see given.py): the test's text, its
numbers and its seeds stay on this side.
"""

from __future__ import annotations

import itertools
import textwrap
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from bplab.grading.judge import examine
from bplab.grading.judge.causes import UnfinishedCell, with_cause
from bplab.grading.judge.verdicts import Record, StoppedCell, Verdict
from bplab.grading.sandbox.bounded import OutOfBounds
from bplab.grading.sandbox.cells import output_of
from bplab.grading.sandbox.kernel import KernelLost, Stopped, StudentKernel
from bplab.grading.sandbox.wire import TOO_LARGE, printable
from bplab.language import ENGLISH, in_language, of_notebook

if TYPE_CHECKING:
    from bplab.grading.intake.uploads import DataFile
    from bplab.grading.sandbox.kernels import Kernels

PAGE_WIDTH = 96  # characters
IMPORT_SECONDS = 60  # for what the given cells import
SLACK_SECONDS = 1  # in which a test must end whose time is up, student.GRACE_SECONDS included
CAUSE_SECONDS = 1  # to find the cell that is to blame
HIDDEN = "hidden_"  # begins the names of tests that students do not see
NOT_RUN = "the time of the notebook was used up ({seconds:g} s){cause}"
BECAUSE = "; stopped before: {cells}"
UNDEFINED = "{error}\n  These cells were stopped, and what they define may be missing: {cells}"
MOMENTS = itertools.count(1)  # one for each time that code of a student's has been run; no two are equal
OUT_OF_BOUNDS = TOO_LARGE.format(what="checking what was returned takes {bound}")


@dataclass
class GradedTest:
    """A test cell as the instructor wrote it."""

    source: str
    points: float


class Judge:
    """Grades a notebook.

    tests: grade_id -> GradedTest, of the instructor's version; given: sources of its given cells.
    kernels: where the student's processes come from (see kernels.py). data: see StudentKernel.
    secret: what the inputs of hidden tests are drawn with (see bplab.checks.seeds).
    """

    def __init__(
        self,
        kernels: Kernels,
        tests: dict[str, GradedTest],
        given: list[str],
        data: list[DataFile],
        secret: str = "",
    ):
        self.kernels, self.sandbox, self.tests, self.data = kernels, kernels.sandbox, tests, data
        self.record = Record(self.sandbox.describe())
        self.given, self.bounded, self.has_begun = given, kernels.bounded, False
        self.secret = secret
        self.slow: set[str] = set()  # calls that ran out of time
        self.done: list[tuple[NotebookNode, str]] = []  # the cells to run in a new process
        self.unfinished: list[UnfinishedCell] = []  # cells that failed or were stopped
        self.kernel: StudentKernel | None = None
        self.moment = next(MOMENTS)
        self.language = ENGLISH  # of the notebook: in the record everything is English

    def grade(self, notebook: NotebookNode) -> Record:
        """Run all code cells in order; their outputs go into the notebook, the verdicts into the Record."""
        begin, self.language = time.monotonic(), of_notebook(notebook)
        self.ends = begin + self.sandbox.notebook_seconds
        try:
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    self._cell_until_kept(cell)
        finally:
            self._end()
        self.record.seconds = round(time.monotonic() - begin, 3)
        return self.record

    def _cell_until_kept(self, cell: NotebookNode) -> None:
        """Run or judge a cell: again in a new process if that is lost, which is no fault of the student's."""
        while True:
            try:
                return self._cell(cell)
            except KernelLost:
                self._end()

    def _cell(self, cell: NotebookNode) -> None:
        cell.outputs, cell.execution_count = [], None
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in self.tests:
            self._test(cell, grade_id, self.tests[grade_id])
        else:
            self._run(cell, grade_id)

    def _run(self, cell: NotebookNode, grade_id: str | None) -> None:
        name, begin = grade_id or cell.get("id", "?"), time.monotonic()
        self.moment = next(MOMENTS)
        try:
            failure = self._need_kernel().run_cell(cell, self._time())
        except Stopped as stopped:
            self._note(name, stopped)
            failure = stopped.message
            cell.outputs.append(_error(stopped.status, in_language(stopped.message, self.language)))
            if self.kernel is None or not self.kernel.alive:
                cell.execution_count = None  # the number may have come before the end, or not
        else:
            self.done.append((cell, name))  # a next process runs without the cells that were stopped
        if failure is not None:
            self.unfinished.append(UnfinishedCell(grade_id, cell.source, failure))
        self.record.cells[name] = round(time.monotonic() - begin, 3)

    def _test(self, cell: NotebookNode, grade_id: str, test: GradedTest) -> None:
        begin, found = time.monotonic(), examine.Found()
        try:
            self._need_kernel()
            begin = time.monotonic()  # to run cells again takes the notebook's time, not this test's
            found = self._examine(grade_id, test)
        except Stopped as stopped:
            found.status, found.message = stopped.status, stopped.message
        verdict = Verdict(grade_id, found.points, test.points, found.status, self._explained(found))
        verdict.seconds = round(time.monotonic() - begin, 3)
        self.record.verdicts.append(verdict)
        cell.outputs = _outputs(verdict, found.text, self.language)

    def _examine(self, grade_id: str, test: GradedTest) -> examine.Found:
        """What a test gives."""
        seconds = self._time()
        secret = self.secret if grade_id.startswith(HIDDEN) else ""
        request = test.source, grade_id, test.points, secret, seconds, self.slow, self.moment
        try:
            found = self.bounded.call(
                examine.examine, *request, seconds=seconds + SLACK_SECONDS, answer=self._answer
            )
        except OutOfBounds as problem:
            self._lose_tests()
            return examine.Found(status="failed", message=OUT_OF_BOUNDS.format(bound=problem))
        if found.status == examine.LOST:
            raise KernelLost
        self.slow = found.slow
        return found

    def _explained(self, found: examine.Found) -> str:
        """The message of a test, with the cell that is to blame for a name that is missing."""
        message = found.message
        if message and self.unfinished:
            try:
                message = self.bounded.call(with_cause, message, self.unfinished, seconds=CAUSE_SECONDS)
            except OutOfBounds:  # a cell that cannot be parsed in this time; it is not asked again
                self.unfinished = []
                self._lose_tests()
        if message == found.message and found.undefined and self.record.stopped:
            message = UNDEFINED.format(error=message, cells=self._stopped_cells())
        return printable(message)

    def _lose_tests(self) -> None:
        """The bounded process has ended, and with it its end of the channel: a next test needs new ones."""
        self.has_begun = False
        if self.kernel is not None:
            self.kernel.kill()  # an answer of its may be half read

    def _answer(self, request: str, *arguments: Any) -> Any:
        """What a test in the bounded process asks of the kernel; see examine.Kernel."""
        kernel = self.kernel
        assert kernel is not None  # it is what the test asks
        if request != "stopped":
            return getattr(kernel, request)(*arguments)
        try:
            stopped = kernel.stopped(*arguments)
        except KernelLost:
            return examine.LOST, ""
        return stopped.status, stopped.message

    def _time(self) -> float:
        """Seconds for the next cell or test."""
        left = self.ends - time.monotonic()
        if left <= 0:
            cause = BECAUSE.format(cells=self._stopped_cells()) if self.record.stopped else ""
            seconds = self.sandbox.notebook_seconds
            raise Stopped("not run", NOT_RUN.format(seconds=seconds, cause=cause))
        return min(self.sandbox.cell_seconds, left)

    def _need_kernel(self) -> StudentKernel:
        """A process that has run all cells so far, but for those that ended one."""
        while self.kernel is None or not self.kernel.alive:
            self._time()
            if self.kernel is not None:
                self.record.restarts += not self.kernel.is_lost()
                self._end()
            self.moment = next(MOMENTS)
            self.kernel = self.kernels.start(self.data)
            self._connect(self.kernel)
            for index, (cell, name) in enumerate(self.done):
                try:
                    self.kernel.run_cell(cell.copy(), self._time())
                except Stopped as stopped:
                    if not self.kernel.alive:
                        self._note(name, stopped)
                        del self.done[index]
                        break
        return self.kernel

    def _connect(self, kernel: StudentKernel) -> None:
        """Give the new process's channel to where the tests run."""
        if not self.has_begun:
            self.bounded.call(examine.begin, self.given, seconds=IMPORT_SECONDS)
            self.has_begun = True
        self.bounded.call(examine.connect, seconds=IMPORT_SECONDS, file=kernel.channel)

    def _end(self) -> None:
        if self.kernel is not None:
            self.kernel.close()
        self.kernel = None

    def _note(self, name: str, stopped: Stopped) -> None:
        self.record.stopped.append(StoppedCell(name, stopped.status, stopped.message))

    def _stopped_cells(self) -> str:
        return ", ".join(f"{stopped.cell} ({stopped.message})" for stopped in self.record.stopped)


def _outputs(verdict: Verdict, text: str, language: str) -> list[NotebookNode]:
    """Outputs that show the verdict, in the form from which nbgrader reads the same points."""
    outputs = [output_of("stream", name="stdout", text=in_language(text, language))] if text else []
    if verdict.status != "passed":
        outputs.append(_error(verdict.status, in_language(verdict.message, language)))
    elif verdict.points < verdict.max_points:
        shown = {"text/plain": repr(verdict.points)}
        outputs.append(output_of("execute_result", data=shown, metadata={}, execution_count=None))
    return outputs


def _error(name: str, message: str) -> NotebookNode:
    lines = [part for line in message.split("\n") for part in _wrapped(line)]
    return output_of("error", ename=name, evalue=message, traceback=lines)


def _wrapped(line: str) -> list[str]:
    """A line in pieces that a feedback page shows whole."""
    indent = line[: len(line) - len(line.lstrip())]
    lines = textwrap.wrap(
        line, PAGE_WIDTH, subsequent_indent=f"{indent}  ", break_long_words=False, break_on_hyphens=False
    )
    return lines or [""]
