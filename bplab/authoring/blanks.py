"""The student's blanks: what stands in a released notebook where the solution was."""

import ast

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
INSIDE = "`{begin}` inside another solution region"
NO_BEGINNING = "`{end}` without a beginning"
NO_END = "`{begin}` without an end"
RAISE = 'raise NotImplementedError("{stub}")'


class BadRegion(RuntimeError):
    """A solution region that does not begin or end as it should; line: counted from 0, of the cell."""

    def __init__(self, line, reason):
        super().__init__(f"line {line + 1}: {reason}")
        self.line, self.reason = line, reason


def blank_solutions(source, stub):
    """The source of a cell with every solution region blanked; stub is the text of the exception."""
    lines = source.split("\n")
    regions = list(regions_of(lines))
    statements = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    for first, last in reversed(regions):
        inside = _outermost([node for node in statements if first < node.lineno - 1 < last])
        indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
        lines[first : last + 1] = [indent + line for line in _blanks(inside, stub)]
    return "\n".join(lines)


def regions_of(lines):
    """(line of BEGIN, line of END) of each region, counted from 0; raises BadRegion."""
    begin = None
    for number, line in enumerate(lines):
        if BEGIN in line:
            if begin is not None:
                raise BadRegion(number, INSIDE.format(begin=BEGIN))
            begin = number
        elif END in line:
            if begin is None:
                raise BadRegion(number, NO_BEGINNING.format(end=END))
            yield begin, number
            begin = None
    if begin is not None:
        raise BadRegion(begin, NO_END.format(begin=BEGIN))


def _outermost(nodes):
    """The statements that lie in no other of these, from top to bottom."""
    nested = {id(child) for node in nodes for child in ast.walk(node) if child is not node}
    return sorted((node for node in nodes if id(node) not in nested), key=lambda node: node.lineno)


def _blanks(statements, stub):
    if any(isinstance(node, ast.Return) for node in statements):
        # Nothing after the region reads its names, and how a student calls them is the student's own.
        return [RAISE.format(stub=stub)]
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
            blanks.append(RAISE.format(stub=stub))
    return blanks


def _names(target):
    """`a, b = ...` gives two blanks, one a line."""
    parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
    return [ast.unparse(part) for part in parts]
