"""Mini-batches, L2 and dropout for `bplab.network`: what the lecture on characters compares."""

import numpy as np

from bplab.network import Network, softmax
from bplab.network.functions import ACTIVATIONS


class MiniBatchNetwork(Network):
    """A Network with softmax that learns from a few samples at a time.

    dropout: the probability with which a hidden activation is set to zero while training; those that are
    kept are divided by 1 - dropout (Srivastava et al., 2014). l2: the loss that training lowers has a term
    l2 / 2 times the sum of all squared weights, biases not among them.
    """

    def __init__(self, layer_sizes, activation="relu", seed=0, l2=0.0, dropout=0.0, **options):
        super().__init__(layer_sizes, activation, seed, **options)
        if not 0 <= dropout < 1:
            raise ValueError(f"dropout must be at least 0 and below 1, not {dropout}")
        self.l2, self.dropout = l2, dropout
        self._rng = np.random.default_rng(seed)

    def train_batches(self, X, y, epochs, learning_rate, batch_size=32):
        """Go through the samples `epochs` times, each time in a new order; one step for every batch.

        X (n_samples, n_in); y (n_samples,), classes from 0. The last batch of an epoch may be smaller.
        """
        targets = np.eye(self.layer_sizes[-1])[y]
        for _ in range(epochs):
            order = self._rng.permutation(len(X))
            for rows in np.split(order, range(batch_size, len(X), batch_size)):
                self._step(X[rows], targets[rows], learning_rate)
        return self

    def _step(self, X, targets, learning_rate):
        activate, derivative = ACTIVATIONS[self.activation]
        inputs, slopes = [X], []
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            a = inputs[-1] @ weights + bias
            activate(a)
            slope = np.empty_like(a)
            derivative(a, out=slope)
            if self.dropout:
                mask = (self._rng.random(a.shape) >= self.dropout) / (1 - self.dropout)
                a *= mask
                slope *= mask
            inputs.append(a)
            slopes.append(slope)
        z = inputs[-1] @ self.weights[-1] + self.biases[-1]
        error = (softmax(z) - targets) / len(X)
        for k in reversed(range(len(self.weights))):
            gradient = inputs[k].T @ error + self.l2 * self.weights[k]
            bias_gradient = error.sum(axis=0, keepdims=True)
            if k:
                error = (error @ self.weights[k].T) * slopes[k - 1]
            self.weights[k] -= learning_rate * gradient
            self.biases[k] -= learning_rate * bias_gradient
