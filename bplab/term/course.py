"""The course as nbgrader has it configured: its folders, its gradebook, its units."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import nbformat
from nbgrader.api import Gradebook
from nbgrader.apps import NbGrader
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError
from traitlets import Enum, Integer, Unicode
from traitlets.config import Configurable

from bplab.grading.gradebook.database import database_problem
from bplab.grading.gradebook.released import load_released
from bplab.grading.gradebook.units import no_unit
from bplab.grading.intake.repair.template import TASK, read_template

NO_COURSE = (
    "this is no course: there is no {path}. Go to the folder of your course, or name it with --course-dir=..."
)
NO_GRADEBOOK = "there is no {path}: `nbgrader generate_assignment UNIT` makes it, and `bplab roster FILE`"
NO_ZONE = "{zone!r} is no time zone; a right one is Asia/Shanghai or Europe/Berlin"


class TermProblem(Exception):
    """What keeps a command from doing its work; the message says what is wrong, where, and what to do."""


class Term(Configurable):
    """What `nbgrader_config.py` says of the term: c.Term."""

    zone = Unicode(
        "", help="Time zone of times without one, such as Asia/Shanghai; else this machine's."
    ).tag(config=True)
    keep_days = Integer(
        365, min=0, help="What `bplab forget --expired` removes is older than this; 0: nothing is."
    ).tag(config=True)

    attempts = Enum(
        ("last", "first", "best"),
        "last",
        help="Which attempt counts; the others are kept, with their grades.",
    ).tag(config=True)


class Course:
    """A course that nbgrader knows. options: of nbgrader's own, such as --course-dir=... or --db=...

    new: whether its gradebook may be made, if there is none.
    """

    def __init__(self, options: Sequence[str] = (), new: bool = False) -> None:
        self.app = NbGrader()
        self.app.initialize(["--log-level=ERROR", *options])
        self.app.log.setLevel(logging.ERROR)
        self.dir = self.app.coursedir
        self.root = Path(self.dir.root)
        path = make_url(self.dir.db_url)
        is_file = path.get_backend_name() == "sqlite"
        self.database = Path(path.database or "") if is_file else None
        if self.database and not self.database.exists():
            if not (self.root / "nbgrader_config.py").exists():
                raise TermProblem(NO_COURSE.format(path=self.root / "nbgrader_config.py"))
            if not new:
                raise TermProblem(NO_GRADEBOOK.format(path=path.database))

    def gradebook(self) -> Gradebook:
        """The open gradebook, a context manager."""
        try:
            return Gradebook(self.dir.db_url, self.dir.course_id)
        except DatabaseError as error:
            raise TermProblem(database_problem(error)) from None

    def check_unit(self, unit: str) -> None:
        """Raises TermProblem unless the gradebook knows the unit."""
        with self.gradebook() as gradebook:
            units = [assignment.name for assignment in gradebook.assignments]
        if unit not in units:
            raise TermProblem(no_unit(unit, units))

    def notebook_names(self, unit: str) -> list[str]:
        """The file names of a unit's notebooks."""
        with self.gradebook() as gradebook:
            return [f"{notebook.name}.ipynb" for notebook in gradebook.find_assignment(unit).notebooks]

    def task_names(self, unit: str) -> set[str]:
        """What the tasks of a unit ask to be defined, by name."""
        with self.gradebook() as gradebook:
            released = load_released(self.dir, gradebook.find_assignment(unit)).values()
        parts = [part for found in released for part in read_template(nbformat.reads(found.template, 4))]
        return {name for part in parts if part.role == TASK for name in part.names}

    def submitted(self, unit: str, student: str) -> Path:
        """Where a student's submission lies."""
        return Path(self.dir.format_path(self.dir.submitted_directory, student, unit))

    def feedback(self, unit: str, student: str) -> Path:
        """Where a student's feedback lies."""
        return Path(self.dir.format_path(self.dir.feedback_directory, student, unit))

    @property
    def steps(self) -> tuple[str, str, str]:
        """The folders of the course in which each student has one."""
        return self.dir.submitted_directory, self.dir.autograded_directory, self.dir.feedback_directory

    @property
    def attempts(self) -> Path:
        """Where attempts lie that do not count any more: <student>/<unit>/<time and content>/."""
        return self.root / "attempts"

    @property
    def reports(self) -> Path:
        """Where the pages of `bplab report` lie."""
        return self.root / "reports"

    @property
    def counts(self) -> str:
        """Which attempt counts: the last, the first or the best."""
        return Term(parent=self.app).attempts

    def zone(self, name: str = "") -> ZoneInfo | None:
        """The time zone of times that name none: that of the command line, of c.Term.zone, of this machine.

        None stands for the machine's, which may change with the season.
        """
        return zone_of(name or Term(parent=self.app).zone)


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of this name, None if it is empty; raises TermProblem."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise TermProblem(NO_ZONE.format(zone=name)) from None
