"""Which files that a student hands in stand beside graded notebooks and feedback: data, code and pictures."""

from pathlib import PurePath

DATA = {".csv", ".dat", ".json", ".md", ".npy", ".npz", ".py", ".tsv", ".txt"}
PICTURES = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"}


def is_listed(name):
    """Whether a file of this name may stand there: no browser makes a page of its kind."""
    return PurePath(name).suffix.lower() in DATA | PICTURES
