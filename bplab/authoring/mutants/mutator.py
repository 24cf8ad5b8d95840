"""Wrong versions of a cell's solution regions, each one edit away from the right one.

The edits are made on Python's syntax tree and know nothing of networks, nor of the edits that the checks look
for (bplab.checks.diagnosis): so what they measure is not what they were made of.
"""

import ast
import copy
import re
from dataclasses import dataclass

REGION = re.compile(r"### (BEGIN|END) SOLUTION")
OTHER_OPERATORS = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.MatMult, ast.Add, ast.Div),
    ast.MatMult: (ast.Mult,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
ONE_SIDED = (ast.Sub, ast.Div, ast.MatMult)  # a op b is another number than b op a
PRODUCTS = (ast.Mult, ast.MatMult, ast.Div)
OTHER_COMPARISONS = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.GtE: (ast.Gt,),
    ast.LtE: (ast.Lt,),
    ast.Eq: (ast.NotEq,),
}
OTHER_FUNCTIONS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "tanh": ("sin",),
    "exp": ("exp2",),
    "log": ("log2", "log10"),
    "randn": ("rand",),
    "zeros": ("ones",),
    "max": ("min",),
    "maximum": ("minimum",),
    "argmax": ("argmin",),
}
NUMBERED = re.compile(r"(.*?)(\d)$")  # weights_2, W1: another layer's bears another number


@dataclass(frozen=True)
class Mutant:
    """edit: what was done, as a word or two; line: in the cell; before, after: that statement."""

    task: str
    edit: str
    line: int
    before: str
    after: str
    code: str


def mutants(task, source):
    """All mutants of a task cell's solution regions, in the order of its lines."""
    lines, seen = source.split("\n"), {source}
    for statement in _statements(ast.parse(source), _region_lines(lines)):
        for edit, changed in _versions(statement):
            code = _with(lines, statement, changed)
            if code not in seen:
                seen.add(code)
                before, after = _head(ast.unparse(statement)), _head(changed)
                yield Mutant(task, edit, statement.lineno, before, after, code)


def _region_lines(lines):
    """The numbers of the lines in solution regions, from 1."""
    inside, numbers = False, set()
    for number, line in enumerate(lines, start=1):
        marker = REGION.search(line)
        if marker:
            inside = marker[1] == "BEGIN"
        elif inside:
            numbers.add(number)
    return numbers


def _statements(tree, region):
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno in region and not _is_docstring(node):
            yield node


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _with(lines, statement, changed):
    """The cell with this text in the statement's place."""
    indent = " " * statement.col_offset
    new = [indent + line for line in changed.split("\n")]
    return "\n".join([*lines[: statement.lineno - 1], *new, *lines[statement.end_lineno :]])


def _head(text):
    return text.split("\n")[0]


def _versions(statement):
    """(edit, text) pairs of a statement."""
    if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield "statement dropped", "pass"
    if isinstance(statement, ast.AugAssign):
        yield from _augmented(statement)
    for path, node in _expressions(statement):
        for edit, other in _edits(node):
            yield edit, ast.unparse(_replaced(statement, path, other))


def _augmented(statement):
    target, value = ast.unparse(statement.target), ast.unparse(statement.value)
    other = {ast.Sub: "+=", ast.Add: "-="}.get(type(statement.op))
    if other:
        yield "operator changed", f"{target} {other} {value}"
        sign = "-" if isinstance(statement.op, ast.Sub) else ""
        yield "= for augmented", f"{target} = {sign}({value})"


def _expressions(node, path=()):
    """(path, expression) of all that is read in a statement's head or, if it has no body, in the whole."""
    for field, value in ast.iter_fields(node):
        if field in ("body", "orelse", "decorator_list", "args", "target", "targets") and isinstance(
            node, ast.stmt
        ):
            continue
        for i, child in enumerate(value if isinstance(value, list) else [value]):
            step = (field, i if isinstance(value, list) else None)
            if isinstance(child, ast.expr):
                yield (*path, step), child
            if isinstance(child, ast.expr | ast.keyword):
                yield from _expressions(child, (*path, step))


def _replaced(statement, path, other):
    """A copy of the statement in which the node at the path is another."""
    statement = copy.deepcopy(statement)
    node = statement
    for field, i in path[:-1]:
        node = getattr(node, field) if i is None else getattr(node, field)[i]
    field, i = path[-1]
    if i is None:
        setattr(node, field, other)
    else:
        getattr(node, field)[i] = other
    return statement


def _edits(node):
    """(edit, expression) pairs: what may stand in the place of this expression."""
    match node:
        case ast.BinOp():
            yield from _of_operation(node)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield "sign dropped", operand
        case ast.Compare(ops=[operator]):
            for other in OTHER_COMPARISONS.get(type(operator), ()):
                yield "comparison changed", ast.Compare(node.left, [other()], node.comparators)
        case ast.Attribute(value=value, attr="T"):
            yield ".T dropped", value
        case ast.Call():
            yield from _of_call(node)
        case ast.Constant(value=value) if type(value) in (int, float):
            yield "constant changed", ast.Constant(value + 1)
            if value not in (0, 1):
                yield "constant changed", ast.Constant(value / 10 if isinstance(value, float) else value - 1)
        case ast.Constant(value=str(text)) if NUMBERED.match(text):
            yield "name changed", ast.Constant(_other_number(text))
        case ast.Attribute(attr=name) if NUMBERED.match(name):
            yield "name changed", ast.Attribute(node.value, _other_number(name), ast.Load())
        case ast.Name(id=name) if NUMBERED.match(name):
            yield "name changed", ast.Name(_other_number(name), ast.Load())


def _other_number(name):
    stem, number = NUMBERED.match(name).groups()
    return f"{stem}{ {'1': 2, '2': 1, '3': 2}.get(number, 1) }"


def _of_operation(node):
    left, right = node.left, node.right
    for other in OTHER_OPERATORS.get(type(node.op), ()):
        yield "operator changed", ast.BinOp(left, other(), right)
    what = "factor dropped" if isinstance(node.op, PRODUCTS) else "term dropped"
    yield what, left
    if not isinstance(node.op, ast.Pow):
        yield what, right
    if isinstance(node.op, ONE_SIDED):
        yield "operands exchanged", ast.BinOp(right, node.op, left)


def _of_call(node):
    if isinstance(node.func, ast.Attribute):
        for other in OTHER_FUNCTIONS.get(node.func.attr, ()):
            function = ast.Attribute(node.func.value, other, ast.Load())
            yield "function changed", ast.Call(function, node.args, node.keywords)
    if len(node.args) == 1 and not (
        isinstance(node.func, ast.Attribute) and node.func.attr in ("astype", "reshape")
    ):
        yield "call dropped", node.args[0]
    for i, keyword in enumerate(node.keywords):
        others = node.keywords[:i] + node.keywords[i + 1 :]
        if keyword.arg in ("axis", "keepdims"):
            yield f"{keyword.arg} dropped", ast.Call(node.func, node.args, others)
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            axis = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield "axis changed", ast.Call(node.func, node.args, [axis, *others])
