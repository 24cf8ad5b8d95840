"""A training step by the formulas of the course, beside which the engine is tested."""

import numpy as np

from bplab.network import binary_cross_entropy, cross_entropy, sigmoid, softmax

ACTIVATIONS = {
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "leaky relu": (lambda z: np.where(z > 0, z, z / 10), lambda z: np.where(z > 0, 1, 0.1)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "linear": (lambda z: z, np.ones_like),
}
OUTPUTS = {"softmax": (softmax, cross_entropy), "sigmoid": (sigmoid, binary_cross_entropy)}


def plain_step(weights, biases, X, y, learning_rate, activation="tanh", output="sigmoid", masks=None):
    """New weights and biases, the loss before, and the outputs of all layers, by the course's formulas.

    masks: what dropout multiplies the activations of each hidden layer by.
    """
    function, derivative = ACTIVATIONS[activation]
    to_probabilities, loss = OUTPUTS[output]
    a, z, masks = [X], [], [*(masks or [1] * (len(weights) - 1)), 1]
    for W, b, mask in zip(weights, biases, masks, strict=True):
        z.append(a[-1] @ W + b)
        a.append(function(z[-1]) * mask)
    a[-1] = to_probabilities(z[-1])
    errors = [a[-1] - y]
    for W, z_before, mask in zip(weights[:0:-1], z[-2::-1], masks[-2::-1], strict=True):
        errors.insert(0, (errors[0] @ W.T) * mask * derivative(z_before))
    n = len(X)
    new_weights = [W - learning_rate * (a_k.T @ e / n) for W, a_k, e in zip(weights, a, errors, strict=False)]
    new_biases = [b - learning_rate * (e.sum(axis=0) / n) for b, e in zip(biases, errors, strict=True)]
    return new_weights, new_biases, loss(a[-1], y), a[1:]


def distance(some, others):
    return max(np.abs(one - other).max() for one, other in zip(some, others, strict=True))


def parameters(network):
    return [*network.weights, *network.biases]
