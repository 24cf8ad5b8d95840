"""The network's gradients are those of its loss, whatever its depth and activation."""

import numpy as np
import pytest

from bplab.gradients import numerical_gradient, relative_error
from bplab.network import Network, binary_cross_entropy, cross_entropy, sigmoid, softmax, squared_error


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "linear"])
@pytest.mark.parametrize("hidden", [(), (5,), (6, 5)])
@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
def test_one_step_follows_the_numerical_gradient(activation, hidden, output):
    rng = np.random.default_rng(1)
    labels = rng.integers(3, size=8)
    X, y = rng.normal(size=(8, 4)), np.eye(3)[labels] if output == "softmax" else labels[:, None] % 2
    loss = cross_entropy if output == "softmax" else binary_cross_entropy
    sizes = (4, *hidden, y.shape[1])
    network = Network(sizes, activation, seed=2, output=output)
    network.biases = [rng.normal(size=b.shape) for b in network.biases]
    before = [w.copy() for w in network.weights + network.biases]

    def loss_with(index, value):
        other = Network(sizes, activation, output=output)
        values = [*before[:index], value, *before[index + 1 :]]
        other.weights, other.biases = values[: len(sizes) - 1], values[len(sizes) - 1 :]
        return loss(other.forward(X), y)

    network.train(X, y, epochs=1, learning_rate=0.1)
    for index, (old, new) in enumerate(zip(before, network.weights + network.biases, strict=True)):
        expected = numerical_gradient(lambda value, i=index: loss_with(i, value), old)
        assert relative_error((old - new) / 0.1, expected) < 1e-6


def test_softmax_survives_large_scores_and_shifts():
    z = np.array([[1000.0, 0, -1000], [1, 2, 3]])
    assert np.allclose(softmax(z).sum(axis=1), 1)
    assert np.allclose(softmax(z), softmax(z + 500))


def test_cross_entropy_of_guessing_is_log_of_the_number_of_classes():
    assert cross_entropy(np.full((5, 4), 0.25), np.eye(4)[[0, 1, 2, 3, 0]]) == pytest.approx(np.log(4))


def test_one_sigmoid_predicts_two_classes():
    X, y = np.array([[-2.0], [-1], [1], [2]]), np.array([0, 0, 1, 1])
    network = Network((1, 1), seed=0, output="sigmoid").train(X, y[:, None], epochs=100, learning_rate=1)
    assert network.forward(X).shape == (4, 1)
    assert network.predict(X).tolist() == [0, 0, 1, 1] and network.accuracy(X, y) == 1
    assert network.losses[0] > network.losses[-1]


def test_sigmoid_and_its_loss_survive_large_scores():
    assert sigmoid(np.array([-1000.0, 0, 1000])).tolist() == [0, 0.5, 1]
    assert binary_cross_entropy(np.full((4, 1), 0.5), np.array([[0], [1], [1], [0]])) == pytest.approx(
        np.log(2)
    )
    assert np.isfinite(binary_cross_entropy(np.array([[0.0]]), np.array([[1]])))


@pytest.mark.parametrize(
    ("sizes", "options", "text"),
    [
        ((2, 2), {"output": "sigmoid"}, "size 1"),
        ((2, 2), {"output": "step"}, "'softmax' with 'cross-entropy'"),
        ((2, 1), {"output": "linear"}, "'linear' with 'squared error'"),
        ((2, 2), {"output": "softmax", "loss": "squared error"}, "no output 'softmax' with"),
    ],
)
def test_an_impossible_output_is_refused_with_the_reason(sizes, options, text):
    with pytest.raises(ValueError, match=text):
        Network(sizes, **options)


def test_a_linear_output_reaches_every_number():
    x = np.linspace(-1, 1, 30)[:, None]
    y = np.hstack([5 * x - 40, -3 * x])
    network = Network((1, 2), output="linear", loss="squared error").train(x, y, 500, 0.5)
    assert np.allclose(network.forward(x), y, atol=1e-6) and network.losses[-1] < 1e-9


def test_squared_error_is_half_the_square_summed_over_outputs():
    assert squared_error(np.array([[1.0, 2], [3, 0]]), np.array([[0.0, 4], [3, 2]])) == (1 + 4 + 0 + 4) / 4


def test_numbers_to_fit_may_be_any_and_their_shape_is_checked():
    network = Network((1, 3, 1), output="sigmoid", loss="squared error")
    network.train(np.ones((2, 1)), np.array([[-3.5], [7]]), 1, 0.1)
    with pytest.raises(ValueError, match="the numbers to fit"):
        network.train(np.ones((2, 1)), np.ones(2), 1, 0.1)
    with pytest.raises(ValueError, match="unknown step 'newton': choose from plain, momentum, adam"):
        network.train(np.ones((2, 1)), np.ones((2, 1)), 1, 0.1, step="newton")


def test_an_unknown_activation_is_refused_with_the_choices():
    with pytest.raises(ValueError, match="relu, tanh, sigmoid, linear"):
        Network((2, 2), "sine")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [([1, 2], [1, 2], 0), ([1, 2], [-1, -2], 1), ([2, 4], [1, 2], 1 / 3), ([0, 0], [0, 0], 0)],
)
def test_relative_error_of_known_pairs(a, b, expected):
    assert relative_error(a, b) == pytest.approx(expected)
    assert relative_error([np.nan], [1]) == np.inf
