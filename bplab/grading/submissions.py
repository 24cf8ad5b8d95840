"""What is wrong with a submission, found by looking at its files and without running anything."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.nbgraderformat import MetadataValidator

NO_FOLDER = "no submission"
NO_NOTEBOOK = "no notebook in the submission (found: {found})"
RENAMED = "no {expected}; {found} holds its cells: submit it again under the name {expected}"
OTHER_NAME = "no {expected} (found: {found})"
UNREADABLE = "{name} cannot be read: {reason}"
EMPTY_FILE = "{name} is empty (0 bytes)"
NOT_TEXT = "{name} is not a notebook: it is not UTF-8 text"
NOT_JSON = "{name} is not a notebook: not JSON (line {line}: {reason})"
NOT_A_NOTEBOOK = "{name} is JSON but not a notebook: {reason}"
NO_CELLS = "{name} has no cells"
OTHER_ASSIGNMENT = "{name} holds no cell of {unit}: a notebook of another assignment under this name?"
FOREIGN_CELLS = "{name} holds cells of another assignment: {cells}"
DUPLICATES = "{name} holds cells twice (copied together with their id): {cells}; keep one of each"
DAMAGED = "{name}: the nbgrader metadata of cell {cell!r} is damaged ({reason})"


class UnreadableNotebook(Exception):
    """A file that is no notebook; the message names the file and says why."""


@dataclass
class Expected:
    """What a unit's submission should hold: the ids of the nbgrader cells of each notebook, by file name."""

    unit: str
    cells: dict[str, set[str]]


def read_notebook(path):
    """The notebook in a file, or UnreadableNotebook."""
    name = Path(path).name
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableNotebook(UNREADABLE.format(name=name, reason=error.strerror)) from None
    if not data.strip():
        raise UnreadableNotebook(EMPTY_FILE.format(name=name))
    try:
        content = json.loads(data.decode("utf-8"))
        _check_structure(content)
        return nbformat.convert(nbformat.from_dict(content), to_version=4)
    except UnicodeDecodeError:
        raise UnreadableNotebook(NOT_TEXT.format(name=name)) from None
    except json.JSONDecodeError as error:
        raise UnreadableNotebook(NOT_JSON.format(name=name, line=error.lineno, reason=error.msg)) from None
    except RecursionError:
        raise UnreadableNotebook(NOT_A_NOTEBOOK.format(name=name, reason="nested too deeply")) from None
    except Exception as error:  # nbformat raises what it happens to meet
        reason = str(error) or type(error).__name__
        raise UnreadableNotebook(NOT_A_NOTEBOOK.format(name=name, reason=reason)) from None


def _check_structure(content):
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise ValueError("it states no notebook format")
    cells = content.get("cells", content.get("worksheets"))  # worksheets: before version 4
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("it has no list of cells")


def grade_ids(notebook):
    """The ids of a notebook's nbgrader cells, in order, repeated ones repeatedly."""
    metadata = [cell.get("metadata", {}).get("nbgrader") for cell in notebook.cells]
    return [m["grade_id"] for m in metadata if isinstance(m, dict) and isinstance(m.get("grade_id"), str)]


def find_problem(folder, expected):
    """Why the submission in a folder cannot be graded, as one line; None if it can."""
    folder = Path(folder)
    if not folder.is_dir():
        return NO_FOLDER
    for file_name, ids in expected.cells.items():
        if not (folder / file_name).is_file():
            return _missing(folder, file_name, ids)
        try:
            notebook = read_notebook(folder / file_name)
        except UnreadableNotebook as error:
            return str(error)
        problem = _wrong_cells(notebook, file_name, ids, expected.unit)
        if problem:
            return problem
    return None


def missing_cells(folder, expected):
    """The expected cells that a readable submission no longer has."""
    return [
        cell_id
        for file_name, ids in expected.cells.items()
        for cell_id in sorted(ids - set(grade_ids(read_notebook(Path(folder) / file_name))))
    ]


def _missing(folder, file_name, ids):
    notebooks = sorted(folder.glob("*.ipynb"))
    if not notebooks:
        found = ", ".join(sorted(p.name for p in folder.iterdir())) or "nothing"
        return NO_NOTEBOOK.format(found=found)
    for path in notebooks:
        try:
            same = ids & set(grade_ids(read_notebook(path)))
        except UnreadableNotebook:
            continue
        if len(same) > len(ids) / 2:
            return RENAMED.format(expected=file_name, found=path.name)
    return OTHER_NAME.format(expected=file_name, found=", ".join(p.name for p in notebooks))


def _wrong_cells(notebook, name, ids, unit):
    if not notebook.cells:
        return NO_CELLS.format(name=name)
    counts = Counter(grade_ids(notebook))
    if not ids & set(counts):
        return OTHER_ASSIGNMENT.format(name=name, unit=unit)
    foreign = sorted(set(counts) - ids)
    if foreign:
        return FOREIGN_CELLS.format(name=name, cells=", ".join(foreign))
    twice = sorted(cell_id for cell_id, count in counts.items() if count > 1)
    if twice:
        return DUPLICATES.format(name=name, cells=", ".join(twice))
    validator = MetadataValidator()
    for cell in notebook.cells:
        try:
            validator.validate_cell(cell)
        except Exception as error:  # schema, version or key errors: all of them mean damaged
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            cell_id = cell.metadata.nbgrader.get("grade_id", "without an id")
            return DAMAGED.format(name=name, cell=cell_id, reason=reason)
    return None
