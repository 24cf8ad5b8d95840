"""Training in mini-batches, with dropout and with L2."""

import tracemalloc

import numpy as np
import pytest

from bplab.gradients import numerical_gradient, relative_error
from bplab.network import Network, cross_entropy
from bplab.network.functions import TINY
from tests.plain_training import ACTIVATIONS, distance, parameters, plain_step


def batch_network():
    return Network((2, 5, 3), "tanh", seed=4)


def three_classes(n=50):
    X = np.random.default_rng(5).normal(size=(n, 2))
    return X, np.eye(3)[np.random.default_rng(6).integers(3, size=n)]


def test_batches_are_the_shuffled_samples_each_once_an_epoch():
    X, y = three_classes()
    network, rng, order = batch_network(), np.random.default_rng(9), np.arange(50)
    weights, biases = network.weights, network.biases
    for _ in range(3):
        rng.shuffle(order)
        for start in (0, 16, 32):  # two samples are left over, and wait for the next order
            rows = order[start : start + 16]
            weights, biases, *_ = plain_step(weights, biases, X[rows], y[rows], 0.3, output="softmax")
    network.training(X, y, 0.3, batch_size=16, seed=9).run(9)
    assert distance(parameters(network), [*weights, *biases]) < 1e-12


def test_slices_of_training_in_batches_are_one_training():
    X, y = three_classes()
    whole, cut = batch_network(), batch_network()
    whole.training(X, y, 0.3, "momentum", batch_size=7, seed=1).run(20)
    training = cut.training(X, y, 0.3, "momentum", batch_size=7, seed=1)
    for steps in (3, 1, 16):
        training.run(steps)
    assert distance(parameters(whole), parameters(cut)) == 0


def test_the_recorded_loss_is_that_of_each_batch():
    X, y = three_classes(8)
    network, losses = batch_network(), []
    training = network.training(X, y, 0.1, batch_size=4, seed=2)
    order = np.arange(8)
    np.random.default_rng(2).shuffle(order)
    before = cross_entropy(network.forward(X[order[:4]]), y[order[:4]])
    training.run(2, losses)
    assert len(losses) == 2 and losses[0] == pytest.approx(before, rel=1e-12)


@pytest.mark.parametrize("size", [0, -1, 51])
def test_a_batch_that_cannot_be_taken_is_refused(size):
    with pytest.raises(ValueError, match=f"between 1 and the 50 samples, not {size}"):
        batch_network().training(*three_classes(), 0.1, batch_size=size)


def test_an_epoch_in_batches_is_as_many_steps_as_batches_can_be_filled():
    X, y = three_classes()
    network, other = batch_network(), batch_network()
    network.train(X, y, 3, 0.3, batch_size=16, seed=9)
    other.training(X, y, 0.3, batch_size=16, seed=9).run(9)
    assert len(network.losses) == 9
    assert distance(parameters(network), parameters(other)) == 0


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_l2_adds_its_term_to_the_loss_that_is_lowered(activation):
    X, y = three_classes(9)
    network = Network((2, 6, 5, 3), activation, seed=2)
    network.biases = [np.full_like(biases, 0.3) for biases in network.biases]
    old = [part.copy() for part in parameters(network)]

    def loss(part, k):
        kept, places = old[k], [*network.weights, *network.biases]
        places[k][...] = part
        value = cross_entropy(network.forward(X), y) + 0.4 / 2 * sum(np.sum(w**2) for w in network.weights)
        places[k][...] = kept
        return value

    gradients = [numerical_gradient(lambda part, k=k: loss(part, k), part) for k, part in enumerate(old)]
    network.train(X, y, 1, 0.1, l2=0.4)
    for before, after, gradient in zip(old, parameters(network), gradients, strict=True):
        assert relative_error((before - after) / 0.1, gradient) < 1e-6


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_dropout_multiplies_activations_and_errors_by_the_same_mask(activation):
    X, y = three_classes(20)
    network = Network((2, 6, 5, 3), activation, seed=2)
    weights, biases, drawn = network.weights, network.biases, np.random.default_rng((7, 1))
    for _ in range(4):
        masks = [(drawn.random((size, 20)) >= 0.3).T / 0.7 for size in (6, 5)]
        weights, biases, *_ = plain_step(weights, biases, X, y, 0.2, activation, "softmax", masks)
    network.train(X, y, 4, 0.2, seed=7, dropout=0.3)
    assert distance(parameters(network), [*weights, *biases]) < 1e-12


def test_dropout_leaves_predictions_and_their_loss_alone():
    X, y = three_classes()
    network = batch_network()
    before = network.forward(X).copy()
    training = network.training(X, y, 0.0, dropout=0.5)
    training.run(3)
    assert np.array_equal(network.forward(X), before)
    assert training.loss() == pytest.approx(cross_entropy(before, y), rel=1e-12)


def test_a_run_in_batches_allocates_nothing():
    X, y = three_classes(4000)
    for activation in ACTIVATIONS.keys() - {"leaky relu"}:  # which takes a mask
        network = Network((2, 8, 8, 1), activation, output="sigmoid")
        training = network.training(X, y[:, :1], 0.1, "adam", batch_size=1000, l2=0.1, dropout=0.2)
        training.run(1)
        tracemalloc.start()
        training.run(200)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 1000 * 8, activation  # less than one number for each sample


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"dropout": 1}, "at least 0 and below 1, not 1"),
        ({"dropout": np.nan}, "at least 0 and below 1, not nan"),
        ({"l2": -0.1}, "at least 0, not -0.1"),
        ({"l2": np.inf}, "at least 0, not inf"),
    ],
)
def test_what_cannot_hold_back_is_refused(options, text):
    with pytest.raises(ValueError, match=text):
        batch_network().training(*three_classes(), 0.1, **options)


@pytest.mark.parametrize("step", ["plain", "momentum", "adam"])
def test_float32_trains_the_same_network_at_fewer_digits(step):
    X, y = three_classes()
    networks = [Network((2, 5, 3), "relu", seed=4, dtype=dtype) for dtype in ("float64", "float32")]
    for network in networks:
        training = network.training(X, y, np.float64(0.01), step, batch_size=7, seed=1, l2=0.1)
        training.run(20, network.losses)
    exact, single = networks
    assert {part.dtype for part in [*parameters(single), single.forward(X)]} == {np.dtype(np.float32)}
    assert 1e-9 < distance(parameters(exact), parameters(single)) < 1e-5
    assert single.losses == pytest.approx(exact.losses, rel=1e-5)


def test_the_loss_of_float32_stays_finite_where_a_probability_is_zero():
    X, y = three_classes(2000)
    network = Network((2, 8, 8, 3), "tanh", dtype="float32", scale=1e3)
    network.train(X, y, 3, 1e-3, dropout=0.5)
    assert np.isfinite(network.losses).all() and 10 < network.losses[0] < -np.log(TINY)


def test_an_unknown_type_of_numbers_is_refused():
    with pytest.raises(ValueError, match="unknown dtype 'float16': choose from float64, float32"):
        Network((2, 3), dtype="float16")


def test_a_training_of_many_parameters_is_updated_whole():
    X, y = np.random.default_rng(0).normal(size=(8, 300)), np.eye(3)[np.arange(8) % 3]
    network = Network((300, 250, 150, 3), seed=1)  # some blocks end within a layer, some hold two
    weights, biases = network.weights, network.biases
    for _ in range(3):
        weights, biases, *_ = plain_step(weights, biases, X, y, 0.3, "relu", "softmax")
    network.train(X, y, 3, 0.3)
    assert distance(parameters(network), [*weights, *biases]) < 1e-12
