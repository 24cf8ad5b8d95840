"""In the place of nbgrader's GenerateFeedback: the same folders and files, our pages."""

import fnmatch
import glob
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from traitlets import Bool, Unicode

from bplab.feedback.attempts import Attempt, read_attempt
from bplab.feedback.marks import read_submissions
from bplab.feedback.page import render
from bplab.feedback.unit import InLanguages
from bplab.grading.gradebook import staging
from bplab.grading.gradebook.extensions import BadExtensions, read_extensions
from bplab.grading.gradebook.late_policy import assign_penalties
from bplab.grading.gradebook.pages.feedback import copy_listed
from bplab.grading.gradebook.released import load_released
from bplab.grading.intake.repair import one_line
from bplab.grading.judge.verdicts import read_record_or_none
from bplab.grading.sandbox.bounded import Bounded
from bplab.term import times
from bplab.term.course import Term, TermProblem, zone_of

NOBODY = "nobody of {unit} is graded yet: `bplab grade {unit}` comes first"
NOT_GRADED = "{student}: there is no graded submission of {unit}"
NOT_IN_GRADEBOOK = (
    "{student}: the gradebook does not know this submission: `bplab grade {unit} --students {student}`"
)
NO_NOTEBOOK = "{student}: no notebook of {unit} can be read in {folder}"
NOT_MADE = "{student}: {error}"
NO_UNIT = "the gradebook knows no unit {unit!r}"


@dataclass(frozen=True)
class Page:
    """What making a page needs besides what was found. last: what the page before it is about."""

    name: str
    folder: Path
    bounded: Bounded
    moment: Callable[[datetime], str]
    last: Attempt | None
    with_tests: bool


class CourseFeedback(GenerateFeedback):
    """Makes the page of each graded submission anew, whatever was there. made: the paths of a run."""

    with_tests = Bool(False, help="Also the tests' code and all that they said: after the deadline.").tag(
        config=True
    )
    students = Unicode("", help="Only these, as ana,ben; all if empty.").tag(config=True)

    def start(self):
        unit = self.coursedir.assignment_id
        problems: list[str] = []
        self.made, self._bounded = [], Bounded()
        try:
            folders = self._folders(problems)
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                self._prepare(gradebook, unit)
                submissions = read_submissions(gradebook, unit, self._extensions)
                for student, folder in folders.items():
                    try:
                        self._feedback(submissions.get(student), student, Path(folder))
                    except Exception as error:  # whatever is wrong with this one, the others go on
                        self.log.debug("%s", student, exc_info=True)
                        text = str(error) or type(error).__name__
                        problems.append(NOT_MADE.format(student=one_line(student), error=one_line(text, 300)))
        finally:
            self._bounded.close()
        for problem in problems:
            self.log.error(problem)
        if problems:
            raise NbGraderException("\n".join(problems))

    def _folders(self, problems):
        """student id -> folder in autograded/, of those that are wanted."""
        unit, only = self.coursedir.assignment_id, self.coursedir.student_id
        wanted = [name.strip() for name in self.students.split(",") if name.strip()]
        pattern = re.compile(
            self._format_source(re.escape(unit), "(?P<student_id>.*)", escape=True), re.DOTALL
        )
        found = {}
        for folder in sorted(glob.glob(self._format_source(glob.escape(unit), "*"))):
            if os.path.isdir(folder) and (match := pattern.fullmatch(folder)):
                found[match["student_id"]] = folder
        excluded = {name.strip() for name in self.coursedir.student_id_exclude.split(",")}
        found = {student: folder for student, folder in found.items() if student not in excluded}
        if only != "*" and not wanted:  # an id, else nbgrader's pattern
            wanted = [only] if only in found else fnmatch.filter(found, only) or [only]
        if not found and not wanted:
            self.log.error(NOBODY.format(unit=unit))
            raise NbGraderException(NOBODY.format(unit=unit))
        for student in dict.fromkeys(wanted):
            if student not in found:
                problems.append(NOT_GRADED.format(student=one_line(student), unit=unit))
        return {student: folder for student, folder in found.items() if not wanted or student in wanted}

    def _prepare(self, gradebook, unit):
        """What all pages of a run share."""
        try:
            assignment = gradebook.find_assignment(unit)
        except MissingEntry:
            raise NbGraderException(NO_UNIT.format(unit=unit)) from None
        assign_penalties(
            self.coursedir, self, unit
        )  # marks may have come since, of which lateness takes its share
        self._units = {
            name.removesuffix(".ipynb"): InLanguages(unit, released)
            for name, released in load_released(self.coursedir, assignment).items()
        }
        try:
            self._extensions = read_extensions(self.coursedir.root, unit)
            zone = zone_of(Term(parent=self).zone)
        except (BadExtensions, TermProblem) as problem:
            raise NbGraderException(str(problem)) from None
        self._moment = lambda moment: times.shown(moment, zone)

    def _feedback(self, submission, student, folder):
        unit = self.coursedir.assignment_id
        if submission is None:
            raise NbGraderException(NOT_IN_GRADEBOOK.format(student=student, unit=unit).partition(": ")[2])
        self.notebooks = [str(path) for path in sorted(folder.glob("*.ipynb")) if path.stem in self._units]
        if not self.notebooks:
            raise NbGraderException(
                NO_NOTEBOOK.format(student=student, unit=unit, folder=folder).partition(": ")[2]
            )
        self.run_pre_convert_hook()
        place = Path(self._format_dest(unit, student))
        pages = {}
        for path in map(Path, self.notebooks):
            page = Page(
                path.stem,
                folder,
                self._bounded,
                self._moment,
                read_attempt(_page(place, path)),
                self.with_tests,
            )
            notebook = nbformat.v4.reads(path.read_text(encoding="utf-8"))
            record = read_record_or_none(path)
            pages[path] = render(self._units[path.stem].of(notebook), submission, notebook, record, page)
        made = staging.begin(place)
        try:
            copy_listed(folder, made, [*self.coursedir.ignore, "*.ipynb"])
            for path, text in pages.items():
                _page(made, path).write_text(text, encoding="utf-8", errors="backslashreplace")
            staging.publish(place)
        except BaseException:
            staging.discard(made)
            raise
        self.set_permissions(unit, student)
        self.made += [_page(place, path) for path in pages]
        self.run_post_convert_hook()


def _page(folder, notebook):
    return folder / f"{notebook.stem}.html"
