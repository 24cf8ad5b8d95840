"""The wrong answers that checks of unit 2 recognise by their numbers, as lists of (key, array).

The key names the sentence in messages/classification.py; several forms of one mistake share a key. Arrays
may hold nan and inf: what a wrong softmax makes of large logits is told by where they are.
"""

import numpy as np

from bplab.checks.core import agrees


def recognised(got, sentences, slips):
    """The sentence of the first slip with the same numbers, nan and inf in the same places; or None."""
    same = (key for key, slip in slips if same_numbers(got, np.asarray(slip, dtype=float)))
    return next((sentences[key] for key in same), None)


@np.errstate(all="ignore")
def same_numbers(got, slip):
    """Whether two arrays agree, with nan and inf in the same places."""
    finite = np.isfinite(slip)
    return (
        got.shape == slip.shape
        and np.array_equal(got[~finite], slip[~finite], equal_nan=True)
        and agrees(got[finite], slip[finite])
    )


def one_hot_slips(labels, n_classes):
    """Slips of one_hot."""
    right = np.eye(n_classes)[labels]
    present, renumbered = np.unique(labels, return_inverse=True)
    filled, but_last = np.zeros_like(right), right.copy()
    filled[:, labels] = 1
    but_last[-1] = 0
    return [
        ("counted_from_one", np.eye(n_classes)[labels - 1]),
        ("transposed", right.T),
        ("all_filled" if filled.all() else "columns_filled", filled),
        ("too_few_columns", np.eye(labels.max() + 1)[labels]),
        ("renumbered", np.eye(n_classes)[renumbered]),
        ("too_few_columns", np.eye(len(present))[renumbered]),
        ("label_as_value", right * labels[:, np.newaxis]),
        ("plus_minus", 2 * right - 1),
        ("inverted", 1 - right),
        ("last_row", but_last),
        ("labels", labels),
    ]


def softmax_slips(z):
    """Slips of softmax that are no edit of its lines, and those by which large logits overflow."""
    with np.errstate(all="ignore"):
        shifted = z - z.max(axis=1, keepdims=True)
        sums = np.exp(shifted).sum(axis=1, keepdims=True)
        naive = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        means = np.exp(z - z.mean(axis=1, keepdims=True))
        slips = [
            ("no_max", naive),
            ("global_max", _normalised(np.exp(z - z.max()))),
            ("mean", _normalised(means)),
            _overflowing("shifted_once", np.exp(z) / sums),
            ("no_exp", z / z.sum(axis=1, keepdims=True)),
            ("log", shifted - np.log(sums)),
            ("hardmax", (shifted == 0).astype(float)),
            ("nan_hidden", np.nan_to_num(naive)),
            *(_overflowing(key, e) for key, e in (("not_divided", np.exp(z)), ("not_divided", means))),
        ]
        if len(z) > 1:
            ones = np.ones_like(z)
            slips += [("all_ones", ones), ("all_equal", ones / z.shape[1])]
        return slips


def _normalised(e):
    return e / e.sum(axis=1, keepdims=True)


def _overflowing(key, slip):
    """Where exp overflowed nothing else can be seen: name that."""
    return (key if np.isfinite(slip).all() else "no_max"), slip


def cross_entropy_slips(y_pred, y):
    """Slips of cross_entropy that are no edit of its line, with either sign."""
    n = len(y)
    with np.errstate(all="ignore"):
        true, total = np.sum(y * y_pred, axis=1), -np.sum(y * np.log(np.maximum(y_pred, 1e-12)))
        hits = np.argmax(y_pred, axis=1) == np.argmax(y, axis=1)
        other_classes = -np.sum((1 - y) * np.log(np.maximum(1 - y_pred, 1e-12)))
        numbers = [
            ("log_of_mean", -np.log(true.mean())),
            ("largest", -np.mean(np.log(y_pred.max(axis=1)))),
            ("swapped", exchanged(y_pred, y)),
            ("binary", (total + other_classes) / n),
            ("binary", (total + other_classes) / y.size),
            ("squared", np.sum((y_pred - y) ** 2) / n),
            ("squared", np.mean((y_pred - y) ** 2)),
            ("no_log", 1 - true.mean()),
            ("no_log", true.mean()),
            ("accuracy", hits.mean()),
            ("accuracy", 1 - hits.mean()),
            *(("epsilon", -np.mean(np.log(true + epsilon))) for epsilon in (1e-2, 1e-3, 1e-4, 1e-5)),
        ]
    return numbers


def exchanged(y_pred, y):
    """The cross-entropy with its arguments exchanged."""
    return -np.sum(y_pred * np.log(np.maximum(y, 1e-12))) / len(y)


@np.errstate(all="ignore")
def output_error_slips(z, y, y_pred):
    """Slips of output_error that are no edit of its line, by the student's own probabilities."""
    right = y_pred - y
    losses = -np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1)
    return [
        ("at_probabilities", -y / np.maximum(y_pred, 1e-12)),
        ("squared_sigmoid", right * y_pred * (1 - y_pred)),
        ("derivative_of_softmax", y_pred * (1 - y_pred)),
        ("true_class_only", right * y),
        ("losses", losses),
        ("losses", losses.mean()),
        ("squared", right**2),
        ("absolute", np.abs(right)),
    ]
