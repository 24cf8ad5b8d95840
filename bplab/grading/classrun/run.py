"""A class, graded by many processes and recorded by this one."""

import os
import signal
from contextlib import contextmanager
from datetime import UTC, datetime

from nbgrader.api import Gradebook

from bplab.grading import results
from bplab.grading.autograde import CourseAutograde
from bplab.grading.repair import printable

NOT_WHOLE = "%s: the result in autograded/ is not whole, or not in the gradebook: it is graded again"


class ClassRun(CourseAutograde):
    """CourseAutograde, but a Cluster does the grading, and a run that was interrupted goes on.

    A student who is done is a row in the Journal and in the Report, a dict with
        student, graded: the name, and when it was recorded
        problem: why the submission was not graded, or None
        points, max_points: of all tests; seconds, worker: of the grading
        cells: notebook -> {cell: seconds}, tests included
    """

    students = None

    def prepare(self, cluster, journal, report, students=None, regrade=False, only_missing=False):
        """students: whom the run is about; all if None. regrade, only_missing: see `bplab grade --help`."""
        self.cluster, self.journal, self.report = cluster, journal, report
        self.students, self.regrade, self.only_missing = students, regrade, only_missing
        self.unchanged = 0

    @property
    def whole_class(self):
        return self.students is None and super().whole_class

    def grade_all(self, tasks):
        return self.cluster.grade_all(tasks)

    def submission_folders(self):
        folders = super().submission_folders()
        return {name: folders[name] for name in folders if self.students is None or name in self.students}

    def _from_gradebook(self):
        known = super()._from_gradebook()
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            submissions = gradebook.assignment_submissions(self.coursedir.assignment_id)
            self.recorded = {submission.student_id for submission in submissions}
        return known

    def _due(self, folders):
        self._settle(folders)
        self.journal.regrade &= set(super().submission_folders())  # who has gone is not waited for
        self.journal.begin(folders if self.regrade else ())
        due = super()._due(folders)
        self.unchanged = len(folders) - len(due)
        self.report.start(len(due))
        return due

    def _settle(self, folders):
        """Finish or undo what an interrupted run was doing when it stopped."""
        for student in folders:
            place = self._place(student)
            if student in self.journal.unsettled and results.staging(place).exists():
                results.publish(place)
            results.clear(place)

    def init_destination(self, unit, student):
        place = self._place(student)
        files = [place / os.path.basename(path) for path in self.notebooks]
        whole = student in self.recorded and all(path.exists() for path in files)
        if place.exists() and not whole:
            self.log.warning(NOT_WHOLE, printable(student))
        if self.only_missing and whole:
            return False
        self.force = not whole or student in self.journal.waiting
        return super().init_destination(unit, student)

    def on_made(self, student, result):
        self.journal.add(_row(student, result))

    def _finish(self, student, folder, result):
        with uninterrupted():
            super()._finish(student, folder, result)
            if student not in self.ungraded:
                self.report.add(self.journal.rows[student])

    def _give_up(self, student, problem):
        super()._give_up(student, problem)
        row = {"student": student, "graded": None, "problem": problem, "seconds": 0.0, "cells": {}}
        self.journal.add(row)
        self.report.add(row)


@contextmanager
def uninterrupted():
    """Ctrl-C waits for the end of the block: what has been found is recorded first."""
    pressed = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed and before is not signal.SIG_IGN:
        raise KeyboardInterrupt


def _row(student, result):
    records = {name: found["record"] for name, found in result["notebooks"].items()}
    tests = [verdict for record in records.values() for verdict in record["verdicts"]]
    return {
        "student": student,
        "graded": datetime.now(UTC).isoformat(timespec="seconds"),
        "problem": None,
        "points": sum(test["points"] for test in tests),
        "max_points": sum(test["max_points"] for test in tests),
        "seconds": result["seconds"],
        "worker": result["worker"],
        "cells": {
            name: record["cells"] | {test["grade_id"]: test["seconds"] for test in record["verdicts"]}
            for name, record in records.items()
        },
    }
