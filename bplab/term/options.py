"""What the commands of a course share: the course they are about, options, and problems as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bplab.command_line import end

if TYPE_CHECKING:
    from bplab.term.course import Course


# One that is mistyped must not be passed over: without its --dry-run a command would write.
NBGRADERS = re.compile(r"--(course-dir|db|log-level|\w+\.\w+)=.*", re.DOTALL)
NO_OPTION = (
    "{option!r} is no option here (--help lists them), nor one of nbgrader's, such as --course-dir=..."
)
DRY = "; nothing was written"

Columns = Annotated[str, typer.Option(help='What unrecognised columns mean: "id=Kennung,name=Wer".')]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")]
Zone = Annotated[str, typer.Option(help="Zone of times that name none: Asia/Shanghai; else c.Term.zone.")]
Unit = Annotated[str, typer.Argument(help="The unit, such as 05_linear_vs_relu.")]


def open_course(options: Sequence[str], new: bool = False) -> Course:
    """The Course; raises TermProblem for what is no option of nbgrader's either."""
    from bplab.term.course import Course, TermProblem

    for option in options:
        if not NBGRADERS.fullmatch(option):
            raise TermProblem(NO_OPTION.format(option=option))
    return Course(options, new)


def files_and_options(paths: Sequence[str], more: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The files and nbgrader's options, which may stand among them."""
    words = [*paths, *more]
    files = [Path(word) for word in words if not word.startswith("--")]
    return files, [word for word in words if word.startswith("--")]


@contextmanager
def problems_in_lines() -> Iterator[None]:
    """What goes wrong is a line."""
    from sqlalchemy.exc import DatabaseError
    from traitlets import TraitError

    from bplab.grading.gradebook.database import database_problem
    from bplab.grading.gradebook.extensions import BadExtensions
    from bplab.term.course import TermProblem

    try:
        yield
    except (TermProblem, BadExtensions, TraitError) as problem:
        end(f"bplab: {problem}")
    except DatabaseError as error:
        end(f"bplab: {database_problem(error)}")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        end(f"bplab: {where}{error.strerror or error}")


def end_with(problems: Sequence[str]) -> None:
    """Show problems, and end with 1 if there are any."""
    from bplab.term.report import show_lines

    show_lines(problems)
    if problems:
        raise typer.Exit(1)
