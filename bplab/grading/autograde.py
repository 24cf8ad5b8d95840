"""nbgrader's autograde, made to go on: a submission that cannot be graded is one line, not the end."""

import glob
import re
import traceback
from pathlib import Path

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
from nbclient.exceptions import DeadKernelError
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import rmtree
from sqlalchemy.exc import OperationalError

from bplab.grading.submissions import NO_FOLDER, Expected, find_problem, missing_cells

NOT_RELEASED = "{unit} is not in the gradebook yet: run `nbgrader generate_assignment {unit}` first"
MISSING_CELLS = "%s: cells are missing from the notebook, graded ones score 0: %s"
NOT_CHOSEN = "no notebook matches --notebook=%s"
KERNEL_DIED = (
    "the kernel died while the notebook ran: the code ended the program, crashed it, or used up the memory"
)
NO_DATABASE = (
    "the gradebook cannot be used (%s). "
    "After an upgrade of nbgrader: back it up, then run `nbgrader db upgrade`"
)
SUMMARY = "%d of %d submissions could not be graded:"


class CourseAutograde(Autograde):
    """Grades one submission at a time, so that whatever happens to one of them stays with it."""

    def init_notebooks(self):
        try:
            super().init_notebooks()
        except NbGraderException:
            # No notebook anywhere: still name the students whose folders hold something else.
            if not self._folders():
                raise

    def convert_notebooks(self):
        unit = self.coursedir.assignment_id
        expected, roster = self._from_gradebook(unit)
        folders = self._folders()
        notebooks, ungraded = self.assignments, {}
        for student, folder in sorted(folders.items()):
            problem = self._grade_one(student, folder, notebooks, expected)
            if problem is not None:
                self.log.error("%s: %s", student, problem)
                ungraded[student] = problem
        if self.coursedir.student_id == "*":
            for student in sorted(roster - set(folders)):
                self.log.warning("%s: %s", student, NO_FOLDER)
        if ungraded:
            summary = SUMMARY % (len(ungraded), len(folders))
            text = "\n".join([summary, *(f"  {student}: {problem}" for student, problem in ungraded.items())])
            if len(folders) > 1:
                self.log.error(text)
            raise NbGraderException(text)

    def _grade_one(self, student, folder, notebooks, expected):
        """Grade one student's submission, in nbgrader's own steps; return why that failed, or None."""
        self.notebooks = []
        try:
            problem = find_problem(folder, expected)
            if problem is not None:
                return problem
            missing = missing_cells(folder, expected)
            if missing:
                self.log.warning(MISSING_CELLS, student, ", ".join(missing))
            if folder not in notebooks:
                return NOT_CHOSEN % self.coursedir.notebook_id
            self.notebooks = sorted(notebooks[folder])
            if self.init_destination(expected.unit, student):
                self.run_pre_convert_hook()
                self.init_assignment(expected.unit, student)
                for notebook in self.notebooks:
                    self.convert_single_notebook(notebook)
                self._score_missing(expected.unit, student, missing)
                self.set_permissions(expected.unit, student)
                self.run_post_convert_hook()
            return None
        except OperationalError as error:  # not this student's fault, and the next one's would fail, too
            self._remove_results(expected.unit, student)
            raise NbGraderException(NO_DATABASE % error) from error
        except KeyboardInterrupt:
            self._remove_results(expected.unit, student)
            raise
        except Exception as error:
            self._remove_results(expected.unit, student)
            self.log.debug(traceback.format_exc())
            return KERNEL_DIED if isinstance(error, DeadKernelError) else f"{type(error).__name__}: {error}"

    def _score_missing(self, unit, student, missing):
        """Score cells that are gone 0: nbgrader would keep what an earlier submission had for them."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for notebook in gradebook.find_submission(unit, student).notebooks:
                for grade in notebook.grades:
                    if grade.name in missing:
                        grade.auto_score, grade.needs_manual_grade = 0, False
            gradebook.db.commit()

    def _remove_results(self, unit, student):
        """Leave no half-graded notebook behind that the next run would take for a finished one."""
        for notebook in self.notebooks:
            path = Path(self._format_dest(unit, student), Path(notebook).name)
            path.unlink(missing_ok=True)
        folder = Path(self._format_dest(unit, student))
        if folder.exists() and not any(folder.glob("*.ipynb")):
            rmtree(folder)

    def _folders(self):
        """student id -> submission folder, of all students this run is about."""
        unit = self.coursedir.assignment_id
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        folders = glob.glob(self._format_source(unit, self.coursedir.student_id))
        return {re.match(pattern, folder)["student_id"]: folder for folder in folders}

    def _from_gradebook(self, unit):
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                assignment = gradebook.find_assignment(unit)
            except MissingEntry:
                self.log.error(NOT_RELEASED.format(unit=unit))
                raise NbGraderException(NOT_RELEASED.format(unit=unit)) from None
            cells = {f"{n.name}.ipynb": {cell.name for cell in n.source_cells} for n in assignment.notebooks}
            return Expected(unit, cells), {student.id for student in gradebook.students}


def install():
    """Make `nbgrader autograde` and formgrader's button use CourseAutograde.

    nbgrader has no option for its converter; these two modules are where it looks the class up.
    """
    for module in (nbgrader.apps.autogradeapp, nbgrader.apps.api):
        module.Autograde = CourseAutograde
