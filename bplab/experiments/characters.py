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
    accuracy that the sheet reports on the others (0: its weights overflowed; None: "lower", with no figure).

    output: the activation of the last layer, which has the squared error and targets of 0 and 1, or softmax
    with the cross-entropy. batches: without them, an epoch is a single step on all pictures.
    """

    hidden: tuple
    activation: str
    train_fraction: float
    sheet: float | None
    output: str = "softmax"
    l2: float = 0.0
    learning_rate: float = 0.1
    batches: bool = True


READERS = (
    Reader((100,), "sigmoid", 0.1, 0.083, "sigmoid", learning_rate=1.0, batches=False),
    Reader((100,), "relu", 0.1, 0.0, "relu", batches=False),
    Reader((100,), "tanh", 0.1, 0.083, "tanh", batches=False),
    Reader((100,), "sigmoid", 0.1, 0.37, "sigmoid", learning_rate=1.0),  # its slope is a quarter at most
    Reader((100,), "leaky relu", 0.1, 0.10, "leaky relu"),
    Reader((100,), "tanh", 0.1, 0.46, "tanh"),
    Reader((100, 100), "tanh", 0.1, 0.56, "tanh"),
    Reader((100, 100), "tanh", 0.1, 0.56),
    Reader((100, 100, 100), "tanh", 0.1, 0.65, "tanh"),
    Reader((100, 100, 100, 100), "tanh", 0.1, 0.66, "tanh"),
    Reader((100, 100, 100, 100), "tanh", 0.1, 0.66),
    Reader((100, 100, 100, 100, 100), "tanh", 0.1, None, "tanh"),
    Reader((100, 100, 100, 100), "tanh", 0.1, 0.72, l2=0.01),
    Reader((100, 100, 100, 100), "tanh", 0.9, 0.83, l2=0.001),
    Reader((100, 100, 100), "tanh", 0.9, 0.87, l2=0.001),  # the best of the sheet
)


def read(reader, seed=0):
    """Train a network of this kind; return its accuracies on the pictures it learned from and on new ones."""
    X, y = characters("train", reader.train_fraction, seed)
    sizes = X.shape[1], *reader.hidden, len(CHARACTERS)
    loss = "cross-entropy" if reader.output == "softmax" else "squared error"
    network = Network(sizes, reader.activation, seed, output=reader.output, loss=loss)
    targets = np.eye(len(CHARACTERS))[y]
    options = {"batch_size": BATCH_SIZE if reader.batches else None, "seed": seed, "l2": reader.l2}
    training = network.training(X, targets, reader.learning_rate, **options)
    per_epoch = 1 if reader.batches else len(X) // BATCH_SIZE  # as many epochs, whatever the steps
    training.run(STEPS // per_epoch)
    training.learning_rate /= 5
    training.run(SMALL_STEPS // per_epoch)
    parts = (X, y), characters("test", reader.train_fraction, seed)
    return tuple(float(np.mean(network.forward(A).argmax(axis=1) == b)) for A, b in parts)
