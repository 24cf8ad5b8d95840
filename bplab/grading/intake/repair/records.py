"""What was repaired: one record each, its sentence made from the templates of this file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 8  # names in one sentence; the rest is counted

TEXTS = {
    "encoding": "the file is written in {encoding}: read as that",
    "version": "the notebook is of format {version}: converted to format 4",
    "renamed": "the notebook is called {found}: graded as {name}",
    "script": "the script {found} is graded as the notebook, its definitions found by name",
    "script-given": "names that are given are as given, not as the script has them: {found}",
    "script-twice": "the script defines these several times, the last one that is filled in counts: {found}",
    "script-left": "left out, as no task needs it, these lines of the script: {found}",
    "ignored": "the notebook with most tasks filled in counts, not graded: {found}",
    "unreadable": "beside the notebook that is graded: {found}",
    "unpacked": "left out of what is unpacked (links, ways out, broken zip files, too many): {found}",
    "links": "links are not followed and not copied: {found}",
    "special": "no plain files that can be read, not copied: {found}",
    "too-much": "data files beyond {limit} are not copied: {found}",
    "unlisted": "files other than data, Python and pictures are not copied to autograded/: {found}",
    "timestamp": "timestamp.txt is put aside, so nothing says when this came in: {reason}",
    "no-cell": "{count} entries of the list of cells are no cells: left out",
    "no-type": "cells without a known type are taken for code: {count}",
    "no-text": "cells whose text is no text: {count}; what is text in them is kept",
    "too-long": "cells longer than {limit} characters are emptied: {count}",
    "characters": "characters that no file can hold are taken out (NUL, halves of characters): {count} cells",
    "line-ends": "line ends of another system in {count} cells: made ordinary ones",
    "attachments": "attachments that are no pictures, too large, or SVG are left out: {count}",
    "made-with": "the notebook was made with bplab {found}, and what was released with bplab {name}",
    "kernel": "the notebook asks for {found}: graded with {name}",
    "foreign": "cells of another assignment are ordinary cells here: {found}",
    "lost": "cells had lost their nbgrader metadata and were recognised: {cells}",
    "damaged": "damaged or changed nbgrader metadata is put right: {cells}",
    "fences": "marks of Markdown (```) around code are taken away: {cells}",
    "shrunk": "large pictures are made smaller: {count}",
    "pictures": "references to pictures that did not come along say so in words: {found}",
    "picture-names": "pictures have plain names now, so that references find them: {found}",
    "html": "links, pictures or HTML that could act in your browser are shown as typed: {count} text cells",
    "merged": "cells had been merged and are apart again: {cells}",
    "split": "the parts of a cell that had been split are joined again: {cells}",
    "copies": "{cells} is there {count} times: the last one that is complete and filled in counts",
    "joined": "{cells} is there {count} times: the answers are joined",
    "dropped": "copies of cells that are given are dropped, or ordinary cells where changed: {cells}",
    "retyped": "cells had become another type and are {type} again: {cells}",
    "changed": "the text of cells that must not be edited is put back: {cells}",
    "older": "cells of an earlier release are replaced by those of today: {cells}",
    "kept": "lines that were added to a given cell stand in a cell of their own after it: {cells}",
    "missing": "missing cells are put back: {cells}",
    "moved": "cells stood before what they need, or after what needs them, and are back in place: {cells}",
}


@dataclass(frozen=True)
class Repair:
    """kind: a key of TEXTS. cell: the grade_id if it is about one cell, else "". text: for an instructor."""

    kind: str
    cell: str
    text: str


def note(kind: str, cells: Sequence[str] = (), **values: Any) -> Repair:
    """The record of a repair; every value is made one line, whoever wrote it."""
    shown = {name: value if isinstance(value, int) else one_line(value) for name, value in values.items()}
    if "found" in values and not isinstance(values["found"], str):
        shown["found"] = listed(values["found"])
    text = TEXTS[kind].format(cells=listed(cells), **shown)
    return Repair(kind, cells[0] if len(cells) == 1 else "", text)


def listed(names: Iterable[object]) -> str:
    """`a, b, c and 12 more`."""
    names = list(names)
    more = len(names) - SHOWN
    shown = ", ".join(one_line(name) for name in names[:SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown


def one_line(value: object, limit: int | None = 80) -> str:
    """Text of unknown origin on one line: line ends and terminal codes are shown, not obeyed.

    limit: of its characters; None to have all.
    """
    text = str(value)
    cut = text if limit is None or len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
