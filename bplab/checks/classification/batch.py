"""One batch on which softmax and cross-entropy are tested, and the right answers for it (unit 2).

No right answer is computed as the lesson does it: the probabilities come from differences of logits, the
losses from np.logaddexp, the error terms from central differences. So no mistake can be shared.
"""

from dataclasses import dataclass

import numpy as np

from bplab.checks.messages import classification as say
from bplab.checks.seeds import generator
from bplab.gradients import numerical_gradient


@dataclass
class Batch:
    """Logits z (n, n_classes), labels (n,), and what follows from them."""

    z: np.ndarray
    labels: np.ndarray
    title: str = ""

    def __post_init__(self):
        self.title = self.title or say.SIZES.format(n=self.n, n_classes=self.n_classes)

    @classmethod
    def random(cls, n_samples, n_classes, seed, missing=()):
        """Every class occurs, except those in `missing`."""
        rng = generator(seed)
        classes = [c for c in range(n_classes) if c not in missing]
        labels = rng.permutation(np.resize(classes, n_samples))
        return cls(1.5 * rng.normal(size=(n_samples, n_classes)), labels)

    @classmethod
    def paper(cls):
        """The example of the lesson text: three samples, three classes, numbers for paper."""
        z = np.log([[1.0, 2, 5], [1, 3, 1], [1, 1, 1]])
        return cls(z, np.array([2, 0, 0]), say.PAPER_EXAMPLE)

    @property
    def n(self):
        return len(self.z)

    @property
    def n_classes(self):
        return self.z.shape[1]

    @property
    def y(self):
        """The labels as one-hot rows, shape (n, n_classes)."""
        return np.array([[float(c == label) for c in range(self.n_classes)] for label in self.labels])

    @property
    def y_pred(self):
        """The softmax of every row of z, shape (n, n_classes)."""
        return np.array([probabilities(row) for row in self.z])

    @property
    def losses(self):
        """The cross-entropy of every sample, shape (n,)."""
        return _losses(self.z, self.labels)

    @property
    def error(self):
        """The derivative of each sample's loss at its logits, shape (n, n_classes)."""
        return numerical_gradient(lambda z: _losses(z, self.labels).sum(), self.z)

    def row(self, i):
        """Sample i as a batch of its own."""
        return Batch(self.z[i : i + 1], self.labels[i : i + 1])


def probabilities(row):
    """The softmax of one row of logits: p_j = 1 / sum over k of exp(z_k - z_j). No maximum anywhere."""
    with np.errstate(over="ignore"):  # 1 / inf is the right 0
        return np.array([1 / np.exp(row - z_j).sum() for z_j in row])


def _losses(z, labels):
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), labels]
