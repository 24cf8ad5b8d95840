"""One input on which a four-layer network is tested, and the right answers for it.

Every right answer of the backward pass is a central difference: no formula of the lesson is used, so the
reference cannot share a mistake with the student.
"""

import copy
from dataclasses import dataclass, field

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, attempt, attempt_with, describe
from bplab.checks.messages import four_layer as say
from bplab.checks.reference import Truth, frozen
from bplab.checks.seeds import cached, generator, has_secret
from bplab.gradients import numerical_gradient
from bplab.network import softmax

PARAMETERS = ("weights_1", "bias_1", "weights_2", "bias_2", "weights_3", "bias_3")
BACKWARD = ("e_3", "grad_weights_3", "grad_bias_3", "e_2", "grad_weights_2", "grad_bias_2",
            "e_1", "grad_weights_1", "grad_bias_1")  # fmt: skip
NOISE = 1e-9  # a central difference below it is 0 with rounding on top
FEWEST, MOST_SWITCH = 0.25, 0.5  # shares: of the sums with either sign; of the neurons that go on and off
KINK = 1e-3  # no pre-activation of a random case lies nearer to ReLU's kink than this


@dataclass
class Case(Truth):
    """Samples X (n, n_features), one-hot labels y (n, n_classes), parameters by name, activation.

    `values` holds the float64 reference of the forward pass: a_0 = X, z_1, a_1, z_2, a_2, z_3, y_pred.
    """

    X: np.ndarray
    y: np.ndarray
    parameters: dict
    activation: str  # "relu" or "linear"
    title: str = ""
    learning_rate: float = 0.1
    values: dict = field(init=False)
    names = BACKWARD

    def __post_init__(self):
        self.title = self.title or f"{self.n} samples"
        self.values = {"a_0": self.X}
        for k in (1, 2, 3):
            self.values[f"z_{k}"] = self.layer(k, self.values[f"a_{k - 1}"])
            if k < 3:
                self.values[f"a_{k}"] = self.activate(self.values[f"z_{k}"])
        self.values["y_pred"] = softmax(self.values["z_3"])

    @classmethod
    @cached
    def random(cls, activation, sizes, n_samples, seed):
        """A case with layer sizes (inputs, hidden 1, hidden 2, outputs), all biases non-zero."""
        rng = generator(seed)
        while True:
            parameters = {}
            for k in (1, 2, 3):
                n_in, n_out = sizes[k - 1], sizes[k]
                parameters[f"weights_{k}"] = rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)
                parameters[f"bias_{k}"] = rng.normal(size=(1, n_out)) / 2
            y = np.eye(sizes[3])[rng.integers(sizes[3], size=n_samples)]
            case = cls(rng.normal(size=(n_samples, sizes[0])), y, parameters, activation)
            is_clear = min(np.abs(case.values[z]).min() for z in ("z_1", "z_2")) > KINK
            if is_clear and (case.reaches_all and case.is_mixed or not has_secret()):
                return frozen(case, y, *parameters.values(), *case.values.values())

    @classmethod
    def paper(cls, activation):
        """The example of the lesson text: one sample of class 1, sizes 2-3-2-4, numbers for paper."""
        parameters = {
            "weights_1": np.array([[1.0, 0, -1], [1, 1, 0]]),
            "bias_1": np.array([[0.0, -1, 0]]),
            "weights_2": np.array([[1.0, -1], [-1, 0], [2, 2]]),
            "bias_2": np.array([[0.0, 1]]),
            "weights_3": np.array([[1.0, 0, -1, 0.5], [1, 2, 1, 0]]),
            "bias_3": np.array([[0.0, 0, 1, 0]]),
        }
        X, y = np.array([[1.0, 2]]), np.array([[0.0, 1, 0, 0]])
        return cls(X, y, parameters, activation, title=say.PAPER_EXAMPLE)

    @property
    def n(self):
        return len(self.X)

    @property
    def sizes(self):
        """Neurons of each layer, from the inputs to the outputs."""
        return (*(len(self.parameters[f"weights_{k}"]) for k in (1, 2, 3)), self.y.shape[1])

    @property
    def reaches_all(self):
        """Whether each sample has an active neuron in both hidden layers, so that errors reach the inputs."""
        return all((self.values[a] != 0).any(axis=1).all() for a in ("a_1", "a_2"))

    @property
    def is_mixed(self):
        """Whether the sums of a batch have both signs often, and most hidden neurons go on and off.

        So that a ReLU leaves something to be seen, also one that has no place in a linear network.
        """
        sums, a = [self.values["z_3"]], self.X
        for k in (1, 2, 3):
            sums.append(self.layer(k, a))
            a = np.maximum(sums[-1], 0)
        on = [z > 0 for z in sums]
        switch = [np.mean(each.any(axis=0) & ~each.all(axis=0)) > MOST_SWITCH for each in on[1:3]]
        return self.n == 1 or all(switch) and all(FEWEST < each.mean() < 1 - FEWEST for each in on)

    def activate(self, z):
        return np.maximum(z, 0) if self.activation == "relu" else z

    def layer(self, k, a, **changed):
        """z_k from the activations before it; `changed` replaces parameters by name."""
        p = self.parameters | changed
        return a @ p[f"weights_{k}"] + p[f"bias_{k}"]

    def differentiate(self, name, own):
        kind, _, k = name.rpartition("_")
        k, v = int(k), self.values
        if name == "e_3":
            return _slope(lambda z: -np.sum(self.y * np.log(softmax(z))), v["z_3"])
        if kind == "e":  # how z_{k+1} follows from z_k
            error, at = own[f"e_{k + 1}"], v[f"z_{k}"]
            return _slope(lambda z: np.sum(error * self.layer(k + 1, self.activate(z))), at)
        parameter = name.removeprefix("grad_")  # how z_k follows from a parameter of layer k
        error, a, at = own[f"e_{k}"] / self.n, v[f"a_{k - 1}"], self.parameters[parameter]
        return _slope(lambda p: np.sum(error * self.layer(k, a, **{parameter: p})), at)

    def passed_back(self, k, errors):
        """How the loss answers to a_k: the error that reaches layer k before its activation's derivative."""
        error = errors[f"e_{k + 1}"]
        return _slope(lambda a: np.sum(error * self.layer(k + 1, a)), self.values[f"a_{k}"])

    def other(self, name):
        """This case with other numbers for one input, "X", "y", a parameter or None, and all else as it is.

        Also the values that `backward` is given: so it is seen what depends on this input itself.
        """
        other = copy.copy(self)
        if name == "y":
            other.y = np.roll(self.y, 1, axis=1)
        elif name == "X":
            other.X = np.random.default_rng(self.n).normal(size=self.X.shape)
        elif name is not None:
            fresh = np.random.default_rng(self.n).normal(size=self.parameters[name].shape)
            other.parameters = self.parameters | {name: fresh}
        return other

    def calls(self, name):
        """[(arguments, right value)] of the calls of dense, relu or relu_derivative that are right."""
        v, p = self.values, self.parameters
        if name == "dense":
            layers = [[v[f"a_{k - 1}"], p[f"weights_{k}"], p[f"bias_{k}"]] for k in (1, 2, 3)]
            return [(layer, v[f"z_{k}"]) for k, layer in enumerate(layers, start=1)]
        if name == "relu":
            return [([v[f"z_{k}"]], v[f"a_{k}"]) for k in (1, 2)]
        return [([v[f"{value}_{k}"]], (v[f"z_{k}"] > 0).astype(float)) for value in "za" for k in (1, 2)]

    def run_forward(self, network_class):
        """The student's network after `forward` on this case: (network, returned value, error or None)."""
        network, error = attempt(network_class, *self.sizes)
        if error is not None:
            call = f"{network_class.__name__}{self.sizes}"
            raise CheckFailed(messages.RAISED.format(call=call, error=describe(error)))
        y_pred, error = attempt_with(network, _copied(self.parameters), "forward", self.X.copy())
        return network, y_pred, error

    def run_backward(self, network_class):
        """The same after `backward`, on this case's own forward pass: (network, error or None).

        So an error in the student's forward is not charged again.
        """
        network, _, _ = self.run_forward(network_class)  # whatever else their forward remembers
        given = self.X.copy(), self.y.copy(), self.n, self.values["y_pred"].copy(), self.learning_rate
        _, error = attempt_with(network, _copied(self.values | self.parameters), "backward", *given)
        return network, error


def _copied(arrays):
    return {name: array.copy() for name, array in arrays.items()}


def _slope(f, x):
    gradient = numerical_gradient(f, x)
    return np.where(np.abs(gradient) < NOISE, 0, gradient)
