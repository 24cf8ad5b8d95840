"""Right answers for one dense layer and its activations, and the wrong answers that checks recognise.

The right answers are not the formulas of the lesson: a loop, an absolute value, a hyperbolic tangent.
Slips are (sentence, array) pairs.
"""

import numpy as np

from bplab.checks.messages import layer as say


def weighted_sums(X, W, b):
    """z[i, k] = b[0, k] + sum over j of X[i, j] W[j, k], number by number; shape (n_samples, n_out)."""
    z = np.tile(b, (len(X), 1))
    for i, j, k in np.ndindex(*X.shape, W.shape[1]):
        z[i, k] += X[i, j] * W[j, k]
    return z


def relu(x):
    return (x + np.abs(x)) / 2


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def dense_slips(X, W, b):
    z = weighted_sums(X, W, b)
    pairs = [
        ("no_bias", z - b),
        ("bias_subtracted", z - 2 * b),
        ("bias_in_product", weighted_sums(X, W + b, 0 * b)),
        ("bias_summed", z - b + b.sum()),
        ("relu_inside", relu(z)),
        ("sigmoid_inside", sigmoid(z)),
        ("tanh_inside", np.tanh(z)),
        ("turned", z.T),
        ("extra_axis", z[:, np.newaxis]),
        ("neurons_added", z.sum(axis=1)),
        ("neurons_added", z.sum(axis=1, keepdims=True)),
    ]
    for name, row in (("first_sample", z[:1]), ("last_sample", z[-1:])):
        pairs += [(name, row), (name, row[0])]
    return _sentences(say.DENSE_SLIPS, pairs)


def relu_slips(x):
    right = relu(x)
    pairs = [
        ("identity", x),
        ("absolute", np.abs(x)),
        ("derivative", np.sign(right)),
        ("minimum", x - right),
        ("sign_turned", right - x),
        ("largest_of_all", np.max(x)),
        ("largest_of_columns", np.max(x, axis=0)),
        ("positive_only", x[x > 0]),
        ("sigmoid", sigmoid(x)),
        ("tanh", np.tanh(x)),
    ]
    pairs += [("leaky", np.where(x > 0, x, slope * x)) for slope in (0.01, 0.1, 0.2)]
    return _sentences(say.RELU_SLIPS, pairs)


def sigmoid_slips(z):
    right = sigmoid(z)
    with np.errstate(all="ignore"):
        grows, falls = np.exp(z), np.exp(-z)
        pairs = [
            ("identity", z),
            ("sign_turned", 1 - right),
            ("derivative", right * (1 - right)),
            ("overflow", grows / (1 + grows)),
            ("brackets", 1 + falls),
            ("no_one", grows),
            ("minus", 1 / (1 - falls)),
            ("tanh", np.tanh(z)),
            ("step", np.where(z > 0, 1.0, 0.0)),
            ("relu", relu(z)),
            ("softmax_all", grows / grows.sum()),
        ]
        if z.ndim == 2:
            pairs.append(("softmax_rows", grows / grows.sum(axis=1, keepdims=True)))
            pairs.append(("softmax_columns", grows / grows.sum(axis=0)))
    return _sentences(say.SIGMOID_SLIPS, pairs)


def _sentences(sentences, pairs):
    return [(sentences[key], np.asarray(array)) for key, array in pairs]
