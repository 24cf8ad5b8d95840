"""Why a name is missing: the student's cell that would have defined it, and what kept it from doing so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bplab.grading.intake.repair.code import definitions
from bplab.grading.sandbox.cells import Failure

MISSING = re.compile(r"name '(\w+)' is not defined")
FAILED = "{error}\n  `{name}` is missing because your {cell} stopped at line {line} with {type}: {text}"
FAILED_SOMEWHERE = "{error}\n  `{name}` is missing because your {cell} stopped with {type}: {text}"
STOPPED = "{error}\n  `{name}` is missing because your {cell} was stopped: {text}"
TASK, OTHER = "cell `{id}`", "cell that begins with `{line}`"
LONGEST_LINE = 60
# Where the text is no Python, the lines that would have defined the name.
WOULD_DEFINE = (
    r"^(?:(?:async\s+)?def|class)\s+{name}\b"
    r"|^{name}\s*(?::[^=\n]*)?=(?!=)"
    r"|^(?:from\s.*\s)?import\s.*\b{name}\b"
)


@dataclass(frozen=True)
class UnfinishedCell:
    """A cell of the student's that did not get to its end.

    task: its grade_id, None if it has none.
    failure: a Failure (see cells.py), or why it was stopped, as text.
    """

    task: str | None
    source: str
    failure: Failure | str


def with_cause(message: str, unfinished: list[UnfinishedCell]) -> str:
    """A message that says a name is not defined, with the cell to blame if there is one that would have."""
    found = MISSING.search(message)
    if found is None:
        return message
    name = found[1]
    for cell in reversed(unfinished):
        if _would_define(cell, name):
            return _blamed(message, name, cell)
    return message


def _would_define(cell: Any, name: str) -> bool:
    names = definitions(cell.source)
    if names is not None:
        return name in names
    return (
        cell.task == name or re.search(WOULD_DEFINE.format(name=name), cell.source, re.MULTILINE) is not None
    )


def _blamed(message: str, name: str, cell: Any) -> str:
    where = TASK.format(id=cell.task) if cell.task else OTHER.format(line=_first_line(cell.source))
    if isinstance(cell.failure, str):
        return STOPPED.format(error=message, name=name, cell=where, text=cell.failure)
    template = FAILED_SOMEWHERE if cell.failure.line is None else FAILED
    failure = cell.failure
    return template.format(
        error=message, name=name, cell=where, line=failure.line, type=failure.type, text=failure.text
    )


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.splitlines() if line.strip()), "")[:LONGEST_LINE]
