"""The right line of each quantity of unit 7, from which the mistakes in it are recognised.

In formulas the entry k of a list is a name with a number, weights_0: in sentences it is weights[0] again.
"""

import re

import numpy as np

from bplab.checks.characters.case import CLASSIFICATION
from bplab.checks.diagnosis import Evidence, explain

ENTRY = re.compile(r"\b([ze]|masks|a|(?:grad_)?(?:weights|biases))_(\d)\b")
PREDICT = ["argmax(y_pred, axis=1)"]


def forward_formula(name, k, task_type=None):
    """The line of z[k], of a[k + 1], or of the prediction."""
    return {
        "z": [f"a_{k} @ weights_{k} + biases_{k}"],
        "a": [f"tanh(z_{k})"],
        "y_pred": [f"softmax(z_{k})" if task_type == CLASSIFICATION else f"z_{k}"],
    }[name]


def backward_formula(name, k, last, dropped=False):
    """The line of e[k], grad_weights[k] or grad_biases[k], first as it is without dropout and L2.

    last: the number of the last layer; dropped: after a forward pass with dropout.
    """
    back, slope = f"(e_{k + 1} @ weights_{k + 1}.T)", f"(1 - tanh(z_{k}) ** 2)"
    hidden = [f"{back} * {slope}", f"{back} * masks_{k} * {slope}"][dropped:]
    plain = f"a_{k}.T @ e_{k} / n"
    return {
        "e": hidden if k < last else ["y_pred - y"],
        "grad_weights": [plain, f"{plain} + {l2_formula(k)[0]}"],
        "grad_biases": [f"sum(e_{k}, axis=0, keepdims=True) / n", f"mean(e_{k}, axis=0, keepdims=True)"],
    }[name]


def l2_formula(k):
    return [f"l2_lambda * weights_{k}"]


def step_formula(name, k):
    """The line of weights[k] or biases[k] in a step downhill."""
    return [f"{name}_{k} - learning_rate * grad_{name}_{k}"]


def _slips(k):
    """Slips of one formula alone: what may stand in the place of a part of it, in layer k."""
    weights, gradient = f"weights_{k}", f"grad_weights_{k}"
    return {
        f"1 - tanh(z_{k}) ** 2": [
            (f"a_{k + 1} * (1 - a_{k + 1})", "sigmoid_slope"),
            (f"relu_derivative(z_{k})", "relu_slope"),
            (f"tanh(z_{k})", "function_for_slope"),
            (f"1 - a_{k + 1} ** 2", "slope_of_dropped"),
        ],
        f"masks_{k}": [(f"sign(masks_{k})", "mask_not_scaled")],
        weights: [(f"sign({weights})", "sign_of_weights"), (f"sum({weights} ** 2)", "loss_for_derivative")],
        gradient: [
            (f"({gradient} + l2_lambda * {weights})", "l2_in_update"),
            (f"({gradient} + l2_lambda * ({weights} - learning_rate * {gradient}))", "l2_in_update"),
        ],
        f"sum(e_{k}, axis=0, keepdims=True) / n": [
            (f"sum(e_{k}, axis=0, keepdims=True) / n + l2_lambda * biases_{k}", "l2_in_biases")
        ],
    }


INSTEAD = {"y_pred - y": [("(y_pred - y) * y_pred * (1 - y_pred)", "slope_at_output"),
                          ("(y_pred - y) * (1 - y_pred ** 2)", "slope_at_output")]}  # fmt: skip


def explanation(k, formulas, evidence):
    """A function that explains a wrong value of layer k by evidence, which may be a generator."""

    def worded():
        text = explain(formulas, evidence, INSTEAD | _slips(k))
        return text and ENTRY.sub(r"\1[\2]", text)

    return worded


def alike(cases, case, k):
    """(case, number of the layer) of all layers like layer k of this case: the last ones, or the hidden k."""
    for each in cases:
        if k == case.depth - 1:
            yield each, each.depth - 1
        elif k < each.depth - 1:
            yield each, k


def names_of(case, upto, **more):
    """Arrays and numbers by name on a case: all that forward knows before layer `upto`."""
    lists = {"weights": case.weights, "biases": case.biases, "a": case.a[: upto + 1], "z": case.z[:upto]}
    return _numbered(lists) | {"n": case.n, **more}


def backward_names(case, errors, **more):
    """The same for backward; errors: the student's own, by layer."""
    names = names_of(case, case.depth, y=case.y, y_pred=case.a[-1])
    names |= _numbered({"masks": [np.ones_like(z) for z in case.z]})
    rates = {"learning_rate": case.learning_rate, "l2_lambda": case.l2_lambda}
    return names | {f"e_{k}": error for k, error in errors.items()} | rates | more


def shifted(names, by):
    """The same names for other numbers of layers, so many higher; what would come below 0 is left out."""
    moved = {}
    for name, value in names.items():
        entry = ENTRY.fullmatch(name)
        number = int(entry[2]) + by if entry else 0
        if number >= 0:
            moved[f"{entry[1]}_{number}" if entry else name] = value
    return moved


def step_evidence(case, gradients, name, k, new):
    """The step of weights[k] or biases[k], as (old - new) / learning_rate; gradients: lists by name."""
    names = {"learning_rate": case.learning_rate, "l2_lambda": case.l2_lambda}
    names |= _numbered({"weights": case.weights, "biases": case.biases} | gradients)
    return [Evidence.of_step(names, getattr(case, name)[k], new, case.learning_rate)]


def _numbered(lists):
    return {f"{name}_{k}": array for name, arrays in lists.items() for k, array in enumerate(arrays)}
