"""Given functions are used by the tests as they were released, whatever a student makes of their names."""

import ast

import pytest

from bplab.names import names_read
from tests.judging import graded, statuses, verdicts

GIVEN = """import numpy as np
WIDTH = 3

def cubic(x):
    return np.sum(x**3)

def twice(x):
    return 2 * cubic(x)

def started(seed):
    np.random.seed(seed)
    return draw(2)

def wide(x):
    return WIDTH * x
"""
TASK = """def gradient(f, x):
    return np.array([(f(x + d) - f(x - d)) / 2e-5 for d in 1e-5 * np.eye(len(x))])

def draw(n):
    return np.random.randn(n)
"""
TESTS = {
    "test_outside": "assert abs(cubic(np.ones(2)) - 2) < 1e-9 and abs(twice(np.ones(2)) - 4) < 1e-9",
    "test_handed_over": "x = np.array([1.0, 2.0])\nassert np.allclose(gradient(cubic, x), 3 * x**2)",
    "test_needs_the_students": "np.random.seed(7)\nassert np.allclose(started(7), np.random.randn(2))",
    "test_name": "assert cubic.__name__ == 'cubic'",
}
CHANGED = {
    "zeros": "cubic = mixed = twice = started = lambda *args: 0.0",
    "deleted": "del cubic, twice, started",
    "numbers": "cubic = twice = started = 5",
    "stops": "def cubic(x):\n    raise ValueError\ntwice = started = cubic",
}


def cells(*added):
    return [("given", GIVEN), ("task", TASK), *added, *TESTS.items()]


@pytest.mark.parametrize("code", ["", *CHANGED.values()], ids=["untouched", *CHANGED])
def test_the_released_function_decides(code):
    record, _ = graded(cells(("own", code)), given=[GIVEN])
    assert set(statuses(record).values()) == {"passed"}, verdicts(record)


def test_a_given_function_that_needs_nothing_of_theirs_runs_outside_of_their_process():
    cells = [("given", GIVEN), ("own", "np.sum = lambda *args: 0.0"), ("test_outside", TESTS["test_outside"])]
    record, _ = graded(cells, given=[GIVEN])
    assert statuses(record) == {"test_outside": "passed"}


def test_a_changed_given_function_earns_nothing():
    cheat = "def gradient(f, x):\n    return 0 * x\ncubic = lambda x: 0.0"
    test = "assert np.allclose(gradient(cubic, np.ones(2)), 0) == (cubic(np.ones(2)) == 0)"
    record, _ = graded([("given", GIVEN), ("task", cheat), ("test_cubic", test)], given=[GIVEN])
    assert statuses(record) == {"test_cubic": "failed"}


def test_a_given_function_is_there_in_a_new_process():
    dies = "import os\ndef gone():\n    os._exit(1)"
    record, _ = graded(
        [*cells(("own", "cubic = 0"), ("dies", dies)), ("test_dies", "gone()"),
         ("test_again", TESTS["test_handed_over"])], given=[GIVEN]
    )  # fmt: skip
    assert record.restarts == 1 and statuses(record)["test_again"] == "passed"


@pytest.mark.parametrize(
    "source, expected",
    [
        ("x = X[:3]", ["X"]),
        ("X = X[:3]", ["X"]),
        ("X += 1", ["X"]),
        ("for x in X:\n    print(x, Y)", ["X", "Y"]),
        ("a = [x * W for x in X if x > t]", ["X", "t", "W"]),
        ("f = lambda x, d=D: x + d + E", ["D", "E"]),
        ("def f(x):\n    y = x\n    return y + z + w\nz = 1", ["w"]),
        ("def f():\n    global g\n    g = 1\n    return h", ["h"]),
        ("class A:\n    b = B\n    def m(self):\n        return C", ["B", "C"]),
        ("import numpy as np\nfrom a import b as c\nnp.sum(c)", []),
        ("with open('f') as f:\n    f.read()", []),
        ("try:\n    pass\nexcept ValueError as e:\n    print(e)", []),
        ("(n := len(X))\nprint(n)", ["X"]),
        ("print({k: v for k, v in {}.items()}, [a for b in B for a in b])", ["B"]),
        ("a, (b, *c) = D\nprint(a, b, c)\ndel a", ["D"]),
        ("X.y = 1\nZ[0] = 2", ["X", "Z"]),
        ("f(lambda: later)\nlater = 1", ["f"]),
        ("print(f'{name:>{width}}')", ["name", "width"]),
    ],
)
def test_names_that_come_from_elsewhere(source, expected):
    assert set(names_read(ast.parse(source))) == set(expected)
