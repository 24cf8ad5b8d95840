"""Which lines of a traceback a student wrote. Used where code is checked, and where it runs while graded."""

import traceback
from pathlib import Path

PACKAGE = str(Path(__file__).parents[1])


def students_frames(error):
    """The lines of an exception's traceback that the student wrote.

    An exception that was raised in another process has them in an attribute of this name.
    """
    frames = traceback.extract_tb(error.__traceback__)
    return getattr(error, "students_frames", None) or [frame for frame in frames if _is_students(frame)]


def _is_students(frame):
    return (
        bool(frame.line) and not frame.filename.startswith(PACKAGE) and "site-packages" not in frame.filename
    )
