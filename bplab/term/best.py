"""Where the best attempt counts: an earlier one that had more points comes back into submitted/."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bplab.grading.classrun.plan import Plan
from bplab.grading.gradebook.earlier import FILE, kept_grades
from bplab.term.attempts import digest_of, name_of, time_of
from bplab.term.grades import read_grades
from bplab.term.matching import Student

if TYPE_CHECKING:
    from bplab.term.course import Course
    from bplab.term.grades import Grade


@dataclass(frozen=True)
class Better:
    """An attempt that came back: its points and those of the one that was there, penalties taken off."""

    student: Student
    points: float
    instead_of: float


def put_best_back(course: Course, unit: str) -> list[Better]:
    """Exchange what is in submitted/ for a better attempt; a Better for each student of whom this was done.

    It is to be graded again, and then has what a person gave it. Only grades made with the tests of now are
    compared, and none of which an answer still waits for a person.
    """
    from bplab.grading.classrun.autograde import CourseAutograde  # which needs a system that grades

    course.dir.assignment_id = unit
    plan = Plan(CourseAutograde(coursedir=course.dir, parent=course.app))
    plan.look()
    grades, found = read_grades(course, unit), []
    for student in grades.students:
        grade = grades.grades.get(student.id)
        if grade is None or grade.waiting or student.id not in plan.folders:
            continue
        if plan.result_of(student.id) != "graded":
            continue
        for line in _better(course, unit, student, grade, plan.tests):
            if _exchange(course, unit, student, line, plan):
                found.append(Better(student, _score(line), grade.score))
                break
    return found


def _better(course: Course, unit: str, student: Student, grade: Grade, tests: Any) -> list[dict[str, Any]]:
    """The kept grades with more points, the best first and of these the latest."""
    lines = [
        line
        for line in kept_grades(course.dir, unit, student.id)
        if line["tests"] == tests and not line["waiting"] and _score(line) > grade.score
    ]
    return sorted(reversed(lines), key=_score, reverse=True)


def _score(line: dict[str, Any]) -> float:
    return line["points"] - line["late_penalty"]


def _exchange(course: Course, unit: str, student: Student, line: dict[str, Any], plan: Plan) -> bool:
    """Whether the attempt of a kept grade is in attempts/, and has now changed places."""
    folder, place = course.attempts / student.id / unit, course.submitted(unit, student.id)
    for kept in sorted(folder.iterdir()):
        content = "" if kept.name == FILE or kept.is_symlink() else plan.content_in(kept)
        if content and {content} == set(line["submission"].values()):
            aside = folder / name_of(time_of(place), digest_of(place))
            if not aside.exists():
                shutil.move(place, aside)
            else:
                shutil.rmtree(place)
            shutil.move(kept, place)
            return True
    return False
