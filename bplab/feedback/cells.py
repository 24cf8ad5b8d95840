"""The student's own cells: which did not get to their end, at which line, and why."""

import ast
import re
from dataclasses import dataclass

from nbconvert.filters import strip_ansi

from bplab.grading.intake.repair.ipython import as_ipython_runs_it
from bplab.grading.sandbox.bounded import OutOfBounds
from bplab.student_code.calling import hint

SECONDS = 1  # to parse a cell
SYNTAX = {"SyntaxError", "IndentationError", "TabError"}
IN_CELL = re.compile(r"\bCell In ?\[\d+\], line (\d+)|<ipython-input[^>]*>[^\n]*?line (\d+)")
LINE_OF = re.compile(r"^  line (\d+):  (.*)$", re.MULTILINE)  # bplab.student_code.messages.AT_LINE
DEFINED = re.compile(r"^(?:async +)?(?:def|class) +(\w+)|^(\w+) *=(?!=)", re.MULTILINE)
STOPPED = {
    "timeout": "it did not come to an end in the time it has",
    "memory": "it took more memory than there is",
    "killed": "it ended its own process, or took too much for it to go on",
    "not run": "the time of the notebook was used up before it",
}
CANNOT_READ = "Python cannot read it: {text}. {hint}"
AN_ERROR = "an error ended it: run it in your notebook to see which"


@dataclass
class StudentCell:
    """name: its grade_id, or "" for a cell of the student's own making. why: "" if it got to its end.

    line: the one to be marked, counted from 1, or None. remark: what is said beside it. blank: as it was got.
    """

    name: str
    source: str
    why: str = ""
    line: int | None = None
    remark: str = ""
    blank: bool = False

    @property
    def defines(self):
        """The names that it would have defined."""
        return {name for found in DEFINED.findall(self.source) for name in found if name} | {self.name}

    def mark(self, line, text, remark):
        """Mark a line if it reads so."""
        lines = self.source.split("\n")
        if self.line is None and 0 < line <= len(lines) and lines[line - 1].strip() == text.strip():
            self.line, self.remark = line, remark


def read_cells(notebook, unit, record, bounded, show_all):
    """(cells, grade_ids of the tests before the first hidden one) of a graded notebook.

    show_all: also what was raised after a hidden test. bounded: where texts are parsed.
    """
    tests = {check.name: check for check in unit.checks if not check.written}
    stopped = {cell.cell: cell.status for cell in record.stopped} if record else {}
    cells, before, shown = [], set(), True
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in tests:
            shown = shown and not tests[name].hidden
            if shown:
                before.add(name)
        elif cell.cell_type == "code" and name not in unit.given:
            found = StudentCell(name, cell.source)
            found.blank = cell.source.strip() == unit.blanks.get(name, "").strip() != ""
            status = stopped.get(name or cell.get("id", "?"))
            _explain(found, cell, status, bounded, shown or show_all)
            cells.append(found)
    return cells, before


def _explain(found, cell, status, bounded, shown):
    error = next((output for output in cell.get("outputs", ()) if output["output_type"] == "error"), None)
    if status is not None:
        found.why = STOPPED.get(status, AN_ERROR)
    elif error is None:
        return
    elif error["ename"] in SYNTAX and (problem := _syntax_problem(found.source, bounded)):
        found.line, text = problem
        found.why = found.remark = CANNOT_READ.format(text=text, hint=hint(f"{error['ename']}: {text}"))
    elif shown:
        found.why = found.remark = f"{error['ename']}: {error['evalue']}"[:400]
        lines = [int(a or b) for a, b in IN_CELL.findall(strip_ansi("\n".join(error["traceback"])))]
        if lines and 0 < lines[0] <= found.source.count("\n") + 1:
            found.line = lines[0]
    else:
        found.why = AN_ERROR


def _syntax_problem(source, bounded):
    """(line, what Python says) of a text that is no code, from the text alone; None if it can be read."""
    try:
        return bounded.call(syntax_problem, source, seconds=SECONDS)
    except OutOfBounds:
        return None


def syntax_problem(source):
    """In the bounded process."""
    problem = _raised(as_ipython_runs_it, source)
    if problem is None:
        return None
    lines = source.split("\n")
    pure = _raised(ast.parse, source)  # whose lines are those of the cell; IPython's may have moved
    if pure is not None and not lines[_line(pure, lines) - 1].lstrip().startswith(tuple("%!?")):
        problem = pure
    return _line(problem, lines), str(problem.msg)


def _raised(read, source):
    try:
        read(source)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):  # no line of it is known
        pass
    return None


def _line(error, lines):
    return min(max(error.lineno or 1, 1), len(lines))


def uses(source):
    """The names that a test reads."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
