"""Tables for the person at the terminal."""

from collections import Counter
from datetime import UTC

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bplab.grading.intake.repair import one_line
from bplab.term import times
from bplab.term.options import DRY

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


def console():
    return Console(highlight=False, soft_wrap=True)


def show_collected(collected, unit, zone, dry_run):
    """The table of `bplab collect`; whether something needs a look."""
    out = console()
    shapes = ", ".join(dict.fromkeys(collected.shapes))
    out.print(FROM.format(unit=unit, shapes=shapes, dry=DRY if dry_run else ""))
    rows = sorted(
        collected.rows, key=lambda row: (ORDER.index(row.what), row.student.id if row.student else "")
    )
    table = _table("student", "name", "", "handed in", "")
    for row in rows:
        student = row.student
        table.add_row(
            _text(student.id if student else "?"),
            _text(student.name if student else row.label),
            row.what,
            times.shown(row.time, zone) if row.time else "",
            _text("; ".join([*row.notes, *_who(row)]), None),
        )
    out.print(table)
    for line in collected.left_out:
        out.print(_text(line, None))
    counts = Counter(row.what for row in rows)
    out.print(", ".join(f"{counts[what]} {what}" for what in ORDER if counts[what]) or "nothing")
    if collected.absent:
        out.print(_text(ABSENT.format(count=len(collected.absent), names=names(collected.absent)), None))
    if collected.not_in_download:
        line = NOT_IN_DOWNLOAD.format(names=names(collected.not_in_download))
        out.print(_text(line, None))
    if collected.times:
        out.print(TIMES.format(zone=times.zone_name(zone)))
    if collected.bad_times:
        out.print(BAD_TIMES.format(count=counted(collected.bad_times, "time")))
    elif collected.rows and not collected.times:
        out.print(NO_TIMES.format(hint=MOODLE_HINT if "moodle" in collected.shapes else ""))
    if not dry_run and any(row.student for row in rows):
        out.print(NEXT.format(unit=unit))
    problems = collected.left_out or collected.bad_times or collected.not_in_download
    return bool(problems) or any(row.what in NEEDS_A_LOOK for row in rows)


def _who(row):
    if row.candidates:
        yield CANDIDATES.format(names=" or ".join(f"{s.id} ({s.name})" for s in row.candidates))
    elif row.likeliest:
        yield LIKELIEST.format(name=f"{row.likeliest.id} ({row.likeliest.name})")


def show_late(late, zone, out=None):
    """A line for each of `late`, as late_students gives them."""
    if not late:
        return
    table = _table("late", "handed in", "by", "costs", "leaves")
    for student, grade in late:
        table.add_row(
            _text(f"{student.id} {student.name}".strip()),
            times.shown(grade.submitted.replace(tzinfo=UTC), zone),
            times.shown_length(grade.late),
            f"{grade.penalty:g} of {grade.points:g}",
            f"{grade.score:g}",
        )
    (out or console()).print(table)


def show_filled(filled, source, target, dry_run):
    """What has come into the LMS's file, and who has no grade there."""
    count = counted(len({student.id for student in filled.filled}), "grade")
    line = FILLED.format(path=target, column=filled.column, lms=filled.lms, count=count)
    say(line + (DRY if dry_run else ""))
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


def show_corrected(found, unit):
    """What has come of releasing a changed unit."""
    say(BACKUP.format(path=found.backup))
    for text, cells in ((ADDED, found.added), (REMOVED, found.removed)):
        if cells:
            say(text.format(names=", ".join(cells)))
    for cell, count in found.lost.items():
        say(LOST.format(cell=cell, count=count))
    say(RELEASED.format(unit=unit, count=found.students))


def say(line):
    """Print a line as it is."""
    console().print(line, markup=False)


def show_lines(lines):
    """Print lines that hold what anybody may have written: shown and not obeyed."""
    for line in lines:
        say(one_line(line, None))


def counted(count, noun):
    """`1 student`, `2 students`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def names(students):
    """`ana, ben and 5 more`, with ids."""
    students = list(students)
    shown = ", ".join(f"{s.id} ({s.name})" if s.name else s.id for s in students[:MOST_NAMES])
    more = len(students) - MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def _table(*headings):
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _text(value, limit=60):
    """Whoever wrote it: shown and not obeyed."""
    return Text(one_line(value, limit))
