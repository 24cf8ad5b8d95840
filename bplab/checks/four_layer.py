"""Checks for the four-layer networks of units 1, 3 and 5, with softmax and cross-entropy at the end.

Every right answer is a central difference: an error term e_k is the derivative of the loss at z_k, and
each quantity is also right if it follows from the student's own error term before it, so that one
mistake is charged once.
"""

from dataclasses import dataclass, field

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, as_array, attempt, check_array, describe
from bplab.checks.slips import backward_slips, forward_slips, update_slips
from bplab.gradients import numerical_gradient
from bplab.network import softmax

PARAMETERS = ("weights_1", "bias_1", "weights_2", "bias_2", "weights_3", "bias_3")
FORWARD = ("z_2", "a_2", "z_3", "y_pred")
BACKWARD = ("e_3", "grad_weights_3", "grad_bias_3", "e_2", "grad_weights_2", "grad_bias_2",
            "e_1", "grad_weights_1", "grad_bias_1")  # fmt: skip
KINK = 1e-3  # no pre-activation of a test lies nearer to ReLU's kink than this


@dataclass
class Case:
    """One input on which a network is tested: samples X, one-hot labels y, parameters, activation.

    `values` holds the float64 reference of the forward pass: a_0 = X, z_1, a_1, z_2, a_2, z_3, y_pred.
    """

    X: np.ndarray
    y: np.ndarray
    parameters: dict
    activation: str  # "relu" or "linear"
    learning_rate: float = 0.1
    values: dict = field(init=False)

    def __post_init__(self):
        self.values = {"a_0": self.X}
        for k in (1, 2, 3):
            self.values[f"z_{k}"] = self.layer(k, self.values[f"a_{k - 1}"])
            if k < 3:
                self.values[f"a_{k}"] = self.activate(self.values[f"z_{k}"])
        self.values["y_pred"] = softmax(self.values["z_3"])

    @classmethod
    def random(cls, activation, sizes, n_samples, seed):
        """A case with layer sizes (inputs, hidden 1, hidden 2, outputs), all biases non-zero."""
        rng = np.random.default_rng(seed)
        while True:
            parameters = {}
            for k in (1, 2, 3):
                n_in, n_out = sizes[k - 1], sizes[k]
                parameters[f"weights_{k}"] = rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)
                parameters[f"bias_{k}"] = rng.normal(size=(1, n_out)) / 2
            y = np.eye(sizes[3])[rng.integers(sizes[3], size=n_samples)]
            case = cls(rng.normal(size=(n_samples, sizes[0])), y, parameters, activation)
            if min(np.abs(case.values[z]).min() for z in ("z_1", "z_2")) > KINK:
                return case

    @property
    def n(self):
        return len(self.X)

    def activate(self, z):
        return np.maximum(z, 0) if self.activation == "relu" else z

    def layer(self, k, a, **changed):
        """z_k from the activations before it; `changed` replaces parameters by name."""
        p = self.parameters | changed
        return a @ p[f"weights_{k}"] + p[f"bias_{k}"]

    def network(self, network_class):
        """The student's network with this case's parameters."""
        sizes = [len(self.parameters[f"weights_{k}"]) for k in (1, 2, 3)] + [self.y.shape[1]]
        network, error = attempt(network_class, *sizes)
        if error is not None:
            raise CheckFailed(messages.RAISED.format(call="__init__", error=describe(error)))
        for name, value in self.parameters.items():
            setattr(network, name, value.copy())
        return network

    def run_forward(self, network_class):
        network = self.network(network_class)
        y_pred, error = attempt(network.forward, self.X.copy())
        return network, y_pred, error

    def run_backward(self, network_class):
        """Call backward on this case's own forward pass: an error in the student's is not charged here."""
        network, _, _ = self.run_forward(network_class)  # whatever else their forward remembers
        for name, value in self.values.items():
            setattr(network, name, value.copy())
        for name, value in self.parameters.items():
            setattr(network, name, value.copy())
        y_pred = self.values["y_pred"].copy()
        _, error = attempt(
            network.backward, self.X.copy(), self.y.copy(), self.n, y_pred, self.learning_rate
        )
        return network, error

    def right_backward(self, name, errors):
        """The right value of one quantity, given the error terms `errors` by name (central differences)."""
        kind, _, k = name.rpartition("_")
        k, v = int(k), self.values
        if name == "e_3":
            return numerical_gradient(lambda z: -np.sum(self.y * np.log(softmax(z))), v["z_3"])
        if kind == "e":  # how z_{k+1} follows from z_k
            error, at = errors[f"e_{k + 1}"], v[f"z_{k}"]
            return numerical_gradient(lambda z: np.sum(error * self.layer(k + 1, self.activate(z))), at)
        parameter = name.removeprefix("grad_")  # how z_k follows from a parameter of layer k
        error, a, at = errors[f"e_{k}"] / self.n, v[f"a_{k - 1}"], self.parameters[parameter]
        return numerical_gradient(lambda p: np.sum(error * self.layer(k, a, **{parameter: p})), at)

    def true_errors(self):
        errors = {}
        for name in ("e_3", "e_2", "e_1"):
            errors[name] = self.right_backward(name, errors)
        return errors


def paper_case(activation):
    """The example of the lesson text: one sample, sizes 2-3-2-4, numbers for paper, class 1."""
    parameters = {
        "weights_1": np.array([[1.0, 0, -1], [1, 1, 0]]),
        "bias_1": np.array([[0.0, -1, 0]]),
        "weights_2": np.array([[1.0, -1], [-1, 0], [2, 2]]),
        "bias_2": np.array([[0.0, 1]]),
        "weights_3": np.array([[1.0, 0, -1, 0.5], [1, 1, 1, 1]]),
        "bias_3": np.array([[0.0, 0, 1, 0]]),
    }
    return Case(np.array([[1.0, 2]]), np.array([[0.0, 1, 0, 0]]), parameters, activation)


def check_forward(network_class, case, values=FORWARD):
    """Check the named values after `forward`, in this order; all four print a line."""
    name = network_class.__name__
    network, y_pred, error = case.run_forward(network_class)
    for value in values:
        label = f"{name}.forward: {value}"
        got = _read(network, value, label, f"{name}.forward", error)
        right = [case.values[value], *_follows_forward(case, value, network)]
        check_array(label, got, right, forward_slips(case, value))
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=f"{name}.forward", error=describe(error)))
    if "y_pred" in values:
        check_array(f"{name}.forward: the returned value", y_pred, [case.values["y_pred"]])
    if values == FORWARD:
        print(messages.FORWARD_DONE.format(name=name, values=", ".join(values), n=case.n))


def check_forward_shapes(network_class, activation, sizes, n_samples, seed):
    """Check the shapes of z_2, a_2, z_3 and the returned y_pred for several numbers of samples."""
    name = network_class.__name__
    for n in n_samples:
        case = Case.random(activation, sizes, n, seed)
        network, y_pred, error = case.run_forward(network_class)
        for value in FORWARD:
            label = f"{name}.forward on {n} samples: {value}"
            got = as_array(_read(network, value, label, f"{name}.forward", error))
            _same_shape(label, got, case.values[value])
        _same_shape(f"{name}.forward: the returned value", as_array(y_pred), case.values["y_pred"])
    print(messages.SHAPES_DONE.format(name=name, sizes=" and ".join(map(str, n_samples))))


def check_backward(network_class, case, values=BACKWARD):
    """Check the named error terms and gradients after `backward`; all nine print a table."""
    name = network_class.__name__
    network, error = case.run_backward(network_class)
    true, rows = case.true_errors(), []
    own = true | {e: array for e in true if _fits(array := as_array(getattr(network, e, None)), true[e])}
    for value in values:
        label = f"{name}.backward: {value}"
        expected = case.right_backward(value, true)
        shape = str(expected.shape)
        try:
            got = _read(network, value, label, f"{name}.backward", error)
            right = [expected, case.right_backward(value, own)]
            any_shape = value.startswith("grad_bias")
            check_array(label, got, right, backward_slips(case, value, own), any_shape)
        except CheckFailed as failure:
            rows.append(messages.ROW_WRONG.format(name=value, shape=shape))
            raise CheckFailed("\n".join([*rows, str(failure)] if len(values) > 1 else [str(failure)])) from None
        rows.append(messages.ROW_RIGHT.format(name=value, shape=shape))
    if values == BACKWARD:
        check_update(network_class, case)
        print("\n".join([*rows, messages.BACKWARD_DONE.format(name=name)]))


def check_update(network_class, case):
    """Check that each of the six parameters moves by learning_rate times its gradient, downhill."""
    name = network_class.__name__
    network, error = case.run_backward(network_class)
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=f"{name}.backward", error=describe(error)))
    true = case.true_errors()
    for parameter in PARAMETERS:
        gradient = case.right_backward(f"grad_{parameter}", true)
        own = as_array(getattr(network, f"grad_{parameter}", None))
        if parameter.endswith("_3") or own is None or own.size != gradient.size:
            own = gradient
        own = own.reshape(gradient.shape)
        old, rate = case.parameters[parameter], case.learning_rate
        label = f"{name}.backward: {parameter} after one step"
        new = as_array(_read(network, parameter, label, f"{name}.backward", None))
        _same_shape(label, new, old)
        # What moved is compared, not where it arrived: beside a large weight a wrong step would not show.
        step = (old - new) / rate
        check_array(f"{label}, (old - new) / learning_rate", step, [own, gradient],
                    update_slips(case, parameter, own))  # fmt: skip


def _read(network, value, label, method, error):
    """An attribute the method should have stored; say why when it is not there."""
    got, missing = attempt(getattr, network, value)
    if missing is None and got is not None:
        return got
    if error is not None and missing is not None:
        raise CheckFailed(messages.NOT_REACHED.format(call=label, method=method, error=describe(error)))
    if missing is not None:
        raise CheckFailed(messages.MISSING.format(call=label, name=value))
    raise CheckFailed(messages.EMPTY.format(call=label, blank=f"self.{value}"))


def _same_shape(label, got, expected):
    if got is None:
        raise CheckFailed(messages.NOT_AN_ARRAY.format(call=label, got="something else"))
    if got.shape != expected.shape:
        text = messages.WRONG_SHAPE.format(
            call=label, expected=expected.shape, got=got.shape, cause=messages.CAUSE_SHAPE
        )
        raise CheckFailed(text)


def _fits(array, expected):
    return array is not None and array.shape == expected.shape


def _follows_forward(case, value, network):
    """What value would be, from the student's own value before it."""
    before = {"a_2": "z_2", "z_3": "a_2", "y_pred": "z_3"}.get(value)
    own = as_array(getattr(network, before, None)) if before else None
    if own is None or not _fits(own, case.values[before]):
        return []
    follow = {"a_2": case.activate, "z_3": lambda a: case.layer(3, a), "y_pred": softmax}[value]
    return [follow(own)]
