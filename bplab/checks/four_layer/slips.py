"""The wrong answers that checks of the four-layer networks recognise by their numbers."""

import numpy as np

from bplab.checks.four_layer.follow import follows_from_dead
from bplab.checks.messages.four_layer import FOLLOWS_FROM_DEAD, SLIPS
from bplab.network import softmax


def _named(plain, arrays, **names):
    """(sentence, array) pairs for the slips that could be computed."""
    return [(SLIPS[key].format(plain=plain, **names), array) for key, array in arrays.items()]


def forward_slips(value, own):
    """Slips of z_k or a_k; the last ones rest on what the student has before it."""
    yield from known_forward_slips(own.case, value)
    for part, array in follows_from_dead(value, own):
        yield FOLLOWS_FROM_DEAD.format(part=part), array


def known_forward_slips(case, value):
    v, p = case.values, case.parameters
    if value == "y_pred":
        return []
    k = int(value[-1])
    if value.startswith("a"):
        arrays = {"no_activation": v[f"z_{k}"]}
        if case.activation == "linear":
            arrays = {"relu_in_linear": np.maximum(v[f"z_{k}"], 0)}
        if k == 2:
            arrays["activation_of_earlier"] = v["a_1"]
        arrays["tanh_activation"] = np.tanh(v[f"z_{k}"])
        arrays["sigmoid_activation"] = (1 + np.tanh(v[f"z_{k}"] / 2)) / 2
        return _named(value, arrays, z=f"z_{k}", a=f"a_{k}")
    arrays = {"no_bias": v[value] - p[f"bias_{k}"], "only_bias": 0 * v[value] + p[f"bias_{k}"]}
    if k < 3:
        arrays["activated"] = np.maximum(v[value], 0)
    if k > 1 and case.activation == "relu":
        arrays["from_z"] = case.layer(k, v[f"z_{k - 1}"])
    if k == 3:
        arrays |= {"relu_on_logits": np.maximum(v["z_3"], 0), "softmax_on_logits": softmax(v["z_3"])}
    return _named(value, arrays, z=f"z_{k - 1}", a=f"a_{k - 1}", bias=f"bias_{k}")


def backward_slips(name, own):
    """Slips of an error term or a gradient; they rest on the error terms that may be followed.

    Nothing is asked of the student's network before the first is wanted.
    """
    yield from _backward_slips(own.case, name, own.errors)


def _backward_slips(case, name, errors):
    right = case.right(name, errors)
    kind, _, k = name.rpartition("_")
    k, n, rate = int(k), case.n, case.learning_rate
    if kind == "e":
        arrays = _error_term_slips(case, k, errors) if k < 3 else {}
        return _named(name, arrays | {"wrong_sign": -right, "error_divided": right / n}, z=f"z_{k}")
    arrays = {"not_divided": right * n, "divided_twice": right / n, "wrong_sign": -right,
              "times_learning_rate": right * rate,
              "parameter": case.parameters[name.removeprefix("grad_")]}  # fmt: skip
    error = errors[f"e_{k}"]
    if kind == "grad_weights":
        before = case.values[f"z_{k - 1}"] if k > 1 else case.X
        arrays |= {"transposed": right.T, "from_z": before.T @ error / n}
        if k < 3:
            arrays["from_own_output"] = case.values[f"a_{k}"].T @ error / n
        return _named(name, arrays, z=f"z_{k - 1}", a=f"a_{k - 1}", own=f"a_{k}")
    pairs = _named(name, arrays)
    for scale in (1, n):  # with or without the mean
        pairs += _named(name, {
            "bias_not_summed": error / scale, "bias_over_all": np.full_like(right, error.sum() / scale),
            "bias_axis": error.sum(axis=1, keepdims=True) / scale, "bias_first_sample": error[:1] / scale,
        })  # fmt: skip
        pairs += _named(name, {"bias_over_all": error.sum() / scale, "bias_axis": error.sum(axis=1) / scale})
    return pairs


def _error_term_slips(case, k, errors):
    v, weights = case.values, case.parameters[f"weights_{k + 1}"]
    error, a, z = errors[f"e_{k + 1}"], v[f"a_{k}"], v[f"z_{k}"]
    passed_back = error @ weights.T
    on = (z > 0) if case.activation == "relu" else np.ones_like(z)
    updated = weights - case.learning_rate * (a.T @ error / case.n)
    arrays = {"updated_weights": (error @ updated.T) * on, "times_z": passed_back * z}
    if case.activation == "relu":
        arrays |= {
            "no_derivative": passed_back,
            "relu_as_derivative": passed_back * a,
            "sigmoid_derivative": passed_back * a * (1 - a),
            "derivative_added": passed_back + on,
        }
    else:
        arrays |= {"derivative_in_linear": passed_back * (z > 0)}
    return arrays


def update_slips(case, parameter, gradients):
    """Slips of one parameter's step, given as (old - new) / learning_rate; gradients: see right_steps."""
    *_, gradient = gradients
    arrays = {"not_updated": 0 * gradient, "no_learning_rate": gradient / case.learning_rate,
              "uphill": -gradient, "update_divided": gradient / case.n}  # fmt: skip
    yield from _named(parameter, arrays)
