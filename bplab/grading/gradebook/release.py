"""nbgrader's generate_assignment: what is released stays until its successor is whole.

The student version is made in a folder beside its place. The gradebook learns of it, in one transaction for a
notebook, after every other step has gone well; only then the files are put in their place.
"""

import copy
import os
import re
from collections.abc import Callable
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.preprocessors import CheckCellMetadata, SaveCells
from sqlalchemy.exc import DatabaseError

from bplab.grading.gradebook import staging
from bplab.grading.gradebook.database import database_problem

FAILED = "{unit} was not released: {problem}. {kept}"
KEPT = "What was released before is as it was: {place}"
NOTHING_YET = "There is no older release."
CELLS_CHANGED = (
    "there are submissions of it, and cells of {notebook}.ipynb have come or gone ({cells}). Keep the cells "
    "and their names, and change text and points: a test that shall not count gets 0 points, a new one goes "
    'into a cell that is there. See "Correcting a released unit" in docs/grading.md'
)
ADDED, REMOVED = "added: {names}", "removed: {names}"
INTERRUPTED = "interrupted"


class CellsChanged(Exception):
    """nbgrader keeps no grades where cells come or go; the message says which."""


class CheckCells(CheckCellMetadata):
    """nbgrader's, which would log a traceback and raise that "the nbgrader metadata may be corrupted"."""

    def preprocess(self, nb, resources):
        MetadataValidator().validate_nb(nb)
        return nb, resources


class CellsAtTheEnd(SaveCells):
    """nbgrader's SaveCells, which only prepares to save: resources["nbgrader"]["save"] does it."""

    def preprocess(self, nb, resources):
        saved = copy.deepcopy((nb, resources))
        resources["nbgrader"]["save"] = lambda: super(CellsAtTheEnd, self).preprocess(*saved)
        return nb, resources

    def _create_notebook(self, nb):
        session = self.gradebook.db
        commit, session.commit = session.commit, session.flush
        try:
            super()._create_notebook(nb)
        except RuntimeError:
            session.rollback()
            raise CellsChanged(
                CELLS_CHANGED.format(notebook=self.notebook_id, cells="; ".join(self._changes()))
            ) from None
        commit()

    def _changes(self):
        kinds = ("grade", "solution", "task", "source")
        old = {(kind, name) for kind in kinds for name in getattr(self, f"old_{kind}_cells")}
        new = {(kind, name) for kind in kinds for name in getattr(self, f"new_{kind}_cells")}
        for text, cells in ((ADDED, new - old), (REMOVED, old - new)):
            if cells:
                yield text.format(names=", ".join(sorted({name for _, name in cells})))


class CourseRelease(GenerateAssignment):
    """Makes the student version of a unit, and keeps the old one until then."""

    preprocessors: list[type]
    _staging: Path | None = None  # the folder in which a release is made
    _saves: list[Callable[[], None]]  # what is written when all is made

    def start(self):
        instead = {SaveCells: CellsAtTheEnd, CheckCellMetadata: CheckCells}
        self.preprocessors = [instead.get(step, step) for step in self.preprocessors]
        super().start()

    def convert_notebooks(self):
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        for folder in sorted(self.assignments):
            self.notebooks = sorted(self.assignments[folder])
            unit = re.match(pattern, folder)["assignment_id"]  # type: ignore[index]  # of which nbgrader made it
            place = Path(self._format_dest(unit, self.coursedir.student_id))
            if self.force or not all((place / os.path.basename(path)).exists() for path in self.notebooks):
                self._release(unit, place)
            else:
                self.log.info("Skipping existing assignment: %s", place)

    def _release(self, unit, place):
        """Make the release of a unit and put it in its place; NbGraderException if that cannot be."""
        self._staging = staging.begin(place, keep=self.coursedir.notebook_id != "*")
        try:
            self._make(unit, self._staging)
        except KeyboardInterrupt:
            self._stop(unit, place, INTERRUPTED)
        except DatabaseError as error:
            self._stop(unit, place, database_problem(error))
        except (CellsChanged, NbGraderException) as problem:
            self._stop(unit, place, str(problem))
        except ValidationError as error:
            self._stop(unit, place, error.message)
        except Exception as error:
            self._stop(unit, place, f"{type(error).__name__}: {error}")
        finally:
            staging.discard(self._staging)
            self._staging = None

    def _make(self, unit: str, folder: Path) -> None:
        student = self.coursedir.student_id
        self._saves = []
        self.run_pre_convert_hook()
        self.init_assignment(unit, student)
        for path in self.notebooks:
            self.convert_single_notebook(path)
        self.set_permissions(unit, student)
        staging.sync_tree(folder)
        for save in self._saves:
            save()
        place = Path(super()._format_dest(unit, student))
        staging.replace_files(place)
        self.run_post_convert_hook()

    def _clean_old_notebooks(self, *names):
        """nbgrader's, at the end: it removes notebooks that are gone from the gradebook."""
        self._saves.append(lambda: super(CourseRelease, self)._clean_old_notebooks(*names))

    def write_single_notebook(self, output, resources):
        super().write_single_notebook(output, resources)
        if save := resources["nbgrader"].pop("save", None):  # not with --no-db
            self._saves.append(save)

    def _format_dest(self, assignment_id, student_id, escape=False):
        """Where nbgrader writes: while a release is made, beside its place."""
        place = super()._format_dest(assignment_id, student_id, escape)
        return str(self._staging) if self._staging else place

    def _stop(self, unit, place, problem):
        kept = KEPT.format(place=place) if place.exists() else NOTHING_YET
        text = FAILED.format(unit=unit, problem=problem.strip().rstrip("."), kept=kept)
        self.log.error(text)
        raise NbGraderException(text) from None
