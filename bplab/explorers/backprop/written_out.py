"""One entry of an array with the numbers it is made of: "0.5·4 + 0.5·(-2) + 0"."""

import ast

import numpy as np

from bplab.explorers.backprop.words import number

SIGNS = {ast.Add: " + ", ast.Sub: " - ", ast.Mult: "·", ast.Div: " / "}
SUMS = (ast.Add, ast.Sub, ast.MatMult)


def written_out(line, names, index, number=number):
    """The line of an array for the entry at index, numbers in place of names.

    names: what the line reads, by name. index: row and column, (0, 0) of a single number. number: of a number
    its text.
    """
    return _Writer(names, number).write(ast.parse(line, mode="eval").body, *index)


class _Writer:
    def __init__(self, names, number):
        self._names, self._number = names, number

    def write(self, node, i, j):
        """What node gives in row i and column j, after broadcasting."""
        match node:
            case ast.Name() | ast.Constant():
                return self._entry(node, i, j)
            case ast.Attribute(attr="T"):
                return self.write(node.value, j, i)
            case ast.BinOp(op=ast.MatMult()):
                inner = range(np.shape(self._value(node.left))[1])
                return " + ".join(
                    f"{self._part(node.left, i, k)}·{self._part(node.right, k, j)}" for k in inner
                )
            case ast.BinOp():
                left, right = node.left, node.right
                product = isinstance(node.op, ast.Mult | ast.Div)
                left = self._part(left, i, j) if product else self.write(left, i, j)
                plain = isinstance(node.op, ast.Add)
                right = self.write(right, i, j) if plain else self._part(right, i, j)
                return f"{left}{SIGNS[type(node.op)]}{right}"
            case ast.Call(func=ast.Attribute(attr="sum")):
                inside = node.func.value
                return " + ".join(self._part(inside, k, j) for k in range(len(self._value(inside))))
            case ast.Call():
                return self._call(node, i, j)

    def _call(self, node, i, j):
        values = [self._value(argument) for argument in node.args]
        match node.func.id:
            case "sigmoid":
                return f"1 / (1 + exp(-{self._text(values[0][i, j])}))"
            case "softmax":
                total = " + ".join(f"exp({self._number(z)})" for z in values[0][i])
                return f"exp({self._number(values[0][i, j])}) / ({total})"
            case "cross_entropy":
                y_pred, y = values
                logs = " + ".join(f"ln({self._number(p)})" for p in y_pred[y == 1])
                return f"-({logs}) / {len(y)}"
        return "the loss of a whole forward pass with these four arrays"

    def _part(self, node, i, j):
        """As write, in brackets where a sign before or behind it would take only a part of it."""
        text = self.write(node, i, j)
        kind = node.value if isinstance(node, ast.Attribute) else node
        several = " + " in text if isinstance(kind, ast.Call) else isinstance(getattr(kind, "op", None), SUMS)
        return f"({text})" if several else text

    def _entry(self, node, i, j):
        array = np.atleast_2d(self._value(node))
        rows, columns = array.shape
        return self._text(array[i if rows > 1 else 0, j if columns > 1 else 0])

    def _text(self, value):
        text = self._number(value)
        return f"({text})" if text.startswith("-") else text

    def _value(self, node):
        return eval(ast.unparse(node), dict(self._names))  # parts of the lines of steps.py only
