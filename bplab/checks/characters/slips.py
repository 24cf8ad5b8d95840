"""The wrong answers that checks of an MLP recognise by their numbers (unit 7)."""

import numpy as np

from bplab.checks.characters.case import CLASSIFICATION
from bplab.checks.messages.characters import SLIPS
from bplab.network import sigmoid, softmax


def _named(arrays, **names):
    """(sentence, array) pairs for slips by key."""
    return [(SLIPS[key].format(**names), np.asarray(array)) for key, array in arrays.items()]


def sum_slips(case, k):
    """Slips of z[k]."""
    arrays = {"no_bias": case.z[k] - case.biases[k], "activated": np.tanh(case.z[k])}
    if k > 0:
        arrays["from_z"] = case.layer(k, case.z[k - 1])
    return _named(arrays, k=k, before=k - 1)


def activation_slips(case, k):
    """Slips of a[k + 1], tanh of z[k]."""
    z = case.z[k]
    arrays = {
        "no_activation": z,
        "sigmoid": sigmoid(z),
        "relu": np.maximum(z, 0),
        "tanh_twice": np.tanh(np.tanh(z)),
    }
    return _named(arrays, k=k)


def output_slips(case):
    """Slips of the prediction."""
    z = case.z[-1]
    if case.task_type == CLASSIFICATION:
        arrays = {
            "no_softmax": z,
            "softmax_twice": softmax(softmax(z)),
            "softmax_of_tanh": softmax(np.tanh(z)),
        }
        return _named(arrays)
    return _named(
        {"softmax_regression": softmax(z), "tanh_output": np.tanh(z), "relu_output": np.maximum(z, 0)}
    )


def predict_slips(case, output):
    """Slips of what predict returns; output: what the student's forward gives."""
    if case.task_type != CLASSIFICATION:
        return _named({"class_of_regression": np.argmax(output, axis=1)})
    classes = np.argmax(output, axis=1)
    return _named(
        {
            "probabilities": output,
            "column": classes[:, None],
            "one_hot": np.eye(output.shape[1])[classes],
            "argmax_axis": np.argmax(output, axis=0),
            "argmin": np.argmin(output, axis=1),
            "largest": output.max(axis=1),
        }
    )


def last_error_slips(case, right):
    """Slips of the last error term, y_pred - y."""
    y_pred = case.a[-1]
    arrays = {"wrong_sign": -right, "error_divided": right / case.n}
    if case.task_type == CLASSIFICATION:
        arrays |= {"squared_error": right * y_pred * (1 - y_pred), "error_is_output": y_pred}
    else:
        arrays |= {"doubled": 2 * right, "tanh_at_output": right * (1 - y_pred**2)}
    return _named(arrays, k=case.depth - 1)


def error_slips(case, k, errors):
    """Slips of e[k] of a hidden layer, given the error terms that the student really has."""
    z, a, weights = case.z[k], case.a[k + 1], case.weights[k + 1]
    back = errors[k + 1] @ weights.T
    right = back * (1 - a**2)
    return _named(
        {
            "no_derivative": back,
            "not_squared": back * (1 - a),
            "derivative_of_sigmoid": back * a * (1 - a),
            "derivative_of_z": back * (1 - z**2),
            "tanh_of_tanh": back * (1 - np.tanh(a) ** 2),
            "relu_derivative": back * (z > 0),
            "tanh_as_derivative": back * a,
            "derivative_added": back + 1 - a**2,
            "wrong_sign": -right,
            "error_divided": right / case.n,
        },
        k=k,
        after=k + 1,
    )


def dropped_error_slips(case, last, factor):
    """Slips of e[0] after a forward pass with dropout; last: e[1]; factor: what multiplied a[1]."""
    t, back = np.tanh(case.z[0]), last @ case.weights[1].T
    return _named(
        {
            "mask_forgotten": back * (1 - t**2),
            "mask_not_scaled": back * (factor != 0) * (1 - t**2),
            "derivative_of_dropped": back * factor * (1 - (t * factor) ** 2),
            "dropped_without_mask": back * (1 - (t * factor) ** 2),
        },
        k=0,
    )


def weights_slips(case, k, error):
    """Slips of grad_weights[k], given the student's own e[k]."""
    n, own = case.n, case.l2_lambda * case.weights[k]
    plain = case.a[k].T @ error / n
    arrays = {
        "not_divided": n * plain + own,
        "divided_twice": plain / n + own,
        "wrong_sign": -plain,
        "transposed": (plain + own).T,
        "times_learning_rate": case.learning_rate * (plain + own),
    }
    if k > 0:
        arrays["from_z"] = case.z[k - 1].T @ error / n + own
    if case.sizes[k] == case.sizes[k + 1]:
        arrays["from_own_output"] = case.a[k + 1].T @ error / n + own
    return _named(arrays, k=k, before=k - 1)


def biases_slips(case, k, error):
    """Slips of grad_biases[k], given the student's own e[k]."""
    n, right = case.n, error.mean(axis=0, keepdims=True)
    pairs = _named({"not_divided": n * right, "divided_twice": right / n, "wrong_sign": -right}, k=k)
    for scale in (1, n):  # with or without the mean
        pairs += _named(
            {
                "bias_not_summed": error / scale,
                "bias_over_all": np.full_like(right, error.sum() / scale),
                "bias_axis": error.sum(axis=1, keepdims=True) / scale,
                "bias_first_sample": error[:1] / scale,
            }
        )
        pairs += _named({"bias_over_all": error.sum() / scale, "bias_axis": error.sum(axis=1) / scale})
    pairs += _named({"l2_in_biases": right + case.l2_lambda * case.biases[k]} if case.l2_lambda else {})
    return pairs


def l2_slips(case, k):
    """Slips of the L2 term of grad_weights[k]."""
    own, n = case.weights[k], case.n
    arrays = {
        "l2_missing": 0 * own,
        "l2_divided": own / n,
        "l2_doubled": 2 * own,
        "l2_sign": -own,
        "l2_l1": np.sign(own),
        "l2_squares": own**2,
        "l2_sum": np.full_like(own, np.sum(own**2)),
    }
    for other, weights in enumerate(case.weights):
        if other != k and weights.shape == own.shape:
            arrays["l2_other_layer"] = weights
    scaled = {key: case.l2_lambda * array for key, array in arrays.items()}
    return _named(scaled | {"l2_no_lambda": own, "l2_rate": case.learning_rate * case.l2_lambda * own}, k=k)


def step_slips(case, name, k, gradient):
    """Slips of the step of a parameter, given as (old - new) / learning_rate."""
    old, rate = getattr(case, name)[k], case.learning_rate
    pairs = _named(
        {
            "not_updated": 0 * gradient,
            "no_learning_rate": gradient / rate,
            "uphill": -gradient,
            "only_the_step": old / rate - gradient,
        },
        name=name,
        k=k,
    )
    for weights in (old, old - rate * gradient):  # before the step or after it
        pairs += _named({"l2_in_update": gradient + case.l2_lambda * weights})
    return pairs
