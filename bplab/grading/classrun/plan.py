"""Whose submissions are to be graded, and what is sent to who grades them."""

from __future__ import annotations

import json
import logging
import os
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook, MissingEntry

from bplab import __version__
from bplab.grading.classrun import fingerprints
from bplab.grading.classrun.task import Task
from bplab.grading.gradebook import staging
from bplab.grading.gradebook.lateness import assign_lateness
from bplab.grading.gradebook.released import load_released
from bplab.grading.intake.reading import Ungradable
from bplab.grading.intake.repair import one_line
from bplab.grading.intake.submissions import check_folder
from bplab.grading.intake.uploads import Taken, take
from bplab.grading.judge.verdicts import Record, read_record_or_none
from bplab.made_with import version_of

if TYPE_CHECKING:  # a journal needs a system that knows locks
    from bplab.grading.classrun.autograde import CourseAutograde
    from bplab.grading.classrun.journal import Journal

NOT_RELEASED = "{unit} is not in the gradebook yet: run `nbgrader generate_assignment {unit}` first"
NOT_CHOSEN = "no notebook matches --notebook={notebook}"
NOT_WHOLE = "%s: the result in autograded/ is not whole, or not in the gradebook: it is graded again"
OLDER_TESTS = "graded with older tests: %d; they are graded again"

OTHER_VERSION = (
    "%s in release/ was made with bplab %s, and bplab %s grades it: its hidden tests may not fit. Install "
    "the one it was made with, or build and release it with this one."
)


class NotReleased(Exception):
    """The gradebook does not know the unit; the message says what to do."""


class Plan:
    """Who is due in a run: by nbgrader's rules, but content and tests decide what is new, and not the clock.

    students: whom the run is about; all if None. only_missing: who has any grade is not due.
    journal: of a run that can go on after an interruption; then a result that is not whole is made again.
    regrade: all are due. The rest is known once the run has begun:
    folders: student -> submission folder. roster: all students of the gradebook. unchanged: how many of the
    folders are not due. released: notebook file name -> ReleasedNotebook; tests: the same -> fingerprint of
    what grades it; names: which of these notebooks are graded.
    """

    def __init__(
        self,
        course: CourseAutograde,
        students: list[str] | None = None,
        journal: Journal | None = None,
        regrade: bool = False,
        only_missing: bool = False,
    ):
        self.course, self.unit, self.students = course, course.coursedir.assignment_id, students
        self.journal, self.regrade, self.only_missing = journal, regrade, only_missing
        self.unchanged, self._older_tests = 0, 0

    @property
    def whole_class(self) -> bool:
        """Whether this run is about all students."""
        return self.students is None and self.course.coursedir.student_id == "*"

    def begin(self) -> list[str]:
        """Read the gradebook and the folders; return whose submissions are to be graded, by name.

        Raises NotReleased. With a journal, what an interrupted run has left undone is settled first.
        """
        everybody = self.look()
        self._compare_versions()
        if self.journal is not None:
            self._settle(self.journal)
            self.journal.regrade &= set(everybody)  # who has gone is not waited for
            self.journal.begin(self.folders if self.regrade else ())
        due = [student for student in sorted(self.folders) if self._is_due(student)]
        if self._older_tests:
            self.course.log.warning(OLDER_TESTS, self._older_tests)
        self.unchanged = len(self.folders) - len(due)
        return due

    def look(self) -> dict[str, str]:
        """Read the gradebook and the folders, and change nothing; the folders of all. Raises NotReleased."""
        self._read_gradebook()
        self.tests = self._fingerprints_of_tests()
        everybody = self.course.submission_folders()
        self.folders = {
            name: everybody[name] for name in everybody if self.students is None or name in self.students
        }
        return everybody

    def result_of(self, student: str) -> str | None:
        """What a result is: "graded", "stale" (with older tests), "new" (of other content); None without one.

        Nothing is changed or logged.
        """
        place = self.course.place(student)
        if not (place.exists() and student in self._recorded and self._has_notebooks(place)):
            return None
        if self._is_other(student, Path(self.folders[student]), place):
            return "new"
        return "stale" if self._has_older_tests(place) else "graded"

    def content_of(self, student: str) -> str:
        """The fingerprint of what is handed in; "" if it cannot be read."""
        try:
            return self._fingerprint(student, self._take(student))
        except Exception:
            return ""  # what is wrong is told when it is graded

    def task(self, student: str, alone: bool) -> Task:
        """What is sent to who grades a submission; raises Ungradable. alone: it is the only one."""
        check_folder(self.folders[student])
        if not self.names:
            raise Ungradable(NOT_CHOSEN, notebook=self.course.coursedir.notebook_id)
        steps, taken = self.course.grading_steps(), self._take(student)
        settings = self._settings(steps)
        if alone:  # a server of kernels takes as long as two that are started cold
            settings.setdefault("Sandbox", {})["warm"] = False
        return Task(
            unit=self.unit,
            student=student,
            released={name: self.released[name] for name in self.names},
            taken=taken,
            submission=self._fingerprint(student, taken),
            tests={name: self.tests[name] for name in self.names},
            data=self.course.data_files(self.unit, student),
            course=[self.course.coursedir.root],
            steps=[f"{step.__module__}.{step.__qualname__}" for step in steps],
            settings=settings,
            log_level=getattr(self.course.parent, "log_level", logging.INFO),
        )

    def _read_gradebook(self) -> None:
        coursedir = self.course.coursedir
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            try:
                assignment = gradebook.find_assignment(self.unit)
            except MissingEntry:
                raise NotReleased(NOT_RELEASED.format(unit=self.unit)) from None
            self.released = load_released(coursedir, assignment)
            self.roster = {student.id for student in gradebook.students}
            submissions = gradebook.assignment_submissions(self.unit)
            self._recorded = {submission.student_id for submission in submissions}
        pattern = f"{coursedir.notebook_id}.ipynb"
        self.names = [name for name in sorted(self.released) if fnmatch(name, pattern)]

    def _compare_versions(self) -> None:
        """Warn where what was released was built with another version of the package."""
        for name in self.names:
            made = version_of(json.loads(self.released[name].template)["metadata"])
            if made not in (None, __version__):
                self.course.log.warning(OTHER_VERSION, name, made, __version__)

    def _settle(self, journal: Journal) -> None:
        """Finish or undo what an interrupted run was doing when it stopped."""
        for student in self.folders:
            place = self.course.place(student)
            if student in journal.unsettled and staging.folder_for(place).exists():
                staging.publish(place)
            staging.clear(place)

    def _is_due(self, student: str) -> bool:
        try:
            check_folder(self.folders[student])
        except Ungradable:
            return True  # which is told in its turn
        if not self.names:
            return True
        place, again = self.course.place(student), self.course.force
        if self.journal is not None:
            whole = self._is_whole(student, place)
            if self.only_missing and whole:
                return False
            again = not whole or student in self.journal.waiting
        if student in self.course.coursedir.student_id_exclude.split(","):
            return False
        return again or self._is_new(student, place)

    def _is_whole(self, student: str, place: Path) -> bool:
        whole = student in self._recorded and self._has_notebooks(place)
        if place.exists() and not whole:
            self.course.log.warning(NOT_WHOLE, one_line(student))
        return whole

    def _has_notebooks(self, place: Path) -> bool:
        return all((place / name).exists() for name in self.names)

    def _is_new(self, student: str, place: Path) -> bool:
        """Whether a result is missing, or is not what this submission and these tests give."""
        course = self.course
        if not place.exists() or (course.coursedir.notebook_id != "*" and not self._has_notebooks(place)):
            return True
        submitted = Path(self.folders[student])
        if self._is_other(student, submitted, place):
            course.log.warning("Updating existing assignment: %s", place)
            return True
        if self._has_older_tests(place):
            self._older_tests += 1
            return True
        notebooks = [os.path.join(self.folders[student], name) for name in self.names]
        assign_lateness(course, student, notebooks, place)
        course.log.info("Skipping existing assignment: %s", place)
        return False

    def _is_other(self, student: str, submitted: Path, place: Path) -> bool:
        """Whether other content has been handed in than what was graded."""
        known = {record.submission if record else "" for record in self._records(place).values()}
        if "" in known:  # an earlier version has graded it, and went by the clock
            new, old = map(self.course.coursedir.get_existing_timestamp, (submitted, place))
            return new is not None and old is not None and new > old
        try:
            return known != {self._fingerprint(student, self._take(student))}
        except Exception:
            return True  # what is wrong is told in its turn

    def _has_older_tests(self, place: Path) -> bool:
        return any(
            record and record.tests not in ("", self.tests[name])
            for name, record in self._records(place).items()
        )

    def _records(self, place: Path) -> dict[str, Record | None]:
        """notebook file name -> the Record of its last grading, or None."""
        return {name: read_record_or_none(place / name) for name in self.names}

    def _take(self, student: str) -> Taken:
        return take(Path(self.folders[student]), self.names)

    def _fingerprint(self, student: str, taken: Taken) -> str:
        return fingerprints.of_submission(taken, self.course.students_files(self.unit, student))

    def _fingerprints_of_tests(self) -> dict[str, str]:
        files = self.course.course_files(self.unit)
        secret = self.course.config.get("JudgeNotebook", {}).get("secret", "")
        return {name: fingerprints.of_tests(found, files, secret) for name, found in self.released.items()}

    def _settings(self, steps: list[type]) -> dict[str, dict[str, Any]]:
        """The configuration of these steps and of the sandbox as plain data; not the database's address."""
        names = {"Sandbox", *(parent.__name__ for step in steps for parent in step.mro())}
        return {name: dict(section) for name, section in self.course.config.items() if name in names}
