"""`bplab translate`: bring a unit's zh.po up to the English of its lessons."""

from pathlib import Path
from typing import Annotated

import typer

NOT_HERE = "bplab translate: {root} is not a checkout of bplab: lessons/ is missing. Run this in yours."
DONE = "{path}: {whole} of {count} texts are translated, {changed} are fuzzy, {empty} empty"
COPY = "{path}: to be read, not to be handed out"


def translate(
    units: Annotated[list[str], typer.Argument(help="Units, such as 01_forward_pass.")],
    to: Annotated[
        Path | None, typer.Option(help="A folder for notebooks in Chinese, with solutions, to be proof-read.")
    ] = None,
):
    """Bring a unit's Chinese text up to its English: new texts empty, changed ones marked fuzzy."""
    from bplab.authoring.errors import BuildError, LessonError
    from bplab.authoring.translation import catalogue
    from bplab.authoring.translation.copies import write_copies
    from bplab.authoring.translation.keeper import read_parts
    from bplab.authoring.translation.texts import texts
    from bplab.authoring.units import find_units

    root = Path.cwd()
    if not (root / "lessons").is_dir():
        typer.echo(NOT_HERE.format(root=root), err=True)
        raise typer.Exit(2)
    try:
        for unit in find_units(root, units, lectures_too=True):
            path = catalogue.path_of(unit)
            parts = read_parts(unit)
            wanted = [text for part, cells in parts.items() for text in texts(part, cells)]
            new = catalogue.updated(catalogue.read(path), wanted)
            catalogue.write(path, new)
            changed = sum("fuzzy" in entry.flags for entry in new)
            empty = sum(not entry.msgstr for entry in new)
            numbers = {"count": len(new), "whole": len(new) - changed - empty}
            place = path.relative_to(root)
            typer.echo(DONE.format(path=place, changed=changed, empty=empty, **numbers))
            for copy in write_copies(parts, new, to / unit.name) if to else ():
                typer.echo(COPY.format(path=copy))
    except (BuildError, LessonError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
