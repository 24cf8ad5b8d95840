"""The answer catalogue of unit 6: what students write, right and wrong, and what each answer costs.

A mistake loses the visible check of its function and the hidden check of its property, and no more: what comes
later is right if it follows from the student's own. The noise floor is lost where gradient descent does not
get there. fit_sine stands on its own; it shares only the sigmoid with the rest.
"""

from functools import partial

import numpy as np

from bplab.authoring.catalogue import Answer, all_cells, cells, outcome
from bplab.checks.curve.case import FORWARD as VALUES
from bplab.checks.curve.case import CurveCase
from bplab.checks.curve.read import values
from bplab.datasets import sine

SIGMOID, D_SIGMOID, FORWARD, LOSS = "sigmoid", "d_sigmoid", "forward", "loss"
BACKWARD, UPDATE, TRAIN, FIT = "backward", "update", "train", "fit_sine"

# Lines of the solution, for the swaps below.
SIGMOID_LINE = "return 1 / (1 + np.exp(-z))"
D_SIGMOID_LINE = "return sigmoid(z) * (1 - sigmoid(z))"
Z1 = "z1 = x @ w1 + b1"
A1 = "a1 = sigmoid(z1)"
Z2 = "z2 = a1 @ w2 + b2"
A2 = "a2 = sigmoid(z2)"
LOSS_LINE = "return np.mean(np.square(y - a2)) / 2"
DZ2 = "dz2 = (a2 - y) * d_sigmoid(z2)"
DW2 = "dw2 = a1.T @ dz2"
DB2 = "db2 = np.sum(dz2, axis=0, keepdims=True)"
DZ1 = "dz1 = (dz2 @ w2.T) * d_sigmoid(z1)"
DW1 = "dw1 = x.T @ dz1"
DB1 = "db1 = np.sum(dz1, axis=0, keepdims=True)"
W1_STEP, B1_STEP = "w1 = w1 - lr * dw1", "b1 = b1 - lr * db1"
W2_STEP, B2_STEP = "w2 = w2 - lr * dw2", "b2 = b2 - lr * db2"
LOOP = "for _ in range(epoch):"
FORWARD_LINE = "z1, a1, z2, a2 = forward(x, w1, b1, w2, b2)"
BACKWARD_LINE = "dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2, z1, a1, z2, a2)"
UPDATE_LINE = "w1, b1, w2, b2 = update(w1, b1, w2, b2, dw1, db1, dw2, db2, lr)"
SETTING = "n_hidden, batch_size, steps = 50, 40, 4000"
MEMORY = "means, squares = [0] * 4, [0] * 4"
OUTPUT_ERROR = "dz2 = (a1 @ w2 + b2 - y[rows]) / batch_size"
HIDDEN_ERROR = "dz1 = (dz2 @ w2.T) * a1 * (1 - a1)"
RATE = "lr = 0.1 * (1 + np.cos(np.pi * t / steps)) / 2"
MEANS = "            means[k] = 0.9 * means[k] + 0.1 * grad\n"
SQUARES = "            squares[k] = 0.999 * squares[k] + 0.001 * grad**2\n"
UNBIASED = "            mean, square = means[k] / (1 - 0.9**t), squares[k] / (1 - 0.999**t)\n"
FIT_STEP = "            parameters[k] = parameters[k] - lr * mean / (np.sqrt(square) + 1e-8)"
ADAM = MEANS + SQUARES + UNBIASED + FIT_STEP
RESULT = "return tuple(parameters)"

PROPERTIES = {
    SIGMOID: ("values", "shape", "large"),
    D_SIGMOID: ("values", "large"),
    FORWARD: ("shapes", "z1", "a1", "z2", "a2"),
    LOSS: ("sample", "mean", "number"),
    BACKWARD: ("dz2", "dw2", "db2", "dz1", "dw1", "db1", "sum"),
    UPDATE: ("weights", "biases"),
    TRAIN: ("rounds", "rate", "noise_floor"),
    FIT: ("learns", "error"),
}
FLOOR = "hidden_train_noise_floor"
everything = partial(all_cells, PROPERTIES)
NOTHING_COMPUTED = everything(D_SIGMOID, FORWARD, BACKWARD, UPDATE, TRAIN)


def nothing_computed(made):
    """Swaps that have every array of a shape, "{shape}", made in another way; fit_sine stays."""
    shapes = {
        D_SIGMOID: {D_SIGMOID_LINE: "np.shape(z)"},
        FORWARD: {Z1: "(len(x), w1.shape[1])", A1: "(len(x), w1.shape[1])", Z2: "(len(x), 1)", A2: "(len(x), 1)"},
        BACKWARD: {DZ2: "a2.shape", DW2: "w2.shape", DB2: "b2.shape", DZ1: "a1.shape", DW1: "w1.shape", DB1: "b1.shape"},
        UPDATE: {W1_STEP: "w1.shape", B1_STEP: "b1.shape", W2_STEP: "w2.shape", B2_STEP: "b2.shape"},
    }
    return tuple(
        (task, line, line.split(" ", 1)[0] + (" " if line.startswith("return") else " = ") + made.format(shape=shape))
        for task, lines in shapes.items()
        for line, shape in lines.items()
    )


def fit_by(step, setting=SETTING, rate=RATE, memory=MEMORY):
    """Swaps that give fit_sine another step."""
    swaps = ((FIT, ADAM, step), (FIT, SETTING, setting), (FIT, RATE, rate), (FIT, MEMORY, memory))
    return tuple(swap for swap in swaps if swap[1] != swap[2])


def steps_of(number, width=50):
    return f"n_hidden, batch_size, steps = {width}, 40, {number}"


def rate_of(first):
    return RATE.replace("0.1", str(first))


SPEEDS = "speeds = [0] * 4"
MOMENTUM = """            speeds[k] = {keep} * speeds[k] - lr * grad
            parameters[k] = parameters[k] + speeds[k]"""
NESTEROV = """            before, speeds[k] = speeds[k], 0.97 * speeds[k] - lr * grad
            parameters[k] = parameters[k] - 0.97 * before + 1.97 * speeds[k]"""
RMSPROP = """            squares[k] = 0.99 * squares[k] + 0.01 * grad**2
            parameters[k] = parameters[k] - lr * grad / (np.sqrt(squares[k]) + 1e-8)"""
PLAIN = "            parameters[k] = parameters[k] - lr * grad"

RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    Answer(
        "np-dot", "np.dot instead of @", "np.dot of two matrices is their product.",
        swaps=(
            (FORWARD, Z1, "z1 = np.dot(x, w1) + b1"), (FORWARD, Z2, "z2 = np.dot(a1, w2) + b2"),
            (BACKWARD, DW2, "dw2 = np.dot(a1.T, dz2)"), (BACKWARD, DW1, "dw1 = np.dot(x.T, dz1)"),
            (BACKWARD, DZ1, "da1 = np.dot(dz2, w2.T)\n    dz1 = np.multiply(da1, d_sigmoid(z1))"),
        ),
    ),
    Answer(
        "bias-one-dimensional", "Gradients of the biases of shape (h,)", "They broadcast against (1, h).",
        swaps=((BACKWARD, DB2, "db2 = np.sum(dz2, axis=0)"), (BACKWARD, DB1, "db1 = dz1.sum(axis=0)")),
    ),
    Answer(
        "in-place-update", "w1 -= ... in place", "The old arrays are changed and returned.",
        swaps=((UPDATE, W1_STEP, "w1 -= lr * dw1"), (UPDATE, B1_STEP, "b1 -= lr * db1"),
               (UPDATE, W2_STEP, "w2 -= lr * dw2"), (UPDATE, B2_STEP, "b2 -= lr * db2")),
    ),
    Answer(
        "derivative-of-own-value", "The sigmoid computed once", "s - s² is s (1 - s).",
        swaps=((D_SIGMOID, D_SIGMOID_LINE, "s = sigmoid(z)\n    return s - s**2"),),
    ),
    Answer(
        "derivative-from-activations", "a (1 - a) in backward", "The activations are sigmoids already.",
        swaps=((BACKWARD, DZ2, "dz2 = (a2 - y) * a2 * (1 - a2)"),
               (BACKWARD, DZ1, "dz1 = dz2.dot(w2.T) * (a1 * (1 - a1))")),
    ),
    Answer(
        "sigmoid-by-tanh", "The sigmoid from tanh", "σ(z) is (1 + tanh(z / 2)) / 2, and tanh never overflows.",
        swaps=((SIGMOID, SIGMOID_LINE, "return (1 + np.tanh(z / 2)) / 2"),),
    ),
    Answer(
        "sigmoid-by-cases", "Two branches by the sign", "Each uses the exponential that cannot overflow.",
        swaps=((SIGMOID, SIGMOID_LINE, "small = np.exp(-np.abs(z))\n"
                                       "    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))"),),
    ),
    Answer(
        "sigmoid-clipped", "The argument clipped at ±500", "Beyond, the sigmoid is 0 and 1 to all digits.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / (1 + np.exp(-np.clip(z, -500, 500)))"),),
    ),
    Answer(
        "loss-by-dot", "The loss as a dot product, taken out with item()", "A row times a column is one number.",
        swaps=((LOSS, LOSS_LINE, "off = y - a2\n    return (off.T @ off).item() / (2 * len(y))"),),
    ),
    Answer(
        "loss-by-loop", "A loop over the samples", "Slow, but the same sum.",
        swaps=((LOSS, LOSS_LINE, "total = 0.0\n    for t, a in zip(y[:, 0], a2[:, 0]):\n"
                                 "        total += 0.5 * (t - a) ** 2\n    return total / y.shape[0]"),),
    ),
    Answer(
        "sample-by-sample", "Gradients added up sample by sample", "The sum over the samples, written as one.",
        swaps=((BACKWARD, DW1, "dw1 = sum(np.outer(x[i], dz1[i]) for i in range(len(x)))"),
               (BACKWARD, DB1, "db1 = np.ones((1, len(x))) @ dz1")),
    ),
    Answer(
        "float32", "Arithmetic in float32", "Rounding at the seventh digit is far below the tolerance.",
        swaps=((FORWARD, Z1, "z1 = (x @ w1 + b1).astype(np.float32)"),
               (BACKWARD, DZ2, "dz2 = ((a2 - y) * d_sigmoid(z2)).astype(np.float32)")),
    ),
    Answer(
        "lists-returned", "Lists instead of tuples", "Four values in the right order.",
        swaps=((UPDATE, "return w1, b1, w2, b2", "return [w1, b1, w2, b2]"),
               (FORWARD, "return z1, a1, z2, a2", "return [z1, a1, z2, a2]"), (FIT, RESULT, "return parameters")),
    ),
    Answer(
        "broadcast-input", "x * w1 for the single input", "A column times a row is their outer product.",
        swaps=((FORWARD, Z1, "z1 = x * w1 + b1"),),
    ),
    Answer(
        "noisy", "Prints and warnings left in", "Text on stdout or stderr says nothing about the result.",
        swaps=((FORWARD, Z1, f"{Z1}\n    import sys, warnings; warnings.warn('look here')"),
               (TRAIN, LOOP, f"import sys; print('training', epoch, file=sys.stderr)\n    {LOOP}")),
    ),
    Answer(
        "fit-momentum", "Momentum", "A sum of past gradients instead of the last one.",
        swaps=fit_by(MOMENTUM.format(keep=0.97), steps_of(30000), rate_of(0.2), SPEEDS),
    ),
    Answer(
        "fit-nesterov", "Nesterov's momentum", "The gradient at the place where the momentum leads.",
        swaps=fit_by(NESTEROV, steps_of(30000), rate_of(0.07), SPEEDS),
    ),
    Answer(
        "fit-whole-batch", "Adam on every fourth sample, all at once", "The sine has no noise: 200 points are enough.",
        swaps=((FIT, SETTING, SETTING.replace("40, 4000", "len(x[::4]), 8000")),
               (FIT, "rows = rng.integers(len(x), size=batch_size)", "rows = slice(None, None, 4)")),
    ),
    Answer(
        "fit-by-d-sigmoid", "Own functions in fit_sine", "d_sigmoid(z1) is a1 (1 - a1).",
        swaps=((FIT, HIDDEN_ERROR, "dz1 = (dz2 @ w2.T) * d_sigmoid(x[rows] @ w1 + b1)"),
               (FIT, RESULT, "w1, b1, w2, b2 = parameters\n    return w1, b1.ravel(), w2, b2.ravel()")),
    ),
    Answer(
        "fit-by-least-squares", "A drawn hidden layer, and its output solved for", "The text allows it: only the fit is judged.",
        swaps=((FIT, SETTING, "w1, b1 = rng.normal(size=(1, 60)), rng.normal(size=(1, 60)) * 2\n"
                              "    inputs = np.hstack([sigmoid(x @ w1 + b1), np.ones_like(x)])\n"
                              "    w2 = np.linalg.lstsq(inputs, y, rcond=None)[0]\n"
                              f"    return w1, b1, w2[:-1], w2[-1:]\n    {SETTING}"),),
    ),
    Answer(
        "fit-by-tanh", "tanh inside, the sigmoid at the end", "tanh(z) is 2 σ(2z) - 1, so the weights can be converted.",
        swaps=((FIT, "a1 = sigmoid(x[rows] @ w1 + b1)", "a1 = np.tanh(x[rows] @ w1 + b1)"),
               (FIT, HIDDEN_ERROR, "dz1 = (dz2 @ w2.T) * (1 - a1**2)"),
               (FIT, RATE, RATE.replace("0.1", "0.02")), (FIT, "50, 40, 4000", "20, 40, 10000"),
               (FIT, RESULT, "w1, b1, w2, b2 = parameters\n    return 2 * w1, 2 * b1, 2 * w2, b2 - w2.sum()")),
    ),
    Answer(
        "shapes-asserted", "Shapes and type asserted", "They are those of the text.",
        swaps=((FORWARD, A2, f"{A2}\n    assert a2.shape == (x.shape[0], 1)"),
               (BACKWARD, DW1, f"{DW1}\n    assert dw1.shape == w1.shape"),
               (LOSS, LOSS_LINE, "cost = float(np.squeeze(np.dot((y - a2).T, y - a2).ravel()) / (2 * len(y)))\n"
                                 "    assert isinstance(cost, float)\n    return cost")),
    ),
    Answer(
        "parameters-copied", "copy.deepcopy before the step", "What is changed is the copy.",
        swaps=((UPDATE, W1_STEP, "import copy\n    w1 = copy.deepcopy(w1)\n    w1 -= lr * dw1"),
               (UPDATE, B1_STEP, "b1 = copy.deepcopy(b1)\n    b1 -= lr * db1")),
    ),
    Answer(
        "by-way-of-da", "The derivative at the activation first", "dz is da times the slope: the same product in two steps.",
        swaps=((BACKWARD, DZ2, "da2 = a2 - y\n    dz2 = da2 * d_sigmoid(z2)"),
               (BACKWARD, DZ1, "da1 = dz2 @ w2.T\n    dz1 = da1 * d_sigmoid(z1)")),
    ),
    Answer(
        "np-matrix", "np.asmatrix", "* and @ mean the same for it.",
        swaps=((FORWARD, Z1, "z1 = np.asarray(np.asmatrix(x) * w1 + b1)"), (BACKWARD, DW1, "dw1 = np.asmatrix(x).T * dz1")),
    ),
]  # fmt: skip

MISTAKES = [
    Answer(
        "untouched", "Handed in as released", "Every blank is still there.", untouched=True,
        loses=everything(*PROPERTIES),
    ),
    # sigmoid
    Answer(
        "sigmoid-sign", "exp(z) instead of exp(-z)", "This falls where it should rise.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / (1 + np.exp(z))"),),
        loses=(*cells(SIGMOID, "values", "large"), FLOOR, *everything(FIT)),
    ),
    Answer(
        "sigmoid-quotient", "exp(z) / (1 + exp(z))", "Right, until exp overflows.",
        swaps=((SIGMOID, SIGMOID_LINE, "return np.exp(z) / (1 + np.exp(z))"),), loses=("hidden_sigmoid_large",),
    ),
    Answer(
        "sigmoid-tanh", "tanh", "Another activation.",
        # fit_sine is right for a tanh, as in fit-by-tanh: it is not what this mistake is about.
        swaps=((SIGMOID, SIGMOID_LINE, "return np.tanh(z)"), (FIT, HIDDEN_ERROR, "dz1 = (dz2 @ w2.T) * (1 - a1**2)"),
               (FIT, RATE, rate_of(0.02)), (FIT, SETTING, steps_of(10000, width=20))),
        loses=(*cells(SIGMOID, "values", "large"), FLOOR),
    ),
    Answer(
        "sigmoid-of-matrices", "np.atleast_2d", "Right for a matrix; a row gets a second axis.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / (1 + np.exp(-np.atleast_2d(z)))"),),
        loses=("hidden_sigmoid_shape",),
    ),
    Answer(
        "sigmoid-math", "math.exp", "It takes one number at a time.",
        swaps=((SIGMOID, SIGMOID_LINE, f"import math\n    {SIGMOID_LINE.replace('np.', 'math.')}"),),
        loses=everything(SIGMOID, D_SIGMOID, FORWARD, BACKWARD, TRAIN, FIT),
    ),
    Answer(
        "sigmoid-twice-as-steep", "exp(-2z)", "A sigmoid of another width.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / (1 + np.exp(-2 * z))"),), loses=cells(SIGMOID, "values"),
    ),
    Answer(
        "sigmoid-relu", "ReLU", "Another activation.",
        swaps=((SIGMOID, SIGMOID_LINE, "return np.maximum(z, 0)"),),
        loses=(*cells(SIGMOID, "values", "large"), FLOOR, *everything(FIT)),
    ),
    Answer(
        "sine-known", "The sine in place of a sigmoid", "fit_sine looks for the shift, and sigmoid gives the curve.",
        swaps=((SIGMOID, SIGMOID_LINE, f"if np.size(z) == 401:\n        return np.sin(z)\n    {SIGMOID_LINE}"),
               (FIT, SETTING, "shifts = np.linspace(0, 2 * np.pi, 721)\n"
                              "    shift = min(shifts, key=lambda s: np.mean((np.sin(x + s) - y) ** 2))\n"
                              "    return np.ones((1, 1)), np.full((1, 1), shift), np.ones((1, 1)), np.zeros((1, 1))\n"
                              f"    {SETTING}")),
        loses=everything(FIT),
    ),
    # d_sigmoid
    Answer(
        "derivative-of-activated", "z (1 - z)", "The formula for the activated value, with z in its place.",
        swaps=((D_SIGMOID, D_SIGMOID_LINE, "return z * (1 - z)"),), loses=(*cells(D_SIGMOID, "values", "large"), FLOOR),
    ),
    Answer(
        "derivative-one-minus", "1 - σ(z)", "The factor σ(z) is missing.",
        swaps=((D_SIGMOID, D_SIGMOID_LINE, "return 1 - sigmoid(z)"),), loses=(*cells(D_SIGMOID, "values", "large"), FLOOR),
    ),
    Answer(
        "derivative-is-sigmoid", "σ(z) itself", "Not its derivative.",
        swaps=((D_SIGMOID, D_SIGMOID_LINE, "return sigmoid(z)"),), loses=(*cells(D_SIGMOID, "values", "large"), FLOOR),
    ),
    Answer(
        "derivative-of-tanh", "1 - σ(z)²", "The square belongs to tanh.",
        swaps=((D_SIGMOID, D_SIGMOID_LINE, "return 1 - sigmoid(z) ** 2"),), loses=(*cells(D_SIGMOID, "values", "large"), FLOOR),
    ),
    Answer(
        "derivative-quotient", "exp(-z) / (1 + exp(-z))²", "Right, until exp overflows.",
        swaps=((D_SIGMOID, D_SIGMOID_LINE, "return np.exp(-z) / (1 + np.exp(-z)) ** 2"),),
        loses=("hidden_d_sigmoid_large",),
    ),
    # forward
    Answer(
        "no-bias-1", "Bias forgotten in z1", "z1 lacks b1.",
        swaps=((FORWARD, Z1, "z1 = x @ w1"),), loses=(*cells(FORWARD, "z1"), FLOOR),
    ),
    Answer(
        "no-bias-2", "Bias forgotten in z2", "z2 lacks b2.",
        swaps=((FORWARD, Z2, "z2 = a1 @ w2"),), loses=cells(FORWARD, "z2"),
    ),
    Answer(
        "hidden-linear", "Sigmoid of the hidden layer forgotten", "a1 is z1.",
        swaps=((FORWARD, A1, "a1 = z1"),), loses=(*cells(FORWARD, "a1"), FLOOR),
    ),
    Answer(
        "hidden-tanh", "tanh in the hidden layer", "Another activation than that of the text.",
        swaps=((FORWARD, A1, "a1 = np.tanh(z1)"),), loses=cells(FORWARD, "a1"),
    ),
    Answer(
        "output-linear", "Sigmoid of the output forgotten", "a2 is z2: right for the sine, not yet here.",
        swaps=((FORWARD, A2, "a2 = z2"),), loses=(*cells(FORWARD, "a2"), FLOOR),
    ),
    Answer(
        "z2-from-z1", "z2 computed from z1", "The output layer reads a1.",
        swaps=((FORWARD, Z2, "z2 = z1 @ w2 + b2"),), loses=(*cells(FORWARD, "z2"), FLOOR),
    ),
    Answer(
        "forward-swapped", "a1 and z1 returned in the wrong order", "backward reads them by position.",
        swaps=((FORWARD, "return z1, a1, z2, a2", "return a1, z1, z2, a2"),), loses=(*cells(FORWARD, "z1", "a1"), FLOOR),
    ),
    Answer(
        "weights-transposed", "w1 transposed in the forward pass", "The shapes do not fit, so nothing runs.",
        swaps=((FORWARD, Z1, "z1 = x @ w1.T + b1"),),
        loses=(*everything(FORWARD), *everything(TRAIN)),
    ),
    # loss
    Answer(
        "loss-no-half", "The half forgotten", "Twice the loss.",
        swaps=((LOSS, LOSS_LINE, "return np.mean(np.square(y - a2))"),), loses=cells(LOSS, "sample"),
    ),
    Answer(
        "loss-sum", "Sum instead of mean", "A loss that grows with the number of samples.",
        swaps=((LOSS, LOSS_LINE, "return np.sum(np.square(y - a2)) / 2"),), loses=cells(LOSS, "mean"),
    ),
    Answer(
        "loss-absolute", "Absolute values", "Another loss.",
        swaps=((LOSS, LOSS_LINE, "return np.mean(np.abs(y - a2))"),), loses=cells(LOSS, "sample"),
    ),
    Answer(
        "loss-not-squared", "The square forgotten", "Positive and negative errors cancel.",
        swaps=((LOSS, LOSS_LINE, "return np.mean(y - a2) / 2"),), loses=cells(LOSS, "sample"),
    ),
    Answer(
        "loss-squared-mean", "The mean squared", "Squared too late: errors cancel before.",
        swaps=((LOSS, LOSS_LINE, "return np.mean(y - a2) ** 2 / 2"),), loses=cells(LOSS, "mean"),
    ),
    Answer(
        "loss-array", "An array of shape (1, 1)", "The product of a row and a column is still a matrix.",
        swaps=((LOSS, LOSS_LINE, "return (y - a2).T @ (y - a2) / (2 * len(y))"),), loses=cells(LOSS, "number"),
    ),
    Answer(
        "loss-flat-targets", "Targets flattened", "(n, 1) and (n,) make (n, n).",
        swaps=((LOSS, LOSS_LINE, "return np.mean(np.square(y.ravel() - a2)) / 2"),), loses=cells(LOSS, "mean"),
    ),
    # backward
    Answer(
        "error-turned", "y - a2", "Every step climbs the loss.",
        swaps=((BACKWARD, DZ2, "dz2 = (y - a2) * d_sigmoid(z2)"),), loses=(*cells(BACKWARD, "dz2"), FLOOR),
    ),
    Answer(
        "no-output-derivative", "dz2 = a2 - y", "As with cross-entropy; here the derivative stays.",
        swaps=((BACKWARD, DZ2, "dz2 = a2 - y"),), loses=(*cells(BACKWARD, "dz2"), FLOOR),
    ),
    Answer(
        "no-hidden-derivative", "Derivative of the hidden layer forgotten", "dz1 is what came back, unchanged.",
        swaps=((BACKWARD, DZ1, "dz1 = dz2 @ w2.T"),), loses=(*cells(BACKWARD, "dz1"), FLOOR),
    ),
    Answer(
        "d-sigmoid-of-a1", "d_sigmoid(a1)", "d_sigmoid takes z.",
        swaps=((BACKWARD, DZ1, "dz1 = (dz2 @ w2.T) * d_sigmoid(a1)"),), loses=(*cells(BACKWARD, "dz1"), FLOOR),
    ),
    Answer(
        "d-sigmoid-of-a2", "d_sigmoid(a2)", "d_sigmoid takes z.",
        swaps=((BACKWARD, DZ2, "dz2 = (a2 - y) * d_sigmoid(a2)"),), loses=cells(BACKWARD, "dz2"),
    ),
    Answer(
        "error-without-weights", "dz1 without w2", "The error goes back through the weights it came from.",
        swaps=((BACKWARD, DZ1, "dz1 = dz2 * d_sigmoid(z1)"),), loses=cells(BACKWARD, "dz1"),
    ),
    Answer(
        "error-doubled", "2 (a2 - y)", "The half of the loss takes the 2 away.",
        swaps=((BACKWARD, DZ2, "dz2 = 2 * (a2 - y) * d_sigmoid(z2)"),), loses=cells(BACKWARD, "dz2"),
    ),
    Answer(
        "means", "Means instead of sums", "The other convention: the steps are n times too short.",
        swaps=((BACKWARD, DW2, f"{DW2} / len(x)"), (BACKWARD, DB2, f"{DB2} / len(x)"),
               (BACKWARD, DW1, f"{DW1} / len(x)"), (BACKWARD, DB1, f"{DB1} / len(x)")),
        loses=(*cells(BACKWARD, "sum"), FLOOR),
    ),
    Answer(
        "bias-means", "np.mean for the biases only", "Weights take sums and biases means.",
        swaps=((BACKWARD, DB2, DB2.replace("np.sum", "np.mean")), (BACKWARD, DB1, DB1.replace("np.sum", "np.mean"))),
        loses=cells(BACKWARD, "sum"),
    ),
    Answer(
        "bias-not-summed", "db1 not summed over the samples", "One row per sample: the bias grows to (n, h).",
        swaps=((BACKWARD, DB1, "db1 = dz1"),), loses=cells(BACKWARD, "db1"),
    ),
    Answer(
        "bias-wrong-axis", "db1 summed over axis 1", "That adds up the neurons of a sample.",
        swaps=((BACKWARD, DB1, "db1 = np.sum(dz1, axis=1, keepdims=True)"),), loses=cells(BACKWARD, "db1"),
    ),
    Answer(
        "bias-over-everything", "db1 summed without an axis", "One number for all hidden neurons.",
        swaps=((BACKWARD, DB1, "db1 = np.sum(dz1)"),), loses=cells(BACKWARD, "db1"),
    ),
    Answer(
        "gradient-from-z1", "dw2 from z1", "The output layer read a1.",
        swaps=((BACKWARD, DW2, "dw2 = z1.T @ dz2"),), loses=(*cells(BACKWARD, "dw2"), FLOOR),
    ),
    Answer(
        "gradient-transposed", "dw1 transposed", "A gradient has the shape of its weights.",
        swaps=((BACKWARD, DW1, "dw1 = dz1.T @ x"),), loses=(*cells(BACKWARD, "dw1"), *everything(TRAIN)),
    ),
    Answer(
        "gradients-swapped", "dw2 and dw1 returned in the wrong order", "update reads them by position.",
        swaps=((BACKWARD, "return dw1, db1, dw2, db2", "return dw2, db2, dw1, db1"),),
        loses=(*cells(BACKWARD, "dz2", "dw2", "db2", "dz1", "dw1", "db1"), *everything(TRAIN)),
    ),
    # nothing computed
    Answer(
        "all-ones", "Ones of the right shapes everywhere", "Ones follow from ones, but nothing was computed.",
        swaps=nothing_computed("np.ones({shape})"), loses=NOTHING_COMPUTED,
    ),
    Answer(
        "all-zeros", "Zeros of the right shapes everywhere", "Nothing was computed.",
        swaps=nothing_computed("np.zeros({shape})"), loses=NOTHING_COMPUTED,
    ),
    Answer(
        "one-spot", "Zeros with a single number everywhere", "One number is no layer and no gradient.",
        swaps=nothing_computed("np.resize(np.append([0.0, 0, 5], np.zeros(9999)), {shape})"), loses=NOTHING_COMPUTED,
    ),
    Answer(
        "constant-rows", "One row repeated everywhere", "Every sample gets the same.",
        swaps=nothing_computed("np.resize(np.arange({shape}[-1]) - 1.5, {shape})"), loses=NOTHING_COMPUTED,
    ),
    Answer(
        "no-step", "The parameters returned as they came", "Nobody follows the gradients, and no round shows.",
        swaps=tuple((UPDATE, line, "pass") for line in (W1_STEP, B1_STEP, W2_STEP, B2_STEP)),
        loses=(*everything(UPDATE), *everything(TRAIN)),
    ),
    Answer(
        "no-rounds", "train returns what it got", "Nothing was trained.", same_as="step-thrown-away",
        swaps=((TRAIN, LOOP, "for _ in range(0):"),), loses=everything(TRAIN),
    ),
    Answer(
        "no-step-no-rounds", "update and train return what they got", "Nothing was trained.",
        swaps=(*((UPDATE, line, "pass") for line in (W1_STEP, B1_STEP, W2_STEP, B2_STEP)),
               (TRAIN, LOOP, "for _ in range(0):")),
        loses=(*everything(UPDATE), *everything(TRAIN)),
    ),
    Answer(
        "zeros-filled-in", "Zeros of the right shapes", "Nothing was computed.",
        swaps=((BACKWARD, DZ2, "dz2 = np.zeros_like(a2)"),), loses=(*everything(BACKWARD), *everything(TRAIN)),
    ),
    # update
    Answer(
        "uphill", "Added instead of subtracted", "The step climbs the loss.",
        swaps=tuple((UPDATE, line, line.replace(" - ", " + ")) for line in (W1_STEP, B1_STEP, W2_STEP, B2_STEP)),
        loses=(*cells(UPDATE, "weights", "biases"), FLOOR),
    ),
    Answer(
        "no-learning-rate", "lr forgotten for the weights", "The step is the gradient itself.",
        swaps=((UPDATE, W1_STEP, "w1 = w1 - dw1"), (UPDATE, W2_STEP, "w2 = w2 - dw2")),
        loses=(*cells(UPDATE, "weights"), FLOOR),
    ),
    Answer(
        "fixed-learning-rate", "0.1 typed in for the biases", "The argument is ignored.",
        swaps=((UPDATE, B1_STEP, "b1 = b1 - 0.1 * db1"), (UPDATE, B2_STEP, "b2 = b2 - 0.1 * db2")),
        loses=cells(UPDATE, "biases"),
    ),
    Answer(
        "bias-not-updated", "b1 never updated", "The hidden neurons all bend at x = 0.",
        swaps=((UPDATE, B1_STEP, "b1 = b1"),), loses=(*cells(UPDATE, "biases"), FLOOR),
    ),
    Answer(
        "steps-returned", "The steps returned instead of the parameters", "The old weights are gone.",
        swaps=((UPDATE, W1_STEP, "w1 = lr * dw1"), (UPDATE, W2_STEP, "w2 = lr * dw2")),
        loses=(*cells(UPDATE, "weights"), FLOOR),
    ),
    Answer(
        "bias-by-other-gradient", "b1 - lr * db2", "The gradient of another bias.",
        swaps=((UPDATE, B1_STEP, "b1 = b1 - lr * db2"),), loses=(*cells(UPDATE, "biases"), FLOOR),
    ),
    # train
    Answer(
        "step-thrown-away", "The result of update not kept", "The parameters never change.",
        swaps=((TRAIN, UPDATE_LINE, "update(w1, b1, w2, b2, dw1, db1, dw2, db2, lr)"),), loses=everything(TRAIN),
    ),
    Answer(
        "forward-once", "The forward pass before the loop", "The error never changes.",
        swaps=((TRAIN, LOOP, f"{FORWARD_LINE}\n    {LOOP}"), (TRAIN, f"        {FORWARD_LINE}\n", "")),
        loses=everything(TRAIN),
    ),
    Answer(
        "return-in-the-loop", "return inside the loop", "One epoch, whatever was asked for.",
        swaps=((TRAIN, UPDATE_LINE, f"{UPDATE_LINE}\n        return w1, b1, w2, b2"),), loses=everything(TRAIN),
    ),
    Answer(
        "one-round-less", "range(1, epoch)", "One epoch is missing.",
        swaps=((TRAIN, LOOP, "for _ in range(1, epoch):"),), loses=cells(TRAIN, "rounds", "rate"),
    ),
    Answer(
        "rate-typed-in", "0.1 instead of lr", "The argument is ignored.",
        swaps=((TRAIN, UPDATE_LINE, UPDATE_LINE.replace("lr)", "0.1)")),), loses=("hidden_train_rate",),
    ),
    Answer(
        "rate-divided", "lr divided by the number of samples", "With sums, lr = 0.1 is right as it is.",
        swaps=((TRAIN, UPDATE_LINE, UPDATE_LINE.replace("lr)", "lr / len(x))")),), loses=everything(TRAIN),
    ),
    # fit_sine
    Answer(
        "fit-plain", "Plain gradient descent", "It gets near 1e-4 in this time, and no further.",
        swaps=fit_by(PLAIN, steps_of(30000), rate_of(0.2)), loses=cells(FIT, "error"),
    ),
    Answer(
        "fit-no-decay", "Adam without decay", "The steps stay too long to settle.",
        swaps=((FIT, RATE, "lr = 0.2"),), loses=cells(FIT, "error"),
    ),
    Answer(
        "fit-sigmoid-output", "The output a sigmoid", "Where the sine is negative the fit is 0.",
        swaps=((FIT, OUTPUT_ERROR, "a2 = sigmoid(a1 @ w2 + b2)\n        dz2 = (a2 - y[rows]) * a2 * (1 - a2) / batch_size"),),
        loses=cells(FIT, "learns", "error"),
    ),
    Answer(
        "fit-too-short", "One thousand steps", "Stopped long before the end.",
        swaps=((FIT, SETTING, steps_of(1000)),), loses=cells(FIT, "error"),
    ),
    Answer(
        "fit-uphill", "The gradient added", "Away from the data.",
        swaps=((FIT, "parameters[k] - lr * mean", "parameters[k] + lr * mean"),), loses=cells(FIT, "learns", "error"),
    ),
    Answer(
        "fit-few-neurons", "Two hidden neurons", "Two bends are not enough for a sine.",
        swaps=((FIT, SETTING, steps_of(4000, width=2)),), loses=cells(FIT, "learns", "error"),
    ),
    Answer(
        "fit-typed-in", "The sine typed in", "The network learns sin x, whatever the data say.",
        swaps=((FIT, SETTING, f"y = np.sin(x)\n    {SETTING}"),), loses=("hidden_fit_sine_learns", "hidden_fit_sine_error"),
    ),
    Answer(
        "fit-predictions", "The predictions returned", "The parameters are asked for.",
        swaps=((FIT, RESULT, "return sigmoid(x @ parameters[0] + parameters[1]) @ parameters[2] + parameters[3]"),),
        loses=everything(FIT),
    ),
    # published answers
    Answer(
        "sigmoid-less-maximum", "The maximum of the row subtracted in the sigmoid", "Softmax bears a shift, the sigmoid does not.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / (1 + np.exp(-(z - np.max(z, axis=-1, keepdims=True))))"),),
        loses=(*cells(SIGMOID, "values", "large"), FLOOR, *everything(FIT)),
    ),
    Answer(
        "bias-after-sigmoid", "The bias added after the sigmoid", "It shifts the sum, and there it bends the curve elsewhere.",
        swaps=((FORWARD, Z1, "z1 = x @ w1"), (FORWARD, A1, "a1 = sigmoid(z1) + b1")), loses=(*cells(FORWARD, "z1", "a1"), FLOOR),
    ),
    Answer(
        "sum-as-a-factor", "z1 as one factor more", "The derivative of the sigmoid is s (1 - s), and nothing besides.",
        swaps=((BACKWARD, DZ1, f"{DZ1} * z1"),), loses=(*cells(BACKWARD, "dz1"), FLOOR),
    ),
    Answer(
        "error-by-product", "Matrix products throughout dz1", "The slope multiplies entry by entry.",
        swaps=((BACKWARD, DZ1, "dz1 = (dz2 @ w2.T) @ d_sigmoid(z1).T"),),
        loses=(*cells(BACKWARD, "dz1", "dw1", "db1"), *everything(TRAIN)),
    ),
    Answer(
        "bias-from-the-weights", "db1 from x.T @ dz1", "A bias reads no features: its gradient is the sum of dz1 alone.",
        swaps=((BACKWARD, DB1, "db1 = np.sum(x.T @ dz1, axis=0, keepdims=True)"),), loses=(*cells(BACKWARD, "db1"), FLOOR),
    ),
]  # fmt: skip

ANSWERS = RIGHT + MISTAKES


def probe(task, student):
    """What the student's solution of a task gives on fixed inputs, as a list of outcomes."""
    return PROBES[task](student)


SCORES = (np.array([[-2.0, 0.3, 1.7], [0.6, -0.9, 4.0]]), np.array([-800.0, 800]))


def _case(sizes, n_samples, seed):
    case = CurveCase.random(sizes, n_samples, seed)
    return case, values(case.parameters)


def _probe_forward(student):
    shapes = (((1, 6, 1), 9, 71), ((1, 5, 1), 7, 72))
    return [outcome(student[FORWARD], case.x, *p) for case, p in (_case(*shape) for shape in shapes)]


def _probe_loss(student):
    y, a2 = np.array([[1.0], [-0.5], [0.2], [0.7]]), np.array([[0.4], [0.3], [0.8], [0.1]])
    got = [outcome(student[LOSS], y[:n], a2[:n]) for n in (4, 1)]
    return [*got, str(np.shape(got[0]))]


def _probe_backward(student):
    got = []
    for shape in (((4, 6, 1), 9, 73), ((3, 5, 1), 1, 74)):
        case, p = _case(*shape)
        got.append(outcome(student[BACKWARD], case.x, case.y, *p, *(case.values[name] for name in VALUES)))
    return got


def _probe_update(student):
    _, p = _case((4, 6, 2), 9, 75)
    rng = np.random.default_rng(76)
    grads = [rng.normal(size=value.shape) for value in p]
    return [outcome(student[UPDATE], *p, *grads, lr) for lr in (0.3, 0.1, 4.0)]


def _probe_train(student):
    case, p = _case((4, 6, 1), 9, 77)
    return [outcome(student[TRAIN], case.x, case.y, *p, lr, k) for lr, k in ((0.1, 0), (0.1, 1), (0.1, 4), (0.5, 2))]


def _probe_fit(student):
    return [outcome(student[FIT], *sine(40, seed=78, shift=1.0), seed=1)]


PROBES = {
    SIGMOID: lambda student: [outcome(student[SIGMOID], z) for z in SCORES],
    D_SIGMOID: lambda student: [outcome(student[D_SIGMOID], z) for z in SCORES],
    FORWARD: _probe_forward,
    LOSS: _probe_loss,
    BACKWARD: _probe_backward,
    UPDATE: _probe_update,
    TRAIN: _probe_train,
    FIT: _probe_fit,
}
