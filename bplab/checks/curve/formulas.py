"""The right line of each quantity of unit 6, from which the mistakes in it are recognised."""

from bplab.checks.core import as_array, attempt
from bplab.checks.curve.case import PARAMETERS
from bplab.checks.diagnosis import Evidence, explain

USUAL_RATE = 0.1
# The derivative of the sigmoid has another name in this unit.
NAME, NAME_HERE = "sigmoid_derivative", "d_sigmoid"
FORMULAS = {
    "sigmoid": ["1 / (1 + exp(-z))", "sigmoid(z)"],
    "d_sigmoid": ["sigmoid(z) * (1 - sigmoid(z))", "sigmoid(z) - sigmoid(z) ** 2", "sigmoid_derivative(z)"],
    "z1": ["x @ w1 + b1"],
    "a1": ["sigmoid(z1)"],
    "z2": ["a1 @ w2 + b2"],
    "a2": ["sigmoid(z2)"],
    "loss": ["mean((y - a2) ** 2) / 2", "sum((y - a2) ** 2) / n / 2"],
    "dz2": ["(a2 - y) * sigmoid_derivative(z2)", "(a2 - y) * a2 * (1 - a2)"],
    "dw2": ["a1.T @ dz2"],
    "db2": ["sum(dz2, axis=0, keepdims=True)"],
    "dz1": ["(dz2 @ w2.T) * sigmoid_derivative(z1)", "(dz2 @ w2.T) * a1 * (1 - a1)"],
    "dw1": ["x.T @ dz1"],
    "db1": ["sum(dz1, axis=0, keepdims=True)"],
    **{name: [f"{name} - lr * d{name}"] for name in PARAMETERS},
}
# Slips of one formula alone: what may stand in the place of a part of it.
INSTEAD = {
    "1 / (1 + exp(-z))": [("exp(-z)", "only_exp")],
    "-z": [("-2 * z", "doubled_there")],
    "sigmoid(z) * (1 - sigmoid(z))": [
        ("z * (1 - z)", "slope_of_sums"),
        ("1 - sigmoid(z) ** 2", "tanh_slope"),
    ],
    "sigmoid_derivative(z)": [("sigmoid_derivative(sigmoid(z))", "slope_of_activation")],
    "(y - a2) ** 2": [("abs(y - a2)", "absolute")],
    "mean((y - a2) ** 2)": [
        ("mean((y - a2) ** 2) ** 0.5", "root"),
        ("mean(y - a2) ** 2", "squared_too_late"),
    ],
    **{
        f"sigmoid_derivative(z{k})": [
            (f"sigmoid_derivative(a{k})", "slope_of_activation"),
            (f"z{k} * (1 - z{k})", "slope_of_sums"),
            (f"1 - a{k} ** 2", "tanh_slope"),
        ]
        for k in (1, 2)
    },
    "lr": [("0.1", "fixed_rate")],
}


def explanation(name, evidence):
    """A function that explains a wrong value of this name by evidence, which may be a generator."""

    def worded():
        text = explain(FORMULAS[name], evidence, INSTEAD)
        return text and text.replace(NAME, NAME_HERE)

    return worded


def names_of(case, **more):
    """Arrays and numbers by name, as they stand in the formulas, on a case."""
    return {"x": case.x, "y": case.y, **case.parameters, **case.values, "n": case.n, **more}


def evidence_of(function, cases):
    """What a student's function makes of arguments; cases: dicts of arguments, in the function's order."""
    for names in cases:
        value, _ = attempt(function, *(argument.copy() for argument in names.values()))
        got = None if value is None else as_array(value)
        if got is not None:
            yield Evidence({**names, "n": len(next(iter(names.values())))}, got)
