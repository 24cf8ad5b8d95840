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
        ("columns_filled", filled),
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
    """Slips of softmax: every wrong combination of what is subtracted first and what divides, and others."""
    with np.errstate(all="ignore"):
        shifted = z - z.max(axis=1, keepdims=True)
        sums = np.exp(shifted).sum(axis=1, keepdims=True)
        naive = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        return [
            *_shifted_and_divided(z),
            _overflowing("shifted_once", np.exp(z) / sums),
            ("no_exp", z / z.sum(axis=1, keepdims=True)),
            ("no_exp", shifted / shifted.sum(axis=1, keepdims=True)),
            ("sigmoid", 1 / (1 + np.exp(-z))),
            ("log", shifted - np.log(sums)),
            ("softmin", np.exp(-z) / np.exp(-z).sum(axis=1, keepdims=True)),
            ("softmin", np.exp(-shifted) / np.exp(-shifted).sum(axis=1, keepdims=True)),
            ("hardmax", (shifted == 0).astype(float)),
            ("base_2", 2**shifted / (2**shifted).sum(axis=1, keepdims=True)),
            ("nan_hidden", np.nan_to_num(naive)),
        ]


def _shifted_and_divided(z):
    square = z.shape[0] == z.shape[1]  # only there is a forgotten keepdims not an error
    shifts = {
        "row": z.max(axis=1, keepdims=True),
        "no_max": 0,
        "global_max": z.max(),
        "mean": z.mean(axis=1, keepdims=True),
        "max_axis_0": z.max(axis=0, keepdims=True),
    }
    if square:
        shifts["max_no_keepdims"] = z.max(axis=1)
    for shift, subtracted in shifts.items():
        e = np.exp(z - subtracted)
        if shift != "row":
            yield shift, e / e.sum(axis=1, keepdims=True)
        yield "axis_0", e / e.sum(axis=0, keepdims=True)
        yield "all", e / e.sum()
        yield "by_max", e / e.max(axis=1, keepdims=True)
        yield _overflowing("not_divided", e)
        if square:
            yield "no_keepdims", e / e.sum(axis=1)


def _overflowing(key, slip):
    """Where exp overflowed nothing else can be seen: name that."""
    return (key if np.isfinite(slip).all() else "no_max"), slip


def cross_entropy_slips(y_pred, y):
    """Slips of cross_entropy."""
    n, n_classes = y.shape
    with np.errstate(all="ignore"):
        log = np.log(np.maximum(y_pred, 1e-12))
        true, total = np.sum(y * y_pred, axis=1), -np.sum(y * log)
        losses = -np.sum(y * log, axis=1)
        hits = np.argmax(y_pred, axis=1) == np.argmax(y, axis=1)
        other_classes = -np.sum((1 - y) * np.log(np.maximum(1 - y_pred, 1e-12)))
        numbers = [
            ("sum", total),
            ("per_entry", total / y.size),
            ("per_class", total / n_classes),
            ("base_2", total / n / np.log(2)),
            ("base_10", total / n / np.log(10)),
            ("all_classes", -np.mean(log.sum(axis=1))),
            ("all_classes", -np.mean(log)),
            ("all_classes", -np.sum(log)),
            ("log_of_mean", -np.log(true.mean())),
            ("largest", -np.mean(np.log(y_pred.max(axis=1)))),
            ("swapped", exchanged(y_pred, y)),
            ("binary", (total + other_classes) / n),
            ("binary", (total + other_classes) / y.size),
            ("squared", np.sum((y_pred - y) ** 2) / n),
            ("squared", np.mean((y_pred - y) ** 2)),
            ("no_log", true.mean()),
            ("no_log", 1 - true.mean()),
            ("accuracy", hits.mean()),
            ("accuracy", 1 - hits.mean()),
            ("wrong_sign", -total / n),
            *(("epsilon", -np.mean(np.log(true + epsilon))) for epsilon in (1e-2, 1e-3, 1e-4, 1e-5)),
        ]
    return [
        *numbers,
        *(("wrong_sign", -value) for key, value in numbers if key != "wrong_sign"),
        ("per_sample", losses),
        ("per_sample", losses[:, np.newaxis]),
        ("over_samples", -np.sum(y * log, axis=0)),
        ("over_samples", -np.mean(y * log, axis=0)),
    ]


def exchanged(y_pred, y):
    """The cross-entropy with its arguments exchanged."""
    return -np.sum(y_pred * np.log(np.maximum(y, 1e-12))) / len(y)


@np.errstate(all="ignore")
def output_error_slips(z, y, y_pred):
    """Slips of output_error, given the probabilities that the student's softmax makes of z."""
    right, n = y_pred - y, len(y)
    e = np.exp(y_pred)
    losses = -np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1)
    return [
        ("wrong_sign", -right),
        ("divided", right / n),
        ("wrong_sign", -right / n),
        ("averaged", right.mean(axis=0)),
        ("averaged", right.mean(axis=0, keepdims=True)),
        ("averaged", right.sum(axis=0)),
        ("no_softmax", z - y),
        ("softmax_twice", e / e.sum(axis=1, keepdims=True) - y),
        ("prediction", y_pred),
        ("at_probabilities", -y / np.maximum(y_pred, 1e-12)),
        ("squared_sigmoid", right * y_pred * (1 - y_pred)),
        ("derivative_of_softmax", y_pred * (1 - y_pred)),
        ("true_class_only", right * y),
        ("doubled", 2 * right),
        ("losses", losses),
        ("losses", losses.mean()),
        ("squared", right**2),
        ("absolute", np.abs(right)),
    ]
