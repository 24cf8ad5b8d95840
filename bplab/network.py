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


def sigmoid(z):
    """Turn scores into probabilities, element by element."""
    return np.exp(-np.logaddexp(0, -z))  # 1 / (1 + exp(-z)) without overflow


def binary_cross_entropy(y_pred, y):
    """Mean over the samples of -log of the probability given to the true class; y is 0 or 1."""
    right = np.where(y == 1, y_pred, 1 - y_pred)
    return float(-np.mean(np.log(np.maximum(right, 1e-300))))


# name -> (activation of the last layer, its loss); both losses have the error term y_pred - y
OUTPUTS = {"softmax": (softmax, cross_entropy), "sigmoid": (sigmoid, binary_cross_entropy)}


class Network:
    """Dense layers with one activation between them and softmax, or one sigmoid, at the end.

    layer_sizes: for example (10, 16, 16, 4). Weights are drawn as randn(n_in, n_out) * sqrt(1 / n_in)
    (Glorot and Bengio, 2010) times `scale`; biases start at zero.
    output: "softmax" for any number of classes, with y one-hot in `train`; "sigmoid" for classes 0 and 1
    and a last layer of size 1, with y of shape (n_samples, 1).
    """

    def __init__(self, layer_sizes, activation="relu", seed=0, scale=1.0, output="softmax"):
        if activation not in ACTIVATIONS:
            raise ValueError(f"unknown activation {activation!r}: choose from {', '.join(ACTIVATIONS)}")
        if output not in OUTPUTS:
            raise ValueError(f"unknown output {output!r}: choose from {', '.join(OUTPUTS)}")
        if output == "sigmoid" and layer_sizes[-1] != 1:
            raise ValueError(
                f"a sigmoid output is one number, so the last layer has size 1, not {layer_sizes[-1]}"
            )
        rng = np.random.default_rng(seed)
        pairs = list(zip(layer_sizes[:-1], layer_sizes[1:], strict=True))
        self.weights = [rng.standard_normal((a, b)) * np.sqrt(1 / a) * scale for a, b in pairs]
        self.biases = [np.zeros((1, b)) for _, b in pairs]
        self.activation, self.output = activation, output
        self.losses = []  # training loss before each step of train()

    def __repr__(self):
        sizes = [len(w) for w in self.weights] + [self.weights[-1].shape[1]]
        return f"Network({'-'.join(map(str, sizes))}, {self.activation})"

    def forward(self, X):
        """Class probabilities, shape (n_samples, n_classes), or that of class 1, shape (n_samples, 1)."""
        return self._layer_outputs(X)[-1]

    def predict(self, X):
        """The most probable class of each row, shape (n_samples,)."""
        y_pred = self.forward(X)
        return np.argmax(y_pred, axis=1) if self.output == "softmax" else (y_pred[:, 0] > 0.5).astype(int)

    def accuracy(self, X, y):
        """Share of the rows of X whose predicted class is y."""
        return float(np.mean(self.predict(X) == y))

    def train(self, X, y, epochs, learning_rate):
        """Full-batch gradient descent on the mean cross-entropy. One step per epoch.

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
        output, _ = OUTPUTS[self.output]
        outputs.append(output(outputs[-1] @ self.weights[-1] + self.biases[-1]))
        return outputs

    def _step(self, X, y, learning_rate):
        _, derivative = ACTIVATIONS[self.activation]
        _, loss = OUTPUTS[self.output]
        *outputs, y_pred = self._layer_outputs(X)
        self.losses.append(loss(y_pred, y))
        error = (y_pred - y) / len(X)
        for layer in reversed(range(len(self.weights))):
            grad_weights, grad_bias = outputs[layer].T @ error, error.sum(axis=0, keepdims=True)
            if layer > 0:  # before the update: the error goes back through the weights it came from
                error = (error @ self.weights[layer].T) * derivative(outputs[layer])
            self.weights[layer] -= learning_rate * grad_weights
            self.biases[layer] -= learning_rate * grad_bias
