"""A student's submission folder: which files are the notebooks, read and repaired, nothing run."""

import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from bplab.grading.reading import Ungradable, read_notebook
from bplab.grading.repair import OtherAssignment, Repair, filled_tasks, note, repair
from bplab.grading.repair.records import listed

MOST_NOTEBOOKS = 20  # are looked at, to find one that was renamed
TIMESTAMP = "timestamp.txt"  # nbgrader reads it

NO_FOLDER = "no submission"
LINKED_FOLDER = "the submission folder is a link: it may lead anywhere, and is not followed"
NO_NOTEBOOK = "no notebook in the submission (found: {found})"
OTHER_NAME = "no {expected} (found: {found})"
OTHER_ASSIGNMENT = "{name} holds no cell of {unit}, or more of another assignment: is it the right notebook?"
BAD_TIMESTAMP = "timestamp.txt is not a plain text file that holds a date"


@dataclass(frozen=True)
class Submission:
    """One notebook of a student, ready to be graded; filled: how many tasks are."""

    notebook: NotebookNode
    repairs: list[Repair]
    filled: int


def read_submission(folder, unit, name, released):
    """The Submission for the notebook `name` of a unit; raises Ungradable.

    The file of that name counts. If it is missing or nothing is filled in, another notebook with this unit's
    cells may be the one: that with most tasks filled in, then the first by name.
    """
    readable, problem = {}, None
    if os.path.lexists(folder / name):
        readable[name] = _read(folder / name, unit, released)
        if readable[name].filled:
            return readable[name]
    found = sorted(path for path in folder.glob("*.ipynb") if path.name != name)
    for path in found[:MOST_NOTEBOOKS]:
        try:
            readable[path.name] = _read(path, unit, released)
        except Ungradable as error:
            problem = error
    if not readable:
        raise problem if len(found) == 1 else _no_notebook(folder, name, found)
    best = max(readable, key=lambda other: readable[other].filled)
    if best == name:
        return readable[name]
    repairs = [note("renamed", found=best, name=name)]
    if others := [other for other in readable if other != best]:
        repairs.append(note("ignored", found=others))
    return replace(readable[best], repairs=repairs + readable[best].repairs)


def check_folder(folder, parse_date):
    """Raises Ungradable if the folder itself or its timestamp is not what nbgrader can use."""
    folder = Path(folder)
    if folder.is_symlink() or folder.parent.is_symlink():
        raise Ungradable(LINKED_FOLDER)
    if not folder.is_dir():
        raise Ungradable(NO_FOLDER)
    path = folder / TIMESTAMP
    if os.path.lexists(path):
        try:
            if not stat.S_ISREG(path.lstat().st_mode) or path.stat().st_size > 1000:
                raise ValueError
            text = path.read_text().strip()
            if text:
                parse_date(text)
        except (ValueError, OverflowError, OSError):
            raise Ungradable(BAD_TIMESTAMP) from None


def _read(path, unit, released):
    content, repairs = read_notebook(path)
    try:
        notebook, more = repair(content, released)
    except OtherAssignment:
        raise Ungradable(OTHER_ASSIGNMENT, name=path.name, unit=unit) from None
    return Submission(notebook, repairs + more, filled_tasks(notebook, released))


def _no_notebook(folder, name, notebooks):
    if notebooks:
        return Ungradable(OTHER_NAME, expected=name, found=listed(path.name for path in notebooks))
    return Ungradable(NO_NOTEBOOK, found=listed(sorted(os.listdir(folder))) or "nothing")
