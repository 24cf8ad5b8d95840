"""A notebook as the script of a lab sheet: the same prose, blanks and visible checks, and an argument.

Made from the notebook that students got, so there is no second text. What is filled in goes along.
"""

from __future__ import annotations

import json
from typing import Any

from bplab.scripts.kinds import KINDS, OUTPUT, SUMMARY

NO_SCRIPT = "{name} has no script: choose from {known}"

IMPORTS = """\
import sys

from bplab.scripts.running import run
"""
CHECK = "# %% check\ndef {name}():\n{body}\n"
END = """\
# %% run
if __name__ == "__main__":
    run(
        sys.argv,
        words={words},
        checks=({checks}),
        experiment={experiment},
    )

{output}
'''

'''

{summary}
'''

'''
"""


class NoScript(Exception):
    """A notebook of a unit that is not handed in as a script; the message says which are."""


def to_script(notebook: Any, name: str) -> tuple[str, str]:
    """(file name, text) of the script for a released notebook of this name; raises NoScript."""
    kind = KINDS.get(name)
    if kind is None:
        raise NoScript(NO_SCRIPT.format(name=name, known=", ".join(KINDS)))
    pieces, checks = [kind.head + IMPORTS], []
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        grade_id = marks.get("grade_id", "")
        if cell.cell_type == "markdown":
            if not marks.get("solution"):
                pieces.append("# %% [markdown]\n" + _commented(cell.source))
        elif marks.get("grade") and not _is_code(cell.source):  # a hidden check: its claim is left of it
            pieces.append(cell.source)
        elif marks.get("grade"):
            checks.append(grade_id)
            pieces.append(CHECK.format(name=grade_id, body=_indented(cell.source)))
        elif grade_id.removeprefix("given_") not in kind.left_out:
            pieces.append(f"# %%\n{cell.source}\n")
    names = "".join(f"\n            {check}," for check in checks) + "\n        "
    words = json.dumps(kind.words)
    pieces.append(END.format(words=words, checks=names, experiment=kind.run, output=OUTPUT, summary=SUMMARY))
    return kind.file, "\n".join(piece.rstrip("\n") + "\n" for piece in pieces)


def _is_code(source: str) -> bool:
    return any(line.strip() and not line.startswith("#") for line in source.split("\n"))


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def _indented(source: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in source.split("\n"))
