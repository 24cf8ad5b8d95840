"""The network's gradients are those of its loss, whatever its depth and activation."""

import numpy as np
import pytest

from bplab.gradients import numerical_gradient, relative_error
from bplab.network import Network, binary_cross_entropy, cross_entropy, sigmoid, softmax


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
    ("sizes", "output", "text"), [((2, 2), "sigmoid", "size 1"), ((2, 2), "step", "softmax")]
)
def test_an_impossible_output_is_refused_with_the_reason(sizes, output, text):
    with pytest.raises(ValueError, match=text):
        Network(sizes, output=output)


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
