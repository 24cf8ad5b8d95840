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
SQUARED = "the square of a difference has no direction"
ONE_INPUT = "with one input, x has one column and w1 one row: both ways give the same"
NOT_READ = "the derivatives need of the parameters w2 alone"
NEVER_DRAWN = "a random number is never exactly the share dropped"
# Tasks whose text gives no lines, and whose result alone is judged: no line of theirs has a right form.
FREE = {
    ("06_curve_fitting", "fit_sine"): "any fit that is close enough is right",
    ("07_characters", "train_characters"): "any network that reads well enough is right",
}

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
    ("06_curve_fitting", "forward", r".* -> z1 = x \* w1 \+ b1", ONE_INPUT),
    ("06_curve_fitting", "loss", r".* -> return np\.mean\(np\.square\(a2 - y\)\) / 2", SQUARED),
    ("06_curve_fitting", "backward", r".*axis=0, keepdims=True.* -> .*axis=0\)", ANY_SHAPE),
    ("06_curve_fitting", "backward", r".* -> db2 = np\.sum\(dz2, keepdims=True\)", ONE_OUTPUT),
    ("06_curve_fitting", "backward", r".* -> dz1 = dz2 \* w2\.T .*", ONE_OUTPUT),
    (
        "06_curve_fitting",
        "train",
        r".* -> .* = backward\(x, y, w\d, b\d, w2, b\d, z1, a1, z2, a2\)",
        NOT_READ,
    ),
    ("07_characters", "network", r".*axis=0, keepdims=True.* -> .*axis=0\) / n", ANY_SHAPE),
    ("07_characters", "network", r".*>= self\.dropout.* -> .*> self\.dropout.*", NEVER_DRAWN),
    ("05_linear_vs_relu", "run_experiment", r".*epochs=300.* -> .*epochs=(299|301).*", ONE_EPOCH),
)


def reason(unit_name, mutant):
    """Why a mutant that survives may, or None."""
    change = f"{mutant.before} -> {mutant.after}"
    for unit, task, pattern, why in EQUIVALENT:
        if unit == unit_name and re.fullmatch(task, mutant.task) and re.fullmatch(pattern, change):
            return why
    return None
