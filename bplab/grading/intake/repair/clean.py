"""Well-formed cells out of whatever a file holds: every value in it may have any type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bplab.grading.intake.repair.code import definitions
from bplab.grading.intake.repair.fences import unfenced
from bplab.grading.intake.repair.pictures import Album
from bplab.grading.intake.repair.records import note

if TYPE_CHECKING:
    from bplab.grading.intake.repair.template import Part

LONGEST = 1_000_000  # characters in one cell; a million is a book
LINE_END = re.compile(r"\r\n?")
IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")  # no text file can hold these, and Python refuses a NUL
LEGAL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass
class SubmittedCell:
    """One submitted cell. part: the released cell that it is, None for an ordinary one."""

    type: str
    source: str
    id: str = ""  # as submitted; "" if none or no legal one
    marks: object = None  # its nbgrader metadata as submitted, of whatever type
    attachments: dict = field(default_factory=dict)
    part: Part | None = None

    @property
    def claim(self):
        """The grade_id that its metadata states, or ""."""
        claim = self.marks.get("grade_id") if isinstance(self.marks, dict) else None
        return claim if isinstance(claim, str) else ""

    @cached_property
    def text(self):
        return normal(self.source)

    @cached_property
    def names(self):
        """What its text defines if it is code, of whatever type the cell is (see code.definitions)."""
        return definitions(unfenced(self.source))

    @property
    def torn(self):
        """Whether it is no code by itself, as a piece of a split cell; IPython shifts an indented one."""
        return self.names is None or self.text[:1] in (" ", "\t")


def read_cells(entries):
    """(cells, repairs) of the list under "cells".

    Of a cell's metadata only nbgrader's is looked at: the rest is a student's view settings, and tags such as
    `skip-execution` would change what a test does.
    """
    counts = dict.fromkeys(("no-cell", "no-type", "no-text", "too-long"), 0)
    counts |= dict.fromkeys(("characters", "line-ends"), 0)
    cells, album = [], Album()
    for entry in entries:
        if not isinstance(entry, dict):
            counts["no-cell"] += 1
            continue
        kind = entry.get("cell_type")
        if not isinstance(kind, str) or kind not in ("code", "markdown", "raw"):
            counts["no-type"] += 1
            kind = "code"
        metadata = entry.get("metadata")
        cell = SubmittedCell(kind, _source(entry.get("source", ""), counts), _legal_id(entry.get("id")))
        cell.marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if kind == "markdown":
            cell.attachments = album.read(entry.get("attachments", {}))
        cells.append(cell)
    counts |= {"attachments": album.left_out, "shrunk": album.shrunk}
    return cells, [note(kind, count=count, limit=LONGEST) for kind, count in counts.items() if count]


def _source(value, counts):
    lines = value if isinstance(value, list) else [value]
    text = [line for line in lines if isinstance(line, str)]
    if len(text) < len(lines):
        counts["no-text"] += 1
    source = "".join(text)
    if len(source) > LONGEST:
        counts["too-long"] += 1
        return ""
    possible = IMPOSSIBLE.sub("", source)
    counts["characters"] += possible != source
    unix = LINE_END.sub("\n", possible)
    counts["line-ends"] += unix != possible
    return unix


def normal(source):
    """A text without what an editor may change unasked: spaces at the ends of lines, empty lines around."""
    return "\n".join(line.rstrip() for line in source.split("\n")).strip("\n")


def _legal_id(value):
    return value if isinstance(value, str) and LEGAL_ID.fullmatch(value) else ""
