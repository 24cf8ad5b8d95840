"""`bplab report UNIT`: reports/<unit>.html and .csv; without a unit, all of them and reports/index.html."""

from typing import Annotated

import typer

from bplab.term.options import open_course, problems_in_lines

WRITTEN = "{page}: {count} graded, and as a table {table}"
TERM = "{page}: {count} units"
NONE = "the gradebook knows no unit yet: `nbgrader generate_assignment UNIT` makes one"
NOBODY = "nobody is graded yet, in any unit: `bplab grade UNIT` comes first"


def report(
    context: typer.Context,
    units: Annotated[
        list[str] | None, typer.Argument(help="Units, such as 05_linear_vs_relu; all if none is named.")
    ] = None,
) -> None:
    """Show what a class did: points, mistakes by name, what to say next, who is stuck, what is alike.

    Written into reports/, a page and a table a unit; it names students, so keep it. Nothing is graded or run.
    """
    with problems_in_lines():
        words = [*(units or ()), *context.args]  # nbgrader's options may stand before a unit
        course = open_course([word for word in words if word.startswith("-")])
        named = [word for word in words if not word.startswith("-")]
        lines = [report_unit(course, unit) for unit in named] or report_term(course)
    typer.echo("\n".join(lines))


def report_unit(course, unit):
    """Write the report on a unit; a line to be printed. Raises TermProblem."""
    course.check_unit(unit)
    return _write(course, _report(course, unit))


def report_term(course):
    """Write those on all units, and the page of the term; lines to be printed. Raises TermProblem."""
    from bplab.report.reading import NobodyGraded
    from bplab.report.term import Row, render
    from bplab.term.course import TermProblem

    with course.gradebook() as gradebook:
        units = sorted(assignment.name for assignment in gradebook.assignments)
    if not units:
        raise TermProblem(NONE)
    rows, lines, not_graded = [], [], []
    for unit in units:
        try:
            found = _report(course, unit)
        except NobodyGraded:
            not_graded.append(unit)
            continue
        lines.append(_write(course, found))
        rows.append(Row(found))
    if not rows:
        raise TermProblem(NOBODY)
    page = _save(course, "index.html", render(rows, not_graded, course.zone()))
    return [*lines, TERM.format(page=page, count=len(rows))]


def _report(course, unit):
    from bplab.report.page import Report
    from bplab.report.reading import read_class

    return Report.of(read_class(course, unit))


def _write(course, found):
    """Write page and table of a Report; the line that says so."""
    from bplab.report.page import render
    from bplab.report.table import table_of

    name = found.found.unit.name
    page = _save(course, f"{name}.html", render(found, course.zone()))
    rows = table_of(found)
    mark = "" if rows.isascii() else "\ufeff"  # without it Excel reads the machine's own encoding
    table = _save(course, f"{name}.csv", mark + rows)
    return WRITTEN.format(page=page, table=table, count=len(found.found.works))


def _save(course, name, text):
    from bplab.grading.gradebook import staging

    path = course.reports / name
    path.parent.mkdir(exist_ok=True)
    staging.write_text(path, text)
    return path
