"""Takes what was found of each submission to where it belongs; nothing else writes the gradebook."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import OperationalError, ProgrammingError

from bplab.grading.classrun.task import Result, Row
from bplab.grading.intake.repair import one_line
from bplab.grading.intake.submissions import ODD_NAME

if TYPE_CHECKING:  # `nbgrader autograde` needs neither
    from bplab.grading.classrun.journal import Journal
    from bplab.grading.classrun.progress import Report
    from bplab.grading.gradebook.recording import Recording

SUMMARY = "%d of %d submissions could not be graded:"


class CannotGoOn(Exception):
    """Nothing at all can be graded here; the message says why."""


class Recorder:
    """Records results one at a time, by nbgrader's own steps: whatever happens to one of them stays with it.

    journal, report: what keeps what is done, and what the person sees; None for both, or for none.
    ungraded: student -> why, of those who were not graded.
    submissions: student -> fingerprint, of those whose submission could be taken.
    """

    def __init__(self, course: Recording, journal: Journal | None = None, report: Report | None = None):
        self.course, self.journal, self.report = course, journal, report
        self.ungraded: dict[str, str] = {}
        self.submissions: dict[str, str] = {}

    def begin(self, count: int) -> None:
        """So many submissions come."""
        if self.report is not None:
            self.report.start(count)

    def take(self, student: str, folder: str, result: Result) -> None:
        """Record the result of a student, or say why there is none; raises CannotGoOn."""
        with nullcontext() if self.journal is None else uninterrupted():
            for level, line in result.log:
                self.course.log.log(level, "%s", line)
            if result.stop:  # the next student's would fail, too
                raise CannotGoOn(result.stop)
            problem = result.problem
            if problem is None:
                problem = self._record(student, folder, result)
            if problem is not None:
                self.give_up(student, problem)

    def give_up(self, student: str, problem: str) -> None:
        """Note that a submission could not be graded, and why."""
        self.course.log.error("%s: %s", one_line(student), problem)
        self.ungraded[student] = problem
        if self.course.create_student and problem != ODD_NAME:  # which no gradebook can hold
            coursedir = self.course.coursedir
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                gradebook.update_or_create_student(student)  # so that `nbgrader export` lists them
        row: Row = {"student": student, "graded": None, "problem": problem, "seconds": 0.0, "cells": {}}
        row["submission"] = self.submissions.get(student, "")
        self._keep(row)
        self._show(row)

    def unforeseen(self, error: Exception) -> str:
        """An exception that nobody has thought of, as a problem."""
        self.course.log.debug(traceback.format_exc())
        return f"{type(error).__name__}: {one_line(error, limit=200)}"

    def finish(self, count: int) -> None:
        """Say of how many of the submissions there is no grade; raises NbGraderException if of any."""
        if not self.ungraded:
            return
        lines = [f"  {one_line(student)}: {why}" for student, why in sorted(self.ungraded.items())]
        text = "\n".join([SUMMARY % (len(lines), count), *lines])
        if count > 1:
            self.course.log.error(text)
        raise NbGraderException(text)

    def _record(self, student: str, folder: str, result: Result) -> str | None:
        """Record a graded submission; return what went wrong, or None."""
        row = _row(student, result)
        try:
            self.course.record(student, folder, result.notebooks, when_made=lambda: self._keep(row))
        except (OperationalError, ProgrammingError):  # the next student's would fail, too
            raise
        except Exception as error:
            return self.unforeseen(error)
        self._show(row)
        return None

    def _keep(self, row: Row) -> None:
        if self.journal is not None:
            self.journal.add(row)

    def _show(self, row: Row) -> None:
        if self.report is not None:
            self.report.add(row)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits for the end of the block: what has been found is recorded first."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed and before is not signal.SIG_IGN:
        raise KeyboardInterrupt


def _row(student: str, result: Result) -> Row:
    records = {name: found.record for name, found in result.notebooks.items()}
    tests = [verdict for record in records.values() for verdict in record.verdicts]
    return {
        "student": student,
        "graded": datetime.now(UTC).isoformat(timespec="seconds"),
        "problem": None,
        "points": sum(test.points for test in tests),
        "max_points": sum(test.max_points for test in tests),
        "seconds": result.seconds,
        "worker": result.worker,
        "cells": {
            name: record.cells | {test.grade_id: test.seconds for test in record.verdicts}
            for name, record in records.items()
        },
    }
