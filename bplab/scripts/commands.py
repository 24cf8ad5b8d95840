"""The command line of scripts. What is slow to import is imported where it is used."""

from pathlib import Path
from typing import Annotated

import typer

from bplab.command_line import in_lines

SCRIPT = "{path}: to be handed in as bp_<student id>.py"


def script(
    notebook: Annotated[
        Path, typer.Argument(help="A unit, such as 05_linear_vs_relu, or the notebook that you got.")
    ],
    to: Annotated[
        Path | None, typer.Option(help="The file that is written; else experiment_bp.py, here.")
    ] = None,
) -> None:
    """Write an assignment as a Python script, the lab sheet's form: same blanks, same checks."""
    from bplab.scripts.files import NoScript, write_script

    with in_lines(NoScript, before="bplab: "):
        typer.echo(SCRIPT.format(path=write_script(notebook, to)))
