"""One entry of an array with the numbers it is made of: "0.5·4 + 0.5·(-2) + 0"."""

import ast

import numpy as np

from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.numbers import number
from bplab.language import say

SIGNS = {ast.Add: " + ", ast.Sub: " - ", ast.Mult: "·", ast.Div: " / "}
SUMS = (ast.Add, ast.Sub, ast.MatMult)


def written_out(line, names, index, number=number):
    """The line of an array for the entry at index, numbers in place of names; and whose numbers they are.

    names: what the line reads, by name. index: row and column, (0, 0) of a single number. number: of a number
    its text. The sources are a set of (name, row, column).
    """
    writer = _Writer(names, number)
    return writer.write(ast.parse(line, mode="eval").body, *index), writer.sources


class _Writer:
    def __init__(self, names, number):
        self._names, self._number, self.sources = names, number, set()

    def write(self, node, i, j):
        """What node gives in row i and column j, after broadcasting."""
        match node:
            case ast.Name() | ast.Constant():
                return self._entry(node, i, j)
            case ast.Attribute(attr="T"):
                return self.write(node.value, j, i)
            case ast.Compare():
                return f"({self.write(node.left, i, j)} > 0)"
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
                return f"1 / (1 + exp(-{self.write(node.args[0], i, j)}))"
            case "relu":
                return f"max({self.write(node.args[0], i, j)}, 0)"
            case "softmax":
                self._read(node.args[0], ((i, k) for k in range(values[0].shape[1])))
                total = " + ".join(f"exp({self._number(z)})" for z in values[0][i])
                return f"exp({self._number(values[0][i, j])}) / ({total})"
            case "cross_entropy":
                y_pred, y = values
                for argument in node.args:
                    self._read(argument, map(tuple, np.argwhere(y == 1).tolist()))
                logs = " + ".join(f"ln({self._number(p)})" for p in y_pred[y == 1])
                return f"-({logs}) / {len(y)}"
        for argument, value in zip(node.args, values, strict=True):
            self._read(argument, np.ndindex(np.shape(value)))
        return say(w.WHOLE_PASS)

    def _read(self, node, places):
        """Numbers at these places of a node have been read, if it is an array."""
        if isinstance(node, ast.Name) and np.ndim(self._names[node.id]):
            self.sources |= {(node.id, *place) for place in places}

    def _part(self, node, i, j):
        """As write, in brackets where a sign before or behind it would take only a part of it."""
        text = self.write(node, i, j)
        kind = node.value if isinstance(node, ast.Attribute) else node
        if isinstance(kind, ast.Compare):
            return text
        several = " + " in text if isinstance(kind, ast.Call) else isinstance(getattr(kind, "op", None), SUMS)
        return f"({text})" if several else text

    def _entry(self, node, i, j):
        array = np.atleast_2d(self._value(node))
        rows, columns = array.shape
        place = i if rows > 1 else 0, j if columns > 1 else 0
        self._read(node, [place])
        return self._text(array[place])

    def _text(self, value):
        text = self._number(value)
        return f"({text})" if text.startswith("-") else text

    def _value(self, node):
        return eval(ast.unparse(node), dict(self._names))  # parts of the lines of steps.py only
