"""The experiment of unit 5: the same two networks on linear and on non-linear data."""

import numpy as np

from bplab.datasets import N_CLASSES, generate_linear_data, generate_nonlinear_data
from bplab.network import Network

GENERATORS = {"nonlinear": generate_nonlinear_data, "linear": generate_linear_data}
HIDDEN_SIZES = (16, 16)
EPOCHS = 300
LEARNING_RATE = 0.1
SHEET = {"nonlinear": (0.99, 0.57), "linear": (1.0, 1.0)}  # what the lab sheet prints, for data of its own
TEST_SEED_OFFSET = 1000  # the test set is drawn with another seed than the training set


def make_data(kind, seed=0):
    """X_train (400, 10), y_train (400,), X_test, y_test for kind "linear" or "nonlinear"."""
    generate = GENERATORS[kind]
    return *generate(seed=seed), *generate(seed=seed + TEST_SEED_OFFSET)


def run_experiment(kind, seed=0):
    """Train a ReLU and a linear network on one kind of data; return their test accuracies."""
    X_train, y_train, X_test, y_test = make_data(kind, seed)
    sizes = (X_train.shape[1], *HIDDEN_SIZES, N_CLASSES)
    y_train_onehot = np.eye(N_CLASSES)[y_train]
    accuracies = []
    for activation in ("relu", "linear"):
        network = Network(sizes, activation, seed).train(X_train, y_train_onehot, EPOCHS, LEARNING_RATE)
        accuracies.append(network.accuracy(X_test, y_test))
    return tuple(accuracies)
