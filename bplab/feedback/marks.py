"""What the gradebook knows of one submission, as plain data."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


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


def read_submission(row, extension):
    """The Submission of a row of the gradebook. extension: a timedelta, or None."""
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
        marks={notebook.name: _marks(notebook) for notebook in row.notebooks},
    )


def _marks(notebook):
    comments = {comment.name: comment.comment or "" for comment in notebook.comments}
    return {
        grade.name: Mark(grade.score, grade.max_score, grade.needs_manual_grade, comments.get(grade.name, ""))
        for grade in notebook.grades
    }
