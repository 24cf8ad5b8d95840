"""What students got: the released notebooks of a unit, as the gradebook knows them."""

from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearHiddenTests


def load_templates(coursedir, assignment):
    """notebook name -> the released notebook, for every notebook of an assignment in the gradebook.

    It is read from release/. Where that is missing, or from another time than the gradebook, the gradebook's
    own cells are taken: they lack only the text between the tasks.
    """
    folder = Path(coursedir.format_path(coursedir.release_directory, ".", assignment.name))
    templates = {}
    for notebook in assignment.notebooks:
        name = f"{notebook.name}.ipynb"
        released = _read(folder / name)
        known = {cell.name for cell in notebook.source_cells}
        templates[name] = released if released and _ids(released) == known else _from_gradebook(notebook)
    return templates


def _read(path):
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError):
        return None


def _ids(notebook):
    return {cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata}


def _from_gradebook(notebook):
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    clear = ClearHiddenTests()
    template = nbformat.v4.new_notebook()
    for cell in notebook.source_cells:
        marks = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.name in points,
            "solution": cell.name in solutions,
            "locked": cell.locked,
            "task": False,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
        }
        if cell.name in points:
            marks["points"] = points[cell.name]
        make = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        node = make(cell.source, id=cell.name, metadata={"nbgrader": marks})
        template.cells.append(clear.preprocess_cell(node, {}, 0)[0])
    return template
