"""What follows from a student's own part: honest mistakes are followed, dead parts are not. 0.3 s in all."""

import numpy as np
import pytest

from bplab.checks.follow import alive, alive_function, following, made_by, tells_apart

RNG = np.random.default_rng(7)
X, W, B = RNG.normal(size=(9, 5)), RNG.normal(size=(5, 6)), RNG.normal(size=(1, 6))
Z = X @ W + B
X_0_0 = X[0, 0]
Z_2 = RNG.normal(size=(1, 6)) @ W.T
SPOT = np.zeros_like(Z)
SPOT[2, 3] = 5
FIRST = np.zeros_like(Z)
FIRST[0] = Z[0]


def relu(z):
    return np.maximum(z, 0)


def identity(z):
    return z


HONEST = {
    "no bias": X @ W, "bias subtracted": X @ W - B, "tanh inside": np.tanh(Z), "relu inside": relu(Z),
    "sign": -Z, "twice": 2 * Z, "one bias for all": X @ W + B[0, 0],
    "neurons off everywhere": Z * np.array([0, 0, 1, 0, 0, 1]), "one neuron on": Z * np.eye(6)[5],
    "slope of relu": (Z > 0).astype(float), "float32": Z.astype(np.float32).astype(float),
}  # fmt: skip
DEAD = {
    "none": None, "zeros": 0 * Z, "ones": 1 + 0 * Z, "minus one": -1 + 0 * Z, "bias tiled": B + 0 * Z,
    "rows of one number": X[:, :1] + 0 * Z, "row and column": X[:, :1] + B, "rank one": X[:, :1] * B,
    "noise": 1 + 1e-9 * Z, "bias and noise": B + 1e-6 * Z, "one spot": SPOT, "first sample": FIRST,
    "one column of ones": np.eye(6)[5] + 0 * Z, "one column and noise": Z * np.eye(6)[5] + 1e-6 * Z,
    "tiny": 1e-9 * Z, "another shape": Z.T,
    "nan": np.where(Z > 1, np.nan, Z), "one big number": SPOT * 1e6 + Z,
}  # fmt: skip


@pytest.mark.parametrize("own", HONEST.values(), ids=HONEST)
def test_an_honest_mistake_is_alive(own):
    assert alive(own, Z)


@pytest.mark.parametrize("own", DEAD.values(), ids=DEAD)
def test_a_value_that_computes_nothing_is_dead(own):
    assert not alive(own, Z)


def test_a_value_that_does_not_depend_on_an_input_is_dead():
    invented = np.random.default_rng(0).normal(size=Z.shape)
    assert alive(invented, Z)
    assert not alive(invented, Z, changed=[invented])
    assert alive(X @ W, Z, changed=[2 * X @ W, X @ W[::-1]])
    assert not alive(X @ W, Z, changed=[2 * X @ W, None])


@pytest.mark.parametrize(("own", "true"), [
    (np.array([[1.0, 2, 2]]), np.array([[3.0, 1, -1]])),  # one sample: there are no rows to differ
    (np.array([[1.0], [3]]), np.array([[2.0], [5]])),  # one output
    (np.array(3.0), np.array(2.0)),
    (np.array([1.0, -1]), np.array([2.0, 0.5])),
    (X[:, :1] * [[1, -1]], X[:, 1:2] * [[1, -1]]),  # rank one where the right one is
])  # fmt: skip
def test_only_what_the_right_value_shows_is_asked_for(own, true):
    assert alive(own, true)


def test_the_right_value_is_alive_whatever_it_is():
    assert alive(np.zeros((3, 2)), np.zeros((3, 2)), changed=[np.zeros((3, 2))])


def test_a_value_without_negative_numbers_does_not_tell_relu_from_nothing():
    assert tells_apart(relu, [identity], Z - 1, Z)
    assert not tells_apart(relu, [identity], np.abs(Z), Z)
    assert following(relu, np.abs(Z), Z, [identity]) == []
    assert not tells_apart(relu, [identity], -np.abs(Z), Z)  # zeros are all that follows


def test_a_layer_shows_its_bias_only_beside_numbers_of_its_size():
    def layer(a):
        return a @ W.T + Z_2

    def no_bias(a):
        return a @ W.T

    assert tells_apart(layer, [no_bias], relu(Z) + 1, relu(Z))
    assert not tells_apart(layer, [no_bias], 1e8 * Z, relu(Z))
    np.testing.assert_array_equal(following(layer, Z, relu(Z), [no_bias])[0], layer(Z))


def dense(X, W, b):
    return X @ W + b


@pytest.mark.parametrize("own", [
    lambda X, W, b: X @ W,
    lambda X, W, b: X @ W - b,
    lambda X, W, b: relu(X @ W + b),
    lambda X, W, b: X @ (W + b),
])  # fmt: skip
def test_an_honest_function_is_followed(own):
    assert alive_function(own, [X, W, B], Z, needed=(0, 1))
    np.testing.assert_array_equal(
        made_by(own, [2 * X, W, B], [X, W, B], Z, needed=(0, 1))[0], own(2 * X, W, B)
    )


@pytest.mark.parametrize("own", [
    lambda X, W, b: np.ones((len(X), W.shape[1])),
    lambda X, W, b: np.zeros((len(X), W.shape[1])),
    lambda X, W, b: b + np.zeros((len(X), 1)),
    lambda X, W, b: np.random.default_rng(0).normal(size=(len(X), W.shape[1])),
    lambda X, W, b: np.tile(X, 2)[:, : W.shape[1]],
    lambda X, W, b: X.sum(axis=1, keepdims=True) * W.sum(axis=0),
    lambda X, W, b: X[:1] @ W + 0 * X[:, :1],
    lambda X, W, b: dense(X, W, b) if X.shape == (9, 5) else X @ W,  # knows the size
    lambda X, W, b: dense(X, W, b) if X[0, 0] == X_0_0 else 0 * X @ W,  # knows the numbers
    lambda X, W, b: np.random.default_rng().normal(size=(len(X), W.shape[1])),
    lambda X, W, b: np.eye(W.shape[1])[np.arange(len(X)) % W.shape[1]],
    lambda X, W, b: None,
    lambda X, W, b: 1 / 0,
])  # fmt: skip
def test_a_function_that_computes_nothing_is_not_followed(own):
    assert not alive_function(own, [X, W, B], Z, needed=(0, 1))
    assert made_by(own, [X, W, B], [X, W, B], Z, needed=(0, 1)) == []


@pytest.mark.parametrize("own", [np.abs, np.tanh, lambda z: np.where(z > 0, z, 0.01 * z), lambda z: z > 0])
def test_an_activation_that_is_another_one_is_followed(own):
    assert alive_function(own, [Z], relu(Z))


@pytest.mark.parametrize(
    "own", [identity, np.ones_like, np.zeros_like, lambda z: z[::-1], lambda z: z - z.mean(axis=0)]
)
def test_an_activation_that_changes_nothing_or_mixes_samples_is_not(own):
    assert not alive_function(own, [Z], relu(Z))
    assert made_by(own, [Z], [Z], relu(Z)) == []
