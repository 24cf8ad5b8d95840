"""`bplab status`: who is graded, and who is not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from bplab.grading.chosen import check_names
from bplab.grading.classrun.standing import (
    GRADED,
    MISSING,
    NEW,
    STALE,
    STATES,
    UNGRADABLE,
    WAITING,
    standings,
)  # fmt: skip
from bplab.grading.grade import application
from bplab.grading.intake.repair import one_line
from bplab.language.tables import Console

HEAD = "{unit}, students: {count}"
WORDS = {
    GRADED: "nothing is left to do",
    WAITING: "the tests are graded, an answer waits for a person: formgrader",
    NEW: "not graded yet, or handed in anew: `bplab grade {unit}`",
    STALE: "graded with older tests, points or checks: `bplab grade {unit}` grades them again",
    UNGRADABLE: "cannot be graded as it is: see --students",
    MISSING: "nothing handed in",
}


def show_status(unit: str, each: bool = False, options: Sequence[str] = ()) -> None:
    """Print how many students stand where; each: and every one of them. Raises CannotGrade."""
    from bplab.grading.classrun.autograde import CourseAutograde
    from bplab.grading.classrun.plan import Plan

    course = CourseAutograde(coursedir=(app := application(options)).coursedir, parent=app)
    check_names(course, unit, None, may_be_empty=True)
    folder = Path(course.coursedir.format_path(course.coursedir.autograded_directory, ".", "."))
    found = standings(Plan(course), folder)
    out = Console(highlight=False, soft_wrap=True)
    out.print(Text(HEAD.format(unit=unit, count=len(found))))
    out.print(_counts(unit, found))
    if each:
        out.print(_each(found))


def _counts(unit: str, found: Any) -> Table:
    counts = Counter(standing.state for standing in found.values())
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right")
    for state in STATES:
        if counts[state]:
            table.add_row(str(counts[state]), state, Text(WORDS[state].format(unit=unit)))
    return table


def _each(found: Any) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("student", "", ""):
        table.add_column(heading, overflow="fold")
    for student, standing in sorted(found.items(), key=lambda item: (STATES.index(item[1].state), item[0])):
        table.add_row(Text(one_line(student)), standing.state, Text(one_line(standing.why, None)))
    return table
