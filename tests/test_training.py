"""Training in slices: the numbers of the plain formulas, whatever happens between two slices."""

import timeit
import tracemalloc
import warnings

import numpy as np
import pytest

from bplab.datasets import petals, sine
from bplab.network import Network, squared_error
from tests.plain_training import ACTIVATIONS, OUTPUTS, distance, parameters, plain_step


def flower():
    X, y = petals()
    return X, y.reshape(-1, 1)


def petal_network(seed=0):
    return Network((2, 4, 1), "tanh", seed=seed, scale=0.01, output="sigmoid")


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize("output", list(OUTPUTS))
@pytest.mark.parametrize("hidden", [(), (7,), (6, 5, 4)])
def test_each_step_is_that_of_the_plain_formulas(activation, output, hidden):
    rng = np.random.default_rng(3)
    X = rng.normal(size=(30, 5))
    y = np.eye(3)[rng.integers(3, size=30)] if output == "softmax" else rng.integers(2, size=(30, 1))
    network = Network((5, *hidden, y.shape[1]), activation, output=output)
    network.biases = [rng.normal(size=b.shape) for b in network.biases]
    training = network.training(X, y, 0.3)
    for _ in range(5):
        weights, biases, loss, outputs = plain_step(
            network.weights, network.biases, X, y, 0.3, activation, output
        )
        assert training.loss() == pytest.approx(loss, rel=1e-12)
        assert distance(network.layer_outputs(X), outputs) < 1e-12
        training.run(1)
        assert distance(parameters(network), weights + biases) < 1e-12


@pytest.mark.parametrize("output", list(ACTIVATIONS))
def test_squared_error_goes_back_through_the_derivative_of_the_output(output):
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(20, 3)), rng.normal(size=(20, 2))
    network = Network((3, 6, 2), "tanh", output=output, loss="squared error")
    (W1, W2), (b1, b2) = network.weights, network.biases
    function, derivative = ACTIVATIONS[output]
    a1 = np.tanh(X @ W1 + b1)
    z2 = a1 @ W2 + b2
    e2 = (function(z2) - y) * derivative(z2) / len(X)
    e1 = e2 @ W2.T * (1 - a1**2)
    training = network.training(X, y, 0.3)
    assert training.loss() == pytest.approx(squared_error(function(z2), y), rel=1e-12)
    assert np.allclose(network.forward(X), function(z2), atol=1e-14)
    training.run(1)
    expected = [
        W1 - 0.3 * X.T @ e1,
        W2 - 0.3 * a1.T @ e2,
        b1 - 0.3 * e1.sum(axis=0),
        b2 - 0.3 * e2.sum(axis=0),
    ]
    assert distance(parameters(network), expected) < 1e-12


def test_momentum_and_adam_follow_their_formulas_from_one_run_to_the_next():
    X, y = sine(40, seed=1)
    for step in ("momentum", "adam"):
        network, plain = (Network((1, 5, 1), "tanh", output="linear", loss="squared error") for _ in range(2))
        training = network.training(X, y, 0.05, step)
        mean, squares, speed = ([0.0] * 4 for _ in range(3))
        for t in range(1, 6):
            before = [part.copy() for part in parameters(plain)]
            plain.train(X, y, 1, learning_rate=1)
            gradients = [old - new for old, new in zip(before, parameters(plain), strict=True)]
            if step == "momentum":
                speed = [0.9 * s + 0.05 * g for s, g in zip(speed, gradients, strict=True)]
                moved = speed
            else:
                mean = [0.9 * m + 0.1 * g for m, g in zip(mean, gradients, strict=True)]
                squares = [0.999 * s + 0.001 * g**2 for s, g in zip(squares, gradients, strict=True)]
                moved = [
                    0.05 * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
                    for m, s in zip(mean, squares, strict=True)
                ]
            new = [old - part for old, part in zip(before, moved, strict=True)]
            plain.weights, plain.biases = new[:2], new[2:]
            training.run(1)
            assert distance(parameters(network), new) < 1e-12


def test_ten_thousand_steps_end_where_the_plain_formulas_end():
    # From this start. From others, rounding grows in some thousand steps until the networks differ.
    X, y = flower()
    network = petal_network()
    weights, biases = network.weights, network.biases
    for _ in range(10_000):
        weights, biases, *_ = plain_step(weights, biases, X, y, 1.2)
    network.train(X, y, 10_000, 1.2)
    assert distance(parameters(network), weights + biases) < 1e-6
    assert network.losses[-1] < 0.3


def test_a_chaotic_training_ends_where_samples_in_columns_end():
    # From this start a difference in the last bit grows to 0.1 around step 6500. It takes the operations of
    # a known exercise, in its order, to end with its network.
    rng = np.random.RandomState(3)
    X, Y = (part.T for part in flower())
    m = Y.size
    W1, b1 = rng.randn(4, 2) * 0.01, np.zeros((4, 1))
    W2, b2 = rng.randn(1, 4) * 0.01, np.zeros((1, 1))
    network = petal_network()
    network.weights = [W1.T, W2.T]
    network.train(X.T, Y.T, 10_000, 1.2, record=False)
    for _ in range(10_000):
        A1 = np.tanh(np.dot(W1, X) + b1)
        dZ2 = 1 / (1 + np.exp(-(np.dot(W2, A1) + b2))) - Y
        dZ1 = np.dot(W2.T, dZ2) * (1 - np.power(A1, 2))
        W2 = W2 - 1.2 * (1 / m * np.dot(dZ2, A1.T))
        b2 = b2 - 1.2 * (1 / m * np.sum(dZ2, axis=1, keepdims=True))
        W1 = W1 - 1.2 * (1 / m * np.dot(dZ1, X.T))
        b1 = b1 - 1.2 * (1 / m * np.sum(dZ1, axis=1, keepdims=True))
    assert distance(parameters(network), [W1.T, W2.T, b1.T, b2.T]) < 1e-6


def test_slices_are_one_long_run():
    X, y = flower()
    whole, sliced = petal_network(), petal_network()
    whole.train(X, y, 50, 1.2)
    training, losses = sliced.training(X, y, 1.2), []
    for steps in (1, 0, 42, 7):
        training.run(steps, losses)
    assert training.steps == 50
    assert losses == whole.losses and sliced.losses == []
    assert distance(parameters(sliced), parameters(whole)) == 0
    assert training.loss() == sliced.training(X, y, 1.2).loss()


def test_losses_are_recorded_only_if_wanted():
    X, y = flower()
    network, silent = petal_network(), petal_network()
    network.train(X, y, 20, 1.2).train(X, y, 10, 1.2)
    silent.train(X, y, 30, 1.2, record=False)
    assert len(network.losses) == 30 and silent.losses == []
    assert network.losses[0] == pytest.approx(np.log(2), abs=1e-3) and network.losses[-1] < network.losses[0]
    assert distance(parameters(network), parameters(silent)) == 0


def test_a_run_starts_from_what_the_user_has_assigned():
    X, y = flower()
    network = petal_network()
    training = network.training(X, y, 1.2)
    training.run(10)
    theirs = [np.full((2, 4), 0.5), np.full((4, 1), 2)]  # whole numbers, too
    network.weights, kept = list(theirs), [part.copy() for part in theirs]
    network.biases[0][0, 2] = 1
    expected, expected_biases, *_ = plain_step(network.weights, [b.copy() for b in network.biases], X, y, 1.2)
    training.run(1)
    assert distance(parameters(network), expected + expected_biases) < 1e-12
    assert distance(theirs, kept) == 0


def test_two_trainings_of_one_network_go_on_from_each_other():
    X, y = flower()
    network, other = petal_network(), petal_network()
    trainings = [network.training(X, y, 1.2) for _ in range(2)]
    for training in 3 * trainings:
        training.run(5)
    other.train(X, y, 30, 1.2)
    assert distance(parameters(network), parameters(other)) == 0


def test_weights_given_to_another_network_stay_as_they_are():
    X, y = flower()
    network, other = petal_network().train(X, y, 10, 1.2), petal_network()
    other.weights, other.biases = network.weights, network.biases
    before = [part.copy() for part in parameters(network)]
    other.train(X, y, 10, 1.2)
    assert distance(parameters(network), before) == 0 < distance(parameters(other), before)


def test_the_learning_rate_may_change_between_runs():
    X, y = flower()
    network, other = petal_network(), petal_network()
    training = network.training(X, y, 1.2)
    training.run(5)
    training.learning_rate = 0.1
    training.run(5)
    other.train(X, y, 5, 1.2).train(X, y, 5, 0.1)
    assert distance(parameters(network), parameters(other)) == 0


# Less than one number for each sample; with softmax, NumPy takes a buffer of its own in z -= row.
@pytest.mark.parametrize(
    ("sizes", "output", "most"), [((2, 4, 1), "sigmoid", 400 * 8), ((2, 8, 8, 2), "softmax", 3 * 400 * 8)]
)
def test_a_run_allocates_nothing(sizes, output, most):
    X, y = flower()
    y = y if output == "sigmoid" else np.hstack([1 - y, y])
    for activation in ACTIVATIONS.keys() - {"leaky relu"}:  # which takes a mask
        training = Network(sizes, activation, output=output).training(X, y, 0.1)
        training.run(1)
        tracemalloc.start()
        training.run(200)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < most, activation


def test_a_training_is_made_in_less_than_a_millisecond():
    X, y = flower()
    network = Network((2, 20, 1), "tanh", output="sigmoid")
    assert min(timeit.repeat(lambda: network.training(X, y, 1.2), number=1, repeat=50)) < 1e-3


@pytest.mark.parametrize("dtype", [np.uint8, bool, np.int64, np.float32])
def test_samples_and_labels_of_any_type_stay_as_they_are(dtype):
    X, y = flower()
    X, labels = np.asfortranarray(X.round()), y.astype(dtype)
    X.flags.writeable = labels.flags.writeable = False
    network = petal_network().train(X, labels, 20, 1.2)
    expected = petal_network().train(X.astype(np.int64), y.astype(float), 20, 1.2)
    assert distance(parameters(network), parameters(expected)) == 0
    assert network.losses == expected.losses


def test_a_training_that_overflows_is_silent():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(40, 10)), np.eye(4)[rng.integers(4, size=40)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        network = Network((10, 16, 16, 4), "linear").train(X, y, 300, 40)
        assert np.isnan(network.weights[0]).all() and network.predict(X).tolist() == [0] * 40
        for activation in ACTIVATIONS:
            labels = y[:, :1]
            large = Network((10, 5, 1), activation, scale=1e4, output="sigmoid").train(X, labels, 3, 1e3)
            large.forward(X)


@pytest.mark.parametrize(
    ("X", "y", "rate", "text"),
    [
        (np.ones((8, 3)), np.ones((8, 1)), 1, r"X has shape \(8, 3\).*2-4-1.*\(n_samples, 2\)"),
        (np.ones(2), np.ones((1, 1)), 1, r"X has shape \(2,\)"),
        (np.ones((0, 2)), np.ones((0, 1)), 1, r"X has shape \(0, 2\)"),
        (np.ones((8, 2)), np.ones(8), 1, r"y has shape \(8,\).*\(8, 1\), one column of 0 and 1"),
        (np.ones((8, 2)), np.ones((7, 1)), 1, r"y has shape \(7, 1\).*\(8, 1\)"),
        (np.ones((8, 2)), np.full((8, 1), 2), 1, "y may hold 0 and 1 only, but it holds 2"),
        (np.ones((8, 2)), np.ones((8, 1)), np.nan, "learning rate.*nan"),
    ],
)
def test_data_that_do_not_fit_are_refused_with_what_and_where(X, y, rate, text):
    with pytest.raises(ValueError, match=text):
        petal_network().training(X, y, rate)


def test_labels_that_are_not_one_hot_are_refused():
    with pytest.raises(ValueError, match=r"y has shape \(8, 1\).*\(8, 3\), one-hot rows"):
        Network((2, 3)).train(np.ones((8, 2)), np.ones((8, 1)), 1, 0.1)


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("weights", [np.ones((2, 4)), np.ones((5, 1))], r"weights\[1\] has shape \(5, 1\).*\(4, 1\)"),
        ("weights", [np.ones((2, 4))], "weights holds 1 arrays.*2 layers"),
        ("weights", [np.ones((2, 4)), np.ones((4, 1)), np.ones((1, 1))], "weights holds 3 arrays.*2 layers"),
        ("biases", [np.ones(4), np.ones((1, 1))], r"biases\[0\] has shape \(4,\).*\(1, 4\)"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_with_their_name(name, values, text):
    X, y = flower()
    network = petal_network()
    training = network.training(X, y, 1.2)
    setattr(network, name, values)
    with pytest.raises(ValueError, match=text):
        training.run(1)
