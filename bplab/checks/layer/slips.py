"""Right answers for one dense layer and its activations, and the wrong answers that checks recognise.

The right answers are not the formulas of the lesson: a loop, an absolute value, a hyperbolic tangent.
Slips are (sentence, array) pairs of what is no edit of the formula.
"""

import numpy as np

from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.follow import value_of
from bplab.checks.messages import layer as say

FORMULAS = {
    "dense": ["X @ W + b"],
    "relu": ["maximum(x, 0)"],
    "sigmoid": ["1 / (1 + exp(-z))", "sigmoid(z)"],
}


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


def explanation(name, function, cases):
    """A function that says what is wrong with what a student's function gives, by its formula, on all cases.

    cases: its arguments by name, each.
    """

    def evidence():
        for arguments in cases:
            got = value_of(function, list(arguments.values()))
            if got is not None:
                yield Evidence(arguments, got)

    return lambda: explain(FORMULAS[name], evidence())


def dense_slips(X, W, b):
    return _sentences(say.DENSE_SLIPS, [("extra_axis", weighted_sums(X, W, b)[:, np.newaxis])])


def relu_slips(x):
    pairs = [
        ("largest_of_all", np.max(x)),
        ("largest_of_columns", np.max(x, axis=0)),
        ("positive_only", x[x > 0]),
    ]
    pairs += [("leaky", np.where(x > 0, x, slope * x)) for slope in (0.01, 0.1, 0.2)]
    return _sentences(say.RELU_SLIPS, pairs)


def sigmoid_slips(z):
    with np.errstate(all="ignore"):
        grows, falls = np.exp(z), np.exp(-z)
        pairs = [("overflow", grows / (1 + grows)), ("brackets", 1 + falls)]
        pairs += [("less_maximum", sigmoid(z - z.max(axis=-1, keepdims=True)))]
        pairs += [("softmax_all", grows / grows.sum()), ("softmax_columns", grows / grows.sum(axis=0))]
    return _sentences(say.SIGMOID_SLIPS, pairs)


def _sentences(sentences, pairs):
    return [(sentences[key], np.asarray(array)) for key, array in pairs]
