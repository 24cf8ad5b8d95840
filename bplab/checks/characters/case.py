"""One input on which an MLP is tested, and the right answers for it.

Every right answer of the backward pass is a central difference: no formula of the lesson is used, so the
reference cannot share a mistake with the student.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from bplab.checks.messages import characters as say
from bplab.checks.seeds import generator
from bplab.gradients import numerical_gradient
from bplab.network import softmax

CLASSIFICATION, REGRESSION = "classification", "regression"


@dataclass
class MLPCase:
    """Samples X (n, n_in), targets y (n, n_out), lists of weights (n_in, n_out) and biases (1, n_out).

    y: one-hot rows for classification, any numbers for regression.
    z, a: the reference forward pass without dropout. z[k] belongs to layer k, a[k] is what this layer reads:
    a[0] is X, and a[-1] the prediction.
    """

    X: np.ndarray
    y: np.ndarray
    weights: list
    biases: list
    task_type: str = CLASSIFICATION
    l2_lambda: float = 0.0
    dropout: float = 0.0
    title: str = ""
    learning_rate: float = 0.1
    z: list = field(init=False)
    a: list = field(init=False)

    def __post_init__(self):
        layers = "-".join(map(str, self.sizes))
        self.title = self.title or say.CASE.format(n=self.n, layers=layers, task_type=self.task_type)
        self.z, self.a = [], [self.X]
        for k in range(self.depth):
            self.z.append(self.layer(k, self.a[k]))
            self.a.append(np.tanh(self.z[k]) if k < self.depth - 1 else self.output(self.z[k]))

    @classmethod
    def random(cls, sizes, n_samples, seed, task_type=CLASSIFICATION, **options):
        """A case with layer sizes (inputs, hidden ones, outputs), all biases non-zero."""
        rng = generator(seed)
        pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
        weights = [rng.normal(size=pair) / np.sqrt(pair[0]) for pair in pairs]
        biases = [rng.normal(size=(1, n_out)) / 2 for _, n_out in pairs]
        y = rng.normal(size=(n_samples, sizes[-1]))
        if task_type == CLASSIFICATION:
            y = np.eye(sizes[-1])[rng.integers(sizes[-1], size=n_samples)]
        return cls(rng.normal(size=(n_samples, sizes[0])), y, weights, biases, task_type, **options)

    @classmethod
    def paper(cls):
        """The example of the lesson text: one sample of class 0, sizes 2-2-3, numbers for paper."""
        return cls(
            X=np.log([[2.0, 3.0]]),
            y=np.array([[1.0, 0, 0]]),
            weights=[np.array([[1.0, 0], [0, -1]]), np.array([[4.0, 3, 1], [3, 1, 2]])],
            biases=[np.zeros((1, 2)), np.array([[np.log(2), -1, 1]])],
            title=say.PAPER_EXAMPLE,
        )

    def other(self, what, k=None):
        """The same case with other numbers in one place: "X", "y" (of other samples), or weights[k]."""
        if what != "weights":
            value = getattr(self, what)
            rolled = np.roll(value, 1, axis=1) if what == "y" else value[::-1] * 0.7 + 0.4
            return replace(self, **{what: rolled})
        weights = list(self.weights)
        weights[k] = weights[k][::-1, ::-1] * 0.7 + 0.2
        return replace(self, weights=weights)

    @property
    def n(self):
        return len(self.X)

    @property
    def depth(self):
        """The number of layers with weights."""
        return len(self.weights)

    @property
    def sizes(self):
        return len(self.weights[0]), *(weights.shape[1] for weights in self.weights)

    def layer(self, k, a, weights=None, biases=None):
        """z[k] from what layer k reads; other weights or biases replace the case's own."""
        return a @ (self.weights[k] if weights is None else weights) + (
            self.biases[k] if biases is None else biases
        )

    def output(self, z):
        """The prediction that follows from the last layer's z."""
        return softmax(z) if self.task_type == CLASSIFICATION else z

    def right_error(self, k, errors, z=None, mask=None):
        """e[k], the derivative of each sample's loss at z[k], given e[k + 1] in errors.

        z: at which z[k], if not at the case's own; mask: what multiplies the activations of layer k.
        """
        z = self.z[k] if z is None else z
        if k < self.depth - 1:
            mask = 1 if mask is None else mask
            return numerical_gradient(
                lambda z: np.sum(errors[k + 1] * self.layer(k + 1, mask * np.tanh(z))), z
            )
        if self.task_type == CLASSIFICATION:
            return numerical_gradient(lambda z: -np.sum(self.y * np.log(softmax(z))), z)
        return numerical_gradient(lambda z: np.sum((z - self.y) ** 2) / 2, z)

    def right_errors(self):
        """All error terms, e[0] to e[-1]."""
        errors = {}
        for k in reversed(range(self.depth)):
            errors[k] = self.right_error(k, errors)
        return [errors[k] for k in range(self.depth)]

    def right_grad_weights(self, k, error):
        """The derivative of the mean loss and its L2 term at weights[k], given e[k]."""

        def loss(weights):
            return np.sum(error * self.layer(k, self.a[k], weights=weights)) / self.n + (
                self.l2_lambda / 2 * np.sum(weights**2)
            )

        return numerical_gradient(loss, self.weights[k])

    def right_grad_biases(self, k, error):
        """The derivative of the mean loss at biases[k], given e[k]; L2 leaves the biases alone."""
        return numerical_gradient(
            lambda biases: np.sum(error * self.layer(k, self.a[k], biases=biases)) / self.n, self.biases[k]
        )
