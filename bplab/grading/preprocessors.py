"""What nbgrader_config.py plugs into nbgrader: the student's blanks, and a log that means what it says."""

import ast
import copy
import re

from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, Execute, OverwriteCells
from nbgrader.utils import is_solution

from bplab.kernels import QuietKernelManager

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
NUMBERED_HEADING = re.compile(r"^#+ (\d+(?:\.\d+)*)", re.MULTILINE)


class BlankSolutions(ClearSolutions):
    """Turns solution regions into blanks that show the names to fill in.

    Each assignment `self.z_2 = ...` becomes `self.z_2 = None  # TODO`, each `w -= ...` becomes
    `w -= None  # TODO`. Anything else becomes a NotImplementedError that names the task and its section.
    """

    def preprocess(self, nb, resources):
        self.section = "?"
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "markdown" and (found := NUMBERED_HEADING.findall(cell.source)):
            self.section = found[-1]
        if cell.cell_type != "code" or not is_solution(cell) or BEGIN not in cell.source:
            return super().preprocess_cell(cell, resources, cell_index)
        stub = f"{cell.metadata.nbgrader['grade_id']}: not written yet (section {self.section})"
        cell.source = blank_solutions(cell.source, stub)
        return cell, resources


class RestoreTests(OverwriteCells):
    """Puts the hidden tests back, and warns of a changed test cell only if the student changed it.

    nbgrader warns of every cell with hidden tests in every submission, because the released cell lacks them.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        self.submitted = copy.deepcopy(cell)
        return super().preprocess_cell(cell, resources, cell_index)

    def report_change(self, name, attr, old, new):
        if attr != "checksum" or not self._is_as_released(name):
            super().report_change(name, attr, old, new)

    def _is_as_released(self, name):
        released = copy.deepcopy(self.submitted)
        released.source = self.gradebook.find_source_cell(name, self.notebook_id, self.assignment_id).source
        released, _ = ClearHiddenTests(parent=self).preprocess_cell(released, {}, 0)
        return released.source == self.submitted.source


class ExecuteQuietly(Execute):
    """Runs submissions in kernels of ours (see bplab.kernels)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, kernel_manager_class=QuietKernelManager, **kwargs)


def blank_solutions(source, stub):
    """The source of a cell with every solution region blanked; stub is the text of the exception."""
    lines = source.split("\n")
    regions = list(_regions(lines))
    statements = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    for first, last in reversed(regions):
        inside = _outermost([node for node in statements if first < node.lineno - 1 < last])
        indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
        lines[first : last + 1] = [indent + line for line in _blanks(inside, stub)]
    return "\n".join(lines)


def _regions(lines):
    """(line of BEGIN, line of END) of each region, counted from 0."""
    begin = None
    for number, line in enumerate(lines):
        if BEGIN in line:
            if begin is not None:
                raise RuntimeError(f"line {number + 1}: a solution region begins inside another")
            begin = number
        elif END in line:
            if begin is None:
                raise RuntimeError(f"line {number + 1}: {END} without a beginning")
            yield begin, number
            begin = None
    if begin is not None:
        raise RuntimeError(f"line {begin + 1}: {BEGIN} without an end")


def _outermost(nodes):
    """The statements that lie in no other of these, from top to bottom."""
    nested = {id(child) for node in nodes for child in ast.walk(node) if child is not node}
    return sorted((node for node in nodes if id(node) not in nested), key=lambda node: node.lineno)


def _blanks(statements, stub):
    blanks = []
    for node in statements:
        if isinstance(node, ast.Assign):
            names = [name for target in node.targets for name in _names(target)]
            blanks += [f"{name} = None  # TODO" for name in names]
        elif isinstance(node, ast.AnnAssign):
            blanks.append(f"{ast.unparse(node.target)} = None  # TODO")
        elif isinstance(node, ast.AugAssign):
            operator = ast.unparse(node).removeprefix(ast.unparse(node.target)).split()[0]
            blanks.append(f"{ast.unparse(node.target)} {operator} None  # TODO")
        elif not blanks or not blanks[-1].startswith("raise"):
            blanks.append(f'raise NotImplementedError("{stub}")')
    return blanks


def _names(target):
    """`a, b = ...` gives two blanks, one a line."""
    parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
    return [ast.unparse(part) for part in parts]
