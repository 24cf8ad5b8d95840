"""Trainings in the plane: what a network answers there, and what a look at it holds."""

import numpy as np
import pytest

from bplab.explorers.plane import GRID, PIECE, NetworkRun, Split
from bplab.network import Network, binary_cross_entropy

RNG = np.random.default_rng(0)


def run_on(n_test=30, sizes=(2, 3, 1)):
    X, X_test = RNG.normal(size=(40, 2)), RNG.normal(size=(n_test, 2))
    split = Split(X, (X[:, :1] > 0) * 1, X_test, (X_test[:, :1] > 0) * 1, limit=2.0)
    return NetworkRun(split, 100, Network(sizes, "tanh", seed=1, output="sigmoid"), 0.5)


@pytest.mark.parametrize("n", [1, PIECE, PIECE + 1, 2 * PIECE + 345])
def test_answers_in_pieces_are_the_networks(n):
    run, X = run_on(), RNG.normal(size=(n, 2))
    hidden, expected = run.network.layer_outputs(X)
    probability, neurons = run.answers(X)
    assert np.allclose(probability, expected, atol=1e-14) and np.allclose(neurons, hidden, atol=1e-14)


def test_without_a_hidden_layer_there_are_no_neurons():
    run = run_on(sizes=(2, 1))
    assert run.answers(run.split.X)[1] is None and run.look().neurons is None


def test_a_look_holds_the_map_from_below_the_losses_and_the_share_of_right_answers():
    run = run_on()
    run.advance_to(20)
    split, snapshot = run.split, run.snapshot
    assert snapshot.epoch == 20 and snapshot.probability.shape == (GRID, GRID)
    assert snapshot.neurons.shape == (3, GRID, GRID)
    lower_right, upper_left = np.array([[2.0, -2.0]]), np.array([[-2.0, 2.0]])
    assert snapshot.probability[0, -1] == pytest.approx(run.network.forward(lower_right)[0, 0])
    assert snapshot.neurons[:, -1, 0] == pytest.approx(run.network.layer_outputs(upper_left)[0][0])
    training, test = (binary_cross_entropy(run.network.forward(X), Y) for X, Y in
                      ((split.X, split.Y), (split.X_test, split.Y_test)))  # fmt: skip
    assert snapshot.history[-1] == pytest.approx([20, training, test])
    assert snapshot.accuracies == (
        run.network.accuracy(split.X, split.Y[:, 0]),
        run.network.accuracy(split.X_test, split.Y_test[:, 0]),
    )


def test_a_snapshot_stays_when_the_training_goes_on():
    run = run_on()
    run.advance_to(5)
    snapshot, before = run.snapshot, run.snapshot.probability.copy()
    run.advance_to(50)
    assert np.array_equal(snapshot.probability, before) and len(snapshot.history) == 2
    assert not np.allclose(run.snapshot.probability, before)


def test_without_test_samples_there_are_no_numbers_of_them():
    snapshot = run_on(n_test=0).look()
    assert np.isnan(snapshot.history[0, 2]) and np.isnan(snapshot.accuracies[1])


def test_samples_cannot_be_written_into():
    with pytest.raises(ValueError, match="read-only"):
        run_on().split.X[0] = 0
