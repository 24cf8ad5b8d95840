"""A right value in the place of a dead function: for right calls only, for one run, in any process. 8 s."""

import numpy as np
import pytest

from bplab.student_code.stand_in import StandIn, stand_ins, table
from tests.judging import graded, statuses

Z = np.array([[1.5, -2.0], [-0.5, 3.0]])
CALLS = [([Z], np.maximum(Z, 0))]


def test_a_right_call_gets_the_right_value_and_any_other_nothing():
    stand_in = StandIn("relu", table(CALLS))
    np.testing.assert_allclose(stand_in(Z + 1e-12), np.maximum(Z, 0))
    np.testing.assert_allclose(stand_in(x=Z), np.maximum(Z, 0))
    for other in ((2 * Z,), (Z.T,), (Z, Z), (), ("Z",)):
        with pytest.raises(ValueError, match="relu was called with other arguments"):
            stand_in(*other)


def test_the_table_does_not_show_the_right_values():
    [[key, hidden]] = table(CALLS)
    assert len(key) == 64
    assert not np.isclose(np.asarray(hidden), np.maximum(Z, 0)).any()


def relu(x):
    return x


class Network:
    def forward(self, x):
        return relu(x)


def test_the_students_own_function_comes_back_whatever_happens():
    with pytest.raises(ZeroDivisionError), stand_ins(Network, {"relu": table(CALLS)}):
        np.testing.assert_allclose(Network().forward(Z), np.maximum(Z, 0))
        raise ZeroDivisionError
    assert Network().forward(Z) is Z


NETWORK = """
class ReluNeuralNetwork:
    def __init__(self, a, b, c, d, seed=0):
        pass
    def forward(self, X):
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = relu(self.z_1)
        self.z_2 = {z_2}
        self.a_2 = relu(self.z_2)
        self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
        e = np.exp(self.z_3 - self.z_3.max(axis=1, keepdims=True))
        self.y_pred = e / e.sum(axis=1, keepdims=True)
        return self.y_pred
"""
RIGHT = "self.a_1 @ self.weights_2 + self.bias_2"
CHECK = """
from bplab.checks import four_layer
case = four_layer.Case.random("relu", sizes=(5, 6, 7, 4), n_samples=9, seed=3)
four_layer.check_forward(ReluNeuralNetwork, case, values={values}, own={{"relu": lambda z: relu(z)}})
"""


@pytest.mark.parametrize("dead", ["return x", "return np.ones_like(x)", "return 0 * x", "return 3 * x"])
def test_a_dead_function_takes_no_mark_from_a_right_network_in_the_sandbox(dead):
    record, _ = graded(
        [
            ("relu", f"import numpy as np\ndef relu(x):\n    {dead}"),
            ("network", NETWORK.format(z_2=RIGHT)),
            ("test_all", CHECK.format(values="four_layer.FORWARD")),
            (
                "test_relu",
                "import numpy as np\nx = np.ones((2, 2))\nassert not np.allclose(relu(-x), 0 * x + 7)",
            ),
        ]
    )
    assert statuses(record) == {"test_all": "passed", "test_relu": "passed"}


def test_a_dead_function_hides_no_mistake_of_the_network():
    record, _ = graded(
        [
            ("relu", "import numpy as np\ndef relu(x):\n    return x"),
            ("network", NETWORK.format(z_2="self.a_1 @ self.weights_2")),
            ("test_a_1", CHECK.format(values='("a_1",)')),
            ("test_z_2", CHECK.format(values='("z_2",)')),
        ]
    )
    assert statuses(record) == {"test_a_1": "passed", "test_z_2": "failed"}


def test_an_array_that_cannot_be_written_cannot_be_written_in_the_sandbox():
    record, _ = graded(
        [
            ("relu", "def relu(x):\n    x[x < 0] = 0\n    return x"),
            ("test_relu", "import numpy as np\nfrom bplab.checks.follow import overwrites\n"
                          "x = np.array([1.0, -1])\nassert overwrites(relu, x) and relu(x)[1] == 0"),
        ]
    )  # fmt: skip
    assert statuses(record) == {"test_relu": "passed"}
