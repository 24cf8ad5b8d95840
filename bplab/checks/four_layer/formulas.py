"""The right line of each quantity of a four-layer network, and the numbers that stand behind its names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bplab.checks.core import attempt
from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.four_layer.case import BACKWARD, PARAMETERS
from bplab.checks.four_layer.follow import Own

FORWARD = ("z_1", "a_1", "z_2", "a_2", "z_3", "y_pred")
OUTPUT = {"y_pred": "softmax(z_3)", "e_3": "y_pred - y"}
# The text of a hidden layer's two formulas, with its activation and without.
ACTIVATED = {"relu": ("relu({z})", "(e_{after} @ weights_{after}.T) * relu_derivative({z})"),
             "linear": ("{z}", "e_{after} @ weights_{after}.T")}  # fmt: skip
# Derivatives of other activations, by what they are of.
INSTEAD = {
    f"relu_derivative(z_{k})": [(f"a_{k} * (1 - a_{k})", "sigmoid_slope"), (f"1 - a_{k} ** 2", "tanh_slope")]
    for k in (1, 2)
}


def formulas(activation, value):
    """Ways to write the right line of a value, of a gradient, or of a parameter's update."""
    if value in OUTPUT:
        return [OUTPUT[value]]
    kind, _, number = value.rpartition("_")
    k = int(number)
    before = f"a_{k - 1}" if k > 1 else "X"
    activated, error = (text.format(z=f"z_{k}", after=k + 1) for text in ACTIVATED[activation])
    mean = [f"sum(e_{k}, axis=0, keepdims=True) / batch_size", f"mean(e_{k}, axis=0, keepdims=True)"]
    return {
        "z": [f"{before} @ weights_{k} + bias_{k}"],
        "a": [activated],
        "e": [error],
        "grad_weights": [f"{before}.T @ e_{k} / batch_size"],
        "grad_bias": mean,
    }.get(kind, [f"{value} - learning_rate * grad_{value}"])


@dataclass(frozen=True)
class Diagnosis:
    """Called, says what is wrong with a value of a student's network, or None.

    run: Case.run_forward or Case.run_backward; it is run again on all cases of the check, since one alone may
    not tell two mistakes apart. functions: the student's own, by name.
    """

    run: Callable
    network_class: type
    cases: Sequence
    value: str
    functions: dict | None = None

    def __call__(self):
        return self._explained()

    @property
    def is_one_edit(self):
        return self._explained(pairs=False) is not None

    def _explained(self, **options):
        right = formulas(self.cases[0].activation, self.value)
        return explain(right, self._evidence(), INSTEAD, **options)

    def _evidence(self):
        """What the student has on each case, and what was there when it was computed."""
        for case in self.cases:
            network = self.run(case, self.network_class)[0]
            own = Own(self.run, self.network_class, case, network, self.functions)
            view = _view(case, self.value)
            got, _ = attempt(lambda view=view, own=own: view(own.stored(self.value)))
            if got is not None and got.dtype == float:
                yield Evidence(_names(own, self.value), got, view)


def _names(own, value):
    """Arrays and numbers by name that come before this value, the student's own where they have them."""
    case = own.case
    names = {"X": case.X, **case.parameters}
    if value in FORWARD:
        earlier = FORWARD[: FORWARD.index(value)]
        return names | {name: _own(own, name, case.values[name]) for name in earlier}
    n_features, n_outputs = case.sizes[0], case.sizes[-1]
    names |= {"batch_size": case.n, "learning_rate": case.learning_rate}
    names |= {"n_features": n_features, "n_outputs": n_outputs, "y": case.y}
    names |= {name: case.values[name] for name in FORWARD}
    earlier = BACKWARD if value in PARAMETERS else BACKWARD[: BACKWARD.index(value)]
    return names | {name: own.errors.get(name, own.stored(name)) for name in earlier}


def _own(own, name, true):
    """The student's own array if it has the right shape, else the true one."""
    got = own.stored(name)
    return got if got is not None and got.shape == true.shape else true


def _view(case, value):
    """Of a parameter the step is compared, not where it arrived: see check_update."""
    if value not in PARAMETERS:
        return np.asarray
    return lambda new: (case.parameters[value] - new) / case.learning_rate
