"""A student's submission folder: which files are the notebooks, read and repaired, nothing run.

What it holds is taken out as plain data first (`take`), so that whoever grades needs no file of the course.
"""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bplab.grading.reading import MOST_BYTES, TOO_LARGE, Ungradable, read_file, read_notebook
from bplab.grading.repair import OtherAssignment, Repair, filled_tasks, note, repair
from bplab.grading.repair.records import listed

MOST_NOTEBOOKS = 20  # are looked at, to find one that was renamed

NO_FOLDER = "no submission"
LINKED_FOLDER = "the submission folder is a link: it may lead anywhere, and is not followed"
ODD_NAME = "the name of the student's folder holds a line end, or bytes that are no text: rename it"
NO_NOTEBOOK = "no notebook in the submission (found: {found})"
OTHER_NAME = "no {expected} (found: {found})"
OTHER_ASSIGNMENT = "{name} holds no cell of {unit}, or more of another assignment: is it the right notebook?"


@dataclass(frozen=True)
class Submission:
    """One notebook of a student, ready to be graded.

    filled: how many tasks are. seconds: what reading and repairing it took.
    """

    notebook: NotebookNode
    repairs: list[Repair]
    filled: int
    seconds: float = 0.0


def take(folder, expected):
    """What a submission folder holds, as plain data: the names in it, and its notebooks.

    {"names": names, "notebooks": {name: bytes, or the text that says why they cannot be had}}
    expected: names of the unit's notebooks; they come first, then others by name.
    """
    others = sorted(path.name for path in folder.glob("*.ipynb") if path.name not in expected)
    notebooks, left = {}, MOST_BYTES
    for name in [*(name for name in expected if os.path.lexists(folder / name)), *others[:MOST_NOTEBOOKS]]:
        try:
            if left < (folder / name).lstat().st_size <= MOST_BYTES:
                raise Ungradable(TOO_LARGE, name=name, reason=f"{MOST_BYTES >> 20} MiB and more")
            notebooks[name] = read_file(folder / name)
            left -= len(notebooks[name])
        except Ungradable as problem:
            notebooks[name] = str(problem)
    return {"names": sorted(os.listdir(folder)), "notebooks": notebooks}


def read_submission(taken, unit, name, released):
    """The Submission for the notebook `name` of a unit; raises Ungradable. taken: see `take`.

    The file of that name counts. If it is missing or nothing is filled in, another notebook with this unit's
    cells may be the one: that with most tasks filled in, then the first by name.
    """
    notebooks, readable, problem = taken["notebooks"], {}, None
    if name in notebooks:
        readable[name] = _read(notebooks, name, unit, released)
        if readable[name].filled:
            return readable[name]
    found = sorted(other for other in notebooks if other != name)
    for other in found[:MOST_NOTEBOOKS]:
        try:
            readable[other] = _read(notebooks, other, unit, released)
        except Ungradable as error:
            problem = error
    if not readable:
        raise problem if len(found) == 1 else _no_notebook(taken["names"], name, found)
    best = max(readable, key=lambda other: readable[other].filled)
    if best == name:
        return readable[name]
    repairs = [note("renamed", found=best, name=name)]
    if others := [other for other in readable if other != best]:
        repairs.append(note("ignored", found=others))
    return replace(readable[best], repairs=repairs + readable[best].repairs)


def read(taken, unit, name, template):
    """The same with the released notebook as text; an Ungradable is returned, so that it can be sent."""
    try:
        return read_submission(taken, unit, name, nbformat.reads(template, 4))
    except Ungradable as problem:
        return problem


def check_folder(folder):
    """Raises Ungradable if the folder itself is not what nbgrader can use."""
    folder = Path(folder)
    if re.search("[\n\ud800-\udfff]", folder.parent.name):  # nbgrader and the gradebook take no such name
        raise Ungradable(ODD_NAME)
    if folder.is_symlink() or folder.parent.is_symlink():
        raise Ungradable(LINKED_FOLDER)
    if not folder.is_dir():
        raise Ungradable(NO_FOLDER)


def _read(notebooks, name, unit, released):
    if isinstance(notebooks[name], str):
        raise Ungradable.because(notebooks[name])
    content, repairs = read_notebook(notebooks[name], name)
    try:
        notebook, more = repair(content, released)
    except OtherAssignment:
        raise Ungradable(OTHER_ASSIGNMENT, name=name, unit=unit) from None
    return Submission(notebook, repairs + more, filled_tasks(notebook, released))


def _no_notebook(names, name, notebooks):
    if notebooks:
        return Ungradable(OTHER_NAME, expected=name, found=listed(notebooks))
    return Ungradable(NO_NOTEBOOK, found=listed(names) or "nothing")
