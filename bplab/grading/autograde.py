"""nbgrader's autograde, made to go on: a submission that cannot be graded is one line, not the end."""

import glob
import os
import re
import traceback
from dataclasses import asdict
from fnmatch import fnmatch
from pathlib import Path

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.preprocessors import Execute, OverwriteCells
from nbgrader.utils import parse_utc, rmtree, setenv
from sqlalchemy.exc import OperationalError
from traitlets import List

from bplab.grading.data_files import PlainFilesOnly
from bplab.grading.kernels import Kernels
from bplab.grading.preprocessors import JudgeNotebook, RestoreTests
from bplab.grading.reading import Ungradable
from bplab.grading.repair import printable
from bplab.grading.sandbox import Sandbox, SandboxMissing
from bplab.grading.submissions import NO_FOLDER, check_folder, read_submission
from bplab.grading.templates import load_templates

NOT_RELEASED = "{unit} is not in the gradebook yet: run `nbgrader generate_assignment {unit}` first"
NOT_CHOSEN = "no notebook matches --notebook={notebook}"
NO_DATABASE = (
    "the gradebook cannot be used (%s). "
    "After an upgrade of nbgrader: back it up, then run `nbgrader db upgrade`"
)
SUMMARY = "%d of %d submissions could not be graded:"


def _replaced(name, old, new):
    """nbgrader's list of steps with one of them replaced."""
    return [new if step is old else step for step in Autograde.class_traits()[name].default()]


class CourseAutograde(Autograde, PlainFilesOnly):
    """Repairs and grades one submission at a time, so that whatever happens to one of them stays with it.

    submissions: file name -> Submission, of the student whose turn it is.
    file_repairs: what PlainFilesOnly did not copy.
    kernels: where the students' processes of this run come from.
    """

    # Here and not in nbgrader_config.py: a course without that file, opened in formgrader beside one that has
    # it, gets this class, and must get the judge with it.
    sanitize_preprocessors = List(_replaced("sanitize_preprocessors", OverwriteCells, RestoreTests)).tag(
        config=True
    )
    autograde_preprocessors = List(_replaced("autograde_preprocessors", Execute, JudgeNotebook)).tag(
        config=True
    )

    def init_notebooks(self):
        # Which notebooks a folder holds is looked at in its turn; nbgrader says what to do if there is none.
        if not self._folders():
            super().init_notebooks()

    def convert_notebooks(self):
        unit = self.coursedir.assignment_id
        templates, roster = self._from_gradebook(unit)
        folders, ungraded = self._folders(), {}
        sandbox = Sandbox(parent=self)
        if len(folders) == 1:
            sandbox.warm = False  # the server takes as long as two kernels that are started cold
        with Kernels(sandbox, [self.coursedir.root], self.log) as self.kernels:
            for student, folder in sorted(folders.items()):
                problem = self._grade_one(student, folder, templates)
                if problem is not None:
                    shown = printable(student)
                    self.log.error("%s: %s", shown, problem)
                    ungraded[shown] = problem
        if self.coursedir.student_id == "*":
            for student in sorted(roster - set(folders)):
                self.log.warning("%s: %s", printable(student), NO_FOLDER)
        if ungraded:
            summary = SUMMARY % (len(ungraded), len(folders))
            text = "\n".join([summary, *(f"  {student}: {problem}" for student, problem in ungraded.items())])
            if len(folders) > 1:
                self.log.error(text)
            raise NbGraderException(text)

    def _grade_one(self, student, folder, templates):
        """Grade one student's submission, in nbgrader's own steps; return why that failed, or None."""
        unit = self.coursedir.assignment_id
        self.notebooks, self.submissions, self.file_repairs = [], {}, []
        try:
            check_folder(folder, parse_utc)
            self.submissions = self._read(Path(folder), templates)
            self.notebooks = [os.path.join(folder, name) for name in sorted(self.submissions)]
            if self.init_destination(unit, student):
                self.run_pre_convert_hook()
                self.init_assignment(unit, student)
                self._log_repairs(student)
                for notebook in self.notebooks:
                    self.convert_single_notebook(notebook)
                self.set_permissions(unit, student)
                self.run_post_convert_hook()
            return None
        except Ungradable as problem:
            return str(problem)
        except (OperationalError, SandboxMissing) as error:  # the next student's would fail, too
            self._remove_results(unit, student)
            text = NO_DATABASE % error if isinstance(error, OperationalError) else str(error)
            self.log.error(text)
            raise NbGraderException(text) from error
        except KeyboardInterrupt:
            self._remove_results(unit, student)
            raise
        except Exception as error:
            self._remove_results(unit, student)
            self.log.debug(traceback.format_exc())
            return f"{type(error).__name__}: {printable(error, limit=200)}"

    def _read(self, folder, templates):
        pattern = f"{self.coursedir.notebook_id}.ipynb"
        chosen = {name: released for name, released in templates.items() if fnmatch(name, pattern)}
        if not chosen:
            raise Ungradable(NOT_CHOSEN, notebook=self.coursedir.notebook_id)
        unit = self.coursedir.assignment_id
        return {name: read_submission(folder, unit, name, released) for name, released in chosen.items()}

    def _log_repairs(self, student):
        repairs = [repair for submission in self.submissions.values() for repair in submission.repairs]
        for repair in [*self.file_repairs, *repairs]:
            self.log.warning("%s: %s", printable(student), repair.text)

    def convert_single_notebook(self, path):
        """nbgrader's two stages; the first one starts from the repaired notebook, not from the file."""
        name = os.path.basename(path)
        self._sanitizing = True
        self._init_preprocessors()
        resources = self.init_single_notebook_resources(path)
        notebook = self.submissions[name].notebook
        self.write_single_notebook(*self.exporter.from_notebook_node(notebook, resources))
        self._sanitizing = False
        self._init_preprocessors()
        try:
            with setenv(NBGRADER_EXECUTION="autograde"):
                sanitized = os.path.join(self.writer.build_directory, name)
                BaseConverter.convert_single_notebook(self, sanitized)
        finally:
            self._sanitizing = True

    def init_single_notebook_resources(self, path):
        """Hands the repairs and the source of kernels over to the preprocessors."""
        resources = super().init_single_notebook_resources(path)
        repairs = [*self.file_repairs, *self.submissions[os.path.basename(path)].repairs]
        resources["bplab"] = {"repairs": [asdict(repair) for repair in repairs], "kernels": self.kernels}
        return resources

    def _remove_results(self, unit, student):
        """Leave no half-graded notebook behind that the next run would take for a finished one."""
        folder = Path(self._format_dest(unit, student))
        for notebook in self.notebooks:
            (folder / Path(notebook).name).unlink(missing_ok=True)
        if folder.exists() and not any(folder.glob("*.ipynb")):
            rmtree(folder)

    def _folders(self):
        """student id -> submission folder, of all students this run is about."""
        unit = self.coursedir.assignment_id
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        folders = glob.glob(self._format_source(unit, self.coursedir.student_id))
        return {re.match(pattern, folder, re.DOTALL)["student_id"]: folder for folder in folders}

    def _from_gradebook(self, unit):
        """The released notebooks by file name, and the ids of all students."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                assignment = gradebook.find_assignment(unit)
            except MissingEntry:
                self.log.error(NOT_RELEASED.format(unit=unit))
                raise NbGraderException(NOT_RELEASED.format(unit=unit)) from None
            return load_templates(self.coursedir, assignment), {student.id for student in gradebook.students}


def install():
    """Make `nbgrader autograde` and formgrader's button use CourseAutograde.

    nbgrader has no option for its converter; these two modules are where it looks the class up.
    """
    for module in (nbgrader.apps.autogradeapp, nbgrader.apps.api):
        module.Autograde = CourseAutograde
