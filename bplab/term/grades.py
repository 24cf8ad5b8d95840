"""What each student has in a unit: points, what lateness takes of them, and what is still open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import nbformat

from bplab.grading.gradebook.late_policy import assign_penalties
from bplab.term.matching import Roster, Student

if TYPE_CHECKING:
    from bplab.term.course import Course


@dataclass(frozen=True)
class Grade:
    """points: before, score: after the penalty. cells: (notebook, cell) -> points.

    waiting: how many cells wait for a person. submitted: in UTC and naive, or None. late: how late it is.
    """

    points: float
    penalty: float
    maximum: float
    waiting: int
    submitted: datetime | None
    late: timedelta
    cells: dict = field(default_factory=dict)

    @property
    def score(self) -> float:
        return max(0.0, self.points - self.penalty)


@dataclass(frozen=True)
class UnitGrades:
    """grades: student id -> Grade, of those who are graded. not_graded: who handed in what is not.

    cells: (notebook, cell) -> its points at most, in the order of the notebook.
    """

    students: list[Student]
    grades: dict
    not_graded: list[Student]
    maximum: float
    cells: dict
    duedate: datetime | None


def read_grades(course: Course, unit: str) -> UnitGrades:
    """The UnitGrades, with the penalties of now."""
    assign_penalties(course.dir, course.app, unit)
    with course.gradebook() as gradebook:
        assignment = gradebook.find_assignment(unit)
        roster = Roster.of(gradebook)
        grades = {row.student_id: _grade(row) for row in gradebook.assignment_submissions(unit)}
        cells = {
            (notebook.name, cell.name): cell.max_score
            for notebook in sorted(assignment.notebooks, key=lambda notebook: notebook.name)
            for cell in sorted(
                [*notebook.grade_cells, *notebook.task_cells], key=_order(course, unit, notebook.name)
            )
        }
        not_graded = [
            student
            for student in roster.students
            if student.id not in grades and course.submitted(unit, student.id).is_dir()
        ]
        return UnitGrades(
            roster.students, grades, not_graded, assignment.max_score, cells, assignment.duedate
        )


def _grade(submission: Any) -> Grade:
    found = [(notebook, grade) for notebook in submission.notebooks for grade in notebook.grades]
    return Grade(
        points=submission.score,
        penalty=submission.late_submission_penalty or 0.0,
        maximum=submission.max_score,
        waiting=sum(grade.needs_manual_grade for _, grade in found),
        submitted=submission.timestamp,
        late=timedelta(seconds=submission.total_seconds_late),
        cells={(notebook.name, grade.name): grade.score for notebook, grade in found},
    )


def _order(course: Course, unit: str, notebook: str) -> Callable[[Any], Any]:
    """A key that sorts cells as they stand in the notebook that students got."""
    path = course.dir.format_path(course.dir.release_directory, ".", unit)
    try:
        content = nbformat.read(f"{path}/{notebook}.ipynb", as_version=4)
    except (OSError, ValueError):
        return lambda cell: cell.name
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in content.cells]
    return lambda cell: names.index(cell.name) if cell.name in names else len(names)
