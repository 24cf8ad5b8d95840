"""Which files stand beside graded notebooks and feedback: of a student's only data, code and pictures."""

from __future__ import annotations

from pathlib import PurePath

SUFFIX = ".verdicts.json"  # of what was found in a notebook; no student's file of this name is used
DATA = {".csv", ".dat", ".json", ".md", ".npy", ".npz", ".py", ".tsv", ".txt"}
PICTURES = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"}


def is_listed(name: str) -> bool:
    """Whether a file of this name may stand there: no browser makes a page of its kind."""
    return PurePath(name).suffix.lower() in DATA | PICTURES
