"""What students got and what it is graded with: all that the gradebook knows of a unit, as plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Assignment, MissingEntry, Notebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests

from bplab.grading.gradebook.editions import Edition, read_editions
from bplab.grading.judge.judge import GradedTest
from bplab.language import ENGLISH


@dataclass(frozen=True)
class ReleasedCell:
    """A cell of the instructor's version; max_score is None where it is not graded."""

    name: str
    cell_type: str
    source: str
    locked: bool
    checksum: str
    solution: bool
    max_score: float | None


@dataclass(frozen=True)
class ReleasedNotebook:
    """A notebook as the gradebook knows it, and as students got it.

    template: what students got, as the text of a notebook file. kernelspec: None if the gradebook has none.
    editions: the same in another language, by language.
    """

    cells: list[ReleasedCell]
    kernelspec: dict | None
    template: str
    editions: dict[str, Edition] = field(default_factory=dict)

    @property
    def templates(self) -> list[str]:
        """What students got, in each language, the course's own first."""
        return [self.template, *(edition.template for edition in self.editions.values())]

    def in_language(self, language: str | None) -> ReleasedNotebook:
        """The notebook with the text of this language, for what a student reads; itself without it."""
        edition = self.editions.get(language or ENGLISH)
        return replace(self, template=edition.template, cells=edition.cells) if edition else self

    @property
    def tests(self) -> dict[str, GradedTest]:
        """grade_id -> GradedTest."""
        return {
            cell.name: GradedTest(cell.source, cell.max_score)
            for cell in self.cells
            if cell.cell_type == "code" and cell.max_score is not None and not cell.solution
        }

    @property
    def given(self) -> list[str]:
        """The sources of the given cells."""
        return [
            cell.source
            for cell in self.cells
            if cell.cell_type == "code" and cell.locked and cell.max_score is None and not cell.solution
        ]

    def find_source_cell(self, name: str, *_: str) -> ReleasedCell:
        """As of nbgrader's Gradebook, so that its preprocessors can ask here."""
        for cell in self.cells:
            if cell.name == name:
                return cell
        raise MissingEntry(f"No such cell: {name}")

    find_graded_cell = find_source_cell


def load_released(coursedir: CourseDirectory, assignment: Assignment) -> dict[str, ReleasedNotebook]:
    """notebook name -> ReleasedNotebook, for every notebook of an assignment in the gradebook.

    The template is read from release/. Where that is missing, or from another time than the gradebook, the
    gradebook's own cells are taken: they lack only the text between the tasks.
    """
    folder = Path(coursedir.format_path(coursedir.release_directory, ".", assignment.name))
    released = {}
    for notebook in assignment.notebooks:
        name = f"{notebook.name}.ipynb"
        cells = _cells(notebook)
        template = _read(folder / name)
        if template is None or _ids(template) != {cell.name for cell in cells}:
            template = _template(cells)
        kernelspec = json.loads(notebook.kernelspec) if notebook.kernelspec else None
        editions = read_editions(coursedir, assignment.name, name, template, cells)
        released[name] = ReleasedNotebook(cells, kernelspec, nbformat.writes(template), editions)
    return released


def _cells(notebook: Notebook) -> list[ReleasedCell]:
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return [
        ReleasedCell(
            name=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            locked=cell.locked,
            checksum=cell.checksum,
            solution=cell.name in solutions,
            max_score=points.get(cell.name),
        )
        for cell in notebook.source_cells
    ]


def _read(path: Path) -> NotebookNode | None:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError):
        return None


def _ids(notebook: NotebookNode) -> set[str]:
    return {cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata}


def _template(cells: list[ReleasedCell]) -> NotebookNode:
    clear = ClearHiddenTests()
    template = nbformat.v4.new_notebook()
    for cell in cells:
        marks = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.max_score is not None,
            "solution": cell.solution,
            "locked": cell.locked,
            "task": False,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
        }
        if cell.max_score is not None:
            marks["points"] = cell.max_score
        make = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        node = make(cell.source, id=cell.name, metadata={"nbgrader": marks})
        template.cells.append(clear.preprocess_cell(node, {}, 0)[0])
    return template
