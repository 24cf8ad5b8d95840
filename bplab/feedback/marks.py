"""What the gradebook knows of the submissions of a unit, as plain data."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.orm import joinedload, undefer

GRADED = Grade.score, Grade.max_score, Grade.needs_manual_grade
COMPUTED = (
    SubmittedAssignment.score,
    SubmittedAssignment.max_score,
    SubmittedAssignment.late_submission_penalty,
)


@dataclass(frozen=True)
class Mark:
    """Of one cell. waits: for a person. comment: the person's, else nbgrader's own, or ""."""

    points: float
    most: float
    waits: bool
    comment: str = ""


@dataclass(frozen=True)
class Submission:
    """marks: by notebook, then by cell. submitted, due: aware datetimes or None; due: with the extension."""

    student: str
    name: str
    points: float
    most: float
    penalty: float
    late: timedelta
    submitted: datetime | None
    due: datetime | None
    marks: dict[str, dict[str, Mark]] = field(default_factory=dict)

    @property
    def score(self):
        return max(0.0, self.points - self.penalty)


def read_submissions(gradebook, unit, extensions):
    """student id -> Submission, of all in the gradebook, in three queries. extensions: id -> timedelta."""
    marks = _marks(gradebook, unit)
    return {
        row.student_id: _submission(row, extensions.get(row.student_id), marks.get(row.student_id, {}))
        for row in gradebook.db.query(SubmittedAssignment)
        .join(Assignment)
        .filter(Assignment.name == unit)
        .options(joinedload(SubmittedAssignment.student), joinedload(SubmittedAssignment.assignment))
        .options(*map(undefer, COMPUTED))
    }


def _submission(row, extension, marks):
    student = row.student
    due = row.assignment.duedate
    return Submission(
        student=student.id,
        name=" ".join(filter(None, [student.first_name, student.last_name])),
        points=row.score,
        most=row.max_score,
        penalty=row.late_submission_penalty or 0.0,
        late=timedelta(seconds=row.total_seconds_late),
        submitted=row.timestamp and row.timestamp.replace(tzinfo=UTC),
        due=due and due.replace(tzinfo=UTC) + (extension or timedelta()),
        marks=marks,
    )


def _marks(gradebook, unit):
    """student id -> notebook -> cell -> Mark."""
    found: dict[str, dict[str, dict[str, Mark]]] = {}
    columns = SubmittedAssignment.student_id, Notebook.name, BaseCell.name
    grades = _of_unit(gradebook, unit, Grade, *columns, *GRADED)
    comments = _of_unit(gradebook, unit, Comment, *columns, Comment.comment)
    texts = {(student, notebook, cell): comment or "" for student, notebook, cell, comment in comments}
    for student, notebook, cell, points, most, waits in grades:
        mark = Mark(points, most, waits, texts.get((student, notebook, cell), ""))
        found.setdefault(student, {}).setdefault(notebook, {})[cell] = mark
    return found


def _of_unit(gradebook, unit, table, *columns):
    """These columns of all rows of Grade or Comment."""
    return (
        gradebook.db.query(*columns)
        .select_from(table)
        .join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(BaseCell, table.cell_id == BaseCell.id)
        .filter(Assignment.name == unit)
    )
