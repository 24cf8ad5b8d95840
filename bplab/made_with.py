"""The bplab that a notebook was built with stands in its metadata: is it the one that is installed?

A student who opens last week's notebook with this week's package reads it where the notebook first imports
bplab; whoever grades reads it in the log.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from bplab import __version__
from bplab.language import ENGLISH

NOTEBOOK = "JPY_SESSION_NAME"  # in the environment of a kernel of JupyterLab's: its notebook
MOST_BYTES = 8 * 2**20  # of a notebook that is looked into
OTHER = (
    "This notebook was made for bplab {made}, and bplab {installed} is installed: its checks may not fit. "
    "Take notebook and package from the same hand-out, then restart the kernel."
)


def metadata(language: str = ENGLISH) -> dict[str, dict[str, str]]:
    """What the build writes into a notebook's metadata; of English nothing is said."""
    stated = {} if language == ENGLISH else {"language": language}
    return {"bplab": {"version": __version__, **stated}}


def version_of(metadata: Any) -> str | None:
    """The version that the metadata of any notebook state, or None."""
    stated = metadata.get("bplab") if isinstance(metadata, dict) else None
    value = stated.get("version") if isinstance(stated, dict) else None
    return value if isinstance(value, str) else None


def say_if_other() -> None:
    """Print a line if the notebook of this kernel was made with another version.

    Not a warning: nbgrader gives a cell that writes to stderr no points.
    """
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:  # a program that a notebook has started
        return
    try:
        with open(os.environ[NOTEBOOK], encoding="utf-8") as file:
            made = version_of(json.loads(file.read(MOST_BYTES)).get("metadata"))
    except (OSError, ValueError, AttributeError, RecursionError):
        return
    if made not in (None, __version__):
        print(OTHER.format(made=made, installed=__version__))
