"""`bplab correct`: a changed source becomes the release, also if questions have come or gone.

All is made in a copy of the gradebook, which takes the gradebook's place at the end; until then no grade has
changed, whenever it is stopped, and the same command does it anew. What was there before lies in backups/.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.engine import make_url

from bplab.commands import nbgrader
from bplab.term.course import TermProblem

NOT_SQLITE = (
    "the gradebook is no SQLite file: back it up with its own program, then go on as "
    '"Correcting a released unit" in docs/grading.md says for PostgreSQL'
)
NOT_RELEASED = "{unit} was not released, and nothing has changed: {reason}"
MEANWHILE = "the gradebook was written meanwhile (formgrader?), so nothing was changed: run the same again"
MARKS = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
COMMENTS = ("auto_comment", "manual_comment")
ERROR = "| ERROR] "


@dataclass
class Corrected:
    """backup: the gradebook as it was. added, removed: names of graded cells. students: who has handed in.

    lost: cell -> how many marks of a person went with it.
    """

    backup: Path
    added: list
    removed: list
    students: int
    lost: dict = field(default_factory=dict)


def correct(course, unit, options=()):
    """Release a unit anew from source/, with a backup first; what is known of submissions stays. Corrected.

    options: of nbgrader's own. Raises TermProblem, and has changed nothing then.
    """
    course.check_unit(unit)
    address = make_url(course.dir.db_url)
    if address.get_backend_name() != "sqlite":
        raise TermProblem(NOT_SQLITE)
    place, folder = Path(address.database or ""), course.root / "backups"
    folder.mkdir(exist_ok=True)
    backup = folder / f"gradebook-{datetime.now(UTC):%Y-%m-%d-%H%M%S-%fZ}.db"
    work = backup.with_suffix(".new")
    try:
        _copy(place, backup)
        _copy(backup, work)
        corrected = _correct(course, unit, backup, work, options)
        check = backup.with_suffix(".check")
        _copy(place, check)
        same = check.read_bytes() == backup.read_bytes()
        check.unlink()
        if not same:
            raise TermProblem(MEANWHILE)
        _copy(work, place)
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    finally:
        work.unlink(missing_ok=True)
    return corrected


def _copy(source, target):
    """A whole gradebook into another file, in one transaction, whoever has it open."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)


def _correct(course, unit, backup, work, options):
    old = f"sqlite:///{backup}"
    before = _cells(old, unit)
    if _release(course, unit, work, options):  # else cells have come or gone, or the source is no good
        with Gradebook(f"sqlite:///{work}") as gradebook:
            gradebook.remove_assignment(unit)
        if reason := _release(course, unit, work, options):
            raise TermProblem(NOT_RELEASED.format(unit=unit, reason=reason))
        lost = _carry_over(old, f"sqlite:///{work}", unit)
    else:
        lost = {}
    after = _cells(f"sqlite:///{work}", unit)
    with Gradebook(old) as gradebook:
        students = len(gradebook.assignment_submissions(unit))
    added, removed = ([name for name in a if name not in b] for a, b in ((after, before), (before, after)))
    return Corrected(backup, added, removed, students, lost)


def _release(course, unit, gradebook, options):
    """Run `nbgrader generate_assignment` with another gradebook; why it failed, or None."""
    own = [option for option in options if not option.startswith(("--course-dir", "--db"))]
    arguments = ("generate_assignment", unit, *own, f"--db=sqlite:///{gradebook}")
    done = nbgrader(*arguments, course_root=course.root, settings=Path.cwd(), allow_failure=True,
                    environment=dict(os.environ))  # fmt: skip
    if done.returncode == 0:
        return None
    errors = [line.partition(ERROR)[2] for line in done.stderr.splitlines() if ERROR in line]
    return errors[0] if errors else done.stderr.strip()[-500:]


def _cells(address, unit):
    """The names of the graded cells of a unit."""
    with Gradebook(address) as gradebook:
        notebooks = gradebook.find_assignment(unit).notebooks
        return sorted(cell.name for book in notebooks for cell in [*book.grade_cells, *book.task_cells])


def _carry_over(old, new, unit):
    """Deadline, submissions, marks, comments and flags of the cells that are still there; Corrected.lost."""
    lost: dict[str, int] = {}
    with Gradebook(old) as before, Gradebook(new) as after:
        after.update_or_create_assignment(unit, duedate=before.find_assignment(unit).duedate)
        for submission in before.assignment_submissions(unit):
            made = after.add_submission(unit, submission.student_id, timestamp=submission.timestamp)
            made.extension = submission.extension
            for notebook in submission.notebooks:
                _carry_notebook(after, unit, submission.student_id, notebook, lost)
        after.db.commit()
    return lost


def _carry_notebook(after, unit, student, notebook, lost):
    try:
        theirs = after.find_submission_notebook(notebook.name, unit, student)
    except MissingEntry:  # the notebook is gone
        return
    theirs.flagged, theirs.late_submission_penalty = notebook.flagged, notebook.late_submission_penalty
    for find, given, names in (
        (after.find_grade, notebook.grades, MARKS),
        (after.find_comment, notebook.comments, COMMENTS),
    ):
        for mark in given:
            try:
                place = find(mark.name, notebook.name, unit, student)
            except MissingEntry:  # the cell is gone
                if getattr(mark, "manual_score", None) is not None:
                    lost[mark.name] = lost.get(mark.name, 0) + 1
                continue
            for name in names:
                setattr(place, name, getattr(mark, name))
