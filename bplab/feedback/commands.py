"""`bplab feedback UNIT`: a page for each student that is graded, into nbgrader's feedback/."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from bplab.command_line import end
from bplab.term.options import Unit, open_course, problems_in_lines

MADE = "{count} pages in {folder}"
TOO_EARLY = (
    "{unit} can be handed in until {moment:%Y-%m-%d %H:%M} UTC: --with-tests shows the hidden tests, so keep "
    "these pages until then"
)


def feedback(
    context: typer.Context,
    unit: Unit,
    students: Annotated[str, typer.Option(help="Only these, as ana,ben; all if left out.")] = "",
    with_tests: Annotated[
        bool, typer.Option("--with-tests", help="Also the tests and all they said: after the deadline.")
    ] = False,
) -> None:
    """Make a page for each student that is graded, into feedback/. It shows no hidden test.

    Options of nbgrader are passed on: --course-dir=..., --db=...
    """
    with problems_in_lines():
        course = open_course(context.args)
        course.check_unit(unit)
        lines, problems = make_feedback(course, unit, students, with_tests)
    typer.echo("".join(f"{line}\n" for line in lines), nl=False)
    if problems:
        end("\n".join(problems))


def make_feedback(course, unit, students="", with_tests=False):
    """Make the pages; (lines to be printed, problems that are one line each)."""
    from nbgrader.converters.base import NbGraderException  # slow to import

    from bplab.feedback.converter import CourseFeedback

    lines = []
    if with_tests and (moment := _last_moment(course, unit)) and moment > datetime.now(UTC):
        lines.append(TOO_EARLY.format(unit=unit, moment=moment))
    course.dir.assignment_id = unit
    converter = CourseFeedback(coursedir=course.dir, parent=course.app)
    converter.students, converter.with_tests = students, with_tests
    converter.log.setLevel(logging.CRITICAL)  # its problems are printed here
    problems = []
    try:
        converter.start()
    except NbGraderException as found:
        problems = str(found).split("\n")
    if converter.made:
        folder = course.feedback(unit, "<student>")
        lines.append(MADE.format(count=len(converter.made), folder=folder))
    return lines, problems


def _last_moment(course, unit):
    """When the last of the class must have handed in, or None."""
    from bplab.grading.gradebook.extensions import read_extensions
    from bplab.term.deadlines import deadline_of

    due = deadline_of(course, unit)
    more = read_extensions(course.root, unit).values()
    return due and due + max(more, default=timedelta())
