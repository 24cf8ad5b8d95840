"""`bplab deadline`, `bplab extend`: into the gradebook at once, with what lateness costs. Nothing is run."""

from __future__ import annotations

import re
from datetime import UTC, time, timedelta
from typing import TYPE_CHECKING

from bplab.grading.gradebook.extensions import apply_extensions, read_extensions, write_extension
from bplab.grading.gradebook.late_policy import assign_penalties
from bplab.grading.intake.timestamps import BadTimestamp
from bplab.term import times
from bplab.term.course import TermProblem
from bplab.term.matching import Roster
from bplab.term.whose import called

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bplab.term.course import Course
    from bplab.term.grades import Grade, UnitGrades
    from bplab.term.matching import Student


NONE = ("none", "-")
SAYS_WHEN = re.compile(r"\d\s*(?:[:：h]\s*\d|[点时]|[ap]\.?m)|T\d\d|\d{9,}", re.IGNORECASE)  # in the day
NO_CLOCK = "{text!r} names no time of the day: 23:59 is the end of that day"
NO_MOMENT = "{text!r} is no deadline; `none` takes one away"
NO_DEADLINE = '{unit} has no deadline yet: `bplab deadline {unit} "2026-03-10 23:59 Asia/Shanghai"` first'


def set_deadline(course: Course, unit: str, text: str, zone: tzinfo | None) -> datetime | None:
    """Set the deadline that a text states, `none` for none; an aware datetime or None. Raises TermProblem."""
    try:
        moment = None if text.strip().lower() in NONE else times.read_time(text, zone)
    except BadTimestamp as problem:
        raise TermProblem(str(problem)) from None
    if moment is None and text.strip().lower() not in NONE:
        raise TermProblem(NO_MOMENT.format(text=text))
    if moment and moment.time() == time() and not SAYS_WHEN.search(text):
        raise TermProblem(NO_CLOCK.format(text=text))
    read_extensions(course.root, unit)  # a broken file is told before anything changes
    due = moment and moment.astimezone(UTC).replace(tzinfo=None)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(unit, duedate=due)
        for submission in gradebook.assignment_submissions(unit) if due is None else ():
            submission.extension = None  # nbgrader would add it to nothing
        gradebook.db.commit()
    _apply(course, unit)
    return moment


def extend(course: Course, unit: str, student: str, text: str) -> tuple[Student, timedelta]:
    """Give a student more time, in place of what was given before; (Student, timedelta). Raises TermProblem.

    student: an id, a name or an e-mail address.
    """
    try:
        length = times.read_length(text)
    except BadTimestamp as problem:
        raise TermProblem(str(problem)) from None
    with course.gradebook() as gradebook:
        if gradebook.find_assignment(unit).duedate is None:
            raise TermProblem(NO_DEADLINE.format(unit=unit))
        found = called(Roster.of(gradebook), student)
    write_extension(course.root, unit, found.id, length)
    if not length:
        with course.gradebook() as gradebook:
            for submission in gradebook.student_submissions(found.id):
                submission.extension = None if submission.name == unit else submission.extension
            gradebook.db.commit()
    _apply(course, unit)
    return found, length


def deadline_of(course: Course, unit: str) -> datetime | None:
    """The deadline as an aware datetime, or None."""
    with course.gradebook() as gradebook:
        due = gradebook.find_assignment(unit).duedate
    return due and due.replace(tzinfo=UTC)


def late_students(grades: UnitGrades) -> list[tuple[Student, Grade]]:
    """(student, Grade) of who is late, the latest first; grades: see `read_grades`."""
    found = [
        (student, grades.grades[student.id]) for student in grades.students if student.id in grades.grades
    ]
    return sorted(
        ((student, grade) for student, grade in found if grade.late > timedelta()),
        key=lambda item: item[1].late,
        reverse=True,
    )


def _apply(course: Course, unit: str) -> None:
    apply_extensions(course.dir, unit)
    assign_penalties(course.dir, course.app, unit)
