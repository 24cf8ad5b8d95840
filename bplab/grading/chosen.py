"""Which unit and students are meant on the command line; wrong names are answered with those like them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from bplab.grading.classrun.errors import CannotGrade

if TYPE_CHECKING:
    from bplab.grading.classrun.autograde import CourseAutograde

NO_GRADEBOOK = (
    "the gradebook cannot be used (there is no {path}): go to the folder of your course, or name it with "
    "--course-dir=...; a new course gets its gradebook from `nbgrader generate_assignment`"
)
NO_SUBMISSIONS = "there is no submission of {unit}: they belong in submitted/<student>/{unit}/"
NO_STUDENT = "there is no submission of {unit} by {student!r}.{meant}"


def check_names(
    course: CourseAutograde, unit: str, students: str | None, may_be_empty: bool = False
) -> list[str] | None:
    """The students, as a list or None for all; raises CannotGrade, with names that are like the wrong one.

    may_be_empty: whether there need be no submission.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import DatabaseError

    from bplab.grading.gradebook.database import database_problem
    from bplab.grading.gradebook.units import meant, no_unit

    path = make_url(course.coursedir.db_url)
    if path.get_backend_name() == "sqlite" and not Path(path.database or "").exists():  # it would be made
        raise CannotGrade(NO_GRADEBOOK.format(path=path.database))
    try:
        with Gradebook(course.coursedir.db_url, course.coursedir.course_id) as gradebook:
            units = [assignment.name for assignment in gradebook.assignments]
    except DatabaseError as error:
        raise CannotGrade(database_problem(error)) from None
    if unit not in units:
        raise CannotGrade(no_unit(unit, units))
    course.coursedir.assignment_id = unit
    submitted = course.submission_folders()
    if not submitted and not may_be_empty:
        raise CannotGrade(NO_SUBMISSIONS.format(unit=unit))
    chosen = None if students is None else _chosen(students, submitted)
    for student in chosen or ():
        if student not in submitted:
            raise CannotGrade(NO_STUDENT.format(unit=unit, student=student, meant=meant(student, submitted)))
    return chosen


def _chosen(text: str, known: Collection[str]) -> list[str] | None:
    """The students of a list such as `ana,ben`; a name that is known may hold commas itself."""
    pieces = text.split(",")
    chosen: list[str] = []
    while pieces:
        ends = range(len(pieces), 0, -1)
        end = next((end for end in ends if ",".join(pieces[:end]) in known), 1)
        name = ",".join(pieces[:end])
        chosen += [name if name in known else name.strip()] if name.strip() else []
        del pieces[:end]
    return chosen or None
