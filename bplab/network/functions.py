"""What the layers of a network compute, and what a prediction costs.

ACTIVATIONS and OUTPUTS hold functions that write into the arrays they are given, because training must not
allocate. They take samples as columns, shape (size, n_samples). The public functions take them as rows.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

TINY = 1e-300  # keeps the logarithm of a probability of 0 finite
LEAK = 0.1  # the slope of a leaky ReLU below 0, as in unit 1


def sigmoid(z):
    """Turn scores into probabilities, element by element."""
    return np.exp(-np.logaddexp(0, -z))  # 1 / (1 + exp(-z)) without overflow


def softmax(z):
    """Turn rows of scores into rows of probabilities; z and the result have shape (n_samples, n_classes)."""
    probabilities = np.array(z, dtype=float)
    _softmax(probabilities.T, np.empty_like(probabilities.T))
    return probabilities


def cross_entropy(y_pred, y):
    """Mean over the samples of -log of the probability given to the true class; y is one-hot."""
    return float(-np.mean(np.sum(y * np.log(np.maximum(y_pred, TINY, dtype=float)), axis=1)))


def binary_cross_entropy(y_pred, y):
    """Mean over the samples of -log of the probability given to the true class; y is 0 or 1.

    y_pred and y have shape (n_samples, 1); y_pred is the probability of class 1.
    """
    right = np.where(y == 1, y_pred, 1 - y_pred)
    logs = np.log(np.maximum(right, TINY, dtype=float))
    return float(-logs.sum() / right.size)  # np.mean takes longer than the logs


def squared_error(y_pred, y):
    """Half the squared error, (y_pred - y)² / 2, summed over the outputs; the mean over the samples."""
    return float(np.square(y_pred - y).sum() / (2 * len(y)))


def _relu(z):
    np.maximum(z, 0, out=z)


def _relu_derivative(a, out):  # 1 where a > 0, else 0; a is never negative, and np.greater takes a buffer
    np.sign(a, out=out)


def _leaky_relu(z):
    np.multiply(z, LEAK, out=z, where=z < 0)


def _leaky_relu_derivative(a, out):  # 1 where a > 0, else the leak
    np.sign(a, out=out)
    np.maximum(out, LEAK, out=out)


def _tanh(z):
    np.tanh(z, out=z)


def _tanh_derivative(a, out):  # 1 - a²
    np.multiply(a, a, out=out)
    np.subtract(1, out, out=out)


def _sigmoid(z):
    # 1 / (1 + exp(-z)). Where exp overflows, the answer is right, 0; `sigmoid` is silent there, but takes
    # four times as long.
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)


def _sigmoid_derivative(a, out):  # a (1 - a)
    np.subtract(1, a, out=out)
    out *= a


def _linear(z):
    pass


def _linear_derivative(a, out):
    out.fill(1)


def _softmax(z, scratch):  # the largest score of a sample is taken off first: exp cannot overflow
    of_each_sample = scratch[0]
    np.maximum.reduce(z, axis=0, out=of_each_sample)
    z -= of_each_sample
    np.exp(z, out=z)
    np.add.reduce(z, axis=0, out=of_each_sample)
    z /= of_each_sample


# name -> (turns z into the activation a, writes the derivative, as a function of a, into a second array)
ACTIVATIONS = {
    "relu": (_relu, _relu_derivative),
    "leaky relu": (_leaky_relu, _leaky_relu_derivative),
    "tanh": (_tanh, _tanh_derivative),
    "sigmoid": (_sigmoid, _sigmoid_derivative),
    "linear": (_linear, _linear_derivative),
}


class Output(NamedTuple):
    """The last layer's activation together with the loss it is judged by.

    activate: turns z into y_pred with the help of a second array.
    loss: of y_pred and y, samples as rows.
    derivative: writes that of y_pred into a second array. None where the error term is y_pred - y as it
        stands: with cross-entropy, the derivative cancels.
    """

    activate: Callable
    loss: Callable
    derivative: Callable | None = None


def _alone(activate):
    return lambda z, scratch: activate(z)


# (output, loss) -> Output
OUTPUTS = {
    ("softmax", "cross-entropy"): Output(_softmax, cross_entropy),
    ("sigmoid", "cross-entropy"): Output(_alone(_sigmoid), binary_cross_entropy),
    ("linear", "squared error"): Output(_alone(_linear), squared_error),
} | {
    (name, "squared error"): Output(_alone(activate), squared_error, derivative)
    for name, (activate, derivative) in ACTIVATIONS.items()
    if name != "linear"
}
