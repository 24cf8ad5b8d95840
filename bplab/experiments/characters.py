"""The experiments of unit 7: the networks with which sheet 001 reads characters, trained by bplab.network."""

from dataclasses import dataclass

import numpy as np

from bplab.datasets import CHARACTERS, characters
from bplab.network import Network

BATCH_SIZE = 16
STEPS, SMALL_STEPS = 4200, 1200  # the latter at a fifth of the learning rate: thirteen epochs of nine tenths


@dataclass(frozen=True)
class Reader:
    """One column of the sheet's table: layers, activation, part of the pictures that it learns from, and the
    accuracy that the sheet reports on the others."""

    hidden: tuple
    activation: str
    train_fraction: float
    sheet: float
    l2: float = 0.0
    learning_rate: float = 0.1


READERS = (
    Reader((100,), "sigmoid", 0.1, 0.37, learning_rate=1.0),  # its slope is a quarter at most
    Reader((100,), "relu", 0.1, 0.10),  # a leaky ReLU on the sheet
    Reader((100,), "tanh", 0.1, 0.46),
    Reader((100, 100), "tanh", 0.1, 0.56),
    Reader((100, 100, 100), "tanh", 0.1, 0.65),
    Reader((100, 100, 100, 100), "tanh", 0.1, 0.66),
    Reader((100, 100, 100, 100), "tanh", 0.1, 0.72, l2=0.01),
    Reader((100, 100, 100, 100), "tanh", 0.9, 0.83, l2=0.001),
    Reader((100, 100, 100), "tanh", 0.9, 0.87, l2=0.001),  # the best of the sheet
)


def read(reader, seed=0):
    """Train a network of this kind; return its accuracies on the pictures it learned from and on new ones."""
    X, y = characters("train", reader.train_fraction, seed)
    network = Network((X.shape[1], *reader.hidden, len(CHARACTERS)), reader.activation, seed)
    targets = np.eye(len(CHARACTERS))[y]
    options = {"batch_size": BATCH_SIZE, "seed": seed, "l2": reader.l2}
    training = network.training(X, targets, reader.learning_rate, **options)
    training.run(STEPS)
    training.learning_rate /= 5
    training.run(SMALL_STEPS)
    return network.accuracy(X, y), network.accuracy(*characters("test", reader.train_fraction, seed))
