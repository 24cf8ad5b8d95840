"""One input on which the functions of unit 6 are tested, and the right answers for it.

Every right gradient is a central difference of the squared error, so the reference cannot share a mistake
with the student's formula.
"""

import functools
from dataclasses import dataclass, field

import numpy as np

from bplab.checks.messages import curve as say
from bplab.checks.reference import Truth, frozen
from bplab.checks.seeds import cached, generator
from bplab.gradients import numerical_gradient
from bplab.network import sigmoid

PARAMETERS = ("w1", "b1", "w2", "b2")
FORWARD = ("z1", "a1", "z2", "a2")  # what forward returns, in this order
GRADIENTS = ("dw1", "db1", "dw2", "db2")  # what backward returns, in this order
GRADS = ("dz2", "dw2", "db2", "dz1", "dw1", "db1")  # in the order in which they are computed


def layer(a, parameters, k, **changed):
    """a @ wk + bk; `changed` replaces parameters by name."""
    p = parameters | changed
    return a @ p[f"w{k}"] + p[f"b{k}"]


def forward(x, parameters):
    """z1, a1 (n, n_h), z2, a2 (n, n_out) of two sigmoid layers, by name."""
    z1 = layer(x, parameters, 1)
    z2 = layer(sigmoid(z1), parameters, 2)
    return {"z1": z1, "a1": sigmoid(z1), "z2": z2, "a2": sigmoid(z2)}


def start(n_hidden, seed):
    """Parameters of sizes 1-n_hidden-1 as unit 6 draws them: normal weights, zero biases."""
    rng = np.random.default_rng(seed)
    w1, w2 = rng.normal(size=(1, n_hidden)), rng.normal(size=(n_hidden, 1))
    return {"w1": w1, "b1": np.zeros((1, n_hidden)), "w2": w2, "b2": np.zeros((1, 1))}


@dataclass
class CurveCase(Truth):
    """Inputs x (n, n_in), targets y (n, n_out), parameters by name; `values` is the forward pass."""

    x: np.ndarray
    y: np.ndarray
    parameters: dict
    title: str = ""
    values: dict = field(init=False)
    names = GRADS

    def __post_init__(self):
        self.title = self.title or say.SAMPLES.format(n=self.n)
        self.values = forward(self.x, self.parameters)

    @classmethod
    @cached
    def random(cls, sizes, n_samples, seed):
        """A case with layer sizes (n_in, n_hidden, n_out), all biases non-zero, some targets outside 0..1."""
        rng = generator(seed)
        n_in, n_hidden, n_out = sizes
        parameters = {
            "w1": rng.normal(size=(n_in, n_hidden)) / np.sqrt(n_in),
            "b1": rng.normal(size=(1, n_hidden)) / 2,
            "w2": rng.normal(size=(n_hidden, n_out)) * 2 / np.sqrt(n_hidden),
            "b2": rng.normal(size=(1, n_out)) / 2,
        }
        x, y = rng.normal(size=(n_samples, n_in)), rng.normal(size=(n_samples, n_out))
        case = cls(x, y, parameters)
        return frozen(case, x, y, *parameters.values(), *case.values.values())

    @classmethod
    def paper(cls):
        """The example of the lesson text: one sample, sizes 1-2-1."""
        parameters = {
            "w1": np.array([[1.0, -1]]),
            "b1": np.array([[-2.0, 4]]),
            "w2": np.array([[2.0], [-1]]),
            "b2": np.array([[-0.5]]),
        }
        return cls(np.array([[2.0]]), np.array([[1.0]]), parameters, title=say.PAPER_EXAMPLE)

    @property
    def n(self):
        return len(self.x)

    @functools.cached_property
    def samples(self):
        """The case of each sample alone, as a batch of one."""
        rows = [slice(i, i + 1) for i in range(self.n)]
        return [CurveCase(self.x[row], self.y[row], self.parameters) for row in rows]

    def other(self, *names):
        """This case with other numbers for these of x, y and the parameters, and all else as it is."""
        rng = np.random.default_rng(self.n)
        arrays = {"x": self.x, "y": self.y, **self.parameters}
        arrays |= {name: rng.normal(size=arrays[name].shape) for name in names}
        return CurveCase(arrays.pop("x"), arrays.pop("y"), arrays)

    def differentiate(self, name, own):
        if name == "dz2":
            return numerical_gradient(lambda z: np.sum(np.square(sigmoid(z) - self.y)) / 2, self.values["z2"])
        if name == "dz1":
            return numerical_gradient(
                lambda z: np.sum(own["dz2"] * layer(sigmoid(z), self.parameters, 2)), self.values["z1"]
            )
        parameter, k = name[1:], int(name[-1])
        error, a = own[f"dz{k}"], (self.x, self.values["a1"])[k - 1]
        return numerical_gradient(
            lambda value: np.sum(error * layer(a, self.parameters, k, **{parameter: value})),
            self.parameters[parameter],
        )
