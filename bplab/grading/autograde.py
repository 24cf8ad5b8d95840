"""nbgrader's autograde, made to go on: a submission that cannot be graded is one line, not the end.

Each submission is taken out as plain data, graded (worker.py, which may be another process or machine), and
recorded: nothing but this process writes the gradebook and autograded/.
"""

import glob
import logging
import os
import re
import traceback
from dataclasses import asdict
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError

from bplab.grading import fingerprints
from bplab.grading.database import database_problem
from bplab.grading.lateness import assign_lateness
from bplab.grading.reading import Ungradable
from bplab.grading.recording import Recording
from bplab.grading.released import load_released
from bplab.grading.repair import printable
from bplab.grading.replacing import replace_converter
from bplab.grading.submissions import NO_FOLDER, ODD_NAME, check_folder
from bplab.grading.uploads import take
from bplab.grading.verdicts import read_record_or_none
from bplab.grading.worker import Grader

NOT_RELEASED = "{unit} is not in the gradebook yet: run `nbgrader generate_assignment {unit}` first"
NOT_CHOSEN = "no notebook matches --notebook={notebook}"
OLDER_TESTS = "graded with older tests: %d; they are graded again"
SUMMARY = "%d of %d submissions could not be graded:"


class CourseAutograde(Recording):
    """Repairs, grades and records one submission at a time: whatever happens to one of them stays with it.

    released: notebook file name -> ReleasedNotebook. tests: the same -> fingerprint of what grades it.
    ungraded: student -> why, of those who were not graded. stale: whose grades are of older tests.
    """

    def grade_all(self, tasks):
        """(student, result) for each (student, task), in any order; here one after another."""
        with Grader() as grader:
            for student, task in tasks:
                yield student, grader.grade(task)

    @property
    def whole_class(self):
        """Whether this run is about all students."""
        return self.coursedir.student_id == "*"

    def init_notebooks(self):
        # Which notebooks a folder holds is looked at in its turn; nbgrader says what to do if there is none.
        if not self.submission_folders():
            super().init_notebooks()

    def convert_notebooks(self):
        self.ungraded = {}
        try:
            self.released, roster = self._from_gradebook()
            self.tests = self._fingerprints_of_tests()
            folders = self.submission_folders()
            for student, result in self.grade_all(self._tasks(self._due(folders), folders)):
                self._finish(student, folders[student], result)
        except DatabaseError as error:  # the next student's would fail, too
            self._stop(database_problem(error))
        if self.whole_class:
            for student in sorted(roster - set(folders)):
                self.log.warning("%s: %s", printable(student), NO_FOLDER)
        if self.ungraded:
            lines = [f"  {printable(student)}: {why}" for student, why in sorted(self.ungraded.items())]
            text = "\n".join([SUMMARY % (len(lines), len(folders)), *lines])
            if len(folders) > 1:
                self.log.error(text)
            raise NbGraderException(text)

    def _stop(self, text):
        self.log.error(text)
        raise NbGraderException(text) from None

    def _due(self, folders):
        """The students whose submissions are to be graded, by name."""
        self.stale = []
        due = [student for student in sorted(folders) if self._is_due(student, folders[student])]
        if self.stale:
            self.log.warning(OLDER_TESTS, len(self.stale))
        return due

    def _is_due(self, student, folder):
        try:
            check_folder(folder)
        except Ungradable:
            return True  # which is told in its turn
        self.notebooks = self._notebooks(folder)
        return not self.notebooks or self.init_destination(self.coursedir.assignment_id, student)

    def _notebooks(self, folder):
        pattern = f"{self.coursedir.notebook_id}.ipynb"
        return [os.path.join(folder, name) for name in sorted(self.released) if fnmatch(name, pattern)]

    def _tasks(self, due, folders):
        """(student, task) for each submission that is to be graded; see Grader.grade."""
        for student in due:
            try:
                task = self._task(student, Path(folders[student]))
                if len(due) == 1:  # a server of kernels takes as long as two that are started cold
                    task["settings"].setdefault("Sandbox", {})["warm"] = False
                yield student, task
            except Ungradable as problem:
                self._give_up(student, str(problem))
            except Exception as error:
                self._give_up(student, self._unforeseen(error))

    def _task(self, student, folder):
        check_folder(folder)
        unit = self.coursedir.assignment_id
        names = [os.path.basename(path) for path in self._notebooks(folder)]
        if not names:
            raise Ungradable(NOT_CHOSEN, notebook=self.coursedir.notebook_id)
        steps, taken = self.grading_steps(), take(folder, names)
        return {
            "unit": unit,
            "student": student,
            "released": {name: asdict(self.released[name]) for name in names},
            "taken": taken,
            "fingerprints": {
                "submission": fingerprints.of_submission(taken, self.students_files(unit, student)),
                "tests": {name: self.tests[name] for name in names},
            },
            "data": self.data_files(unit, student),
            "course": [self.coursedir.root],
            "steps": [f"{step.__module__}.{step.__qualname__}" for step in steps],
            "settings": self._settings(steps),
            "log_level": getattr(self.parent, "log_level", logging.INFO),
        }

    def _settings(self, steps):
        """The configuration of these steps and of the sandbox as plain data; not the database's address."""
        names = {"Sandbox", *(parent.__name__ for step in steps for parent in step.mro())}
        return {name: dict(section) for name, section in self.config.items() if name in names}

    def init_destination(self, unit, student):
        """nbgrader's rules, but nothing is removed yet: an old result stays until there is a new one."""
        place = self._place(student)
        if student in self.coursedir.student_id_exclude.split(","):
            return False
        present = place.exists() and (
            self.coursedir.notebook_id == "*"
            or all((place / Path(path).name).exists() for path in self.notebooks)
        )
        if not present or self.force:
            return True
        submitted = Path(self._format_source(unit, student))
        if self._is_other(student, submitted, place):
            self.log.warning("Updating existing assignment: %s", place)
            return True
        if self._has_older_tests(place):
            self.stale.append(student)
            return True
        assign_lateness(self, student, submitted, place)
        self.log.info("Skipping existing assignment: %s", place)
        return False

    def _records(self, place):
        """notebook file name -> the Record of its last grading, or None."""
        return {Path(path).name: read_record_or_none(place / Path(path).name) for path in self.notebooks}

    def _is_other(self, student, submitted, place):
        """Whether other content has been handed in than what was graded."""
        known = {record.submission if record else "" for record in self._records(place).values()}
        if "" in known:  # an earlier version has graded it, and went by the clock
            new, old = map(self.coursedir.get_existing_timestamp, (submitted, place))
            return new is not None and old is not None and new > old
        try:
            return known != {self._fingerprint(student, submitted)}
        except Exception:
            return True  # what is wrong is told in its turn

    def _fingerprint(self, student, submitted):
        taken = take(submitted, [Path(path).name for path in self.notebooks])
        return fingerprints.of_submission(taken, self.students_files(self.coursedir.assignment_id, student))

    def _has_older_tests(self, place):
        return any(
            record and record.tests not in ("", self.tests[name])
            for name, record in self._records(place).items()
        )

    def _fingerprints_of_tests(self):
        files = self.course_files(self.coursedir.assignment_id)
        secret = self.config.get("JudgeNotebook", {}).get("secret", "")
        return {name: fingerprints.of_tests(found, files, secret) for name, found in self.released.items()}

    def _finish(self, student, folder, result):
        """Record the result of a student, or say why there is none."""
        for level, line in result["log"]:
            self.log.log(level, "%s", line)
        if result["stop"]:  # the next student's would fail, too
            self._stop(result["stop"])
        problem = result["problem"]
        if problem is None:
            try:
                self.record(student, folder, result)
            except (OperationalError, ProgrammingError):
                raise
            except Exception as error:
                problem = self._unforeseen(error)
        if problem is not None:
            self._give_up(student, problem)

    def _give_up(self, student, problem):
        """Note that a submission could not be graded, and why."""
        self.log.error("%s: %s", printable(student), problem)
        self.ungraded[student] = problem
        if self.create_student and problem != ODD_NAME:  # which no gradebook can hold
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                gradebook.update_or_create_student(student)  # so that `nbgrader export` lists them

    def _unforeseen(self, error):
        self.log.debug(traceback.format_exc())
        return f"{type(error).__name__}: {printable(error, limit=200)}"

    def submission_folders(self):
        """student id -> submission folder, of all students this run is about."""
        unit, wanted = self.coursedir.assignment_id, self.coursedir.student_id
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        literally = self._format_source(unit, wanted)  # an id may hold what is a pattern, such as [abc]
        one = wanted != "*" and os.path.isdir(literally)
        folders = [literally] if one else glob.glob(literally)
        return {re.match(pattern, folder, re.DOTALL)["student_id"]: folder for folder in folders}

    def _from_gradebook(self):
        """The released notebooks by file name, and the ids of all students."""
        unit = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                assignment = gradebook.find_assignment(unit)
            except MissingEntry:
                self._stop(NOT_RELEASED.format(unit=unit))
            return load_released(self.coursedir, assignment), {student.id for student in gradebook.students}


def install():
    """Make `nbgrader autograde` and formgrader's button use CourseAutograde."""
    replace_converter(Autograde, CourseAutograde, [AutogradeApp.start, NbGraderAPI.autograde])
