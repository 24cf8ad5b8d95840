"""Pages without a gradebook: of an answer that was run in this process, or of a notebook that was judged."""

import html
import re
from datetime import timedelta

import nbformat

from bplab.feedback.converter import Page
from bplab.feedback.marks import Mark, Submission
from bplab.feedback.page import render
from bplab.feedback.unit import read_unit
from bplab.grading.gradebook.released import ReleasedCell, ReleasedNotebook
from bplab.grading.judge.verdicts import Record, Verdict
from bplab.grading.sandbox.bounded import Bounded
from tests.catalogue.oneprocess import run

NAME = "notebook"


def unit_of(texts, name):
    """The Unit of a course's files, as the gradebook would know them."""
    cells = []
    for cell in texts.source.cells:
        marks = cell.metadata.get("nbgrader")
        if marks:
            points = marks["points"] if marks["grade"] else None
            kept = cell.cell_type, cell.source, marks["locked"], "", marks["solution"], points
            cells.append(ReleasedCell(cell.id, *kept))
    return read_unit(name, ReleasedNotebook(cells, None, nbformat.writes(texts.release)))


def record_of(texts, answer, found=None):
    """A Record, of what the tests find in this process, or have found in one."""
    found, cells = found or run(texts, answer), {cell.id: cell for cell in texts.source.cells}
    verdicts = []
    for test in texts.tests:
        status, message = found.lost.get(test, ("passed", ""))
        most = cells[test].metadata.nbgrader.points
        verdicts.append(Verdict(test, most * (status == "passed"), most, status, message))
    return Record("none", verdicts=verdicts)


def page_of(unit, notebook, record, with_tests=False, last=None):
    """The page, as text."""
    marks = {verdict.grade_id: Mark(verdict.points, verdict.max_points, False) for verdict in record.verdicts}
    for check in unit.checks:
        if check.written:
            marks[check.name] = Mark(0, check.most, True)
    points = sum(mark.points for mark in marks.values())
    submission = Submission("ana", "", points, 100, 0, timedelta(), None, None, {NAME: marks})
    bounded = Bounded()
    try:
        page = Page(NAME, None, bounded, str, last, with_tests)
        return render(unit, submission, notebook, record, page)
    finally:
        bounded.close()


def seen(page):
    """All that a person, or who looks at the source, can read of a page: text and attributes."""
    return html.unescape(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
