"""The command line of students' data. What is slow to import is imported where it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bplab.language import in_language
from bplab.term.options import DRY, DryRun, end_with, open_course, problems_in_lines

if TYPE_CHECKING:
    from bplab.term.course import Course

ONE_STUDENT = "forget takes one student, or --expired"
OLDER = "{count} older than {days} days"
KEPT = "nothing is too old: c.Term.keep_days is 0"
SURE = "Remove all this? It cannot be undone"
FORGOTTEN = "{student}: removed"
REMAINS = (
    "these still name the student, or somebody called alike; look, and delete them, or that part of them:"
)
GIVEN = "{path}: {count} of {student}"


def forget(
    context: typer.Context,
    student: Annotated[str, typer.Argument(help="Id, e-mail address or user name.")] = "",
    expired: Annotated[
        bool, typer.Option("--expired", help="Instead: attempts and copies older than c.Term.keep_days.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Remove a student's data from the course: work, marks, records, gradebook, its copies. It asks first."""
    with problems_in_lines():
        from bplab.term.course import TermProblem

        if bool(student) == expired:
            raise TermProblem(ONE_STUDENT)
        course = open_course(context.args)
        if expired:
            _forget_expired(course, yes, dry_run)
        else:
            _forget_student(course, student, yes, dry_run)


def _forget_expired(course: Course, yes: bool, dry_run: bool) -> None:
    from bplab.term import forget as privacy
    from bplab.term.report import counted

    days, paths = privacy.expired(course)
    what = OLDER.format(count=counted(len(paths), "thing"), days=days) if days else KEPT
    if _is_sure([str(path.relative_to(course.root)) for path in paths], what, yes, dry_run):
        privacy.remove_all(course, paths)


def _forget_student(course: Course, text: str, yes: bool, dry_run: bool) -> None:
    from bplab.term import forget as privacy
    from bplab.term.report import say
    from bplab.term.traces import Traces

    traces = Traces.of(course, text)
    student = traces.student
    lines = list(privacy.look(traces).lines(course.root))
    if _is_sure(lines, f"{student.id} {student.name}".strip(), yes, dry_run):
        remaining = privacy.forget(traces)
        say(FORGOTTEN.format(student=student.id))
        end_with([REMAINS, *map(str, remaining)] if remaining else [])


def _is_sure(lines: list[str], what: str, yes: bool, dry_run: bool) -> bool:
    """Show what would be removed, and ask. Ends with 1 if the person does not want it."""
    from bplab.term.report import show_lines

    show_lines([*lines, f"{what}{DRY if dry_run else ''}"])
    if dry_run or not lines:
        return False
    if not yes and not typer.confirm(in_language(SURE), err=True):
        raise typer.Exit(1)
    return True


def student_data(
    context: typer.Context,
    student: Annotated[str, typer.Argument(help="Id, e-mail address or user name.")],
    into: Annotated[Path, typer.Option(help="The zip file that is written.")],
) -> None:
    """Pack all that the course holds of a student into a zip file, to be given to them."""
    with problems_in_lines():
        from bplab.term.report import counted, say
        from bplab.term.student_data import pack
        from bplab.term.traces import Traces

        traces = Traces.of(open_course(context.args), student)
        count = counted(pack(traces, into), "file")
        say(GIVEN.format(path=into, count=count, student=traces.student.id))
