"""The gradebook as plain numbers."""

from dataclasses import dataclass

from nbgrader.api import Gradebook


@dataclass(frozen=True)
class CellScore:
    """What one graded cell of one submission got."""

    points: float
    max_points: float
    by_hand: bool  # waits for a person


def read_scores(course_root, unit):
    """student id -> {grade_id: CellScore}, for every student with a graded submission of the unit."""
    with Gradebook(f"sqlite:///{course_root / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.name: CellScore(grade.score, grade.max_score, grade.needs_manual_grade)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.find_assignment(unit).submissions
        }
