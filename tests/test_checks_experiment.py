"""The experiment of unit 5: what is measured is told from what is typed in, exchanged or looked up. 5 s."""

import numpy as np
import pytest

from bplab.checks import experiment
from bplab.checks.core import CheckFailed
from bplab.experiments import two_networks
from bplab.network import Network


class Own:
    """A student's network, made of the package's."""

    activation = "relu"

    def __init__(self, *sizes, seed=0):
        self.network = Network(sizes, self.activation, seed)
        self.weights_3, self.bias_3 = self.network.weights[2], self.network.biases[2]

    def forward(self, X):
        self.network.weights[2], self.network.biases[2] = self.weights_3, self.bias_3
        return self.network.forward(X)

    def train(self, X, y, epochs, learning_rate):
        self.network.train(X, y, epochs, learning_rate)
        self.weights_3, self.bias_3 = self.network.weights[2], self.network.biases[2]


class Linear(Own):
    activation = "linear"


class OneClass(Own):
    def forward(self, X):
        return np.eye(4)[np.zeros(len(X), dtype=int)]


class KnowsTheData(Own):
    def forward(self, X):
        return np.abs(X[:, :4]) / np.abs(X[:, :4]).sum(axis=1, keepdims=True)


class LooksUp(Own):
    def train(self, X, y, epochs, learning_rate):
        self.X, self.y = X, y

    def forward(self, X):
        nearest = np.argmin(((X[:, np.newaxis] - self.X) ** 2).sum(axis=2), axis=1)
        return self.y[nearest]


MEASURED = {kind: two_networks.run_experiment(kind) for kind in ("linear", "nonlinear")}


def test_right_accuracies_pass_the_visible_check(capsys):
    experiment.check_run(lambda kind, seed: MEASURED[kind], (Own, Linear))
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_exchanged_accuracies_are_seen_at_once():
    with pytest.raises(CheckFailed, match="swapped"):
        experiment.check_run(lambda kind, seed: MEASURED[kind][::-1], (Own, Linear))


def test_where_nothing_was_learned_nothing_was_measured():
    with pytest.raises(CheckFailed, match="nothing was measured yet"):
        experiment.check_run(lambda kind, seed: (0.25, 0.25), (OneClass, OneClass))


def test_a_network_that_learns_has_its_accuracy():
    experiment.check_accuracy(Own, "nonlinear", low=0.97, seeds=(3,))


@pytest.mark.parametrize("network", [KnowsTheData, LooksUp])
def test_a_network_that_knows_or_looks_up_has_not(network):
    with pytest.raises(CheckFailed, match="computed from the network's own weights"):
        experiment.check_accuracy(network, "linear", low=0.97, seeds=(3,))


def test_who_knows_how_the_data_are_made_knows_nothing_of_the_turned_ones():
    X_train, y_train, *_ = two_networks.make_data("nonlinear", seed=3)
    assert np.mean(np.argmax(KnowsTheData(10, 16, 16, 4).forward(X_train), axis=1) == y_train) > 0.9
    X, y, *_ = experiment._turned(*two_networks.make_data("nonlinear", seed=3), seed=3)
    assert np.mean(np.argmax(KnowsTheData(10, 16, 16, 4).forward(X), axis=1) == y) < 0.5


def counted(kind):
    """A network of this kind that counts its epochs, and the list of them."""
    epochs = []

    class Counted(kind):
        def train(self, X, y, n, learning_rate):
            epochs.append(n)
            super().train(X, y, n, learning_rate)

    return Counted, epochs


def test_what_is_known_of_right_networks_is_not_trained_for_again(capsys):
    network, epochs = counted(Own)
    experiment.check_run(lambda kind, seed: MEASURED[kind], (network, Linear))
    assert epochs == [experiment.FIRST_EPOCHS]


def test_right_numbers_are_not_those_of_a_network_that_begins_otherwise():
    network, epochs = counted(Linear)
    with pytest.raises(CheckFailed, match="not the accuracies of your own networks"):
        experiment.check_run(lambda kind, seed: MEASURED[kind], (network, Linear))
    assert epochs == [experiment.FIRST_EPOCHS, two_networks.EPOCHS]


def test_no_network_is_trained_after_the_median_is_known(capsys):
    network, epochs = counted(Own)
    experiment.check_accuracy(network, "nonlinear", low=0.97, seeds=range(5))
    assert len(epochs) == 3
    network, epochs = counted(Linear)
    with pytest.raises(CheckFailed, match="median of 5 seeds"):
        experiment.check_accuracy(network, "nonlinear", low=0.97, seeds=range(5))
    assert len(epochs) == 5


@pytest.mark.parametrize(
    ("epochs", "sizes", "said"),
    [
        (3, (10, 16, 16, 4), "Own was trained with epochs=3"),
        (300, (10, 2, 2, 4), "Own was made with the sizes (10, 2"),
    ],
)
def test_the_step_that_is_another_than_asked_is_named_and_the_class_left_as_it_was(epochs, sizes, said):
    def run_experiment(kind, seed=0):
        X_train, y_train, X_test, y_test = two_networks.make_data(kind, seed)
        accuracies = []
        for network in (Own(*sizes, seed=seed), Linear(10, 16, 16, 4, seed=seed)):
            network.train(X_train, np.eye(4)[y_train], epochs if type(network) is Own else 300, 0.1)
            accuracies.append(np.mean(np.argmax(network.forward(X_test), axis=1) == y_test))
        return tuple(accuracies)

    before = dict(vars(Own)), dict(vars(Linear))
    with pytest.raises(CheckFailed) as caught:
        experiment.check_run(run_experiment, (Own, Linear))
    assert said in str(caught.value)
    assert (dict(vars(Own)), dict(vars(Linear))) == before
