"""Reads lesson text: a py:percent file into cells with a role, a name, points and a line number.

A role stands in the title of a cell, for example `# %% check softmax points=4`:

    given NAME             locked code that the student runs            -> given_NAME
    task NAME              the student's code, with solution regions    -> NAME
    check NAME points=N    a visible test                               -> test_NAME
    hidden NAME points=N   a test that only the grader sees             -> hidden_NAME
    explain NAME [markdown] points=N   a written answer, graded by hand -> explain_NAME

A written answer's list of points, for `bplab mark`, stands at the end of the model answer, or else in the
text above it (see bplab.authoring.rubric).

A test belongs to the task whose name begins its own (`check softmax_rows` to `task softmax`). Lectures have
one role of their own, `claim NAME`, and the option `alt="..."` (see bplab.authoring.lecture).
"""

import ast
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import jupytext

from bplab.authoring.blanks import BEGIN, BadRegion, regions_of
from bplab.authoring.errors import LessonError
from bplab.authoring.lecture import check_lecture
from bplab.authoring.reads import TESTS, check_reads
from bplab.authoring.rubric import missing_points, read_list

ROLES = {"given": "given_", "task": "", "check": "test_", "hidden": "hidden_", "explain": "explain_"}
LECTURE_ROLES = {"claim": "claim_"}
GRADED = ("check", "hidden", "explain")
JUPYTEXT_KEYS = ("title", "lines_to_next_cell")  # what jupytext adds to a cell's options
MARKER = re.compile(r"^# %%(\s|$)")
NAME = re.compile(r"[a-z][a-z0-9_]*$")


@dataclass
class LessonCell:
    """One cell of a lesson: its text, the line of its marker, and what its role says."""

    cell_type: str  # "code" or "markdown"
    source: str
    line: int
    role: str | None = None
    name: str | None = None
    points: float | None = None
    alt: str | None = None  # what the picture of a lecture's cell shows

    @property
    def grade_id(self):
        return (ROLES | LECTURE_ROLES)[self.role] + self.name if self.role else None


def read_lesson(path, with_roles):
    """The cells of a lesson file: an assignment (with_roles) or a lecture, which has roles of its own."""
    path = Path(path)
    text = path.read_text(encoding="utf-8")
    lines = [i for i, line in enumerate(text.splitlines(), start=1) if MARKER.match(line)]
    if not lines or text.splitlines()[0] != text.splitlines()[lines[0] - 1]:
        raise LessonError(path, 1, "a lesson begins with a cell marker, `# %%`")
    parsed = jupytext.reads(text, fmt="py:percent").cells
    if len(parsed) != len(lines):
        raise LessonError(path, lines[0], f"{len(lines)} cell markers, but {len(parsed)} cells")
    cells = [_read_cell(path, line, raw, with_roles) for line, raw in zip(lines, parsed, strict=True)]
    if with_roles:
        _check_names(path, cells)
        _check_lists(path, cells)
        check_reads(path, cells)
    else:
        check_lecture(path, cells)
    return cells


def _read_cell(path, line, raw, with_roles):
    cell = LessonCell(raw.cell_type, raw.source, line)
    options = {key: value for key, value in raw.metadata.items() if key not in JUPYTEXT_KEYS}
    title = raw.metadata.get("title", "").split()
    if title:
        _read_role(path, cell, title, ROLES if with_roles else LECTURE_ROLES)
    known = "points=N" if with_roles else 'alt="..."'
    cell.points = _read_points(path, cell, options.pop("points", None))
    if not with_roles and cell.cell_type == "code" and not cell.role:
        cell.alt = options.pop("alt", None)
    if options:
        text = f"unknown option {', '.join(sorted(options))!r}; there is `{known}` only"
        raise LessonError(path, line, text)
    _check_source(path, cell)
    return cell


def _read_role(path, cell, title, roles):
    if title[0] not in roles:
        raise LessonError(path, cell.line, f"unknown role {title[0]!r}: choose from {', '.join(roles)}")
    if len(title) != 2 or not NAME.match(title[1]):
        text = f"role {title[0]!r} needs one name of lower-case letters, digits and _, not {title[1:]}"
        raise LessonError(path, cell.line, text)
    cell.role, cell.name = title
    expected = "markdown" if cell.role == "explain" else "code"
    if cell.cell_type != expected:
        raise LessonError(path, cell.line, f"role {cell.role!r} needs a {expected} cell")


def _read_points(path, cell, points):
    if cell.role not in GRADED:
        if points is not None:
            raise LessonError(path, cell.line, f"points belong to {', '.join(GRADED)} only")
        return None
    if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
        raise LessonError(path, cell.line, f"{cell.role} {cell.name!r} needs points: `points=4`")
    return points


def _check_source(path, cell):
    """Refuse what would go wrong later: at grading, or in a student's hands."""
    if "BEGIN SOLUTION" in cell.source and cell.role != "task":
        raise LessonError(path, cell.line, "a solution region outside a task would be released to students")
    if "HIDDEN TESTS" in cell.source:
        raise LessonError(path, cell.line, "write `# %% hidden NAME points=N`; the build adds the markers")
    if cell.cell_type != "code":
        return
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        text = f"not valid Python: {error.msg}"
        raise LessonError(path, cell.line + (error.lineno or 1), text) from None
    _check_regions(path, cell)
    if cell.role == "task" and BEGIN not in cell.source:
        raise LessonError(path, cell.line, f"task {cell.name!r} has no `{BEGIN}`")
    if cell.role in TESTS:
        _check_test(path, cell, tree)


def _check_regions(path, cell):
    """Each `### BEGIN SOLUTION` is followed by its `### END SOLUTION`."""
    try:
        list(regions_of(cell.source.split("\n")))
    except BadRegion as problem:
        raise LessonError(path, cell.line + 1 + problem.line, problem.reason) from None


def _check_test(path, cell, tree):
    if not cell.source.startswith("# "):
        raise LessonError(path, cell.line, f"{cell.role} {cell.name!r} must begin with a comment: its claim")
    if not tree.body:
        raise LessonError(path, cell.line, f"{cell.role} {cell.name!r} tests nothing")
    last = tree.body[-1]
    if isinstance(last, ast.Expr) and not _returns_none(last.value):
        text = "a test cell must not end in a bare expression: nbgrader reads its value as the score"
        raise LessonError(path, cell.line + last.lineno, text)


def _returns_none(expression):
    """Whether this is a call of a check (`checks.x(...)`, `four_layer.check_x(...)`) or of print."""
    if not isinstance(expression, ast.Call):
        return False
    function = expression.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "print" or name.startswith("check_")


def _check_names(path, cells):
    seen, tasks, tested = {}, [], set()
    for cell in (cell for cell in cells if cell.role):
        if cell.grade_id in seen:
            text = f"{cell.grade_id!r} is used twice (first in line {seen[cell.grade_id]})"
            raise LessonError(path, cell.line, text)
        seen[cell.grade_id] = cell.line
        if cell.role == "task":
            tasks.append(cell)
        elif cell.role in TESTS:
            owner = [t for t in tasks if cell.name == t.name or cell.name.startswith(t.name + "_")]
            if not owner:
                known = ", ".join(t.name for t in tasks) or "none"
                text = f"{cell.role} {cell.name!r} belongs to no task above it (tasks so far: {known})"
                raise LessonError(path, cell.line, text)
            tested.add(max(owner, key=lambda t: len(t.name)).name)
    for task in tasks:
        if task.name not in tested:
            raise LessonError(path, task.line, f"task {task.name!r} has no check and no hidden test")


def _check_lists(path, cells):
    """What a list of points gives is what its question is worth."""
    for above, cell in pairwise(cells):
        if cell.role != "explain":
            continue
        question = above.source if above.cell_type == "markdown" and not above.role else ""
        missing = missing_points(read_list(cell.source, question)[1], cell.points)
        if missing:
            text = f"the list of points of {cell.name!r} gives {cell.points - missing:g}, not {cell.points:g}"
            raise LessonError(path, cell.line, text)
