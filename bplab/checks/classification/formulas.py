"""The right lines of unit 2's functions, from which mistakes in them are recognised.

Logits of another size than those of a batch are no evidence, so each function is also called on batches of
no check.
"""

import numpy as np

from bplab.checks.classification.batch import Batch
from bplab.checks.core import as_array, attempt
from bplab.checks.diagnosis import Evidence, explain


def _normalised(e):
    return e / e.sum(axis=1, keepdims=True)


SOFTMAX = [
    "e / sum(e, axis=1, keepdims=True)",
    "exp(z) / sum(exp(z), axis=1, keepdims=True)",
    "softmax(z)",
    ("exp(shifted)", _normalised),
    ("z - max(z, axis=1, keepdims=True)", lambda shifted: _normalised(np.exp(shifted))),
]
CROSS_ENTROPY = [
    "-mean(sum(y * log(y_pred), axis=1))",
    "-sum(y * log(y_pred)) / n",
    "-mean(sum(y * log(maximum(y_pred, 1e-12)), axis=1))",
]
OUTPUT_ERROR = ["y_pred - y"]


def why_softmax(softmax, *logits):
    """What is wrong with what a student's softmax makes of these logits, in a sentence, or None."""
    return explain(SOFTMAX, _evidence(softmax, [({"z": z} | _shifted(z), [z]) for z in logits]))


def why_cross_entropy(cross_entropy, y_pred, y, pairs=True):
    """What is wrong with a student's loss of these probabilities, in a sentence, or None."""
    batches = [(y_pred, y), *((batch.y_pred, batch.y) for batch in others())]
    cases = [({"y_pred": p, "y": y, "n": len(y), "n_classes": y.shape[1]}, [p, y]) for p, y in batches]
    return explain(CROSS_ENTROPY, _evidence(cross_entropy, cases), pairs=pairs)


def why_output_error(output_error, batch, probabilities, pairs=True):
    """What is wrong with a student's error, in a sentence, or None.

    probabilities: a function that gives those of a batch, by the student's own softmax where that is alive.
    """
    cases = [
        ({"y_pred": probabilities(each), "y": each.y, "z": each.z, "n": each.n}, [each.z, each.y])
        for each in (batch, *others())
    ]
    return explain(OUTPUT_ERROR, _evidence(output_error, cases), pairs=pairs)


def _evidence(function, cases):
    for names, arguments in cases:
        value, _ = attempt(function, *(argument.copy() for argument in arguments))
        got = None if value is None else as_array(value)
        if got is not None:
            yield Evidence(names, got)


@np.errstate(all="ignore")
def _shifted(z):
    shifted = z - z.max(axis=1, keepdims=True)
    return {"shifted": shifted, "e": np.exp(shifted)}


def others():
    """Batches of no check, the last of a single sample."""
    return [Batch.random(n, 3, seed=n) for n in (5, 4, 1)]
