"""Mutants that no check need tell from the right answer: unit, task, pattern of the line's change, reason.

Everything else that survives is a hole in the checks.
"""

import re

ANY_SHAPE = "a bias, or its gradient, of shape (h,) is added to every row as one of shape (1, h) is"
KINK = "at x = 0 ReLU has no slope, and either choice is in use"
PRINTED = "the cost is printed on demand, and decides nothing"
ONE_OUTPUT = "with one output, dZ2 has one column and W2.T one row: both ways give the same"
EPSILON = "any epsilon that is small beside a probability is right"
ONE_EPOCH = "one epoch of 300 more or less leaves the accuracy where it is, and no parameters are graded"

EQUIVALENT = (
    ("02_softmax_cross_entropy", "cross_entropy", r".* 1e-12\).* -> .* 1e-13\).*", EPSILON),
    ("03_backpropagation", "relu_derivative", r".* -> return \(x >= 0\).*", KINK),
    (
        "03_backpropagation",
        r"\w+_network",
        r".*axis=0, keepdims=True.* -> .*axis=0\) / batch_size",
        ANY_SHAPE,
    ),
    ("04_petals", "backward_propagation", r".*axis=0, keepdims=True.* -> .*axis=0\) / n", ANY_SHAPE),
    ("04_petals", "backward_propagation", r".* -> db2 = np\.sum\(dZ2, keepdims=True\) / n", ONE_OUTPUT),
    ("04_petals", "backward_propagation", r".* -> dZ1 = dZ2 \* W2\.T .*", ONE_OUTPUT),
    ("04_petals", "nn_model", r"cost = .* -> pass", PRINTED),
    ("05_linear_vs_relu", r"\w+_network", r".*axis=0, keepdims=True.* -> .*axis=0\) / batch_size", ANY_SHAPE),
    ("05_linear_vs_relu", "run_experiment", r".*epochs=300.* -> .*epochs=(299|301).*", ONE_EPOCH),
)


def reason(unit_name, mutant):
    """Why a mutant that survives may, or None."""
    change = f"{mutant.before} -> {mutant.after}"
    for unit, task, pattern, why in EQUIVALENT:
        if unit == unit_name and re.fullmatch(task, mutant.task) and re.fullmatch(pattern, change):
            return why
    return None
