"""The wrong answers of forward, backward and update that the checks of unit 4 recognise by their numbers."""

import numpy as np

from bplab.checks.petals.case import LEARNING_RATE
from bplab.checks.petals.read import named
from bplab.network import sigmoid


def forward_slips(case, key):
    """Slips of Z1, A1, Z2 or A2."""
    c, p = case.cache, case.parameters
    if key == "Z1":
        return named({"no_bias": c["Z1"] - p["b1"]}, bias="b1")
    if key == "A1":
        arrays = {"sigmoid_hidden": sigmoid(c["Z1"]), "relu_hidden": np.maximum(c["Z1"], 0),
                  "no_activation": c["Z1"], "tanh_twice": np.tanh(c["A1"])}  # fmt: skip
        return named(arrays, z="Z1")
    if key == "Z2":
        from_z = c["Z1"] @ p["W2"]
        arrays = {"no_bias": c["Z2"] - p["b2"], "from_z": from_z + p["b2"]}
        return named(arrays, bias="b2") + named({"from_z": from_z})
    arrays = {"no_activation": c["Z2"], "tanh_output": np.tanh(c["Z2"]), "sigmoid_twice": sigmoid(c["A2"]),
              "sign_of_exponent": sigmoid(-c["Z2"]), "softmax_output": np.ones_like(c["Z2"]),
              "rounded_output": (c["A2"] > 0.5) * 1.0}  # fmt: skip
    return named(arrays, z="Z2")


def backward_slips(case, key, own):
    """Slips of dZ2, dW2, db2, dZ1, dW1 or db1, given the error terms the student really has."""
    right, n = case.right(key, own), case.n
    if key == "dZ2":
        A2 = case.cache["A2"]
        arrays = {"sigmoid_derivative_added": right * A2 * (1 - A2), "error_is_output": A2}
        return named(arrays | {"wrong_sign": -right, "zeros_filled_in": 0 * right}, plain=key)
    if key == "dZ1":
        arrays = {"wrong_sign": -right, "zeros_filled_in": 0 * right}
        return _hidden_error_slips(case, own["dZ2"]) + named(arrays, plain=key)
    n_x = case.X.shape[1]
    arrays = {"wrong_sign": -right, "times_learning_rate": right * LEARNING_RATE,
              "zeros_filled_in": 0 * right}  # fmt: skip
    if n > 1:
        arrays |= {"not_divided": right * n, "divided_twice": right / n}
    if n != n_x:
        arrays |= {"divided_by_features": right * n / n_x}
    error = own[f"dZ{key[-1]}"]
    if key.startswith("dW"):
        arrays |= {"transposed": right.T}
        arrays |= {"from_z1": case.cache["Z1"].T @ error / n} if key == "dW2" else {}
        arrays |= {"from_a1": case.cache["A1"].T @ error / n} if key == "dW1" else {}
        return named(arrays, plain=key)
    pairs = named(arrays, plain=key)
    if n > 1:
        pairs += named({"bias_over_all": np.full_like(right, error.mean())})
        for scale in (1, n):  # with or without the mean
            pairs += named({"bias_not_summed": error / scale, "bias_first_sample": error[:1] / scale})
    for scale in (1, n):
        pairs += named({"bias_over_all": error.sum() / scale})
        pairs += named({"bias_over_all": np.full_like(right, error.sum() / scale)})
        pairs += named({"bias_axis": error.sum(axis=1, keepdims=True) / scale})
        pairs += named({"bias_axis": error.sum(axis=1) / scale})
        pairs += named({"bias_over_all": np.full((1, 1), error.sum() / scale)})
    return pairs


def _hidden_error_slips(case, error):
    Z1, A1 = case.cache["Z1"], case.cache["A1"]
    passed_back = error @ case.parameters["W2"].T
    squares = A1[:, :, None] * A1[:, None, :]  # of each sample alone
    arrays = {
        "gradient_for_weights": error**2 * A1 * (1 - A1**2),
        "product_for_square": (passed_back[:, None, :] @ (1 - squares))[:, 0],
        "no_derivative": passed_back,
        "no_weights": error * (1 - A1**2),
        "derivative_not_squared": passed_back * (1 - A1),
        "derivative_of_sigmoid": passed_back * A1 * (1 - A1),
        "derivative_of_z": passed_back * (1 - Z1**2),
        "tanh_of_tanh": passed_back * (1 - np.tanh(A1) ** 2),
        "derivative_added": passed_back + 1 - A1**2,
    }
    pairs = named(arrays)
    # The same of a batch, where the samples are mixed.
    by_gradient = error @ (A1.T @ error / len(A1)).T * (1 - A1**2)
    mean_error = error.mean(axis=0, keepdims=True) @ case.parameters["W2"].T * (1 - A1**2)
    pairs += named({"gradient_for_weights": by_gradient, "mean_for_error": mean_error})
    return pairs + named({"product_for_square": passed_back @ (1 - A1.T @ A1)})


def step_slips(key, old, gradient, learning_rate):
    """Slips of one parameter's step, given as (old - new) / learning_rate."""
    arrays = {"not_updated": 0 * gradient, "no_learning_rate": gradient / learning_rate,
              "fixed_rate": gradient * LEARNING_RATE / learning_rate, "uphill": -gradient,
              "only_the_step": old / learning_rate - gradient}  # fmt: skip
    return named(arrays, plain=key) + named({"only_the_step": old / learning_rate + gradient}, plain=key)
