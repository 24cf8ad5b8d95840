"""One input on which the functions of unit 4 are tested, and the right answers for it.

Every right gradient is a central difference of the cost, so the reference cannot share a mistake with the
student's formula.
"""

import functools
from dataclasses import dataclass, field

import numpy as np

from bplab.checks.messages import petals as say
from bplab.checks.reference import Truth, frozen
from bplab.checks.seeds import cached, generator
from bplab.gradients import numerical_gradient
from bplab.network import binary_cross_entropy, sigmoid

PARAMETERS = ("W1", "b1", "W2", "b2")
CACHE = ("Z1", "A1", "Z2", "A2")
GRAD_KEYS = ("dW1", "db1", "dW2", "db2")  # what backward_propagation returns
GRADS = ("dZ2", "dW2", "db2", "dZ1", "dW1", "db1")  # in the order in which they are computed
START_SCALE = 0.01
LEARNING_RATE = 1.2


def layer(A, parameters, k, **changed):
    """A @ Wk + bk; `changed` replaces parameters by name."""
    p = parameters | changed
    return A @ p[f"W{k}"] + p[f"b{k}"]


def forward(X, parameters):
    """The cache of a tanh layer and a sigmoid layer: Z1, A1 (n, n_h), Z2, A2 (n, n_y)."""
    Z1 = layer(X, parameters, 1)
    Z2 = layer(np.tanh(Z1), parameters, 2)
    return {"Z1": Z1, "A1": np.tanh(Z1), "Z2": Z2, "A2": sigmoid(Z2)}


def start(n_x, n_h, n_y, seed):
    """What initialize_parameters must draw after np.random.seed(seed)."""
    rng = np.random.RandomState(seed)
    W1, W2 = rng.randn(n_h, n_x).T * START_SCALE, rng.randn(n_y, n_h).T * START_SCALE
    return {"W1": W1, "b1": np.zeros((1, n_h)), "W2": W2, "b2": np.zeros((1, n_y))}


def train(parameters, X, Y, num_iterations):
    """Full-batch gradient descent at learning rate 1.2 from the given parameters; returns new ones."""
    p = {name: np.array(value, dtype=float) for name, value in parameters.items()}
    with np.errstate(all="ignore"):
        for _ in range(num_iterations):
            cache = forward(X, p)
            dZ2 = (cache["A2"] - Y) / len(X)
            dZ1 = dZ2 @ p["W2"].T / np.cosh(cache["Z1"]) ** 2
            for k, A, dZ in ((1, X, dZ1), (2, cache["A1"], dZ2)):
                p[f"W{k}"] = p[f"W{k}"] - LEARNING_RATE * A.T @ dZ
                p[f"b{k}"] = p[f"b{k}"] - LEARNING_RATE * dZ.sum(axis=0, keepdims=True)
    return p


@dataclass
class PetalsCase(Truth):
    """Samples X (n, n_x), labels Y (n, n_y) of 0 and 1, parameters by name; `cache` is the forward pass."""

    X: np.ndarray
    Y: np.ndarray
    parameters: dict
    title: str = ""
    cache: dict = field(init=False)
    names = GRADS

    def __post_init__(self):
        self.title = self.title or say.SAMPLES.format(n=self.n)
        self.cache = forward(self.X, self.parameters)

    @classmethod
    @cached
    def random(cls, sizes, n_samples, seed):
        """A case with layer sizes (n_x, n_h, n_y), all biases non-zero, labels 0 and 1 both there."""
        rng = generator(seed)
        n_x, n_h, n_y = sizes
        parameters = {
            "W1": rng.normal(size=(n_x, n_h)) / np.sqrt(n_x),
            "b1": rng.normal(size=(1, n_h)) / 2,
            "W2": rng.normal(size=(n_h, n_y)) * 2 / np.sqrt(n_h),
            "b2": rng.normal(size=(1, n_y)) / 2,
        }
        Y = rng.integers(2, size=(n_samples, n_y))
        Y[0], Y[-1] = 1, 0
        case = cls(rng.normal(size=(n_samples, n_x)), Y, parameters)
        return frozen(case, case.X, case.Y, *case.parameters.values(), *case.cache.values())

    @classmethod
    def paper(cls):
        """The example of the lesson text: one sample of class 1, sizes 2-3-1."""
        parameters = {
            "W1": np.array([[1.0, -1, 2], [0, 1, -1]]),
            "b1": np.array([[0.0, -2, 0]]),
            "W2": np.array([[2.0], [1], [3]]),
            "b2": np.array([[0.5]]),
        }
        return cls(np.array([[1.0, 2]]), np.array([[1]]), parameters, title=say.PAPER_EXAMPLE)

    @property
    def n(self):
        return len(self.X)

    @functools.cached_property
    def samples(self):
        """The case of each sample alone, as a batch of one."""
        rows = [slice(i, i + 1) for i in range(self.n)]
        return [PetalsCase(self.X[row], self.Y[row], self.parameters) for row in rows]

    def read_by(self, k):
        """What layer k reads: X or A1."""
        return self.X if k == 1 else self.cache["A1"]

    def other(self, *names):
        """This case with other numbers for these of X, Y and the parameters, and all else as it is."""
        rng = np.random.default_rng(self.n)
        X = rng.normal(size=self.X.shape) if "X" in names else self.X
        fresh = {key: rng.normal(size=self.parameters[key].shape) for key in PARAMETERS if key in names}
        return PetalsCase(X, 1 - self.Y if "Y" in names else self.Y, self.parameters | fresh)

    def differentiate(self, name, own):
        if name == "dZ2":  # of each sample's own loss, so nothing is divided by n
            return numerical_gradient(
                lambda Z: self.n * binary_cross_entropy(sigmoid(Z), self.Y), self.cache["Z2"]
            )
        if name == "dZ1":
            return numerical_gradient(
                lambda Z: np.sum(own["dZ2"] * layer(np.tanh(Z), self.parameters, 2)), self.cache["Z1"]
            )
        parameter, k = name[1:], int(name[-1])
        error, A = own[f"dZ{k}"] / self.n, self.read_by(k)
        return numerical_gradient(
            lambda value: np.sum(error * layer(A, self.parameters, k, **{parameter: value})),
            self.parameters[parameter],
        )
