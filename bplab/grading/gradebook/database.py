"""What keeps the gradebook from being used, and what to do: the errors of SQLite and PostgreSQL in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import DatabaseError


PROBLEM = "the gradebook cannot be used ({error}). {remedy}"
REMEDIES = {
    r"locked|lock timeout|lock_timeout": (
        "Another program is writing it: close formgrader or wait for the other run, then try again"
    ),
    r"readonly|read-only|permission denied": "Give yourself the right to write the file and its folder",
    r"disk is full|no space left|disk full": "Free space on the disk, then try again",
    r"no such (table|column)|has no column|(column|relation) .* does not exist": (
        "It was made by an earlier nbgrader: back it up, then run `nbgrader db upgrade`"
    ),
    r"malformed|not a database|disk i/o": "The file is damaged: put a backup in its place",
    r"unable to open|could not translate|refused|timeout|password|role|database .* does not exist": (
        "Look at the address of the gradebook: --db, or c.CourseDirectory.db_url in nbgrader_config.py"
    ),
}
OTHER = "What is graded is kept; run the same command again when the cause is removed"


def database_problem(error: DatabaseError) -> str:
    """A sentence about an OperationalError or ProgrammingError of SQLAlchemy."""
    text = " ".join(str(error.orig or error).split())
    remedy = next(
        (words for pattern, words in REMEDIES.items() if re.search(pattern, text, re.IGNORECASE)), OTHER
    )
    return PROBLEM.format(error=text, remedy=remedy)
