"""A general multi-layer network in NumPy: the engine of the explorers, the lectures, `bplab experiment`."""

import numpy as np

from bplab.network.functions import (
    ACTIVATIONS,
    OUTPUTS,
    binary_cross_entropy,
    cross_entropy,
    sigmoid,
    softmax,
    squared_error,
)
from bplab.network.optimizers import STEPS
from bplab.network.training import Training

__all__ = [
    "Network",
    "Training",
    "binary_cross_entropy",
    "cross_entropy",
    "sigmoid",
    "softmax",
    "squared_error",
]


class Network:
    """Dense layers with one activation between them, and at the end an output that goes with a loss.

    layer_sizes: for example (10, 16, 16, 4). Weights are drawn as randn(n_in, n_out) * sqrt(1 / n_in)
    (Glorot and Bengio, 2010) times `scale`; biases start at zero.
    activation: "relu", "leaky relu", "tanh", "sigmoid" or "linear".
    output, loss: with "cross-entropy", "softmax" for any number of classes, with y one-hot in `train`, or
    "sigmoid" for classes 0 and 1 and a last layer of size 1, with y of shape (n_samples, 1). With "squared
    error", any activation, for numbers to fit; "linear" reaches them all.
    dtype: "float64", or "float32" for half the time and memory at seven digits instead of sixteen.

    weights, biases: lists of arrays (n_in, n_out) and (1, n_out), which may be changed or replaced. Training
    does not write into arrays put there, but into its own, which it shows there.
    losses: the training loss before each step of `train`.
    """

    def __init__(
        self, layer_sizes, activation="relu", seed=0, scale=1.0, output="softmax", loss="cross-entropy",
        dtype="float64",
    ):  # fmt: skip
        if activation not in ACTIVATIONS:
            raise ValueError(f"unknown activation {activation!r}: choose from {', '.join(ACTIVATIONS)}")
        if (output, loss) not in OUTPUTS:
            known = ", ".join(f"{name!r} with {its!r}" for name, its in OUTPUTS)
            raise ValueError(f"no output {output!r} with the loss {loss!r}: choose from {known}")
        if len(layer_sizes) < 2 or min(layer_sizes) < 1:
            raise ValueError(
                f"layer_sizes are the number of inputs and that of each layer's neurons, not {layer_sizes}"
            )
        if (output, loss) == ("sigmoid", "cross-entropy") and layer_sizes[-1] != 1:
            raise ValueError(
                f"a sigmoid output is one number, so the last layer has size 1, not {layer_sizes[-1]}"
            )
        if dtype not in ("float64", "float32"):
            raise ValueError(f"unknown dtype {dtype!r}: choose from float64, float32")
        rng = np.random.default_rng(seed)
        pairs = list(zip(layer_sizes[:-1], layer_sizes[1:], strict=True))
        drawn = [rng.standard_normal((a, b)) * np.sqrt(1 / a) * scale for a, b in pairs]
        self.weights = [weights.astype(dtype) for weights in drawn]
        self.biases = [np.zeros((1, b), dtype) for _, b in pairs]
        self.activation, self.output, self.loss, self.dtype = activation, output, loss, dtype
        self.losses = []

    @property
    def layer_sizes(self):
        """The number of inputs, then the size of each layer."""
        return len(self.weights[0]), *(weights.shape[1] for weights in self.weights)

    def __repr__(self):
        return f"Network({'-'.join(map(str, self.layer_sizes))}, {self.activation})"

    def forward(self, X):
        """The outputs, shape (n_samples, n_out): class probabilities, that of class 1, or fitted numbers."""
        return self.layer_outputs(X)[-1]

    @np.errstate(over="ignore", invalid="ignore")
    def layer_outputs(self, X):
        """What each layer makes of X (n_samples, n_in): a list of arrays (n_samples, n_out).

        The hidden activations come first; the last array is what `forward` returns.
        """
        activate, _ = ACTIVATIONS[self.activation]
        output = OUTPUTS[self.output, self.loss]
        outputs, a = [], self._checked_samples(X).T  # samples as columns, as in training
        for weights, bias in zip(self.weights, self.biases, strict=True):
            a = weights.T @ a + bias.T
            if len(outputs) < len(self.weights) - 1:
                activate(a)
            else:
                output.activate(a, scratch=np.empty_like(a))
            outputs.append(a.T)
        return outputs

    def predict(self, X):
        """The most probable class of each row, shape (n_samples,), of a network with cross-entropy."""
        y_pred = self.forward(X)
        return np.argmax(y_pred, axis=1) if self.output == "softmax" else (y_pred[:, 0] > 0.5).astype(int)

    def accuracy(self, X, y):
        """Share of the rows of X whose predicted class is y."""
        return float(np.mean(self.predict(X) == y))

    def train(self, X, y, epochs, learning_rate, record=True, step="plain", **options):
        """Gradient descent on the mean loss; without a batch size, one step per epoch.

        X (n_samples, n_in); y (n_samples, n_out). Neither is changed. ValueError if they do not fit.
        step: "plain", "momentum" or "adam". options: those of `training`.
        record: append the loss before each step to `losses`. On small networks that takes a third of the
        time of a step.
        A linear network with several layers can overflow here; it then predicts class 0 everywhere.
        """
        training = self.training(X, y, learning_rate, step, **options)
        training.run(epochs * training.steps_per_epoch, self.losses if record else None)
        return self

    def training(self, X, y, learning_rate, step="plain", batch_size=None, seed=0, l2=0.0, dropout=0.0):
        """What `train` does, in slices: `run(steps)` of the result can be called again and again.

        batch_size: samples a step, in an order shuffled by the seed; all of them without it.
        l2: the loss that is lowered has a term l2 / 2 times the sum of all squared weights, biases not among
        them. dropout: the probability with which a hidden activation is set to zero in a step; those kept are
        divided by 1 - dropout. Predictions use all neurons.
        """
        X, y = self._checked_samples(X), np.asarray(y)
        shape = (len(X), self.layer_sizes[-1])
        if y.shape != shape:
            raise ValueError(
                f"y has shape {y.shape}, but {self} and this X need {shape}, {self._meaning_of_y()}"
            )
        if step not in STEPS:
            raise ValueError(f"unknown step {step!r}: choose from {', '.join(STEPS)}")
        if (self.output, self.loss) == ("sigmoid", "cross-entropy") and not np.isin(y, (0, 1)).all():
            raise ValueError(f"y may hold 0 and 1 only, but it holds {y[~np.isin(y, (0, 1))][0]}")
        if not np.isfinite(learning_rate):
            raise ValueError(f"the learning rate must be a finite number, not {learning_rate}")
        if batch_size is not None and not 1 <= batch_size <= len(X):
            raise ValueError(f"batch_size must lie between 1 and the {len(X)} samples, not {batch_size}")
        if not (np.isfinite(l2) and l2 >= 0):
            raise ValueError(f"l2 must be a number of at least 0, not {l2}")
        if not 0 <= dropout < 1:
            raise ValueError(f"dropout must be at least 0 and below 1, not {dropout}")
        return Training(self, X, y, learning_rate, step, batch_size, seed, l2, dropout)

    def _meaning_of_y(self):
        if self.loss == "squared error":
            return "the numbers to fit"
        return "one-hot rows" if self.output == "softmax" else "one column of 0 and 1"

    def _checked_samples(self, X):
        X = np.asarray(X, self.dtype)
        n_in = self.layer_sizes[0]
        if X.ndim != 2 or X.shape[1] != n_in or not len(X):
            raise ValueError(f"X has shape {X.shape}, but {self} needs (n_samples, {n_in})")
        return X
