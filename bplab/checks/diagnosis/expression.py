"""The value of a formula, a syntax tree of Python's, on arrays by name.

A node keeps its value, and an edited tree shares all its other nodes with the one it was made from: so a
neighbour costs what lies between the edit and the root.
"""

import ast
import operator

import numpy as np

OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.MatMult: operator.matmul,
    ast.Pow: operator.pow,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def softmax(z):
    if z.shape[-1:] in ((), (1,)):
        raise ValueError("of one number softmax makes 1")
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


# A function that may stand in another's place: of one array, entry by entry.
ACTIVATIONS = {
    "relu": relu,
    "tanh": np.tanh,
    "sin": np.sin,
    "sigmoid": sigmoid,
    "softmax": softmax,
    "relu_derivative": lambda z: np.where(z > 0, 1.0, 0.0),
    "sigmoid_derivative": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh_derivative": lambda z: 1 - np.tanh(z) ** 2,
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "abs": np.abs,
    "sign": np.sign,
}
LOGARITHMS = {"log": np.log, "log2": np.log2, "log10": np.log10, "exp": np.exp, "exp2": np.exp2}
FUNCTIONS = (
    ACTIVATIONS
    | LOGARITHMS
    | {"sum": np.sum, "mean": np.mean, "max": np.max, "min": np.min, "round": np.round, "trunc": np.trunc}
    | {"argmax": np.argmax, "argmin": np.argmin}
    | {"maximum": np.maximum, "minimum": np.minimum}
    | {"reshape": np.reshape}
)


class Unknown(Exception):
    """A name of the formula has no value here."""


def parse(text):
    return ast.parse(text, mode="eval").body


def write(node):
    """The text of a formula, which a node keeps as it keeps its value."""
    if "text" not in node.__dict__:
        node.text = ast.unparse(node)
    return node.text


def value(node, names):
    """The array that a formula gives; names: arrays, numbers and functions. Errors are NumPy's, or Unknown.

    One node is asked with one set of names only.
    """
    known = node.__dict__.get("known")
    if known is None:
        known = node.known = _compute(node, names)
    return known


def _compute(node, names):
    match node:
        case ast.Name(id=name):
            if names.get(name) is None:
                raise Unknown(name)
            return names[name]
        case ast.Constant(value=number):
            return number
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATIONS[type(op)](value(left, names), value(right, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return OPERATIONS[type(op)](value(left, names), value(right, names))
        case ast.UnaryOp(operand=operand):
            return -value(operand, names)
        case ast.Attribute(value=inner, attr="T"):
            return np.transpose(value(inner, names))
        case ast.Subscript(value=inner, slice=ast.Slice(lower=lower, upper=upper)):
            ends = [None if end is None else value(end, names) for end in (lower, upper)]
            return value(inner, names)[slice(*ends)]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            options = {keyword.arg: keyword.value.value for keyword in keywords}
            return (FUNCTIONS | names)[name](*(value(each, names) for each in args), **options)
    raise TypeError(f"no formula of ours: {write(node)}")
