"""What a verdict depends on, as two short texts that stand in the verdict file: whether it still holds.

submission: the cells of the notebooks and the data files; not outputs, not the time of handing in.
tests: the unit's cells, points and data, the course's secret, and those modules of bplab that its tests use.
Wording does not count: comments, docstrings, messages of checks, text between the tasks. Nor does what runs
and judges (bplab.grading): after a new version of it, `bplab grade --regrade` grades all anew.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bplab
from bplab.grading.intake.reading import decode
from bplab.grading.intake.timestamps import TIMESTAMP

if TYPE_CHECKING:
    from bplab.grading.gradebook.released import ReleasedCell, ReleasedNotebook
    from bplab.grading.intake.uploads import DataFile, Taken

MOST_VALUES = 100_000  # of a notebook that is looked into; of a larger one every byte counts
PACKAGE = Path(bplab.__file__).parent
NO_VERDICTS = re.compile(
    r"bplab$|bplab\.((checks|student_code)\.messages|student_code\.errors|explorers|figures|grading|authoring)(\.|$)"
)


def of_submission(taken: Taken, files: Iterable[DataFile]) -> str:
    """files: the student's own."""
    notebooks = [(path, _of_notebook(content)) for path, content in sorted(taken.notebooks.items())]
    data = [(*rest, _of_bytes(content)) for *rest, content in [*files, *taken.unpacked]]
    return _of([notebooks, sorted(file for file in data if file[0] != TIMESTAMP)])


def of_tests(released: ReleasedNotebook, files: Iterable[DataFile], secret: str = "") -> str:
    """files: the course's; secret: what hidden inputs are drawn with."""
    cells = [_of_released(cell) for cell in released.cells]
    sources = [cell.source for cell in released.cells if cell.cell_type == "code"]
    used = sorted(_used(tuple(sources)).items())
    modules = [(name, _meaning(path.read_text("utf-8"))) for name, path in used]
    return _of([cells, modules, [(*rest, _of_bytes(content)) for *rest, content in files], secret])


def _of(content: Any) -> str:
    return _of_bytes(json.dumps(content, ensure_ascii=True).encode())


def _of_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _of_notebook(content: bytes | str) -> str:
    """The cells alone, of what is surely a notebook of format 4; else every byte."""
    if isinstance(content, str):  # why it cannot be read
        return content
    if sum(map(content.count, (b",", b"[", b"{"))) <= MOST_VALUES:
        try:
            return _of([_of_cell(cell) for cell in json.loads(decode(content)[0])["cells"]])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
            pass
    return _of_bytes(content)


def _of_cell(cell: dict[str, Any]) -> list[Any]:
    source = cell.get("source", "")
    return [
        cell.get("cell_type"),
        "".join(source) if isinstance(source, list) else source,
        cell.get("id"),
        cell.get("metadata", {}).get("nbgrader"),
        cell.get("attachments"),
    ]


def _of_released(cell: ReleasedCell) -> list[Any]:
    source = _meaning(cell.source) if cell.cell_type == "code" else cell.source if cell.solution else ""
    return [cell.name, cell.cell_type, source, cell.locked, cell.solution, cell.max_score]


def _meaning(source: str) -> str:
    """Code without its wording; the text itself if it is no Python."""
    try:
        return ast.dump(_WithoutWording().visit(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return source


class _WithoutWording(ast.NodeTransformer):
    def visit_Assert(self, statement: ast.Assert) -> ast.Assert:
        return ast.Assert(statement.test, None)

    def visit_Expr(self, statement: ast.Expr) -> ast.Expr | None:
        return None if isinstance(statement.value, ast.Constant) else statement


@functools.cache
def _used(sources: tuple[str, ...]) -> dict[str, Path]:
    """name -> file of the modules of bplab that code imports, and of those that they import."""
    found: dict[str, Path] = {}
    waiting = [name for source in sources for name in _imports(source, "")]
    while waiting:
        name = waiting.pop()
        if name in found or NO_VERDICTS.match(name) or (path := _file(name)) is None:
            continue
        found[name] = path
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        waiting += [*_imports(path.read_text("utf-8"), package), name.rpartition(".")[0]]
    return found


def _imports(source: str, package: str) -> Iterator[str]:
    """Names that may be modules of bplab; package: what relative imports begin at."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            base = importlib.util.resolve_name(base, package) if node.level else base
            yield from (base, *(f"{base}.{alias.name}" for alias in node.names))


def _file(name: str) -> Path | None:
    """The file of a module of bplab; None if it is none."""
    first, *parts = name.split(".")
    if first != "bplab":
        return None
    place = PACKAGE.joinpath(*parts)
    return next((path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()), None)
