"""Every entry of the table of Python's and NumPy's errors says its sentence of an error of its kind. 1 s."""

import ast
import linecache
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bplab.checks import messages
from bplab.checks.core import CheckFailed, call, describe
from bplab.student_code.errors import ERRORS

SENTENCE = 32  # letters: shorter lines may well be alike
NETWORK = "class ReluNeuralNetwork: pass\nself = ReluNeuralNetwork()\n"
# key -> lines that students write, the last of which stops with an error of that kind
EXAMPLES = {
    "bracket_open": ["x = (1, 2", "y = np.exp(X\nz = 3", "X[0 = 1", "{1: 2"],
    "bracket_closed": ["x = 1)", "x = (1]"],
    "colon": ["def f(x)\n    return x", "if X.any()\n    pass"],
    "nothing_indented": ["def f(x):\nreturn x", "for i in X:"],
    "tabs": ["if X.any():\n\tx = 1\n        y = 2"],
    "indented": ["    x = 3", "def f(x):\n    a = 1\n      b = 2", "def f(x):\n        a = 1\n    b = 2"],
    "quote": ["s = 'abc", 's = "a'],
    "equals": ["x + 1 = 3", "3 = X", "if X = 3: pass"],
    "outside": ["return 3", "break", "continue"],
    "print": ["print 'a'"],
    "digits": ["1x = 3", "x = 08", "y = 2x"],
    "character": ["x = \u201ca\u201d", "x = 2 \u2212 1", "x = 1\uff0c 2"],
    "comma": ["f(1 2)", "[X X]"],
    "options_first": ["f(x=1, 2)"],
    "unreadable": ["x = = 3", "else: pass", "for i in range(3) print(i)"],
    "self_alone": ["self.z_1 = X"],
    "capital": ["x = true", "x = null"],
    "not_imported": ["math.exp(1)", "numpy.exp(X)", "copy.deepcopy(X)"],
    "class_itself": [f"{NETWORK}ReluNeuralNetwork.weights_1"],
    "generator": [
        "(x for x in X).shape",
        "(x for x in X) - X",
        "np.sum(x for x in X)",
        "def f():\n    yield 1\nf()[0]",
    ],
    "array_grows": ["X.append(1)"],
    "entry_by_dot": ["{'W1': 1}.W1"],
    "other_generator": ["np.random.default_rng(0).randn(3)"],
    "entries_in_one": ["np.array(1, 2, 3)", "np.array(1, 2)"],
    "counts_to_number": ["for i in range(X): pass", "range([1, 2])"],
    "misspelt_option": ["np.sum(X, axes=0)", "X.mean(axis=0, keepdim=True)"],
    "matrix_option": ["np.max(np.asmatrix(X), axis=1, keepdims=True)"],
    "option_of_python": ["sum(X, axis=0)", "max(X, axis=1)"],
    "joined_in_one": ["np.concatenate(X[0], X[1])", "np.hstack(X, X)"],
    "array_for_number": ["np.ones(X)", "[1, 2][X]"],
    "condition_alone": ["np.where(X > 0, 1)"],
    "mask": ["X[np.array([True, False])]"],
    "pairs": ["X[[0, 1], [0, 1, 1]]"],
    "joined": ["np.concatenate([X, X.T])", "np.vstack([X, X.T])"],
    "squeezed": ["np.squeeze(X, axis=0)"],
    "below_zero": ["np.zeros(-1)", "np.ones((2, -3))"],
    "matrix_power": ["np.asmatrix(X) ** 2"],
    "place_in_number": ["np.sum(X)[0]"],
    "two_in_list": ["[[1, 2], [3, 4]][0, 1]"],
    "logic": ["~X", "X & X", "X > 0 | X", "(X > 0) & X"],
    "text": ["1 + 'a'", "'a' + 1", "X @ 'a'", "float('a')", "-'a'", "X.astype(str) * 2"],
    "no_numbers": ["np.exp('a')"],
    "square_call": ["np.zeros[3]", "X.sum[0]", "range[3]", "np.dot[X, X]"],
    "called_attribute": ["X.shape()", "X.shape(0)", "X.T()"],
    "covered_name": ["sum = 0\nsum(X)", "max = 3.0\nmax(1, 2)", "list = [1]\nlist((1, 2))"],
    "and_or": ["X > 0 and X < 1", "not X"],
    "not_several": ["a, b = 3", "for i in 3: pass", "for i in len(X): pass", "3 in 3"],
    "no_length": ["len(3)", "len(X.sum())"],
    "key_of_array": ["{}[X]", "{[1]: 2}"],
    "no_type": ["X.astype('flot')"],
    "negative_power": ["np.arange(3) ** -1"],
    "out_of_domain": ["import math\nmath.log(0)"],
    "too_large": ["import math\nmath.exp(1000)"],
    "too_much": ["raise MemoryError"],
    "no_file": ["open('no file')"],
    "asks": ["raise EOFError"],
    "no_numpy": ["del np\nnp.zeros(3)"],
    "no_self": [f"{NETWORK}a_1 @ weights_2", f"{NETWORK}self.e_3 = y_pred"],
    "too_early": ["def f():\n    dW1 = X.T @ dZ1\n    dZ1 = X\nf()"],
    "no_name": ["Z_1 = z1", "x @ W1"],
    "old_numpy": ["X.astype(np.float)", "np.zeros(3, dtype=np.int)"],
    "not_in_module": ["np.sigmoid(X)"],
    "no_module": ["import torch_of_my_own"],
    "no_import": ["from math import sigmoid"],
    "none_or_number": ["np.max(None, axis=1)", "np.max(X.sum(), axis=1)"],
    "none": ["None + X", "np.exp(None)", "None[0]", "None.T"],
    "lost_local": [f"{NETWORK}e_2 = X\nself.e_2.T", f"{NETWORK}self.grad_weights_1"],
    "list_not_array": ["[[1, 2]].shape", "(1, 2).T"],
    "no_attribute": ["X.transposed", "'a'.T"],
    "shape_in_two": ["np.zeros(1, 4)", "np.ones(2, 3)"],
    "shape_in_one": ["np.random.randn((2, 3))", "np.random.rand(X.shape)"],
    "size_not_whole": ["range('3')", "np.zeros((2 / 1, 3))", "range(3.0)", "np.zeros(X[0, 0])"],
    "argument_missing": ["def compute_cost(A2, Y, parameters): pass\ncompute_cost(X, X)"],
    "arguments_counted": [
        "def compute_cost(A2, Y): pass\ncompute_cost(X, X, {})",
        "class A:\n    def forward(X): pass\nA().forward(X)",
        *("np.maximum(X)", "X.dot()", "[1, 2].append(3, 4)", "np.random.normal(0, 1, 3, 4, 5)"),
    ],
    "unknown_keyword": ["def step(p, g): pass\nstep(1, 2, learning_rate=1)"],
    "columns": ["W1 = np.ones((5, 2))\nnp.dot(W1, X) + 1", "W2 = np.ones((1, 5))\nA1 = X\nW2 @ A1 + 1"],
    "product": ["X @ X", "np.dot(X, X)", "X.T @ np.ones((7, 2))"],
    "product_of_number": ["X @ 3", "2 @ 3", "X @ X.sum()", "X @ None", "np.array(None) @ X"],
    "keeps_its_shape": ["X += np.ones((3, 2))", "X -= np.ones((4, 3, 2))"],
    "lost_axis": ["X / X.sum(axis=1)", "X.mean(axis=1) * X"],
    "broadcast": ["X * np.ones((4, 5))", "X[:, :1] + np.ones((3, 2))"],
    "reshape": ["X.reshape(3, 5)"],
    "ragged": ["np.array([[1.0, 2], [3]])", "X[0, 0] = [1, 2]"],
    "no_such_axis": ["X.sum(axis=2)", "np.max(X[0], axis=1)"],
    "no_such_size": ["X.shape[2]", "(1, 2)[3]"],
    "no_such_place": ["X[4]", "X[0, 0, 0]", "[1][1]"],
    "index_not_whole": ["X[1.0]", "[1, 2][1.0]", "X.shape[0.0]", "np.eye(3)[np.array([0.0, 1.0])]"],
    "power": ["X ^ 2", "(1 - X ^ 2)", "1.5 ^ 2"],
    "compared_container": ["(X, {}) > 0.5", "{} < 1"],
    "arithmetic_with_container": [
        "[1, 2] - [1]",
        "-[1, 2]",
        "[1, 2] / 2",
        "(X, {}) - 1",
        "[1, 2] * 0.5",
        "1.5 + {}",
    ],
    "no_entries": ["3[0]", "3.5[0]"],
    "not_a_function": ["2(3)", "X(1)"],
    "fixed_container": ["(1, 2)[0] = 3", "3.0[0] = 1"],
    "one_number": [
        "float(X)",
        "round(X)",
        "X.item()",
        "while X: pass",
        "max(X, 0)",
        "0 if X > 0 else 1",
        "import math\nmath.exp(X)",
    ],
    "integers_in_place": ["i = np.arange(3)\ni -= 0.5 * i"],
    "read_only": ["X.setflags(write=False)\nX[0] = 1", "X.setflags(write=False)\nX -= 1"],
    "gradient_key": ["grads = {'dW1': X}\nX - grads['W1']"],
    "no_key": ["{'W1': X}['w1']", "{}[3]"],
    "unpacked": ["a, b = 1, 2, 3", "a, b, c = 1, 2"],
    "recursion": ["def f(x): return f(x)\nf(1)"],
    "by_zero": ["1 / 0"],
    "own_assert": ["assert X.shape == (2, 4)"],
}


def error_of(code):
    """The exception with which the code stops, its lines known as in a notebook."""
    linecache.cache["a cell"] = len(code), None, code.splitlines(keepends=True), "a cell"
    names = {"np": np, "X": np.arange(8.0).reshape(4, 2)}
    with pytest.raises(Exception) as caught:  # noqa: B017  any of them
        exec(compile(code, "a cell", "exec"), names)
    return caught.value


def test_every_entry_has_an_example():
    assert EXAMPLES.keys() == ERRORS.keys()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("key, code", [(key, code) for key, codes in EXAMPLES.items() for code in codes])
def test_the_entry_says_its_sentence(key, code):
    said = describe(error_of(code)).split("\n")[-1].strip()
    assert re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+", re.escape(ERRORS[key][1])), said), said


def test_a_failed_check_says_it_beneath_the_line():
    def dense(X, W, b):
        return X @ W.T

    with pytest.raises(CheckFailed, match=r"line \d+:  return X @ W.T\n  Write the shapes of both factors"):
        call("dense", dense, np.ones((2, 3)), np.ones((3, 4)), 0)


def test_a_product_that_does_not_fit_is_told_with_both_inner_sizes():
    for code in ("X @ np.ones((5, 3))", "np.dot(X, np.ones((5, 3)))", "np.matmul(X, np.ones(5))"):
        last = describe(error_of(code)).split("\n")[-1]
        assert sorted(re.findall(r"\d", last)) == ["2", "5"], last


def test_a_sentence_for_one_kind_is_not_said_of_another():
    """Lines in which two patterns could be seen."""
    for code, key in {
        "np.zeros(2, 3) * np.array(X)": "shape_in_two",
        "3(X.sum())": "not_a_function",
        "np.random.randn((len(X), 2))": "shape_in_one",
        "np.linalg.inv(X)": None,
        "X @ None": "product_of_number",
    }.items():
        said = describe(error_of(code)).split("\n")[-1].strip()
        found = [
            name
            for name, (_, text) in ERRORS.items()
            if text.split("{")[0] and said.startswith(text.split("{")[0])
        ]
        assert (key in found) if key else not found, (code, said)


def test_an_error_of_no_kind_gets_no_sentence():
    assert describe(error_of("raise OSError('disk')")).split("\n")[-1].strip().startswith("line 1:")


def test_what_several_checks_say_stands_once():
    found = Counter()
    for path in Path(messages.__file__).parent.glob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
        lines = [line for text in texts if isinstance(text, str) for line in {*text.split("\n")}]
        found.update(line for line in lines if len(line) >= SENTENCE)
    assert len(found) > 300 and not [line for line, times in found.items() if times > 1]
