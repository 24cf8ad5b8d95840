"""Tables for the person at the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from bplab.grading.intake.repair import one_line
from bplab.language import in_language
from bplab.language.tables import Console
from bplab.term import times
from bplab.term.options import DRY

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from bplab.term.collect import Collected
    from bplab.term.correct import Corrected
    from bplab.term.export import Filled
    from bplab.term.grades import Grade
    from bplab.term.matching import Student
    from bplab.term.placing import Row


ORDER = [
    "matched",
    "new attempt",
    "unchanged",
    "older",
    "later",
    "several",
    "no notebook",
    "failed",
    "not matched",
]
NEEDS_A_LOOK = {"no notebook", "failed", "not matched"}
MOST_NAMES = 12  # in a line

FROM = "{unit}, from {shapes}{dry}"
TIMES = (
    "times that name no zone are read in {zone}; another one: --zone, or c.Term.zone in nbgrader_config.py"
)
NO_TIMES = "nothing says when these came in, so none counts as late{hint}"
BAD_TIMES = "{count} cannot be read, see above: what came in then does not count as late"
MOODLE_HINT = "; Moodle's grading worksheet does: name it, too"
CANDIDATES = "may be {names}"
LIKELIEST = "likeliest: {name}"
ABSENT = "nothing from {count} on the roster: {names}"
NOT_IN_DOWNLOAD = (
    "handed in, says the table, and not in the download: {names}. Is the download older than the table? "
    "Download both again (what is typed into the LMS and has no file is in none)"
)
NEXT = "next: bplab grade {unit}"

FILLED = "{path}: column {column!r} of {lms}, {count}"
SCALED = "points are scaled to those of the LMS: 1 point here is {scale:g} there"
REPLACED = "replaced, since another grade stood there: {count}"
NOTHING = "nothing handed in, left as they were: {names}"
NOT_GRADED = "handed in and not graded, left as they were: {names}"
WAITING = "waiting for a person, written answers count 0 so far: {names}"
MISSING = "in the gradebook and not in {path}: {names}"

BACKUP = "the gradebook as it was: {path}"
ADDED = "questions that have come: {names}"
REMOVED = "questions that have gone: {names}"
LOST = "{cell}: {count} marks that a person gave went with it, and are in the backup"
RELEASED = "{unit} is released anew; {count} submissions keep what a person gave"


def console() -> Console:
    return Console(highlight=False, soft_wrap=True)


def show_collected(collected: Collected, unit: str, zone: tzinfo | None, dry_run: bool) -> bool:
    """The table of `bplab collect`; whether something needs a look."""
    out = console()
    shapes = ", ".join(dict.fromkeys(collected.shapes))
    out.print(FROM.format(unit=unit, shapes=shapes, dry=DRY if dry_run else ""))
    out.print(_deliveries(collected.rows, zone))
    for line in _below(collected, zone):
        out.print(_text(line, None))
    if not dry_run and any(row.student for row in collected.rows):
        out.print(NEXT.format(unit=unit))
    problems = collected.left_out or collected.bad_times or collected.not_in_download
    return bool(problems) or any(row.what in NEEDS_A_LOOK for row in collected.rows)


def _deliveries(rows: Iterable[Row], zone: tzinfo | None) -> Table:
    """A row for each student of the downloads, and for each thing that nobody owns."""
    table = _table("student", "name", "", "handed in", "")
    for row in sorted(rows, key=lambda row: (ORDER.index(row.what), row.student.id if row.student else "")):
        student = row.student
        table.add_row(
            _text(student.id if student else "?"),
            _text(student.name if student else row.label),
            row.what,
            times.shown(row.time, zone) if row.time else "",
            _text("; ".join([*row.notes, *_who(row)]), None),
        )
    return table


def _below(collected: Collected, zone: tzinfo | None) -> Iterator[str]:
    """What stands below the table: what is in no row, how many there are, who is missing, the times."""
    yield from collected.left_out
    counts = Counter(row.what for row in collected.rows)
    yield ", ".join(f"{counts[what]} {in_language(what)}" for what in ORDER if counts[what]) or "nothing"
    if collected.absent:
        yield ABSENT.format(count=len(collected.absent), names=names(collected.absent))
    if collected.not_in_download:
        yield NOT_IN_DOWNLOAD.format(names=names(collected.not_in_download))
    if collected.times:
        yield TIMES.format(zone=times.zone_name(zone))
    if collected.bad_times:
        yield BAD_TIMES.format(count=counted(collected.bad_times, "time"))
    elif collected.rows and not collected.times:
        yield NO_TIMES.format(hint=MOODLE_HINT if "moodle" in collected.shapes else "")


def _who(row: Row) -> Iterator[str]:
    if row.candidates:
        yield CANDIDATES.format(names=" or ".join(f"{s.id} ({s.name})" for s in row.candidates))
    elif row.likeliest:
        yield LIKELIEST.format(name=f"{row.likeliest.id} ({row.likeliest.name})")


def show_late(late: Sequence[tuple[Student, Grade]], zone: tzinfo | None, out: Console | None = None) -> None:
    """A line for each of `late`, as late_students gives them."""
    if not late:
        return
    table = _table("late", "handed in", "by", "costs", "leaves")
    for student, grade in late:
        table.add_row(
            _text(f"{student.id} {student.name}".strip()),
            times.shown(grade.submitted.replace(tzinfo=UTC), zone) if grade.submitted else "",
            times.shown_length(grade.late),
            f"{grade.penalty:g} of {grade.points:g}",
            f"{grade.score:g}",
        )
    (out or console()).print(table)


def show_filled(filled: Filled, source: Path, target: Path, dry_run: bool) -> None:
    """What has come into the LMS's file, and who has no grade there."""
    count = counted(len({student.id for student in filled.filled}), "grade")
    line = FILLED.format(path=target, column=filled.column, lms=filled.lms, count=count)
    say(in_language(line) + (in_language(DRY) if dry_run else ""))
    if filled.scale:
        say(SCALED.format(scale=filled.scale))
    if filled.replaced:
        say(REPLACED.format(count=filled.replaced))
    for text, students in (
        (WAITING, filled.waiting),
        (NOTHING, filled.absent),
        (NOT_GRADED, filled.not_graded),
        (MISSING, filled.missing),
    ):
        if students:
            say(text.format(names=names(students), path=source))


def show_corrected(found: Corrected, unit: str) -> None:
    """What has come of releasing a changed unit."""
    say(BACKUP.format(path=found.backup))
    for text, cells in ((ADDED, found.added), (REMOVED, found.removed)):
        if cells:
            say(text.format(names=", ".join(cells)))
    for cell, count in found.lost.items():
        say(LOST.format(cell=cell, count=count))
    say(RELEASED.format(unit=unit, count=found.students))


def say(line: str) -> None:
    """Print a line as it is."""
    console().print(line, markup=False)


def show_lines(lines: Iterable[str]) -> None:
    """Print lines that hold what anybody may have written: shown and not obeyed."""
    for line in lines:
        say(one_line(line, None))


def counted(count: int, noun: str) -> str:
    """`1 student`, `2 students`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def names(students: Iterable[Student]) -> str:
    """`ana, ben and 5 more`, with ids."""
    students = list(students)
    shown = ", ".join(f"{s.id} ({s.name})" if s.name else s.id for s in students[:MOST_NAMES])
    more = len(students) - MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _text(value: str, limit: int | None = 60) -> Text:
    """Whoever wrote it: shown and not obeyed."""
    return Text(one_line(value, limit))
