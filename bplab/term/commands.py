"""The command line of the term. What is slow to import is imported where it is used."""

import re
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

ROSTER = "{lms}: {new} new, {changed} changed, {same} as they were{dry}"
NOT_IN_TABLE = "in the gradebook and not in {path}, where they stay: {names}"
DRY = "; nothing was written"
DEADLINE = "{unit}: until {moment}{utc}"
NO_DEADLINE = "{unit} has no deadline"
EXTENSION = "{name}: {length} more, until {moment}"
NO_EXTENSION = "{name}: no extension any more"
WRITTEN = "{path}: {count}"
FILLED = "{path}: column {column!r} of {lms}, {count}"
SCALED = "points are scaled to those of the LMS: 1 point here is {scale:g} there"
REPLACED = "replaced, since another grade stood there: {count}"
COPY = "the file as it was: {path}"
ABSENT = "nothing handed in, left as they were: {names}"
NOT_GRADED = "handed in and not graded, left as they were: {names}"
WAITING = "waiting for a person, written answers count 0 so far: {names}"
MISSING = "in the gradebook and not in {path}: {names}"
PACKED = "{path}: the feedback of {count}, for Moodle's `Upload multiple feedback files in a zip`"
ONE_STUDENT = "forget takes one student, or --expired"
OLDER = "{count} older than {days} days"
KEPT = "nothing is too old: c.Term.keep_days is 0"
SURE = "Remove all this? It cannot be undone"
FORGOTTEN = "{student}: removed"
REMAINS = "{path}: still names the student, or somebody called alike; look, and delete it or that part of it"
GIVEN = "{path}: {count} of {student}"
NEEDS_INTO = "--{option} goes with --into: it is about the LMS's file"


class Source(StrEnum):
    moodle = "moodle"
    canvas = "canvas"
    blackboard = "blackboard"
    folders = "folders"
    loose = "loose"


# One that is mistyped must not be passed over: without its --dry-run a command would write.
NBGRADERS = re.compile(r"--(course-dir|db|log-level|\w+\.\w+)=.*", re.DOTALL)
NO_OPTION = (
    "{option!r} is no option here (--help lists them), nor one of nbgrader's, such as --course-dir=..."
)

Columns = Annotated[str, typer.Option(help='What columns mean that are not known: "id=Kennung,name=Wer".')]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")]
Zone = Annotated[str, typer.Option(help="Of times that name none: Asia/Shanghai; else c.Term.zone.")]
Unit = Annotated[str, typer.Argument(help="The unit, such as 05_linear_vs_relu.")]


def roster(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The class: a table (CSV), or the LMS's own grade file.")],
    columns: Columns = "",
    dry_run: DryRun = False,
):
    """Put the class into the gradebook: ids, names, e-mail addresses. Nobody is taken out."""
    with problems_in_lines():
        from bplab.term.report import console, names
        from bplab.term.roster import update_roster

        news = update_roster(open_course(context.args, new=True), file, columns, dry_run)
        counts = {name: len(getattr(news, name)) for name in ("new", "changed", "same")}
        out = console()
        out.print(ROSTER.format(lms=news.lms, dry=DRY if dry_run else "", **counts), markup=False)
        if news.not_in_table:
            out.print(NOT_IN_TABLE.format(path=file, names=names(news.not_in_table)), markup=False)
        _list(out, news.problems)


def collect(
    context: typer.Context,
    unit: Unit,
    paths: Annotated[list[str], typer.Argument(help="Downloads (zip files, folders, files) and LMS tables.")],
    source: Annotated[Source | None, typer.Option("--from", help="Where from, if it is not seen.")] = None,
    pattern: Annotated[str, typer.Option(help='How files are named: "{student}-{name}*".')] = "",
    columns: Columns = "",
    match: Annotated[
        list[str] | None, typer.Option(help="NAME=STUDENT: whose it is what is shown as NAME.")
    ] = None,
    zone: Zone = "",
    dry_run: DryRun = False,
):
    """Put what students handed in into submitted/: the latest attempt of each, the others into attempts/."""
    with problems_in_lines():
        from bplab.term.collect import collect as collect_unit
        from bplab.term.report import show_collected

        files, options = _files_and_options(paths, context.args)
        course = open_course(options)
        zone = course.zone(zone)
        shape = source.value if source else None
        found = collect_unit(course, unit, files, shape, pattern, columns, match or (), zone, dry_run)
        if show_collected(found, unit, zone, dry_run):
            raise typer.Exit(1)


def deadline(
    context: typer.Context,
    unit: Unit,
    time: Annotated[
        str, typer.Argument(help='"2026-03-10 23:59 Asia/Shanghai", or none; shown if left out.')
    ] = "",
    zone: Zone = "",
):
    """Set a unit's deadline, or show it, with who is late. Grades follow at once; nothing is run."""
    with problems_in_lines():
        from bplab.grading.gradebook.extensions import read_extensions
        from bplab.term import deadlines, times
        from bplab.term.grades import read_grades
        from bplab.term.report import console, show_late

        course = open_course(context.args)
        course.check_unit(unit)
        zone = course.zone(zone)
        moment = deadlines.set_deadline(course, unit, time, zone) if time else None
        zone = moment.tzinfo if moment else zone  # as it was stated
        due, out = deadlines.deadline_of(course, unit), console()
        if due is None:
            out.print(NO_DEADLINE.format(unit=unit))
            return
        utc = f" ({due:%Y-%m-%d %H:%M} UTC)"
        out.print(DEADLINE.format(unit=unit, moment=times.shown(due, zone), utc=utc), markup=False)
        for student, length in read_extensions(course.root, unit).items():
            moment = times.shown(due + length, zone)
            line = EXTENSION.format(name=student, length=times.shown_length(length), moment=moment)
            out.print(line, markup=False)
        show_late(deadlines.late_students(read_grades(course, unit)), zone)


def show_lateness(unit, options):
    """Who is late and what it costs, after a class has been graded; nothing if nobody is."""
    with problems_in_lines():
        from bplab.term.course import Course
        from bplab.term.deadlines import deadline_of, late_students
        from bplab.term.grades import read_grades
        from bplab.term.report import show_late

        course = Course(options)
        if deadline_of(course, unit) is not None:
            show_late(late_students(read_grades(course, unit)), course.zone())


def extend(
    context: typer.Context,
    unit: Unit,
    student: Annotated[str, typer.Argument(help="Id, name or e-mail address.")],
    length: Annotated[str, typer.Argument(help="48h, 2d, '1d 12h'; 0 for none.")],
    zone: Zone = "",
):
    """Give a student more time, in the place of what was given before."""
    with problems_in_lines():
        from bplab.term import deadlines, times
        from bplab.term.report import console

        course = open_course(context.args)
        course.check_unit(unit)
        zone = course.zone(zone)
        who, more = deadlines.extend(course, unit, student, length)
        name = f"{who.id} {who.name}".strip()
        due = deadlines.deadline_of(course, unit)
        text = EXTENSION if more else NO_EXTENSION
        moment = times.shown(due + more, zone)
        line = text.format(name=name, length=times.shown_length(more), moment=moment)
        console().print(line, markup=False)


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
):
    """Write grades-UNIT.csv, a column for each question; or fill the file that the LMS gave (--into)."""
    with problems_in_lines():
        from bplab.term.course import TermProblem
        from bplab.term.export import fill, table_of
        from bplab.term.report import console, counted

        course = open_course(context.args)
        course.check_unit(unit)
        out = console()
        if into is None:
            for option in ("column", "columns", "feedback"):
                if locals()[option]:
                    raise TermProblem(NEEDS_INTO.format(option=option))
            content = table_of(course, unit, bom)
            target = to or course.root / f"grades-{unit}.csv"
            if not dry_run:
                _write(target, content, out, keep=to is not None)
            rows = counted(content.count(b"\r\n") - 1, "student")
            out.print(WRITTEN.format(path=target, count=rows), markup=False)
            return
        filled = fill(course, unit, into, column, columns)
        packed = None
        if feedback is not None and not dry_run:
            from bplab.term.feedback import pack_feedback

            packed = pack_feedback(course, unit, filled, feedback)  # before anything else is written
        _write_filled(filled, into, to or into, dry_run, out)
        if packed is not None:
            out.print(PACKED.format(path=feedback, count=counted(len(packed), "student")), markup=False)
        _list(out, filled.problems)


def forget(
    context: typer.Context,
    student: Annotated[str, typer.Argument(help="Id, e-mail address or user name.")] = "",
    expired: Annotated[
        bool, typer.Option("--expired", help="Instead: attempts and copies older than c.Term.keep_days.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: DryRun = False,
):
    """Remove a student's data from the course: work, marks, records, gradebook, its copies. It asks first."""
    with problems_in_lines():
        from bplab.term import forget as privacy
        from bplab.term.course import TermProblem
        from bplab.term.report import console, counted
        from bplab.term.traces import Traces

        if bool(student) == expired:
            raise TermProblem(ONE_STUDENT)
        course, out = open_course(context.args), console()
        if expired:
            days, paths = privacy.expired(course)
            lines = [str(path.relative_to(course.root)) for path in paths]
            what = OLDER.format(count=counted(len(paths), "thing"), days=days) if days else KEPT
        else:
            traces = Traces.of(course, student)
            lines = list(privacy.look(traces).lines(course.root))
            what = f"{traces.student.id} {traces.student.name}".strip()
        for line in [*lines, f"{what}{DRY if dry_run else ''}"]:
            out.print(_one_line(line), markup=False)
        if dry_run or not lines:
            return
        if not yes and not typer.confirm(SURE, err=True):
            raise typer.Exit(1)
        if expired:
            privacy.remove_all(course, paths)
            return
        remaining = privacy.forget(traces)
        out.print(FORGOTTEN.format(student=traces.student.id), markup=False)
        _list(out, [REMAINS.format(path=path) for path in remaining])


def student_data(
    context: typer.Context,
    student: Annotated[str, typer.Argument(help="Id, e-mail address or user name.")],
    into: Annotated[Path, typer.Option(help="The zip file that is written.")],
):
    """Pack all that the course holds of a student into a zip file, to be given to them."""
    with problems_in_lines():
        from bplab.term.report import console, counted
        from bplab.term.student_data import pack
        from bplab.term.traces import Traces

        traces = Traces.of(open_course(context.args), student)
        count = counted(pack(traces, into), "file")
        console().print(GIVEN.format(path=into, count=count, student=traces.student.id), markup=False)


def _one_line(text):
    from bplab.grading.intake.repair import one_line

    return one_line(text, None)


def _write_filled(filled, source, target, dry_run, out):
    """Write the file, with a copy of what it was, and say what is in it."""
    from bplab.term.report import counted, names

    if not dry_run:
        _write(target, filled.content, out)
    count = counted(len({student.id for student in filled.filled}), "grade")
    line = FILLED.format(path=target, column=filled.column, lms=filled.lms, count=count)
    out.print(line + (DRY if dry_run else ""), markup=False)
    if filled.scale:
        out.print(SCALED.format(scale=filled.scale))
    if filled.replaced:
        out.print(REPLACED.format(count=filled.replaced))
    for text, students in (
        (WAITING, filled.waiting),
        (ABSENT, filled.absent),
        (NOT_GRADED, filled.not_graded),
        (MISSING, filled.missing),
    ):
        if students:
            line = text.format(names=names(students), path=source)
            out.print(line, markup=False)


def _write(target, content, out, keep=True):
    """Write a file; keep: what was there before, beside it."""
    if keep and target.is_file() and (before := target.read_bytes()) != content:
        copy = _copy_of(target)
        copy.write_bytes(before)
        out.print(COPY.format(path=copy), markup=False)
    target.write_bytes(content)


def _copy_of(path):
    """A free name beside a file."""
    number, copy = 1, path.with_name(f"{path.stem}.before{path.suffix}")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}.before-{number}{path.suffix}")
    return copy


def open_course(options, new=False):
    """The Course; raises TermProblem for what is no option of nbgrader's either."""
    from bplab.term.course import Course, TermProblem

    for option in options:
        if not NBGRADERS.fullmatch(option):
            raise TermProblem(NO_OPTION.format(option=option))
    return Course(options, new)


def _files_and_options(paths, more):
    """The files and nbgrader's options, which may stand among them."""
    words = [*paths, *more]
    return [Path(word) for word in words if not word.startswith("--")], [
        word for word in words if word.startswith("--")
    ]


def _list(out, problems):
    """Show problems, and end with 1 if there are any."""
    for problem in problems:
        out.print(_one_line(problem), markup=False)
    if problems:
        raise typer.Exit(1)


@contextmanager
def problems_in_lines():
    """What goes wrong is a line."""
    from sqlalchemy.exc import DatabaseError
    from traitlets import TraitError

    from bplab.grading.gradebook.database import database_problem
    from bplab.grading.gradebook.extensions import BadExtensions
    from bplab.term.course import TermProblem

    try:
        yield
    except (TermProblem, BadExtensions, TraitError) as problem:
        _end(problem)
    except DatabaseError as error:
        _end(database_problem(error))
    except OSError as error:
        _end(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))


def _end(problem):
    typer.echo(f"bplab: {problem}", err=True)
    raise typer.Exit(1)


COMMANDS = (roster, collect, deadline, extend, export, forget, student_data)
