"""The answer catalogue of unit 2: what students write, right and wrong, and what each answer costs.

A mistake loses the visible check that names it and the hidden checks of the properties it breaks. A wrong
factor in the loss leaves its behaviour at 0 alone, a softmax without the maximum its values on ordinary
logits, and a wrong softmax costs nothing in output_error.
"""

import numpy as np

from bplab.authoring.catalogue import Answer, outcome

ONE_HOT, SOFTMAX, LOSS, ERROR = "one_hot", "softmax", "cross_entropy", "output_error"

# Lines of the solution, for the swaps below.
ROWS = "return np.eye(n_classes)[labels]"
SHIFTED = "shifted = z - np.max(z, axis=1, keepdims=True)"
EXP = "e = np.exp(shifted)"
DIVIDE = "y_pred = e / np.sum(e, axis=1, keepdims=True)"
SOFTMAX_BODY = f"{SHIFTED}\n    {EXP}\n    {DIVIDE}"
MEAN = "return -np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1))"
MINUS = "return softmax(z) - y"

ONE_HOT_HIDDEN = ("shape", "values", "missing_class")
SOFTMAX_HIDDEN = ("shape", "values", "rows", "shift", "large", "rows_apart")
LOSS_HIDDEN = ("number", "values", "chance", "zero", "zero_elsewhere")
ERROR_HIDDEN = ("shape", "values", "per_sample", "sums")


def lost(task, *properties, stable=False, zero=False):
    """The cells that a mistake loses: the visible check of its task and the hidden ones named.

    stable, zero: the second visible check of softmax or of cross_entropy is lost, too.
    """
    cells = [f"test_{task}", *(f"hidden_{task}_{p}" for p in properties)]
    if stable or zero:
        cells.append(f"test_{task}_stable" if stable else f"test_{task}_zero")
    return tuple(cells)


def unstable(*properties):
    """The cells that a softmax loses which is right for ordinary logits."""
    return ("test_softmax_stable", *(f"hidden_softmax_{p}" for p in properties))


def infinite(*properties):
    """The cells that a cross_entropy loses which is right where no probability is 0."""
    return ("test_cross_entropy_zero", *(f"hidden_cross_entropy_{p}" for p in properties))


EVERYTHING = (*lost(ONE_HOT, *ONE_HOT_HIDDEN), *lost(SOFTMAX, *SOFTMAX_HIDDEN, stable=True),
              *lost(LOSS, *LOSS_HIDDEN, zero=True), *lost(ERROR, *ERROR_HIDDEN))  # fmt: skip


def nothing_computed(one_hot, softmax, loss, error):
    """Swaps that write these into every function."""
    return (
        (ONE_HOT, ROWS, f"return {one_hot}"), (SOFTMAX, SOFTMAX_BODY, f"y_pred = {softmax}"),
        (LOSS, MEAN, f"return {loss}"), (ERROR, MINUS, f"return {error}"),
    )  # fmt: skip


RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    Answer(
        "zeros-and-pairs", "Zeros, then one 1 per row by index pairs", "Row i is paired with its label.",
        swaps=((ONE_HOT, ROWS, "y = np.zeros((labels.size, n_classes))\n"
                               "    y[np.arange(labels.size), labels] = 1\n    return y"),),
    ),
    Answer(
        "comparison", "Labels compared with all classes", "True and False turned into 1 and 0.",
        swaps=((ONE_HOT, ROWS, "return (labels[:, np.newaxis] == np.arange(n_classes)).astype(float)"),),
    ),
    Answer(
        "double-loop", "Two loops and an if", "The definition, entry by entry, in whole numbers.",
        swaps=((ONE_HOT, ROWS, "rows = []\n    for label in labels:\n"
                               "        rows.append([1 if c == label else 0 for c in range(n_classes)])\n"
                               "    return np.array(rows)"),),
    ),
    Answer(
        "put-along-axis", "np.put_along_axis", "It writes at one index in each row.",
        swaps=((ONE_HOT, ROWS, "y = np.zeros((len(labels), n_classes))\n"
                               "    np.put_along_axis(y, labels.reshape(-1, 1), 1.0, axis=1)\n    return y"),),
    ),
    Answer(
        "row-by-row", "A loop over the rows", "Each row is a distribution of its own.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "y_pred = np.empty(z.shape)\n    for i, row in enumerate(z):\n"
                                       "        e = np.exp(row - max(row))\n        y_pred[i] = e / sum(e)"),),
    ),
    Answer(
        "log-sum-exp", "exp of the logits minus their log-sum-exp", "The quotient as a difference of logarithms.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "y_pred = np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))"),),
    ),
    Answer(
        "new-axis", "[:, None] instead of keepdims", "Both make a column of shape (n, 1).",
        swaps=((SOFTMAX, SHIFTED, "shifted = z - z.max(axis=1)[:, None]"),
               (SOFTMAX, DIVIDE, "y_pred = e / e.sum(-1).reshape(-1, 1)")),
    ),
    Answer(
        "transposed-there-and-back", "Transposed, divided, transposed back", "In the transpose, samples are columns.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "e = np.exp(z.T - z.max(1)).T\n    y_pred = (e.T / e.sum(1)).T"),),
    ),
    Answer(
        "pairwise", "1 / sum of exp(z_k - z_j)", "The numerator divided into the sum; inf gives the right 0.",
        swaps=((SOFTMAX, SOFTMAX_BODY,
                "y_pred = 1 / np.exp(z[:, np.newaxis, :] - z[:, :, np.newaxis]).sum(axis=2)"),),
    ),
    Answer(
        "along-axis", "np.apply_along_axis", "A function of one row, applied to every row.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "def one_row(row):\n        e = np.exp(row - row.max())\n"
                                       "        return e / e.sum()\n"
                                       "    y_pred = np.apply_along_axis(one_row, 1, z)"),),
    ),
    Answer(
        "small-number-in-the-sum", "1e-9 added to the row sum", "The sum is at least 1, so 1e-9 does not show.",
        swaps=((SOFTMAX, DIVIDE, "y_pred = e / (np.sum(e, axis=1, keepdims=True) + 1e-9)"),),
    ),
    Answer(
        "below-the-maximum", "Shifted a little further down than the maximum", "Any shift near the maximum will do.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z - np.ceil(z.max(axis=1, keepdims=True)) - 1"),),
    ),
    Answer(
        "einsum", "einsum for row sums and loss", "The index form of the same sums.",
        swaps=((SOFTMAX, DIVIDE, "y_pred = e / np.einsum('ij->i', e)[:, np.newaxis]"),
               (LOSS, MEAN, "return -np.einsum('ij,ij->', y, np.log(np.clip(y_pred, 1e-12, 1))) / len(y)")),
    ),
    Answer(
        "float32", "Arithmetic in float32", "Rounding at the seventh digit is far below the tolerance.",
        swaps=((SOFTMAX, SHIFTED, f"z = z.astype(np.float32)\n    {SHIFTED}"),
               (LOSS, MEAN, "p = np.maximum(y_pred, 1e-12).astype(np.float32)\n"
                            "    return -np.mean(np.sum(y.astype(np.float32) * np.log(p), axis=1))")),
    ),
    Answer(
        "true-class-by-index", "The true class's probability by index", "y only says which entry to take.",
        swaps=((LOSS, MEAN, "p = y_pred[np.arange(len(y)), np.argmax(y, axis=1)]\n"
                            "    return float(np.mean(-np.log(np.clip(p, 1e-15, 1 - 1e-15))))"),),
    ),
    Answer(
        "true-class-by-sum", "The true class's probability by a sum", "Multiplied by y, one entry per row is left.",
        swaps=((LOSS, MEAN, "p = (y * y_pred).sum(axis=1)\n    return -np.log(np.fmax(p, 1e-300)).mean()"),),
    ),
    Answer(
        "small-number-in-the-log", "log(y_pred + 1e-12)", "It moves ordinary losses by 1e-12 only.",
        swaps=((LOSS, MEAN, "return np.sum(-y * np.log(y_pred + 1e-12)) / y.shape[0]"),),
    ),
    Answer(
        "by-mask", "A Boolean mask and where", "Only entries with y = 1 are looked at.",
        swaps=((LOSS, MEAN, "p = y_pred[y == 1]\n    return np.where(p > 1e-10, -np.log(p), -np.log(1e-10)).mean()"),),
    ),
    Answer(
        "loss-in-a-loop", "A loop with math.log", "The formula, sample by sample.",
        swaps=((LOSS, MEAN, "import math\n    total = 0\n    for p_row, y_row in zip(y_pred, y):\n"
                            "        for p, t in zip(p_row, y_row):\n            if t == 1:\n"
                            "                total -= math.log(max(p, 1e-12))\n    return total / len(y)"),),
    ),
    Answer(
        "keras-epsilon", "Clipped at 1e-7", "Another small number in use; ordinary losses do not change.",
        swaps=((LOSS, MEAN, "p = np.clip(y_pred, 1e-7, 1 - 1e-7)\n    return -(y * np.log(p)).sum() / len(p)"),),
    ),
    Answer(
        "one-subtracted-in-place", "1 subtracted at the true class", "y is 0 everywhere else.",
        swaps=((ERROR, MINUS, "e = softmax(z)\n    e[np.arange(len(z)), y.argmax(axis=1)] -= 1\n    return e"),),
    ),
    Answer(
        "own-probabilities", "The probabilities computed again", "output_error need not call softmax.",
        swaps=((ERROR, MINUS, "e = np.exp(z - z.max(axis=1, keepdims=True))\n"
                              "    return e / e.sum(axis=1, keepdims=True) - y"),),
    ),
    Answer(
        "by-jacobian", "The chain rule with softmax's Jacobian, row by row", "The long way to the same numbers.",
        swaps=((ERROR, MINUS, "rows = []\n    for p, t in zip(softmax(z), y):\n"
                              "        jacobian = np.diag(p) - np.outer(p, p)\n"
                              "        rows.append(jacobian @ (-t / p))\n    return np.array(rows)"),),
    ),
    Answer(
        "noisy", "Prints and warnings left in", "Text on stdout or stderr says nothing about the result.",
        swaps=((SOFTMAX, EXP, f"{EXP}\n    import sys, warnings; warnings.warn('look here')\n"
                              "    print('e', e.shape, file=sys.stderr)"),
               (ERROR, MINUS, f"print(z.shape, y.shape)\n    {MINUS}")),
    ),
    Answer(
        "integer-one-hot", "np.eye of whole numbers", "1 and 0 need no fractions.",
        swaps=((ONE_HOT, ROWS, "return np.eye(n_classes, dtype=int)[labels]"),),
    ),
    Answer(
        "list-of-rows", "A list of lists returned", "Its numbers are those of an array.",
        swaps=((ONE_HOT, ROWS, "return [[int(c == label) for c in range(n_classes)] for label in labels]"),),
    ),
    Answer(
        "vectorised-exp", "np.vectorize(math.exp)", "Slow, and of shifted logits it never overflows.",
        swaps=((SOFTMAX, EXP, "import math\n    e = np.vectorize(math.exp)(shifted)"),),
    ),
    Answer(
        "np-matrix", "np.asmatrix", "Its sums keep two axes, and its quotient is that of arrays.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "e = np.exp(np.asmatrix(z) - np.asmatrix(z).max(axis=1))\n    y_pred = e / e.sum(axis=1)"),),
    ),
    Answer(
        "shapes-asserted", "Shapes and type asserted", "They are those of the text.",
        swaps=((SOFTMAX, DIVIDE, f"{DIVIDE}\n    assert y_pred.shape == z.shape"),
               (LOSS, MEAN, "cost = float(np.squeeze(-np.sum(y * np.log(np.maximum(y_pred, 1e-12)), keepdims=True) / len(y)))\n"
                            "    assert isinstance(cost, float)\n    return cost")),
    ),
]  # fmt: skip

MISTAKES = [
    # nothing or not everything done
    Answer(
        "untouched", "Handed in as released", "Nothing was written.", untouched=True,
        loses=EVERYTHING,
    ),
    # nothing computed
    Answer(
        "all-ones", "Ones of the right shape everywhere", "Nothing was computed.",
        swaps=nothing_computed("np.ones((len(labels), n_classes))", "np.ones(z.shape)", "1.0", "np.ones(z.shape)"),
        loses=EVERYTHING,
    ),
    Answer(
        "all-zeros", "Zeros of the right shape everywhere", "Rows of zeros sum to 0, but nothing was computed.",
        swaps=nothing_computed("np.zeros((len(labels), n_classes))", "np.zeros(z.shape)", "0.0", "np.zeros(z.shape)"),
        loses=EVERYTHING,
    ),
    Answer(
        "arguments-back", "The first argument returned", "Nothing was done with it.",
        swaps=nothing_computed("labels", "z", "y_pred", "z"), loses=EVERYTHING,
    ),
    Answer(
        "none-returned", "None returned", "Nothing was computed.",
        swaps=nothing_computed("None", "None", "None", "None"), loses=EVERYTHING,
    ),
    Answer(
        "constant-rows", "One distribution for every sample, and what a uniform guess costs",
        "Its rows sum to 1, but they do not depend on the logits.",
        swaps=nothing_computed("np.tile(np.eye(n_classes)[0], (len(labels), 1))", "np.tile(np.eye(z.shape[1])[0], (len(z), 1))",
                               "np.log(y.shape[1])", "np.tile(np.eye(z.shape[1])[0] - np.eye(z.shape[1])[1], (len(z), 1))"),
        loses=EVERYTHING,
    ),
    Answer(
        "one-spot", "Zeros with a single number", "The other samples have nothing.",
        swaps=nothing_computed("np.eye(1, len(labels) * n_classes).reshape(len(labels), n_classes)",
                               "np.eye(1, z.size).reshape(z.shape)", "27.6", "np.eye(1, z.size).reshape(z.shape)"),
        loses=EVERYTHING,
    ),
    Answer(
        "scaled-back", "The argument times two", "A factor is no formula.",
        swaps=nothing_computed("2 * labels", "2 * z", "2 * y_pred.mean()", "2 * z"), loses=EVERYTHING,
    ),
    Answer(
        "softmax-left-blank", "softmax left blank",
        "output_error has no probabilities to work with, so it stops, too.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "shifted = None  # TODO\n    e = None  # TODO\n    y_pred = None  # TODO"),),
        loses=(*lost(SOFTMAX, *SOFTMAX_HIDDEN, stable=True), *lost(ERROR, *ERROR_HIDDEN)),
    ),
    Answer(
        "syntax-error", "A bracket left open", "The function does not exist.",
        swaps=((LOSS, MEAN, MEAN[:-1]),), loses=lost(LOSS, *LOSS_HIDDEN, zero=True),
    ),
    Answer(
        "return-forgotten", "return forgotten", "A function without return gives None.",
        swaps=((ERROR, MINUS, "e = softmax(z) - y"),), loses=lost(ERROR, *ERROR_HIDDEN),
    ),
    # one_hot
    Answer(
        "columns-counted", "Columns counted from the largest label", "If the last class is missing, so is its column.",
        swaps=((ONE_HOT, ROWS, "return np.eye(labels.max() + 1)[labels]"),),
        loses=lost(ONE_HOT, "shape", "missing_class"),
    ),
    Answer(
        "labels-renumbered", "Labels numbered anew by np.unique", "Right as long as every class occurs.",
        swaps=((ONE_HOT, ROWS, "present, place = np.unique(labels, return_inverse=True)\n"
                               "    return np.eye(n_classes)[place]"),),
        loses=lost(ONE_HOT, "missing_class"),
    ),
    Answer(
        "present-classes-only", "One column for each class that occurs", "The number of columns depends on the batch.",
        swaps=((ONE_HOT, ROWS, "return (labels[:, None] == np.unique(labels)).astype(float)"),),
        loses=lost(ONE_HOT, "shape", "missing_class"),
    ),
    Answer(
        "counted-from-one", "Labels taken to start at 1", "Label 0 lands in the last column, silently.",
        swaps=((ONE_HOT, ROWS, "return np.eye(n_classes)[labels - 1]"),),
        loses=lost(ONE_HOT, "values", "missing_class"),
    ),
    Answer(
        "one-hot-transposed", "Classes in rows", "Samples are rows.",
        swaps=((ONE_HOT, ROWS, "return np.eye(n_classes)[labels].T"),), loses=lost(ONE_HOT, *ONE_HOT_HIDDEN),
    ),
    Answer(
        "columns-filled", "y[:, labels] = 1", "The colon means every row: whole columns are filled.",
        swaps=((ONE_HOT, ROWS, "y = np.zeros((len(labels), n_classes))\n    y[:, labels] = 1\n    return y"),),
        loses=lost(ONE_HOT, "values", "missing_class"),
    ),
    Answer(
        "label-as-value", "The label written instead of 1", "Class 0 gets a row of zeros, class 3 a 3.",
        swaps=((ONE_HOT, ROWS, "y = np.zeros((len(labels), n_classes))\n"
                               "    y[np.arange(len(labels)), labels] = labels\n    return y"),),
        loses=lost(ONE_HOT, "values", "missing_class"),
    ),
    Answer(
        "plus-minus-one", "-1 for the other classes", "A coding for other losses.",
        swaps=((ONE_HOT, ROWS, "return 2 * np.eye(n_classes)[labels] - 1"),),
        loses=lost(ONE_HOT, "values", "missing_class"),
    ),
    Answer(
        "last-sample-forgotten", "The loop ends one sample early", "The last row stays zero.",
        swaps=((ONE_HOT, ROWS, "y = np.zeros((len(labels), n_classes))\n    for i in range(len(labels) - 1):\n"
                               "        y[i, labels[i]] = 1\n    return y"),),
        loses=lost(ONE_HOT, "values", "missing_class"),
    ),
    # softmax: wrong for all logits
    Answer(
        "sum-down-the-columns", "axis=0 in the sum", "The columns sum to 1 instead of the rows.",
        swaps=((SOFTMAX, DIVIDE, "y_pred = e / np.sum(e, axis=0, keepdims=True)"),),
        loses=lost(SOFTMAX, "values", "rows", "large", stable=True),
    ),
    Answer(
        "axis-0-twice", "axis=0 in maximum and sum", "Softmax down the columns: samples compete, not classes.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z - np.max(z, axis=0, keepdims=True)"),
               (SOFTMAX, DIVIDE, "y_pred = e / np.sum(e, axis=0, keepdims=True)")),
        loses=lost(SOFTMAX, "values", "rows", "shift", "large", "rows_apart", stable=True),
    ),
    Answer(
        "sum-over-everything", "No axis in the sum", "The whole batch sums to 1.",
        swaps=((SOFTMAX, DIVIDE, "y_pred = e / np.sum(e)"),), loses=lost(SOFTMAX, "values", "rows"),
    ),
    Answer(
        "maximum-down-the-columns", "axis=0 in the maximum", "It changes the differences within a row.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z - np.max(z, axis=0, keepdims=True)"),),
        loses=lost(SOFTMAX, "values", "shift", "large", "rows_apart", stable=True),
    ),
    Answer(
        "sum-without-keepdims", "keepdims forgotten in the sum", "Silent only if n equals n_classes.",
        swaps=((SOFTMAX, DIVIDE, "y_pred = e / np.sum(e, axis=1)"),),
        loses=(*lost(SOFTMAX, "shape", "values", "rows", "shift", "rows_apart", stable=True),
               *lost(ERROR, *ERROR_HIDDEN)),
    ),
    Answer(
        "maximum-without-keepdims", "keepdims forgotten in the maximum", "Silent only if n equals n_classes.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z - np.max(z, axis=1)"),),
        loses=(*lost(SOFTMAX, "shape", "values", "rows", "shift", "rows_apart", stable=True),
               *lost(ERROR, *ERROR_HIDDEN)),
    ),
    Answer(
        "no-exp", "exp forgotten", "Logits divided by their sum can be negative.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "y_pred = z / np.sum(z, axis=1, keepdims=True)"),),
        loses=lost(SOFTMAX, "values", "rows", "shift", "large", "rows_apart", stable=True),
    ),
    Answer(
        "not-divided", "The division forgotten", "exp of the shifted logits is not a distribution.",
        swaps=((SOFTMAX, DIVIDE, "y_pred = e"),),
        loses=lost(SOFTMAX, "values", "rows", "large", stable=True),
    ),
    Answer(
        "sigmoid", "The sigmoid instead of softmax", "Each logit for itself: the rows do not sum to 1.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "y_pred = 1 / (1 + np.exp(-z))"),),
        loses=lost(SOFTMAX, "values", "rows", "shift", "large", "rows_apart", stable=True),
    ),
    Answer(
        "sign-turned", "exp of the negative logits", "The smallest logit wins.",
        swaps=((SOFTMAX, EXP, "e = np.exp(-shifted)"),),
        loses=lost(SOFTMAX, "values", "large", stable=True),
    ),
    Answer(
        "shifted-in-the-sum-only", "The maximum subtracted in the sum only", "The rows are too large by exp of the maximum.",
        swaps=((SOFTMAX, DIVIDE, "y_pred = np.exp(z) / np.sum(e, axis=1, keepdims=True)"),),
        loses=lost(SOFTMAX, "values", "rows", "shift", "large", "rows_apart", stable=True),
    ),
    Answer(
        "hardmax", "1 for the largest logit", "argmax, not softmax.",
        swaps=((SOFTMAX, SOFTMAX_BODY, "y_pred = (z == np.max(z, axis=1, keepdims=True)).astype(float)"),),
        loses=lost(SOFTMAX, "values", "large", stable=True),
    ),
    # softmax: right for ordinary logits
    Answer(
        "no-maximum", "No maximum subtracted", "exp overflows above 709.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z"),), loses=unstable("large", "rows_apart"),
    ),
    Answer(
        "one-maximum-for-all", "One maximum for the whole batch", "A row far below it becomes 0 / 0.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z - np.max(z)"),), loses=unstable("rows_apart"),
    ),
    Answer(
        "mean-subtracted", "The mean subtracted instead of the maximum", "A logit far above the mean overflows.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z - np.mean(z, axis=1, keepdims=True)"),), loses=unstable("large"),
    ),
    Answer(
        "clipped", "Logits clipped at 500", "No overflow, but all large logits become equal.",
        swaps=((SOFTMAX, SHIFTED, "shifted = np.clip(z, -500, 500)"),), loses=unstable("large", "rows_apart"),
    ),
    Answer(
        "nan-hidden", "nan replaced by 0", "The row of the overflow loses its probabilities.",
        swaps=((SOFTMAX, SHIFTED, "shifted = z"),
               (SOFTMAX, DIVIDE, "y_pred = np.nan_to_num(e / np.sum(e, axis=1, keepdims=True))")),
        loses=unstable("large", "rows_apart"),
    ),
    # cross_entropy
    Answer(
        "loss-not-divided", "Summed over the samples", "The loss grows with the batch.",
        swaps=((LOSS, MEAN, "return -np.sum(y * np.log(np.maximum(y_pred, 1e-12)))"),),
        loses=lost(LOSS, "values", "chance"),
    ),
    Answer(
        "mean-over-all-entries", "Mean over all entries", "Divided by n * n_classes instead of n.",
        swaps=((LOSS, MEAN, "return -np.mean(y * np.log(np.maximum(y_pred, 1e-12)))"),),
        loses=lost(LOSS, "values", "chance"),
    ),
    Answer(
        "mean-over-classes", "Sum over the samples, mean over the classes", "The two axes are exchanged.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=0))"),),
        loses=lost(LOSS, "values", "chance"),
    ),
    Answer(
        "minus-forgotten", "The minus forgotten", "The loss is negative.",
        swaps=((LOSS, MEAN, "return np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1))"),),
        loses=lost(LOSS, "values", "chance"),
    ),
    Answer(
        "log2", "np.log2 instead of np.log", "Surprise in bits.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(y * np.log2(np.maximum(y_pred, 1e-12)), axis=1))"),),
        loses=lost(LOSS, "values", "chance"),
    ),
    Answer(
        "log10", "np.log10 instead of np.log", "Another base.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(y * np.log10(np.maximum(y_pred, 1e-12)), axis=1))"),),
        loses=lost(LOSS, "values", "chance"),
    ),
    Answer(
        "loss-per-sample", "The mean forgotten", "One loss per sample is returned.",
        swaps=((LOSS, MEAN, "return -np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1)"),),
        loses=lost(LOSS, "number", "values", "chance"),
    ),
    Answer(
        "array-of-one-number", "An array of shape (1, 1)", "The number is right, but it is still an array.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1, keepdims=True),"
                            " axis=0, keepdims=True)"),),
        loses=lost(LOSS, "number"),
    ),
    Answer(
        "y-forgotten", "All classes counted", "Without y, the wrong classes count as well.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(np.log(np.maximum(y_pred, 1e-12)), axis=1))"),),
        loses=lost(LOSS, "values", "chance", "zero_elsewhere", zero=True),
    ),
    Answer(
        "log-of-the-mean", "The mean before the logarithm", "Right only if all samples are equally surprising.",
        swaps=((LOSS, MEAN, "return -np.log(max(np.mean(np.sum(y * y_pred, axis=1)), 1e-12))"),),
        loses=lost(LOSS, "values", "zero", zero=True),
    ),
    Answer(
        "largest-probability", "The largest probability instead of the true class's", "A sure mistake costs nothing.",
        swaps=((LOSS, MEAN, "return -np.mean(np.log(np.max(y_pred, axis=1)))"),),
        loses=lost(LOSS, "values", "zero", "zero_elsewhere", zero=True),
    ),
    Answer(
        "arguments-exchanged", "y and y_pred exchanged", "The logarithm of y is -27.6 or 0.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(y_pred * np.log(np.maximum(y, 1e-12)), axis=1))"),),
        loses=lost(LOSS, "values", "chance", "zero", "zero_elsewhere", zero=True),
    ),
    Answer(
        "binary-for-every-class", "The two-class formula for every class", "The wrong classes are counted, too.",
        swaps=((LOSS, MEAN, "p = np.clip(y_pred, 1e-12, 1 - 1e-12)\n"
                            "    return -np.mean(np.sum(y * np.log(p) + (1 - y) * np.log(1 - p), axis=1))"),),
        loses=lost(LOSS, "values", "chance", "zero_elsewhere", zero=True),
    ),
    Answer(
        "squared-error", "The squared error", "A loss, but another one.",
        swaps=((LOSS, MEAN, "return np.mean(np.sum((y_pred - y) ** 2, axis=1))"),),
        loses=lost(LOSS, "values", "chance", "zero", "zero_elsewhere", zero=True),
    ),
    Answer(
        "no-epsilon", "The logarithm of 0", "0 * -inf is nan, wherever it stands.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(y * np.log(y_pred), axis=1))"),),
        loses=infinite("zero", "zero_elsewhere"),
    ),
    Answer(
        "no-epsilon-by-index", "The logarithm of the true class's 0", "Wrong classes do no harm, the true one does.",
        swaps=((LOSS, MEAN, "return -np.mean(np.log(y_pred[np.arange(len(y)), np.argmax(y, axis=1)]))"),),
        loses=infinite("zero"),
    ),
    Answer(
        "zero-costs-nothing", "log replaced by 0 where the probability is 0", "The worst answer costs nothing.",
        swaps=((LOSS, MEAN, "log = np.zeros_like(y_pred)\n    log[y_pred > 0] = np.log(y_pred[y_pred > 0])\n"
                            "    return -np.mean(np.sum(y * log, axis=1))"),),
        loses=infinite("zero"),
    ),
    Answer(
        "nan-to-num", "np.nan_to_num on the logarithms", "-inf becomes the largest float.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(np.nan_to_num(y * np.log(y_pred)), axis=1))"),),
        loses=infinite("zero"),
    ),
    Answer(
        "large-epsilon", "1e-3 added in the logarithm", "Every loss is a little too small.",
        swaps=((LOSS, MEAN, "return -np.mean(np.sum(y * np.log(y_pred + 1e-3), axis=1))"),),
        loses=lost(LOSS, "values", "chance", "zero", zero=True),
    ),
    # output_error
    Answer(
        "error-turned", "y - y_pred", "The direction in which the loss falls.",
        swaps=((ERROR, MINUS, "return y - softmax(z)"),), loses=lost(ERROR, "values"),
    ),
    Answer(
        "error-divided", "Divided by the number of samples", "That belongs in the gradients.",
        swaps=((ERROR, MINUS, "return (softmax(z) - y) / len(y)"),), loses=lost(ERROR, "per_sample"),
    ),
    Answer(
        "error-averaged", "Mean over the batch", "One row is left, the samples are gone.",
        swaps=((ERROR, MINUS, "return np.mean(softmax(z) - y, axis=0, keepdims=True)"),),
        loses=lost(ERROR, *ERROR_HIDDEN),
    ),
    Answer(
        "logits-minus-y", "softmax forgotten", "Logits are not probabilities.",
        swaps=((ERROR, MINUS, "return z - y"),), loses=lost(ERROR, "values", "sums"),
    ),
    Answer(
        "prediction-only", "y forgotten", "The error does not know the label.",
        swaps=((ERROR, MINUS, "return softmax(z)"),), loses=lost(ERROR, "values", "sums"),
    ),
    Answer(
        "softmax-twice", "Softmax applied twice", "Probabilities taken for logits.",
        swaps=((ERROR, MINUS, "return softmax(softmax(z)) - y"),), loses=lost(ERROR, "values"),
    ),
    Answer(
        "derivative-at-the-probabilities", "-y / y_pred", "The step back through softmax is missing.",
        swaps=((ERROR, MINUS, "return -y / softmax(z)"),), loses=lost(ERROR, "values", "sums"),
    ),
    Answer(
        "squared-error-with-sigmoid", "Multiplied by y_pred (1 - y_pred)", "The formula of another loss and activation.",
        swaps=((ERROR, MINUS, "p = softmax(z)\n    return (p - y) * p * (1 - p)"),),
        loses=lost(ERROR, "values", "sums"),
    ),
    Answer(
        "true-class-only", "Only the true class's entry", "The other logits change the sum in softmax.",
        swaps=((ERROR, MINUS, "return (softmax(z) - 1) * y"),), loses=lost(ERROR, "values", "sums"),
    ),
    Answer(
        "error-doubled", "Twice the difference", "The 2 comes from a squared error.",
        swaps=((ERROR, MINUS, "return 2 * (softmax(z) - y)"),), loses=lost(ERROR, "values"),
    ),
    Answer(
        "absolute-error", "The sign lost", "The true class's entry must be negative.",
        swaps=((ERROR, MINUS, "return np.abs(softmax(z) - y)"),), loses=lost(ERROR, "values", "sums"),
    ),
    Answer(
        "zeros-returned", "Zeros of the right shape", "Rows of zeros sum to 0, but nothing was computed.",
        swaps=((ERROR, MINUS, "return np.zeros(z.shape)"),), loses=lost(ERROR, *ERROR_HIDDEN),
    ),
    Answer(
        "loss-instead-of-error", "The losses instead of their derivative", "One number per sample.",
        swaps=((ERROR, MINUS, "return -np.sum(y * np.log(softmax(z)), axis=1)"),), loses=lost(ERROR, *ERROR_HIDDEN),
    ),
    # published answers
    Answer(
        "log2-summed", "log2, summed over the samples", "In bits, and it grows with the batch.",
        swaps=((LOSS, MEAN, "return -np.sum(y * np.log2(np.maximum(y_pred, 1e-12)))"),),
        loses=lost(LOSS, "values", "chance"),
    ),
]  # fmt: skip

ANSWERS = RIGHT + MISTAKES


def probe(task, student):
    """What the student's solution of a task gives on fixed inputs, easy and hard, as a list of outcomes."""
    rng = np.random.default_rng(77)
    z, square = rng.normal(size=(5, 3)), rng.normal(size=(4, 4))
    y = np.eye(3)[[2, 0, 0, 1, 2]]
    y_pred = np.abs(z) / np.abs(z).sum(axis=1, keepdims=True)
    with_zeros = np.array([[0.0, 1, 0], [0.5, 0.5, 0], [0.2, 0, 0.8], [0.1, 0.9, 0], [0, 0, 1]])
    inputs = {
        ONE_HOT: [(np.array([2, 0, 3, 2, 1]), 4), (np.array([1, 0, 3, 3]), 6), (np.array([0, 4]), 5)],
        SOFTMAX: [(z,), (square,), (z[:1],), (1000 * z,), (z + 800 * np.array([[1], [-1], [0], [1], [-1]]),)],
        LOSS: [(y_pred, y), (np.full((5, 3), 1 / 3), y), (with_zeros, y), (y_pred[:1], y[:1]),
               (with_zeros[1:4], np.eye(3)[[0, 2, 1]])],
        ERROR: [(z, y), (square, np.eye(4)[[1, 1, 3, 2]]), (z[:1], y[:1])],
    }  # fmt: skip
    return [outcome(student[task], *arguments) for arguments in inputs[task]]
