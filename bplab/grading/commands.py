"""The command line of grading. What is slow to import is imported where it is used."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bplab import moved
from bplab.command_line import end, in_lines
from bplab.language import in_language
from bplab.term.options import Unit, open_course, problems_in_lines

__getattr__ = moved.refusing(__name__)

NEEDS_LINUX = (
    "bplab {command}: grading needs Linux, whose kernel makes the sandbox of student code; this is {system}."
    " {remedy} Lectures, assignments, `bplab experiment` and `bplab build` work here."
)
ONE_OF_TWO = "bplab grade: --regrade and --only-missing cannot be used together"
INTERRUPTED = 130  # the exit code after Ctrl-C


def check(
    notebook: Annotated[Path, typer.Argument(help="The notebook that you are about to hand in.")],
    released: Annotated[
        Path | None, typer.Option(help="The notebook as it was given out, if it is newer than this bplab.")
    ] = None,
) -> None:
    """Try a notebook before you hand it in: a fresh run with grading's limits, and what would be repaired.

    Exit code 1 if a visible check fails, or a cell stops with an error.
    """
    from bplab.grading.intake.reading import Ungradable
    from bplab.self_check import check_notebook

    with in_lines(Ungradable, before="bplab check: "):
        passes = check_notebook(notebook, released, say=typer.echo)
    if not passes:
        raise typer.Exit(1)


def grade(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(help="The unit to grade, such as 05_linear_vs_relu.")],
    students: Annotated[str, typer.Option(help="Only these, as ana,ben; all if left out.")] = "",
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; as many as cores if left out.")] = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Also what is graded and unchanged.")] = False,
    only_missing: Annotated[
        bool,
        typer.Option("--only-missing", help="Only what has no grade yet, not what has changed."),
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="An existing Dask cluster, as tcp://host:port.")
    ] = None,
) -> None:
    """Grade a class in parallel: what `nbgrader autograde UNIT` gives, faster. Run it again to go on.

    Options of nbgrader are passed on: --course-dir=..., --db=..., --Sandbox.cell_seconds=60.
    """
    need_linux("grade")
    from bplab.grading.classrun.errors import CannotGrade
    from bplab.grading.grade import grade_class

    options = context.args
    if regrade and only_missing:
        end(ONE_OF_TWO, 2)
    with in_lines(CannotGrade):
        code = grade_class(unit, students or None, jobs, scheduler, regrade, only_missing, options)
        if code != INTERRUPTED and (better := _better_attempts(unit, options)):
            code = grade_class(unit, ",".join(better), jobs, scheduler, options=options) or code
    if code != INTERRUPTED:
        _show_lateness(unit, options)
    raise typer.Exit(code)


def _better_attempts(unit: str, options: Sequence[str]) -> list[str]:
    with problems_in_lines():
        from bplab.term.after_grading import better_attempts  # the workers are started before this is loaded

        return better_attempts(unit, options)


def _show_lateness(unit: str, options: Sequence[str]) -> None:
    with problems_in_lines():
        from bplab.term.after_grading import show_lateness

        show_lateness(unit, options)


def correct(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(help="The unit whose source has changed.")],
) -> None:
    """Release a changed unit, also with questions that have come or gone, and grade whom it concerns.

    The gradebook is backed up first, into backups/. Marks, comments and flags of a person stay.
    """
    need_linux("correct")
    with problems_in_lines():
        from bplab.term.correct import correct as correct_release
        from bplab.term.report import show_corrected

        found = correct_release(open_course(context.args), unit, context.args)
        show_corrected(found, unit)
    if found.students:
        grade(context, unit)


def status(
    context: typer.Context,
    unit: Unit,
    students: Annotated[bool, typer.Option("--students", help="Also each student, with the reason.")] = False,
) -> None:
    """Show who is graded, new, stale, waiting for a person, ungradable, or missing. Nothing is changed."""
    need_linux("status")
    from bplab.grading.classrun.errors import CannotGrade
    from bplab.grading.status import show_status

    with in_lines(CannotGrade):
        show_status(unit, students, context.args)


def doctor() -> None:
    """Try on this machine what protects the grading: a line for each promise, exit code 1 if one fails."""
    need_linux("doctor")
    from bplab.grading.doctor import examine

    broken = 0
    for name, promise, problem in examine(Path.cwd()):
        broken += problem is not None
        found = "ok   " if problem is None else "FAILS"
        typer.echo(f"{found}  {name:<12} {in_language(promise)}")
        if problem is not None:
            typer.echo(f"       {problem}")
    if broken:
        raise typer.Exit(1)


def need_linux(command: str) -> None:
    if sys.platform != "linux":
        from bplab.grading.sandbox.bubblewrap import GET_LINUX

        end(NEEDS_LINUX.format(command=command, system=sys.platform, remedy=GET_LINUX))
