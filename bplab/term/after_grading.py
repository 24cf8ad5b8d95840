"""What is done with the term once a class has been graded: by `bplab grade`, and on its options."""

from __future__ import annotations

from collections.abc import Sequence

from bplab.term.best import put_best_back
from bplab.term.course import Course
from bplab.term.deadlines import deadline_of, late_students
from bplab.term.grades import read_grades
from bplab.term.report import say, show_late

BETTER = (
    "{name}: an earlier attempt has {points:g} points, the last one {less:g}: it counts, and is graded again"
)


def better_attempts(unit: str, options: Sequence[str]) -> list[str]:
    """Put better attempts back into submitted/, if these count; the ids of their students, to be graded."""
    course = Course(options)
    if course.counts != "best":
        return []
    found = put_best_back(course, unit)
    for better in found:
        name = f"{better.student.id} {better.student.name}".strip()
        say(BETTER.format(name=name, points=better.points, less=better.instead_of))
    return [better.student.id for better in found]


def show_lateness(unit: str, options: Sequence[str]) -> None:
    """Who is late and what it costs; nothing if nobody is."""
    course = Course(options)
    if deadline_of(course, unit) is not None:
        show_late(late_students(read_grades(course, unit)), course.zone())
