"""The right line of each quantity of unit 4, from which the mistakes in it are recognised."""

import functools

from bplab.checks.core import attempt
from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.petals.case import CACHE, LEARNING_RATE, PARAMETERS
from bplab.checks.petals.read import copied, own_array

FORMULAS = {
    "Z1": ["X @ W1 + b1"],
    "A1": ["tanh(Z1)"],
    "Z2": ["A1 @ W2 + b2"],
    "A2": ["sigmoid(Z2)"],
    "cost": [
        "-mean(Y * log(A2) + (1 - Y) * log(1 - A2))",
        "-sum(Y * log(A2) + (1 - Y) * log(1 - A2)) / n",
    ],
    "dZ2": ["A2 - Y"],
    "dW2": ["A1.T @ dZ2 / n"],
    "db2": ["sum(dZ2, axis=0, keepdims=True) / n", "mean(dZ2, axis=0, keepdims=True)"],
    "dZ1": ["(dZ2 @ W2.T) * (1 - A1 ** 2)"],
    "dW1": ["X.T @ dZ1 / n"],
    "db1": ["sum(dZ1, axis=0, keepdims=True) / n", "mean(dZ1, axis=0, keepdims=True)"],
    **{key: [f"{key} - learning_rate * d{key}"] for key in PARAMETERS},
}
# Slips of one formula alone: what may stand in the place of a part of it.
INSTEAD = {
    "A2 - Y": [("(A2 - Y) * A2 * (1 - A2)", "sigmoid_slope_twice")],
    "1 - A1 ** 2": [
        ("A1 * (1 - A1)", "sigmoid_slope"),
        ("relu_derivative(Z1)", "relu_slope"),
        ("1 - tanh(A1) ** 2", "slope_of_activation"),
    ],
    "1 - Y": [("Y", "labels_there")],
    "learning_rate": [(str(LEARNING_RATE), "fixed_rate")],
}


def explanation(key, evidence):
    """A function that explains a wrong value of this name by evidence, which may be a generator."""
    return lambda: explain(FORMULAS[key], evidence, INSTEAD)


def names_of(case, **more):
    """Arrays and numbers by name, as they stand in the formulas, on a case."""
    sizes = {"n": case.n, "n_x": case.X.shape[1], "n_h": case.parameters["W1"].shape[1]}
    return {"X": case.X, "Y": case.Y, **case.parameters, **case.cache, **sizes, **more}


def forward_names(case, key, own):
    """The same for a value of the cache: what comes before it, the student's own where it has the shape."""
    earlier = CACHE[: CACHE.index(key)]
    names = {name: value for name, value in names_of(case).items() if name not in ("Y", *CACHE)}
    for name in earlier:
        fits = own.get(name) is not None and own[name].shape == case.cache[name].shape
        names[name] = own[name] if fits else case.cache[name]
    return names


def step_evidence(update_parameters, cases, learning_rates, gradients, key):
    """The student's step of one parameter on each case and rate, as (old - new) / learning_rate."""
    for case, rate in zip(cases * len(learning_rates), learning_rates, strict=False):
        grads, old = gradients(case), case.parameters[key]
        step = functools.partial(_step, old, rate)
        new, _ = attempt(update_parameters, copied(case.parameters), copied(grads), learning_rate=rate)
        value, error = attempt(step, own_array(new, key))
        if error is None:
            names = {**case.parameters, **grads, "learning_rate": rate, "n": case.n}
            yield Evidence(names, value, step)


def _step(old, learning_rate, new):
    return (old - new) / learning_rate
