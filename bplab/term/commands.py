"""The command line of the term. What is slow to import is imported where it is used."""

from __future__ import annotations

from datetime import tzinfo
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bplab.term.options import (
    DRY,
    Columns,
    DryRun,
    Unit,
    Zone,
    end_with,
    files_and_options,
    open_course,
    problems_in_lines,
)

if TYPE_CHECKING:
    from bplab.term.course import Course

ROSTER = "{lms}: {new} new, {changed} changed, {same} as they were{dry}"
NOT_IN_TABLE = "in the gradebook and not in {path}, where they stay: {names}"
DEADLINE = "{unit}: until {moment}{utc}"
NO_DEADLINE = "{unit} has no deadline"
EXTENSION = "{name}: {length} more, until {moment}"
NO_EXTENSION = "{name}: the extension is withdrawn"
WRITTEN = "{path}: {count}"
COPY = "the file as it was: {path}"
PACKED = "{path}: the feedback of {count}, for Moodle's `Upload multiple feedback files in a zip`"
NEEDS_INTO = "--{option} goes with --into: it is about the LMS's file"


class Source(StrEnum):
    moodle = "moodle"
    canvas = "canvas"
    blackboard = "blackboard"
    folders = "folders"
    loose = "loose"


def roster(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The class: a table (CSV), or the LMS's own grade file.")],
    columns: Columns = "",
    dry_run: DryRun = False,
) -> None:
    """Put the class into the gradebook: ids, names, e-mail addresses. Nobody is taken out."""
    with problems_in_lines():
        from bplab.term.report import names, say
        from bplab.term.roster import update_roster

        news = update_roster(open_course(context.args, new=True), file, columns, dry_run)
        counts = {name: len(getattr(news, name)) for name in ("new", "changed", "same")}
        say(ROSTER.format(lms=news.lms, dry=DRY if dry_run else "", **counts))
        if news.not_in_table:
            say(NOT_IN_TABLE.format(path=file, names=names(news.not_in_table)))
        end_with(news.problems)


def collect(
    context: typer.Context,
    unit: Unit,
    paths: Annotated[list[str], typer.Argument(help="Downloads (zip files, folders, files) and LMS tables.")],
    source: Annotated[Source | None, typer.Option("--from", help="The LMS, if it is not recognised.")] = None,
    pattern: Annotated[str, typer.Option(help='How files are named: "{student}-{name}*".')] = "",
    columns: Columns = "",
    match: Annotated[
        list[str] | None, typer.Option(help="NAME=STUDENT: whose the file shown as NAME is.")
    ] = None,
    zone: Zone = "",
    dry_run: DryRun = False,
) -> None:
    """Put what students handed in into submitted/: the latest attempt of each, the others into attempts/."""
    with problems_in_lines():
        from bplab.term.collect import collect as collect_unit
        from bplab.term.report import show_collected

        files, options = files_and_options(paths, context.args)
        course = open_course(options)
        where = course.zone(zone)
        shape = source.value if source else None
        found = collect_unit(course, unit, files, shape, pattern, columns, match or (), where, dry_run)
        if show_collected(found, unit, where, dry_run):
            raise typer.Exit(1)


def deadline(
    context: typer.Context,
    unit: Unit,
    time: Annotated[
        str, typer.Argument(help='"2026-03-10 23:59 Asia/Shanghai", or none; shown if left out.')
    ] = "",
    zone: Zone = "",
) -> None:
    """Set a unit's deadline, or show it, with who is late. Grades follow at once; nothing is run."""
    with problems_in_lines():
        from bplab.grading.gradebook.extensions import read_extensions
        from bplab.term import deadlines, times
        from bplab.term.grades import read_grades
        from bplab.term.report import say, show_late

        course = open_course(context.args)
        course.check_unit(unit)
        where: tzinfo | None = course.zone(zone)
        moment = deadlines.set_deadline(course, unit, time, where) if time else None
        where = moment.tzinfo if moment else where  # as it was stated
        due = deadlines.deadline_of(course, unit)
        if due is None:
            say(NO_DEADLINE.format(unit=unit))
            return
        utc = f" ({due:%Y-%m-%d %H:%M} UTC)"
        say(DEADLINE.format(unit=unit, moment=times.shown(due, where), utc=utc))
        for student, length in read_extensions(course.root, unit).items():
            ends = times.shown(due + length, where)
            say(EXTENSION.format(name=student, length=times.shown_length(length), moment=ends))
        show_late(deadlines.late_students(read_grades(course, unit)), where)


def extend(
    context: typer.Context,
    unit: Unit,
    student: Annotated[str, typer.Argument(help="Id, name or e-mail address.")],
    length: Annotated[str, typer.Argument(help="48h, 2d, '1d 12h'; 0 for none.")],
    zone: Zone = "",
) -> None:
    """Give a student more time, in the place of what was given before."""
    with problems_in_lines():
        from bplab.term import deadlines, times
        from bplab.term.report import say

        course = open_course(context.args)
        course.check_unit(unit)
        where = course.zone(zone)
        who, more = deadlines.extend(course, unit, student, length)
        due = deadlines.deadline_of(course, unit)
        assert due  # where there is none, nobody can be given more
        text = EXTENSION if more else NO_EXTENSION
        ends = times.shown(due + more, where)
        say(text.format(name=f"{who.id} {who.name}".strip(), length=times.shown_length(more), moment=ends))


def export(
    context: typer.Context,
    unit: Unit,
    into: Annotated[Path | None, typer.Option(help="The LMS's own file, to be filled in.")] = None,
    to: Annotated[Path | None, typer.Option(help="The file that is written.")] = None,
    column: Annotated[str, typer.Option(help="The heading of the column, if it is not seen.")] = "",
    columns: Columns = "",
    bom: Annotated[bool, typer.Option("--bom", help="With a byte-order mark, for Excel.")] = False,
    feedback: Annotated[
        Path | None, typer.Option(help="Pack the feedback for Moodle into this zip file.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Write grades-UNIT.csv, a column for each question; or fill the file that the LMS gave (--into)."""
    with problems_in_lines():
        from bplab.term.course import TermProblem

        course = open_course(context.args)
        course.check_unit(unit)
        if into is None:
            for name, value in (("column", column), ("columns", columns), ("feedback", feedback)):
                if value:
                    raise TermProblem(NEEDS_INTO.format(option=name))
            _export_all(course, unit, to, bom, dry_run)
        else:
            _export_into(course, unit, into, to or into, (column, columns), feedback, dry_run)


def _export_all(course: Course, unit: str, to: Path | None, bom: bool, dry_run: bool) -> None:
    """A table of all, a column for each question; what was in a file that the person names is kept."""
    from bplab.term.export import table_of
    from bplab.term.report import counted, say

    content = table_of(course, unit, bom)
    target = to or course.root / f"grades-{unit}.csv"
    if not dry_run and to is None:
        target.write_bytes(content)
    elif not dry_run:
        _write_over(target, content)
    say(WRITTEN.format(path=target, count=counted(content.count(b"\r\n") - 1, "student")))


def _export_into(
    course: Course,
    unit: str,
    source: Path,
    target: Path,
    headings: tuple[str, str],
    feedback: Path | None,
    dry_run: bool,
) -> None:
    """The LMS's own file, filled in. headings: of the column for grades, and what others mean."""
    from bplab.term.export import fill
    from bplab.term.report import counted, say, show_filled

    filled = fill(course, unit, source, *headings)
    packed = None
    if feedback is not None and not dry_run:
        from bplab.term.feedback import pack_feedback

        packed = pack_feedback(course, unit, filled, feedback)  # before anything else is written
    if not dry_run:
        _write_over(target, filled.content)
    show_filled(filled, source, target, dry_run)
    if packed is not None:
        say(PACKED.format(path=feedback, count=counted(len(packed), "student")))
    end_with(filled.problems)


def _write_over(target: Path, content: bytes) -> None:
    from bplab.term.report import say
    from bplab.term.tables import write_over

    if copy := write_over(target, content):
        say(COPY.format(path=copy))
