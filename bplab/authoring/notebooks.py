"""Lesson cells to notebook files: nbgrader metadata, stable cell ids, nothing that is not needed."""

import hashlib

import nbformat

from bplab import made_with
from bplab.authoring.imports import given_imports, imports_of
from bplab.authoring.lecture import apart
from bplab.authoring.lesson import TESTS

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
    **made_with.metadata(),
}


# The first line of a test, with what it claims and what it is worth.
ENGLISH = {
    "check": "{claim} ({points} point{s})",
    "hidden": "# Hidden check, {points} point{s}: {hidden_claim}",
}
CHINESE = {"check": "{claim}（{points} 分）", "hidden": "# 隐藏检查，{points} 分：{hidden_claim}"}


def to_notebook(cells, said=ENGLISH):
    """A notebook without outputs from the cells of a lesson; said: how a test begins, in their language."""
    used, given = set(), given_imports(cells)
    made = [_to_cell(cell, used, given, said) for cell in cells]
    return nbformat.v4.new_notebook(metadata=METADATA, cells=made)


def _to_cell(cell, used, given, said):
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}[cell.cell_type]
    metadata = {"alt": cell.alt} if cell.alt else {}  # nbconvert writes it beside each picture of the cell
    if cell.role and cell.role != "claim":
        metadata["nbgrader"] = _nbgrader_metadata(cell)
    if cell.role in TESTS:
        # "Run All" goes on to the next cell when a check fails.
        metadata["tags"] = ["raises-exception"]
    return make(_source(cell, given, said), metadata=metadata, id=cell.grade_id or _content_id(cell, used))


def _nbgrader_metadata(cell):
    by_hand = cell.role == "explain"
    metadata = {
        "schema_version": 3,
        "grade_id": cell.grade_id,
        "grade": cell.points is not None,
        "solution": by_hand or cell.role == "task",
        "locked": not by_hand and cell.role != "task",
        "task": False,
    }
    if cell.points is not None:
        metadata["points"] = cell.points
    return metadata


def _source(cell, given, said):
    if cell.role == "claim":
        return apart(cell.source)
    if cell.role not in TESTS:
        return cell.source
    claim, _, body = cell.source.partition("\n")
    s = "s" if cell.points != 1 else ""
    first = said[cell.role].format(claim=claim, hidden_claim=claim[2:], points=cell.points, s=s)
    if cell.role == "check":
        return f"{first}\n{body}"
    body = "\n\n".join(filter(None, [imports_of(body, given), body.strip()]))
    return f"{first}\n### BEGIN HIDDEN TESTS\n{body}\n### END HIDDEN TESTS"


def _content_id(cell, used):
    """An id that stays while the text stays, wherever the cell moves."""
    digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()
    number = 0
    while (cell_id := f"{cell.cell_type}-{digest[:8]}" + (f"-{number}" if number else "")) in used:
        number += 1
    used.add(cell_id)
    return cell_id
