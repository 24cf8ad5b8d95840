"""The four-layer networks: what follows from an own value or function, and what cannot. 1 s in all."""

import numpy as np
import pytest

from bplab.checks import four_layer
from bplab.checks.core import CheckFailed
from bplab.checks.four_layer import Case
from bplab.network import softmax

CASE = Case.random("relu", sizes=(5, 7, 6, 4), n_samples=9, seed=5)
LATER = ("a_1", "z_2", "a_2", "z_3", "y_pred")


def relu(z):
    return np.maximum(z, 0)


class Parameters:
    def __init__(self, *sizes, seed=0):
        rng = np.random.default_rng(seed)
        for k in (1, 2, 3):
            setattr(self, f"weights_{k}", rng.normal(size=sizes[k - 1 : k + 1]))
            setattr(self, f"bias_{k}", np.zeros((1, sizes[k])))


def network(z_1, a_1=lambda n: relu(n.z_1), z_2=lambda n: n.a_1 @ n.weights_2 + n.bias_2):
    """A network with these lines, right but for them."""

    class ReluNeuralNetwork(Parameters):
        def forward(self, X):
            self.z_1 = z_1(self, X)
            self.a_1 = a_1(self)
            self.z_2 = z_2(self)
            self.a_2 = relu(self.z_2)
            self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
            self.y_pred = softmax(self.z_3)
            return self.y_pred

    return ReluNeuralNetwork


def shape(n, X):
    return len(X), n.weights_1.shape[1]


@pytest.mark.parametrize("z_1", [
    lambda n, X: X @ n.weights_1,
    lambda n, X: X @ n.weights_1 - n.bias_1,
    lambda n, X: np.tanh(X @ n.weights_1 + n.bias_1),
    lambda n, X: -(X @ n.weights_1 + n.bias_1),
])  # fmt: skip
def test_an_honest_mistake_is_charged_once(z_1):
    with pytest.raises(CheckFailed):
        four_layer.check_forward(network(z_1), CASE, values=("z_1",))
    for value in LATER:
        four_layer.check_forward(network(z_1), CASE, values=(value,))
    four_layer.check_forward_shapes(network(z_1), "relu", (5, 7, 6, 4), (9, 1), seed=2)


@pytest.mark.parametrize("z_1", [
    lambda n, X: -np.ones(shape(n, X)),
    lambda n, X: np.zeros(shape(n, X)),
    lambda n, X: np.resize([1.0, -1, 2], shape(n, X)),
    lambda n, X: np.random.default_rng(0).normal(size=shape(n, X)),
    lambda n, X: np.random.default_rng().normal(size=shape(n, X)),
    lambda n, X: np.resize(X, shape(n, X)),
    lambda n, X: n.bias_1 + 0 * X[:, :1],
    lambda n, X: X[:, :1] * n.bias_1,
], ids=["minus one", "zeros", "pattern", "seeded", "random", "X tiled", "bias", "rank one"])  # fmt: skip
def test_nothing_follows_from_what_was_not_computed(z_1):
    for value in ("z_1", *LATER[:2]):
        with pytest.raises(CheckFailed):
            four_layer.check_forward(network(z_1), CASE, values=(value,))
    with pytest.raises(CheckFailed, match="nothing can be seen"):
        four_layer.check_forward_shapes(network(z_1), "relu", (5, 7, 6, 4), (9, 1), seed=2)


def test_what_follows_from_a_dead_value_is_told_so():
    dead = network(lambda n, X: np.resize([1.0, -1, 2], shape(n, X)))
    with pytest.raises(CheckFailed, match="follows from your z_1, in which nothing can be seen"):
        four_layer.check_forward(dead, CASE, values=("a_1",))


def test_a_dead_chain_that_ends_in_the_bias_earns_nothing():
    chain = network(
        lambda n, X: -np.ones(shape(n, X)),
        lambda n: np.zeros_like(n.z_1),
        lambda n: n.bias_2 + 0 * n.a_1[:, :1],
    )
    for value in ("z_1", "a_1", "z_2", "a_2"):
        with pytest.raises(CheckFailed):
            four_layer.check_forward(chain, CASE, values=(value,))


def in_place(z):
    z[z < 0] = 0
    return z


def test_a_relu_that_writes_into_its_argument_is_not_charged_in_the_network():
    writes = network(lambda n, X: X @ n.weights_1 + n.bias_1, lambda n: in_place(n.z_1))
    four_layer.check_forward(writes, CASE, own={"relu": in_place})
    with pytest.raises(CheckFailed):
        four_layer.check_forward(writes, CASE, own={"relu": relu})
