"""A general multi-layer network in NumPy: the engine behind `bplab experiment` and the lectures."""

import numpy as np

# name -> (activation as a function of z, its derivative as a function of the activation a)
ACTIVATIONS = {
    "relu": (lambda z: np.maximum(z, 0), lambda a: a > 0),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "linear": (lambda z: z, lambda a: 1.0),
}


def softmax(z):
    """Turn rows of scores into rows of probabilities; z and the result have shape (n_samples, n_classes)."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(y_pred, y):
    """Mean over the samples of -log of the probability given to the true class; y is one-hot."""
    return float(-np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-300)), axis=1)))


class Network:
    """Dense layers with one activation between them and softmax at the end.

    layer_sizes: for example (10, 16, 16, 4). Weights are drawn as randn(n_in, n_out) * sqrt(1 / n_in)
    (Glorot and Bengio, 2010) times `scale`; biases start at zero.
    """

    def __init__(self, layer_sizes, activation="relu", seed=0, scale=1.0):
        if activation not in ACTIVATIONS:
            raise ValueError(f"unknown activation {activation!r}: choose from {', '.join(ACTIVATIONS)}")
        rng = np.random.default_rng(seed)
        pairs = list(zip(layer_sizes[:-1], layer_sizes[1:], strict=True))
        self.weights = [rng.standard_normal((a, b)) * np.sqrt(1 / a) * scale for a, b in pairs]
        self.biases = [np.zeros((1, b)) for _, b in pairs]
        self.activation = activation
        self.losses = []  # training loss before each step of train()

    def __repr__(self):
        sizes = [len(w) for w in self.weights] + [self.weights[-1].shape[1]]
        return f"Network({'-'.join(map(str, sizes))}, {self.activation})"

    def forward(self, X):
        """Class probabilities, shape (n_samples, n_classes)."""
        return self._layer_outputs(X)[-1]

    def predict(self, X):
        """The most probable class of each row, shape (n_samples,)."""
        return np.argmax(self.forward(X), axis=1)

    def accuracy(self, X, y):
        """Share of the rows of X whose predicted class is y."""
        return float(np.mean(self.predict(X) == y))

    def train(self, X, y, epochs, learning_rate):
        """Full-batch gradient descent on the mean cross-entropy; y is one-hot. One step per epoch.

        A linear network with several layers can overflow here; it then predicts class 0 everywhere.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(epochs):
                self._step(X, y, learning_rate)
        return self

    def _layer_outputs(self, X):
        activate, _ = ACTIVATIONS[self.activation]
        outputs = [X]
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            outputs.append(activate(outputs[-1] @ weights + bias))
        outputs.append(softmax(outputs[-1] @ self.weights[-1] + self.biases[-1]))
        return outputs

    def _step(self, X, y, learning_rate):
        _, derivative = ACTIVATIONS[self.activation]
        *outputs, y_pred = self._layer_outputs(X)
        self.losses.append(cross_entropy(y_pred, y))
        error = (y_pred - y) / len(X)
        for layer in reversed(range(len(self.weights))):
            grad_weights, grad_bias = outputs[layer].T @ error, error.sum(axis=0, keepdims=True)
            if layer > 0:  # before the update: the error goes back through the weights it came from
                error = (error @ self.weights[layer].T) * derivative(outputs[layer])
            self.weights[layer] -= learning_rate * grad_weights
            self.biases[layer] -= learning_rate * grad_bias
