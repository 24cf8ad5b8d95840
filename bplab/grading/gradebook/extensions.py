"""Who may hand in later: extensions.json in the course's folder, also for those who have not yet done so.

nbgrader keeps an extension in the submission, which there is only once it is graded.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.api import Gradebook, MissingEntry

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory


FILE = "extensions.json"
BROKEN = "{path} cannot be read ({error}): correct it, or remove it with all the extensions in it"


class BadExtensions(ValueError):
    """The file does not hold what it should; the message says so."""


def read_extensions(root: Path, unit: str) -> dict[str, timedelta]:
    """student id -> timedelta, of a unit. Raises BadExtensions."""
    found = _read(Path(root) / FILE).get(unit, {})
    return {student: timedelta(hours=hours) for student, hours in found.items()}


def write_extension(root: Path, unit: str, student: str, length: timedelta) -> None:
    """Note an extension; one of no length goes. Raises BadExtensions."""
    path = Path(root) / FILE
    content = _read(path)
    content.setdefault(unit, {})[student] = length.total_seconds() / 3600
    if not length:
        del content[unit][student]
    new = path.with_suffix(".new")
    new.write_text(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    new.replace(path)


def _read(path: Path) -> dict[str, dict[str, float]]:
    """unit -> {student id: hours}"""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(hours, (int, float)) for noted in content.values() for hours in noted.values()):
            return content
        error = "an extension is a number of hours"
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError, OSError) as problem:
        error = str(problem)
    raise BadExtensions(BROKEN.format(path=path, error=error))


def apply_extensions(coursedir: CourseDirectory, unit: str, student: str | None = None) -> None:
    """Put the noted extensions into the submissions that there are; student: only this one's.

    Without a due date there is none: nbgrader could not add it to anything.
    """
    noted = read_extensions(coursedir.root, unit)
    if student is not None:
        noted = {name: noted[name] for name in noted if name == student}
    if not noted:
        return
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        has_date = gradebook.find_assignment(unit).duedate is not None
        for name, length in noted.items():
            try:
                submission = gradebook.find_submission(unit, name)
            except MissingEntry:
                continue
            submission.extension = length if has_date else None
        gradebook.db.commit()
