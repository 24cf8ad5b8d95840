"""A unit in the other language, for a class of both: what its students got, and what grading leaves in it.

A gradebook holds one source and one checksum of each cell: those of the course's own language, which tests
are run from. The other language's cells are read from its release/: that of zh/ in a course in English, that
of the folder above in a course in a folder zh/. A cell of other code there is older than the gradebook: then
the course's own stands in its place.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import compute_checksum

from bplab.language import CHINESE, ENGLISH, of_notebook
from bplab.same_code import without_words

if TYPE_CHECKING:
    from bplab.grading.gradebook.released import ReleasedCell


@dataclass(frozen=True)
class Edition:
    """template: what students got as text. cells: as grading leaves them, with hidden tests."""

    template: str
    cells: list[ReleasedCell]


def read_editions(
    coursedir: CourseDirectory, unit: str, name: str, template: NotebookNode, cells: list[ReleasedCell]
) -> dict[str, Edition]:
    """language -> Edition, of the other language, if the course has it; template, cells: of its own."""
    own, root = of_notebook(template), Path(coursedir.root)
    if own == ENGLISH:
        language, place = CHINESE, root / CHINESE
    elif root.name == CHINESE:
        language, place = ENGLISH, root.parent
    else:
        return {}
    try:
        found = nbformat.read(place / coursedir.release_directory / unit / name, as_version=4)
    except (OSError, ValueError, AttributeError):
        return {}
    if of_notebook(found) != language or not _fits(found, template):
        return {}
    made = _settled(found, template)
    return {language: Edition(nbformat.writes(made), _cells(made, cells))}


def _marked(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.get("metadata", {})
    }


def _fits(found: NotebookNode, template: NotebookNode) -> bool:
    try:
        kinds = [
            [(name, cell.cell_type) for name, cell in _marked(each).items()] for each in (found, template)
        ]
    except AttributeError:  # marks of some other form
        return False
    return kinds[0] == kinds[1]


def _settled(found: NotebookNode, template: NotebookNode) -> NotebookNode:
    """The other language's notebook, with the marks of the course's own, and its cells where code differs."""
    made, own = copy.deepcopy(found), _marked(template)
    for name, cell in _marked(made).items():
        if cell.cell_type == "code" and without_words(cell.source) != without_words(own[name].source):
            cell.source = own[name].source
        cell.metadata = copy.deepcopy(own[name].metadata)
        cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return made


def _cells(made: NotebookNode, cells: list[ReleasedCell]) -> list[ReleasedCell]:
    marked, clear, result = _marked(made), ClearHiddenTests(), []
    for own in cells:
        cell = copy.deepcopy(marked[own.name])
        whole = nbformat.from_dict({**cell, "source": own.source})
        shown = clear.preprocess_cell(whole, {}, 0)[0].source.rstrip("\n")
        if own.source.startswith(shown):  # what is hidden stands at the end
            cell.source = cell.source.rstrip("\n") + own.source[len(shown) :]
        else:
            cell.source = own.source
        result.append(replace(own, source=cell.source, checksum=compute_checksum(cell)))
    return result
