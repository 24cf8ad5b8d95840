"""Records what grading has found, in the gradebook and in autograded/, by nbgrader's own steps."""

import contextlib
import json
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import setenv

from bplab.grading.gradebook import staging
from bplab.grading.gradebook.earlier import give_back, keep_grade
from bplab.grading.gradebook.extensions import apply_extensions
from bplab.grading.gradebook.steps import CourseSteps
from bplab.grading.intake.data_files import PlainFilesOnly
from bplab.grading.intake.repair import Repair, one_line
from bplab.grading.judge.verdicts import SUFFIX, JudgedNotebook, Record, read_record_or_none


class Recording(CourseSteps, PlainFilesOnly):
    """Records one student's result at a time.

    student: who is being recorded. notebooks: paths in that student's submission folder.
    file_repairs: what PlainFilesOnly did not copy.
    """

    student: str
    file_repairs: list[Repair]
    _staging: Path | None = None  # the folder in which the result is made that is being recorded

    def record(
        self,
        student: str,
        folder: str,
        graded: dict[str, JudgedNotebook],
        when_made: Callable[[], None] = lambda: None,
    ) -> None:
        """Write what was found into the gradebook and into autograded/, in nbgrader's own steps.

        when_made: called when all is in the gradebook and on the disk, before it is put in its place.
        """
        unit = self.coursedir.assignment_id
        self.notebooks = [os.path.join(folder, name) for name in sorted(graded)]
        self.student, place = student, self.place(student)
        is_other = keep_grade(self.coursedir, unit, student, place, graded)
        self._staging = staging.begin(place, keep=self.coursedir.notebook_id != "*")
        try:
            self.run_pre_convert_hook()
            with self._without_missing_files():
                self.init_assignment(unit, student)
            apply_extensions(self.coursedir, unit, student)
            self._note_repairs(student, [found.record for found in graded.values()])
            for path in self.notebooks:
                self._record_notebook(path, graded[os.path.basename(path)], self._staging)
            if is_other:
                give_back(self.coursedir, unit, student, graded)
            self.set_permissions(unit, student)
            staging.sync_tree(self._staging)
            when_made()
        except BaseException:
            staging.discard(self._staging)
            raise
        finally:
            self._staging = None
        staging.publish(place)
        self.run_post_convert_hook()

    @contextlib.contextmanager
    def _without_missing_files(self) -> Iterator[None]:
        """nbgrader misses the file of a notebook that had another name; which one counts is told."""
        lines = {f"No submitted file: {os.path.abspath(path)}" for path in self.notebooks}

        def is_wanted(record: logging.LogRecord) -> bool:
            kind, _, path = record.getMessage().partition("file: ")
            return f"{kind}file: {os.path.abspath(path)}" not in lines

        self.log.addFilter(is_wanted)
        try:
            yield
        finally:
            self.log.removeFilter(is_wanted)

    def _note_repairs(self, student: str, records: list[Record]) -> None:
        """What was put right is a line in the log, and stands in the records."""
        for repair in [*self.file_repairs, *(repair for record in records for repair in record.repairs)]:
            self.log.warning("%s: %s", one_line(student), repair.text)
        for record in records:
            record.repairs = self.file_repairs + record.repairs

    def _record_notebook(self, path: str, found: JudgedNotebook, folder: Path) -> None:
        """nbgrader's last steps, on the judged notebook: grades and penalties go into the gradebook."""
        resources = self.init_single_notebook_resources(path)
        resources["metadata"] = {"name": resources["unique_key"], "path": str(folder)}
        resources["bplab_before"] = self._before(path, found.record.submission)
        notebook = nbformat.from_dict(json.loads(found.notebook))
        with setenv(NBGRADER_EXECUTION="autograde"):
            for step in self.recording_steps():
                notebook, resources = step(parent=self)(notebook, resources)
        nbformat.validate(notebook)  # once, and not after each step
        made = folder / os.path.basename(path)
        for kept in (made, made.with_suffix(SUFFIX)):  # read-only ones
            kept.unlink(missing_ok=True)
        made.write_text(f"{nbformat.v4.writes(notebook)}\n", "utf-8")
        found.record.write(made)

    def _before(self, path: str, submission: str) -> tuple[NotebookNode | None, bool]:
        """(notebook or None, whether the same was handed in) of the result in whose place this one comes."""
        place = self.place(self.student) / os.path.basename(path)
        record = read_record_or_none(place)
        same = record is not None and record.submission == submission != ""
        try:
            return nbformat.read(place, as_version=4), same
        except (OSError, ValueError):
            return None, same

    def place(self, student: str) -> Path:
        """Where the result of a student belongs."""
        return Path(super()._format_dest(self.coursedir.assignment_id, student))

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        """Where nbgrader writes: while a result is made, beside its place."""
        place = super()._format_dest(assignment_id, student_id, escape)
        return str(self._staging) if self._staging else place
