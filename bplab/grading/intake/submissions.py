"""Which of the notebooks that a student handed in is graded: read and repaired, nothing run.

What the folder holds is plain data (`uploads.take`), so that whoever grades needs no file of the course.
"""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bplab.grading.intake.reading import Ungradable, decode, read_notebook
from bplab.grading.intake.repair import OtherAssignment, Repair, filled_tasks, note, repair
from bplab.grading.intake.repair.editions import choose
from bplab.grading.intake.repair.records import listed
from bplab.grading.intake.repair.template import read_template
from bplab.grading.intake.script import read_script
from bplab.grading.intake.uploads import DataFile, Taken

NO_FOLDER = "no submission"
LINKED_FOLDER = "the submission folder is a link: it may lead anywhere, and is not followed"
ODD_NAME = "the name of the student's folder contains a line break, or bytes that are not text: rename it"
NO_NOTEBOOK = "no notebook in the submission (found: {found})"
OTHER_NAME = "no {expected} (found: {found})"
OTHER_ASSIGNMENT = "{name} holds no cell of {unit}, or more of another assignment: is it the right notebook?"


@dataclass(frozen=True)
class Submission:
    """One notebook of a student, ready to be graded.

    filled: how many tasks are. folder: where it lay, "" for the submission folder itself.
    seconds: what reading and repairing it took.
    """

    notebook: NotebookNode
    repairs: list[Repair]
    filled: int
    folder: str
    seconds: float = 0.0

    def files(self, data: list[DataFile], unpacked: list[DataFile]) -> list[DataFile]:
        """The files that its code may read, which lie beside it: see Task and Taken."""
        if not self.folder:
            return data
        names = {path for path, _, _ in data}
        beside = [
            DataFile(path.removeprefix(f"{self.folder}/"), executable, content)
            for path, executable, content in [*data, *unpacked]
            if path.startswith(f"{self.folder}/")
        ]
        return [*data, *(file for file in beside if file.path not in names)]


def read_submission(taken: Taken, unit: str, name: str, *released: NotebookNode) -> Submission:
    """The Submission for the notebook `name` of a unit, released in one language or more; raises Ungradable.

    Of all notebooks with this unit's cells that with most tasks filled in counts. Of several: that with the
    expected name, then the one least deep in folders, then the first by name. A script that defines what a
    task asks for stands for a notebook, behind the notebooks.
    """
    readable: dict[str, Submission] = {}
    unreadable: dict[str, Ungradable] = {}
    foreign: dict[str, Ungradable] = {}
    for path in taken.notebooks:
        try:
            readable[path] = _read(taken.notebooks, path, released)
        except Ungradable as problem:
            unreadable[path] = problem
        except OtherAssignment:
            foreign[path] = Ungradable(OTHER_ASSIGNMENT, name=path, unit=unit)
    for path in taken.scripts:
        if script := _read_script(taken.scripts[path], path, released):
            readable[path] = script
    if not readable:
        raise _why_none(taken.names, name, unreadable | foreign)
    best = min(readable, key=lambda path: _rank(path, readable[path].filled, name, taken))
    repairs = list(taken.repairs)
    if best != name and best not in taken.scripts:
        repairs.append(note("renamed", found=best, name=name))
    if others := [path for path in readable if path != best]:
        repairs.append(note("ignored", found=others))
    repairs += [note("unreadable", found=str(problem)) for problem in unreadable.values()]
    return replace(readable[best], repairs=repairs + readable[best].repairs)


def read(taken: Taken, unit: str, name: str, templates: list[str]) -> Submission | Ungradable:
    """The same with the released notebooks as texts; an Ungradable is returned, so that it can be sent."""
    try:
        return read_submission(taken, unit, name, *(nbformat.reads(text, 4) for text in templates))
    except Ungradable as problem:
        return problem


def check_folder(folder: str | Path) -> None:
    """Raises Ungradable if the folder itself is not what nbgrader can use."""
    folder = Path(folder)
    if re.search("[\n\ud800-\udfff]", folder.parent.name):  # nbgrader and the gradebook take no such name
        raise Ungradable(ODD_NAME)
    if folder.is_symlink() or folder.parent.is_symlink():
        raise Ungradable(LINKED_FOLDER)
    if not folder.is_dir():
        raise Ungradable(NO_FOLDER)


def _read(notebooks: dict[str, bytes | str], path: str, editions: tuple[NotebookNode, ...]) -> Submission:
    found = notebooks[path]
    if isinstance(found, str):
        raise Ungradable.because(found)
    content, repairs = read_notebook(found, path)
    released = choose(content, editions)
    notebook, more = repair(content, released)
    return Submission(notebook, repairs + more, filled_tasks(notebook, released), os.path.dirname(path))


def _read_script(data: bytes, path: str, editions: tuple[NotebookNode, ...]) -> Submission | None:
    """The Submission that a Python file stands for; None if it defines nothing of the unit."""
    text, repairs = decode(data)
    released = choose({"cells": [{"source": piece} for piece in text.split("\n\n")]}, editions)
    content, more = read_script(text, path, read_template(released))
    if content is None:
        return None
    notebook, mended = repair(content | {"metadata": released.metadata}, released)
    filled = filled_tasks(notebook, released)
    return Submission(notebook, repairs + more + mended, filled, os.path.dirname(path))


def _rank(path: str, filled: int, name: str, taken: Taken) -> tuple[int, bool, bool, int, str]:
    return -filled, path in taken.scripts, path != name, path.count("/"), path


def _why_none(names: list[str], expected: str, problems: dict[str, Ungradable]) -> Ungradable:
    if expected in problems or len(problems) == 1:
        return problems.get(expected) or next(iter(problems.values()))
    if problems:
        return Ungradable(OTHER_NAME, expected=expected, found=listed(sorted(problems)))
    return Ungradable(NO_NOTEBOOK, found=listed(names) or "nothing")
