"""The formulas one edit away from a formula, each with the key of a sentence and what it is about."""

import ast
import functools
import re
from typing import NamedTuple

import numpy as np

from bplab.checks.diagnosis.expression import ACTIVATIONS, LOGARITHMS, parse, write

TRANSPOSE, NEGATIVE = "T", ast.USub()
# What may stand in the place of a function over an axis; of one that compares two numbers.
SUMS = {"sum": ("mean", "max"), "mean": ("sum", "max"), "max": ("min", "mean", "sum"),
        "argmax": ("argmin", "max")}  # fmt: skip
MAXIMA = {"maximum": "minimum", "minimum": "maximum"}
KEPT = ("known", "text")  # what a node keeps of itself, see expression.py
SLOPE = re.compile(r"\w+_derivative\(\w+\)|1 - (A1|tanh\(z_\d\)) \*\* 2")
# What a name of the formulas stands for.
KINDS = {
    "sums": r"[zZ]_?\d",
    "activations": r"[aA]_?\d|[xX]",
    "gradient": r"grad_\w+|d[wWb]\d",
    "error": r"e_\d|d[zZ]\d",
    "weights": r"weights_\d|[wW]\d",
    "bias": r"bias(es)?_\d|b\d?",
    "labels": r"[yY]",
    "output": r"y_pred",
}


class Edit(NamedTuple):
    """tree: the formula with the edit; key: its sentence in messages/edits.py; term: what that is about.

    The term is a part of the formula, which is written only where somebody reads it, or a text.
    """

    tree: ast.expr
    key: str
    term: ast.expr | str


def neighbours(tree, names, instead=(), whole=True, without=()):
    """All formulas one edit away.

    names: what may stand in a name's place. instead: {text of a part: [(text of another, key)]}, slips that
    belong to this formula alone. whole: also edits of the result, such as its sign. without: keys of edits
    that are not wanted.
    """
    if whole:
        yield from (edit for edit in _whole(tree, names) if edit.key not in without)
    yield from _inside(tree, names, dict(instead), without)


def _inside(node, names, instead, without):
    for other, key, term in _local(node, names, instead):
        if key not in without:
            yield Edit(other, key, term)
    for field, position, child in _children(node):
        for edit in _inside(child, names, instead, without):
            yield Edit(_with(node, field, position, edit.tree), edit.key, edit.term)


def _children(node):
    """(field, index in it or None, child) of what may be edited."""
    for field in ("left", "right", "operand", "value"):
        child = getattr(node, field, None)
        if isinstance(child, ast.expr):
            yield field, None, child
    for field in ("args", "comparators"):
        for i, child in enumerate(getattr(node, field, ())):
            yield field, i, child


def _with(node, field, position, child):
    if position is not None:
        others = list(getattr(node, field))
        others[position] = child
        child = others
    made = type(node).__new__(type(node))  # it gets its parts at once
    made.__dict__ |= {name: part for name, part in node.__dict__.items() if name not in KEPT}
    setattr(made, field, child)
    return made


def _whole(tree, names):
    """Edits of the result."""
    yield Edit(ast.UnaryOp(NEGATIVE, tree), "sign", "")
    yield Edit(_transposed(tree), "result_transposed", "")
    yield Edit(_slice(tree, None, ast.Constant(1)), "first_row", "")
    yield Edit(_slice(tree, ast.Constant(-1), None), "last_row", "")
    for digits in range(1, 5):
        yield Edit(_call("round", tree, ast.Constant(digits)), "rounded", str(digits))
    yield Edit(_call("round", tree), "whole_numbers", "")
    yield Edit(_call("trunc", tree), "whole_numbers", "")
    yield Edit(ast.BinOp(ast.Constant(2), ast.Mult(), tree), "doubled", "")
    yield Edit(ast.BinOp(tree, ast.Div(), ast.Constant(2)), "halved", "")
    inside = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name, value in names.items():
        node = ast.Name(name)
        if _is_number(value):
            yield Edit(ast.BinOp(tree, ast.Div(), node), "divided", name)
            if name not in inside:  # else a division that is missing
                yield Edit(ast.BinOp(node, ast.Mult(), tree), "multiplied", name)
        elif getattr(value, "ndim", 0) == 2:
            is_itself = isinstance(tree, ast.Name) and tree.id == name  # its slope times itself: that is relu
            for factor in (node,) if is_itself else (node, _call("relu_derivative", node)):
                yield Edit(ast.BinOp(tree, ast.Mult(), factor), "extra_factor", factor)
    yield from _everywhere(tree)
    for function in ("relu", "tanh", "sigmoid", "softmax"):
        yield Edit(_call(function, tree), "extra_function", function)
    for function in ("sum", "mean"):
        yield Edit(_call(function, tree), "extra_function", function)
        for axis in (0, 1):
            yield Edit(_call(function, tree, axis=axis, keepdims=True), "extra_function", function)


def _everywhere(tree):
    """The same other function in all places where a function stands more than once."""
    functions = [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for name in {name for name in functions if functions.count(name) > 1}:
        for other in LOGARITHMS if name in LOGARITHMS else ():
            text = re.sub(rf"\b{name}\(", f"{other}(", write(tree))
            yield Edit(parse(text), "other_function", other)


def _local(node, names, instead):
    """(other expression, key, term) for what may stand in the place of this one part."""
    for text, key in instead.get(write(node), ()) if instead else ():
        yield parse(text), key, node
    match node:
        case ast.BinOp(left=left, op=ast.Mult() | ast.MatMult(), right=right):
            yield from _product(node, left, right)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Mult):  # a / b * c
                first = ast.BinOp(left, ast.Div(), right.left)
                yield ast.BinOp(first, ast.Mult(), right.right), "no_brackets", right
            yield left, "not_divided", right
            yield right, "only_divisor", left
            yield ast.BinOp(left, ast.Mult(), right), "multiplied_not_divided", right
            yield ast.BinOp(right, ast.Div(), left), "exchanged", "/"
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            yield from _sum(node, left, right)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            yield left, "missing_power", node
            yield ast.BinOp(left, ast.Mult(), right), "product_for_power", right
            yield ast.BinOp(left, ast.MatMult(), left), "matrix_product", left
            yield ast.BinOp(_transposed(left), ast.MatMult(), left), "matrix_product", left
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=right):
            yield ast.Compare(left, [ast.NotEq()], right), "inverted_comparison", ""
        case ast.UnaryOp(operand=operand):
            yield operand, "sign", ""
        case ast.Attribute(value=inner, attr="T"):
            yield inner, "not_transposed", inner
        case ast.Call(func=ast.Name(id=name), args=[argument, *_]):
            yield from _of_call(node, name, argument)
            yield from _late(node, name, argument, names)
        case ast.Name(id=name):
            yield from _of_name(node, name, names)
        case ast.Constant(value=number):
            for other in {number + 1, number - 1, 10 * number, number / 10, 0, 1, 2} - {number}:
                yield ast.Constant(other), "other_constant", str(other)


def _product(node, left, right):
    for other, missing in ((left, right), (right, left)):
        yield other, "missing_slope" if _is_slope(missing) else "missing_factor", missing
    if isinstance(node.op, ast.MatMult):
        yield ast.BinOp(left, ast.Mult(), right), "elementwise", node
        yield ast.BinOp(right, ast.MatMult(), left), "exchanged", "@"
        yield _transposed(node), "result_transposed", ""
    else:
        for factor in (right, _transposed(right)):
            yield ast.BinOp(left, ast.MatMult(), factor), "matrix_product", right
        yield ast.BinOp(ast.BinOp(left, ast.Mult(), right), ast.Mult(), right), "factor_twice", right
        yield ast.BinOp(ast.BinOp(left, ast.Mult(), left), ast.Mult(), right), "factor_twice", left
        yield ast.BinOp(left, ast.Sub(), right), "added", right
    yield ast.BinOp(left, ast.Add(), right), "added", right
    yield ast.BinOp(left, ast.Div(), right), "divided_not_multiplied", right


def _is_slope(node):
    return isinstance(node, ast.Call | ast.BinOp) and SLOPE.fullmatch(write(node)) is not None


def _sum(node, left, right):
    is_sum = isinstance(node.op, ast.Add)
    yield left, "missing_term", right
    if is_sum:
        yield right, "missing_term", left
    else:
        yield right, "only_term", right
        key = "stored" if isinstance(left, ast.Name) else "missing_term"
        yield ast.UnaryOp(NEGATIVE, right), key, left
        yield ast.BinOp(right, ast.Sub(), left), "exchanged", "-"
    other = ast.Sub() if is_sum else ast.Add()
    yield ast.BinOp(left, other, right), "sign_of_term", right
    if is_sum:
        yield ast.BinOp(right, ast.Sub(), left), "sign_of_term", left
    for op in (ast.Mult(), ast.Div(), ast.MatMult()):
        yield ast.BinOp(left, op, right), "not_added", right
    yield ast.BinOp(ast.BinOp(left, node.op, right), node.op, right), "term_twice", right
    if isinstance(left, ast.BinOp) and isinstance(left.op, ast.MatMult | ast.Mult):  # a @ (b + c)
        inner = ast.BinOp(left.right, node.op, right)
        yield ast.BinOp(left.left, left.op, inner), "brackets", inner
    yield ast.BinOp(left, node.op, _call("sum", right)), "extra_function", "sum"
    for function in ("relu", "tanh", "sigmoid"):
        yield ast.BinOp(_call(function, left), node.op, right), "early_function", function


def _of_call(node, name, argument):
    if name in SUMS:
        yield from _of_sum(node, name, argument)
        return
    yield argument, "missing_function", name
    yield _call(name, node), "function_twice", name
    is_negative = isinstance(argument, ast.UnaryOp)
    negative = [argument.operand if is_negative else ast.UnaryOp(NEGATIVE, argument), *node.args[1:]]
    yield ast.Call(node.func, negative, []), "sign_of_argument", name
    if name in MAXIMA:
        yield ast.Call(ast.Name(MAXIMA[name]), node.args, []), "other_function", MAXIMA[name]
        for other in ACTIVATIONS:
            yield _call(other, argument), "other_function", other
    for family in (ACTIVATIONS, LOGARITHMS):
        for other in family if name in family else ():
            if other != name:
                yield _call(other, argument), "other_function", other


def _late(node, name, argument, names):
    """A bias that is added after the activation."""
    if name in ACTIVATIONS and getattr(argument, "id", None) in names and _kind(argument.id) == "sums":
        for other in names:
            if _kind(other) == "bias":
                yield ast.BinOp(node, ast.Add(), ast.Name(other)), "late_bias", other


def _of_sum(node, name, argument):
    axis = next((each.value.value for each in node.keywords if each.arg == "axis"), None)
    for other in SUMS[name]:
        pair = {other, name} == {"sum", "mean"}
        yield _rebuilt(node, other, node.keywords), f"{other}_for_{name}" if pair else "other_function", other
    yield argument, "not_summed", name
    if axis is None:
        for wrong in (0, 1):
            yield _call(name, argument, axis=wrong), "extra_axis", str(wrong)
            yield _call(name, argument, axis=wrong, keepdims=True), "extra_axis", str(wrong)
        return
    keepdims = [each for each in node.keywords if each.arg == "keepdims"]
    for kept in {True: [keepdims, []], False: [[]]}[bool(keepdims)]:
        yield _rebuilt(node, name, [_axis(1 - axis), *kept]), "other_axis", str(1 - axis)
    yield _rebuilt(node, name, keepdims), "no_axis", name
    if keepdims:
        yield _call(name, argument), "no_axis", name
        yield _rebuilt(node, name, [_axis(axis)]), "no_keepdims", name
    rows = {0: (None, ast.Constant(1), "first_row"), 1: None}.get(axis)
    if rows:
        yield _slice(argument, *rows[:2]), rows[2], ""


def _of_name(node, name, names):
    for other, value in names.items():
        if other != name and not callable(value) and _is_number(value) == _is_number(names.get(name)):
            yield ast.Name(other), _of_other(name, other), other
    if getattr(names.get(name), "ndim", 0) == 2:
        yield _transposed(node), "transposed", name
        yield ast.BinOp(node, ast.Mult(), node), "squared", name
        for function in ("relu", "tanh", "sigmoid", "softmax"):
            yield _call(function, node), "extra_function", function
        yield _slice(node, None, ast.Constant(1)), "first_row", ""
    for gradient in (f"grad_{name}", f"d{name}"):
        if gradient in names and "learning_rate" in names:
            step = ast.BinOp(ast.Name("learning_rate"), ast.Mult(), ast.Name(gradient))
            yield ast.BinOp(node, ast.Sub(), step), "updated", name


def _is_number(value):
    return np.isscalar(value)


def _of_other(name, other):
    """The key of a name that stands in another's place."""
    kind = _kind(other)
    if kind is None:
        return "other_name"
    return "other_layer" if kind == _kind(name) else f"{kind}_there"


@functools.cache
def _kind(name):
    return next((kind for kind, names in KINDS.items() if re.fullmatch(names, name)), None)


def _transposed(node):
    return ast.Attribute(node, TRANSPOSE)


def _slice(node, lower, upper):
    return ast.Subscript(node, ast.Slice(lower, upper))


def _call(name, *arguments, **options):
    keywords = [ast.keyword(key, ast.Constant(value)) for key, value in options.items()]
    return ast.Call(ast.Name(name), list(arguments), keywords)


def _rebuilt(node, name, keywords):
    return ast.Call(ast.Name(name), node.args, keywords)


def _axis(axis):
    return ast.keyword("axis", ast.Constant(axis))
