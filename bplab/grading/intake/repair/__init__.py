"""Makes a submitted notebook what the released one was, without losing what the student wrote.

`repair` is a plain function on notebooks: it knows nothing of nbgrader's converters, the gradebook or files.
"""

from typing import Any

import nbformat
from nbformat import NotebookNode

from bplab.grading.intake.repair.clean import SubmittedCell, normal, read_cells
from bplab.grading.intake.repair.copies import settle_copies
from bplab.grading.intake.repair.fences import unfence_cells
from bplab.grading.intake.repair.pictures import note_refused, settle_pictures
from bplab.grading.intake.repair.recognise import OtherAssignment, recognise_stated, recognise_unstated
from bplab.grading.intake.repair.records import Repair, note, one_line
from bplab.grading.intake.repair.restore import place_cells, restore_cells
from bplab.grading.intake.repair.template import read_template
from bplab.grading.intake.repair.unmerge import unmerge
from bplab.made_with import version_of

__all__ = ["OtherAssignment", "Repair", "filled_tasks", "note", "one_line", "repair"]


def repair(submitted: dict[str, Any], released: NotebookNode) -> tuple[NotebookNode, list[Repair]]:
    """(notebook, repairs): a well-formed notebook that holds every nbgrader cell of the released one, once.

    submitted: what a notebook file of format 4 holds; no value in it is trusted. Outputs are left out.
    released: the notebook that the student got. Raises OtherAssignment if this is not where it came from.
    """
    parts = read_template(released)
    cells, repairs = read_cells(submitted["cells"])
    repairs += recognise_stated(cells, parts)
    cells, more = unmerge(cells, parts)
    repairs += more
    recognise_unstated(cells, parts)
    steps = (unfence_cells, settle_copies, restore_cells, place_cells, settle_pictures, note_refused)
    for step in steps:
        cells, more = step(cells, parts)
        repairs += more
    metadata = submitted.get("metadata")
    repairs += _kernel_repairs(metadata, released.metadata)
    made, wanted = version_of(metadata), version_of(released.metadata)
    if None not in (made, wanted) and made != wanted:
        repairs.append(note("made-with", found=made, name=wanted))
    return _notebook(cells, released), repairs


def filled_tasks(notebook: NotebookNode, released: NotebookNode) -> int:
    """How many answers of a repaired notebook are neither empty nor as released."""
    texts = {cell.id: normal(cell.source) for cell in notebook.cells}
    return sum(texts[part.id] not in ("", part.text) for part in read_template(released) if part.answer)


def _kernel_repairs(metadata: Any, released: NotebookNode) -> list[Repair]:
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    name = spec.get("name") if isinstance(spec, dict) else None
    wanted = released.get("kernelspec", {}).get("name", name)
    if name == wanted:
        return []
    return [note("kernel", found=f"the kernel {name}" if isinstance(name, str) else "no kernel", name=wanted)]


def _notebook(cells: list[SubmittedCell], released: NotebookNode) -> NotebookNode:
    """Cell ids as released, or the student's own where they are legal and free."""
    reserved = {part.id for part in (cell.part for cell in cells) if part}
    nodes = []
    for number, cell in enumerate(cells):
        cell_id = cell.part.id if cell.part else cell.id
        if not cell.part and (not cell_id or cell_id in reserved):
            cell_id = f"cell-{number}"
            while cell_id in reserved:
                cell_id += "-"
        reserved.add(cell_id)
        node: dict[str, Any] = {"id": cell_id, "cell_type": cell.type, "source": cell.source}
        node["metadata"] = cell.part.metadata if cell.part else {}
        if cell.type == "code":
            node |= {"execution_count": None, "outputs": []}
        if cell.attachments:
            node["attachments"] = cell.attachments
        nodes.append(node)
    # From plain dicts: nbformat's functions that make a cell look into the schema for each of them. The
    # result shares nothing with the released one.
    return nbformat.v4.new_notebook(**nbformat.from_dict({"metadata": released.metadata, "cells": nodes}))
