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


def waiting_students(coursedir, unit):
    """The students of whose submission something waits for a person."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        return {row.student_id for row in gradebook.assignment_submissions(unit) if row.needs_manual_grade}


def disagreements(student, answer, cells):
    """A line for each cell whose score is not what the catalogue says of the answer.

    cells: grade_id -> CellScore; empty if the student was not graded. Written answers wait for a person.
    """
    if not cells:
        return [f"{student} ({answer.name}): not graded"]
    lines = []
    for grade_id, cell in cells.items():
        expected = 0 if grade_id in answer.loses else cell.max_points
        if not grade_id.startswith("explain_") and cell.points != expected:
            lines.append(f"{student} ({answer.name}): {grade_id} got {cell.points:g}, expected {expected:g}")
    return lines
