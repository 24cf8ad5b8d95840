"""Training by mini-batches: a step is the gradient, dropout keeps the mean, L2 pulls on the weights."""

import numpy as np
import pytest

from bplab.gradients import numerical_gradient, relative_error
from bplab.minibatches import MiniBatchNetwork
from bplab.network import cross_entropy


def data(n=9, seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 4)), rng.integers(3, size=n)


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_a_step_goes_down_the_gradient_of_the_loss(activation):
    X, y = data()
    network = MiniBatchNetwork((4, 6, 5, 3), activation, seed=2, l2=0.3)
    old = [weights.copy() for weights in network.weights]

    def loss(weights, k):
        network.weights[k] = weights
        fit = cross_entropy(network.forward(X), np.eye(3)[y])
        return fit + network.l2 / 2 * sum(np.sum(w**2) for w in network.weights)

    gradients = []
    for k, weights in enumerate(old):
        gradients.append(numerical_gradient(lambda w, k=k: loss(w, k), weights))
        network.weights[k] = weights.copy()
    network.train_batches(X, y, epochs=1, learning_rate=0.1, batch_size=len(X))
    for before, after, gradient in zip(old, network.weights, gradients, strict=True):
        assert relative_error((before - after) / 0.1, gradient) < 1e-6


def test_every_sample_is_used_once_in_an_epoch(monkeypatch):
    X, y = data(n=11)
    used = []
    monkeypatch.setattr(MiniBatchNetwork, "_step", lambda self, X, targets, rate: used.append(X))
    MiniBatchNetwork((4, 3)).train_batches(X, y, epochs=1, learning_rate=0.1, batch_size=4)
    assert [len(batch) for batch in used] == [4, 4, 3]
    assert np.array_equal(np.sort(np.concatenate(used), axis=0), np.sort(X, axis=0))
    assert not np.array_equal(np.concatenate(used), X)


def test_dropout_changes_training_and_not_prediction():
    X, y = data()
    plain, dropped = (MiniBatchNetwork((4, 30, 3), dropout=dropout) for dropout in (0, 0.5))
    assert np.array_equal(plain.forward(X), dropped.forward(X))
    for network in (plain, dropped):
        network.train_batches(X, y, epochs=1, learning_rate=0.1)
    assert not np.allclose(plain.weights[0], dropped.weights[0])


def test_a_dropout_of_everything_is_refused():
    with pytest.raises(ValueError, match="below 1, not 1"):
        MiniBatchNetwork((4, 5, 3), dropout=1)
