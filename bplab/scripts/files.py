"""`bplab script`: from a notebook's file to the script's, over which nothing is written."""

from __future__ import annotations

from pathlib import Path

import nbformat

from bplab.scripts.kinds import KINDS
from bplab.scripts.writing import NoScript, to_script

NO_NOTEBOOK = "{path}: there is no notebook; say a unit that is released, or the notebook that you got"
NO_READING = "{path} cannot be read as a notebook: {reason}"
EXISTS = "{path} is there already, and may hold somebody's work: choose another name with --to"

__all__ = ["NoScript", "write_script"]


def write_script(source: Path, to: Path | None = None) -> Path:
    """Write the script of a unit, or of a notebook's file; its path. Raises NoScript."""
    path = _notebook_of(source)
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError) as error:
        raise NoScript(
            NO_READING.format(path=path, reason=getattr(error, "strerror", None) or error)
        ) from None
    file, text = to_script(notebook, path.stem)
    place = to or Path(file)
    try:
        with place.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError:
        raise NoScript(EXISTS.format(path=place)) from None
    except OSError as error:
        raise NoScript(f"{place}: {error.strerror}") from None
    return place


def _notebook_of(source: Path) -> Path:
    """The notebook's file; of a unit the released one."""
    if source.is_file():
        return source
    found = sorted((Path("release") / source.name).glob("*.ipynb"))
    if not found:
        raise NoScript(NO_NOTEBOOK.format(path=source))
    return next((path for path in found if path.stem in KINDS), found[0])
