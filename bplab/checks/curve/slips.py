"""The wrong answers of forward, backward and update that the checks of unit 6 recognise by their numbers."""

import numpy as np

from bplab.checks.curve.read import named
from bplab.network import sigmoid

USUAL_RATE = 0.1


def forward_slips(case, name):
    """Slips of z1, a1, z2 or a2."""
    v, p = case.values, case.parameters
    if name == "z1":
        return named({"no_bias": v["z1"] - p["b1"], "activated": v["a1"]}, bias="b1")
    if name == "z2":
        from_z = v["z1"] @ p["w2"]
        arrays = {"no_bias": v["z2"] - p["b2"], "from_z": from_z + p["b2"]}
        return named(arrays, bias="b2") + named({"from_z": from_z})
    z = v[f"z{name[-1]}"]
    arrays = {"no_activation": z, "tanh": np.tanh(z), "relu": np.maximum(z, 0),
              "sigmoid_twice": sigmoid(v[name]), "sign_of_exponent": sigmoid(-z),
              "derivative_for_function": v[name] * (1 - v[name])}  # fmt: skip
    return named(arrays, z=f"z{name[-1]}")


def backward_slips(case, name, own):
    """Slips of dz2, dw2, db2, dz1, dw1 or db1, given the error terms the student really has."""
    right, n = case.right(name, own), case.n
    if name.startswith("dz"):
        arrays = _output_error_slips(case) if name == "dz2" else _hidden_error_slips(case, own["dz2"])
        return named(arrays | {"wrong_sign": -right, "zeros_filled_in": 0 * right}, plain=name)
    arrays = {"wrong_sign": -right, "times_learning_rate": right * USUAL_RATE, "zeros_filled_in": 0 * right}
    if n > 1:
        arrays |= {"mean": right / n, "times_n": right * n}
    error = own[f"dz{name[-1]}"]
    if name.startswith("dw"):
        arrays |= {"transposed": right.T}
        arrays |= {"from_z1": case.values["z1"].T @ error} if name == "dw2" else {}
        return named(arrays, plain=name)
    pairs = named(arrays, plain=name)
    if n > 1:
        pairs += named({"bias_not_summed": error, "bias_first_sample": error[:1]})
        pairs += named({"bias_not_summed": error / n})
    for array in (error.sum(axis=1, keepdims=True), error.sum(axis=1), error.mean(axis=1)):
        pairs += named({"bias_axis": array})
    for number in (error.sum(), error.mean(), error.sum() / n):
        for array in (np.asarray(number), np.full((1, 1), number), np.full_like(right, number)):
            pairs += named({"bias_over_all": array})
    return pairs


def _output_error_slips(case):
    z2, a2 = case.values["z2"], case.values["a2"]
    off, slope = a2 - case.y, a2 * (1 - a2)
    again = sigmoid(a2)
    return {
        "no_output_derivative": off,
        "derivative_of_activated": off * again * (1 - again),
        "one_minus_only": off * (1 - a2),
        "function_for_derivative": off * a2,
        "derivative_added": off + slope,
        "not_halved": 2 * off * slope,
        "derivative_of_z": off * z2 * (1 - z2),
        "error_is_output": a2,
    }


def _hidden_error_slips(case, error):
    z1, a1 = case.values["z1"], case.values["a1"]
    passed_back, slope = error @ case.parameters["w2"].T, a1 * (1 - a1)
    again = sigmoid(a1)
    arrays = {
        "no_hidden_derivative": passed_back,
        "derivative_of_activated": passed_back * again * (1 - again),
        "one_minus_only": passed_back * (1 - a1),
        "derivative_of_tanh": passed_back * (1 - a1**2),
        "function_for_derivative": passed_back * a1,
        "derivative_of_z": passed_back * z1 * (1 - z1),
        "derivative_added": passed_back + slope,
    }
    if error.shape[1] == 1:
        arrays["no_weights"] = error * slope
    return arrays


def step_slips(name, old, gradient, lr):
    """Slips of one parameter's step, given as (old - new) / lr."""
    arrays = {"not_updated": 0 * gradient, "no_learning_rate": gradient / lr,
              "fixed_rate": gradient * USUAL_RATE / lr, "uphill": -gradient,
              "only_the_step": old / lr - gradient}  # fmt: skip
    return named(arrays, plain=name) + named({"only_the_step": old / lr + gradient}, plain=name)
