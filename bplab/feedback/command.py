"""`bplab feedback UNIT`: a page for each student that is graded, into nbgrader's feedback/."""

import logging
from datetime import UTC, datetime, timedelta

from nbgrader.converters.base import NbGraderException

from bplab.feedback.converter import CourseFeedback
from bplab.grading.gradebook.extensions import read_extensions
from bplab.term.deadlines import deadline_of

MADE = "{count} pages in {folder}"
TOO_EARLY = (
    "{unit} can be handed in until {moment:%Y-%m-%d %H:%M} UTC: --with-tests shows the hidden tests, so keep "
    "these pages until then"
)


def make_feedback(course, unit, students="", with_tests=False):
    """Make the pages; (lines to be printed, problems that are one line each)."""
    lines = []
    if with_tests and (end := _end(course, unit)) and end > datetime.now(UTC):
        lines.append(TOO_EARLY.format(unit=unit, moment=end))
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


def _end(course, unit):
    """When the last of the class must have handed in, or None."""
    due = deadline_of(course, unit)
    more = read_extensions(course.root, unit).values()
    return due and due + max(more, default=timedelta())
