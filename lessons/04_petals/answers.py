"""The answer catalogue of unit 4: what students write, right and wrong, and what each answer costs.

A mistake loses the visible check of its function and the hidden check of its property, and no more: what comes
later is right if it follows from the student's own. The figures on the petals are lost where gradient
descent goes another way, and the accuracy where it does not get there.
"""

from functools import partial

import numpy as np

from bplab.authoring.catalogue import Answer, all_cells, cells, outcome
from bplab.checks.petals.case import PetalsCase

SIZES, START, FORWARD, COST = "layer_sizes", "initialize_parameters", "forward_propagation", "compute_cost"
BACKWARD, UPDATE, MODEL, PREDICT = "backward_propagation", "update_parameters", "nn_model", "predict"

# Lines of the solution, for the swaps below.
W1_START = "W1 = np.random.randn(n_h, n_x).T * 0.01"
B1_START = "b1 = np.zeros((1, n_h))"
W2_START = "W2 = np.random.randn(n_y, n_h).T * 0.01"
B2_START = "b2 = np.zeros((1, n_y))"
Z1 = "Z1 = X @ W1 + b1"
A1 = "A1 = np.tanh(Z1)"
Z2 = "Z2 = A1 @ W2 + b2"
A2 = "A2 = sigmoid(Z2)"
COST_LINE = "return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))"
DZ2 = "dZ2 = A2 - Y"
DW2 = "dW2 = A1.T @ dZ2 / n"
DB2 = "db2 = np.sum(dZ2, axis=0, keepdims=True) / n"
DZ1 = "dZ1 = (dZ2 @ W2.T) * (1 - A1**2)"
DW1 = "dW1 = X.T @ dZ1 / n"
DB1 = "db1 = np.sum(dZ1, axis=0, keepdims=True) / n"
W1_STEP = 'W1 = parameters["W1"] - learning_rate * grads["dW1"]'
B1_STEP = 'b1 = parameters["b1"] - learning_rate * grads["db1"]'
W2_STEP = 'W2 = parameters["W2"] - learning_rate * grads["dW2"]'
B2_STEP = 'b2 = parameters["b2"] - learning_rate * grads["db2"]'
SIZES_LINE = "n_x, n_y = layer_sizes(X, Y)[0], layer_sizes(X, Y)[2]"
START_LINE = "parameters = initialize_parameters(n_x, n_h, n_y)"
FORWARD_LINE = "A2, cache = forward_propagation(X, parameters)"
MODEL_COST = "cost = compute_cost(A2, Y)"
GRADS_LINE = "grads = backward_propagation(parameters, cache, X, Y)"
STEP_LINE = "parameters = update_parameters(parameters, grads, learning_rate=1.2)"
LOOP = "for i in range(num_iterations):"
PREDICT_LINE = "return (forward_propagation(X, parameters)[0] > 0.5).astype(int)"

PROPERTIES = {
    SIZES: ("inputs", "hidden", "outputs"),
    START: ("shapes", "biases", "scale", "random", "order"),
    FORWARD: ("shapes", "z1", "a1", "z2", "a2"),
    COST: ("ones", "zeros", "mean", "number", "uint8"),
    BACKWARD: ("dz2", "dw2", "db2", "dz1", "dw1", "db1"),
    UPDATE: ("weights", "biases", "default"),
    MODEL: ("start", "steps", "figures", "accuracy"),
    PREDICT: ("classes", "half"),
}
FIGURES, ACCURACY = "hidden_nn_model_figures", "hidden_nn_model_accuracy"
everything = partial(all_cells, PROPERTIES)
NOTHING_COMPUTED = everything(START, FORWARD, BACKWARD, UPDATE, MODEL, PREDICT)


def nothing_computed(made):
    """Swaps that have every array of a shape, "{shape}", made in another way."""
    shapes = {
        START: {W1_START: "(n_x, n_h)", B1_START: "(1, n_h)", W2_START: "(n_h, n_y)", B2_START: "(1, n_y)"},
        FORWARD: {Z1: "(len(X), W1.shape[1])", A1: "(len(X), W1.shape[1])", Z2: "(len(X), 1)", A2: "(len(X), 1)"},
        BACKWARD: {DZ2: "A2.shape", DW2: "W2.shape", DB2: "(1, 1)", DZ1: "A1.shape",
                   DW1: "(X.shape[1], len(W2))", DB1: "(1, len(W2))"},
        UPDATE: {W1_STEP: 'parameters["W1"].shape', B1_STEP: 'parameters["b1"].shape',
                 W2_STEP: 'parameters["W2"].shape', B2_STEP: 'parameters["b2"].shape'},
        PREDICT: {PREDICT_LINE: "(len(X), 1)"},
    }  # fmt: skip
    return tuple(
        (task, line, line.split(" ", 1)[0] + (" " if task == PREDICT else " = ") + made.format(shape=shape))
        for task, lines in shapes.items()
        for line, shape in lines.items()
    )


RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    Answer(
        "np-dot", "np.dot instead of @", "np.dot of two matrices is their product.",
        swaps=(
            (FORWARD, Z1, "Z1 = np.dot(X, W1) + b1"), (FORWARD, Z2, "Z2 = np.dot(A1, W2) + b2"),
            (BACKWARD, DW2, "dW2 = np.dot(A1.T, dZ2) / n"),
            (BACKWARD, DZ1, "dZ1 = np.multiply(np.dot(dZ2, W2.T), 1 - np.power(A1, 2))"),
            (BACKWARD, DW1, "dW1 = 1 / n * np.dot(X.T, dZ1)"),
        ),
    ),
    Answer(
        "samples-in-columns", "Columns inside, rows outside", "Transposing in and out gives the same numbers.",
        swaps=(
            (FORWARD, Z1, "Z1 = (W1.T @ X.T + b1.T).T"),
            (BACKWARD, DW2, "dW2 = (dZ2.T @ A1).T / n"), (BACKWARD, DZ1, "dZ1 = ((W2 @ dZ2.T) * (1 - A1.T**2)).T"),
            (BACKWARD, DB1, "db1 = np.sum(dZ1.T, axis=1, keepdims=True).T / n"),
        ),
    ),
    Answer(
        "einsum", "einsum instead of @", "The index form of the same products.",
        swaps=((FORWARD, Z2, "Z2 = np.einsum('nh,hy->ny', A1, W2) + b2"),
               (BACKWARD, DW1, "dW1 = np.einsum('nx,nh->xh', X, dZ1) / n")),
    ),
    Answer(
        "shapes-asserted", "The stated shapes asserted", "They are those of the text.",
        swaps=(
            (FORWARD, A2, f"{A2}\n    assert Z2.shape[1] == 1 and A2.shape == (X.shape[0], 1)"),
            (BACKWARD, DW1, f"assert db2.shape == (1, 1) and dW2.shape == (A1.shape[1], 1)\n    {DW1}"),
            (COST, COST_LINE, f"cost = float({COST_LINE.removeprefix('return ')})\n    assert isinstance(cost, float)\n"
                              "    return cost"),
        ),
    ),
    Answer(
        "sample-by-sample", "A loop over the samples", "Slow, but the same sums.",
        swaps=((BACKWARD, DW1, "dW1 = sum(np.outer(X[i], dZ1[i]) for i in range(n)) / n"),
               (COST, COST_LINE, "total = 0.0\n    for a, t in zip(A2[:, 0], Y[:, 0]):\n"
                                 "        total -= np.log(a) if t == 1 else np.log(1 - a)\n    return total / len(Y)")),
    ),
    Answer(
        "derivative-by-cosh", "1 / cosh(Z1)**2 as derivative of tanh", "1 - tanh² is 1 / cosh².",
        swaps=((BACKWARD, DZ1, 'dZ1 = (dZ2 @ W2.T) / np.cosh(cache["Z1"])**2'),),
    ),
    Answer(
        "derivative-from-z", "1 - np.tanh(Z1)**2", "A1 is tanh of Z1.",
        swaps=((BACKWARD, DZ1, 'dZ1 = (dZ2 @ W2.T) * (1 - np.tanh(cache["Z1"])**2)'),),
    ),
    Answer(
        "broadcast-outer", "dZ2 * W2.T for the single output",
        "A column times a row broadcasts to their outer product.",
        swaps=((BACKWARD, DZ1, "dZ1 = (dZ2 * W2.T) * (1 - A1) * (1 + A1)"),
               (BACKWARD, DW2, "dW2 = np.mean(A1 * dZ2, axis=0).reshape(-1, 1)")),
    ),
    Answer(
        "tanh-by-hand", "tanh and sigmoid written out", "Both are quotients of exponentials.",
        swaps=((FORWARD, A1, "A1 = (np.exp(Z1) - np.exp(-Z1)) / (np.exp(Z1) + np.exp(-Z1))"),
               (FORWARD, A2, "A2 = np.exp(Z2) / (1 + np.exp(Z2))")),
    ),
    Answer(
        "bias-one-dimensional", "Biases and their gradients of shape (h,)",
        "They are added to every row as (1, h) are.",
        swaps=((START, B1_START, "b1 = np.zeros(n_h)"), (BACKWARD, DB1, "db1 = dZ1.mean(axis=0)"),
               (BACKWARD, DB2, "db2 = dZ2.sum(axis=0) / n")),
    ),
    Answer(
        "bias-mean", "np.mean for the bias gradients", "The mean over the rows is the sum divided by n.",
        swaps=((BACKWARD, DB2, "db2 = np.mean(dZ2, axis=0, keepdims=True)"),
               (BACKWARD, DB1, "db1 = np.ones((1, n)) @ dZ1 / n")),
    ),
    Answer(
        "other-draws", "np.random.normal and standard_normal", "They draw from the same stream as randn.",
        swaps=((START, W1_START, "W1 = np.random.normal(0, 0.01, size=(n_h, n_x)).T"),
               (START, W2_START, "W2 = 0.01 * np.random.standard_normal((n_y, n_h)).T"),
               (START, B1_START, "b1 = np.zeros(shape=(1, n_h), dtype=np.float32)")),
    ),
    Answer(
        "cost-by-dot", "The cost as a dot product, taken out with item()",
        "The product of a row and a column is one number.",
        swaps=((COST, COST_LINE, "m = Y.shape[0]\n    cost = -(Y.T @ np.log(A2) + (1 - Y).T @ np.log(1 - A2)) / m\n"
                                 "    return cost.item()"),),
    ),
    Answer(
        "cost-by-choice", "np.where chooses the right probability",
        "Only one of the two terms is ever different from zero.",
        swaps=((COST, COST_LINE, "return float(-np.log(np.where(Y == 1, A2, 1 - A2)).mean())"),),
    ),
    Answer(
        "cost-clipped", "Clipped, squeezed, with log1p",
        "Clipping at 1e-15 changes nothing here; squeeze leaves a number.",
        swaps=((COST, COST_LINE, "a = np.clip(A2, 1e-15, 1 - 1e-15)\n"
                                 "    return np.squeeze(-np.sum(Y * np.log(a) + (1 - Y) * np.log1p(-a)) / A2.size)"),),
    ),
    Answer(
        "in-place-update", "W1 -= ... in place", "The old arrays are changed and returned.",
        swaps=((UPDATE, W1_STEP, 'W1 = parameters["W1"]\n    W1 -= learning_rate * grads["dW1"]'),
               (UPDATE, B2_STEP, 'b2 = parameters["b2"]\n    b2 -= grads["db2"] * learning_rate')),
    ),
    Answer(
        "dict-update", "One line for all four", "The keys of grads are d plus the keys of parameters.",
        swaps=((UPDATE, 'return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}',
                'return {k: v - learning_rate * grads["d" + k] for k, v in parameters.items()}'),),
    ),
    Answer(
        "float32", "Arithmetic in float32", "Rounding at the seventh digit is far below the tolerance.",
        swaps=((FORWARD, Z1, "Z1 = (X @ W1 + b1).astype(np.float32)"),
               (BACKWARD, DZ2, "dZ2 = (A2 - Y).astype(np.float32)")),
    ),
    Answer(
        "shapes-read-directly", "Sizes from X.shape, default learning rate",
        "layer_sizes and update_parameters say the same.",
        swaps=((SIZES, "n_x = X.shape[1]", "n_x = len(X[0])"), (SIZES, "n_y = Y.shape[1]", "n_y = np.size(Y, 1)"),
               (MODEL, SIZES_LINE, "n_x, n_y = X.shape[1], Y.shape[1]"),
               (MODEL, STEP_LINE, "parameters = update_parameters(parameters, grads)")),
    ),
    Answer(
        "predict-by-rounding", "np.round instead of a comparison", "NumPy rounds 0.5 to the even 0.",
        swaps=((PREDICT, PREDICT_LINE, "A2, cache = forward_propagation(X, parameters)\n    return np.round(A2)"),),
    ),
    Answer(
        "predict-by-score", "Z2 > 0, as Boolean values",
        "The sigmoid is above one half where its argument is above zero.",
        swaps=((PREDICT, PREDICT_LINE, 'return forward_propagation(X, parameters)[1]["Z2"] > 0'),),
    ),
    Answer(
        "all-sums-by-loops", "Every sum of backward a loop over the samples", "Very slow, and in time.",
        swaps=((BACKWARD, DW2, "dW2 = sum(np.outer(A1[i], dZ2[i]) for i in range(n)) / n"),
               (BACKWARD, DB2, "db2 = sum(dZ2[i : i + 1] for i in range(n)) / n"),
               (BACKWARD, DW1, "dW1 = sum(np.outer(X[i], dZ1[i]) for i in range(n)) / n"),
               (BACKWARD, DB1, "db1 = sum(dZ1[i : i + 1] for i in range(n)) / n")),
    ),
    Answer(
        "cost-squeezed", "np.squeeze, float and an assert", "As in most published answers: one number is left.",
        swaps=((COST, COST_LINE, "m = Y.shape[0]\n"
                                 "    logprobs = np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)\n"
                                 "    cost = float(np.squeeze(-np.sum(logprobs) / m))\n"
                                 "    assert isinstance(cost, float)\n    return cost"),),
    ),
    Answer(
        "derivative-of-the-output-first", "dA2, then dZ2", "The detour by the derivative at A2 ends at A2 - Y.",
        swaps=((BACKWARD, DZ2, "dA2 = -Y / A2 + (1 - Y) / (1 - A2)\n    dZ2 = dA2 * A2 * (1 - A2)"),),
    ),
    Answer(
        "parameters-copied", "copy.deepcopy before the step", "A copy may be changed in place.",
        swaps=((UPDATE, W1_STEP, "import copy\n    parameters = copy.deepcopy(parameters)\n"
                                 '    W1 = parameters["W1"]\n    W1 -= learning_rate * grads["dW1"]'),),
    ),
    Answer(
        "noisy", "Prints and warnings left in", "Text on stdout or stderr says nothing about the result.",
        swaps=((FORWARD, Z1, f"{Z1}\n    import sys, warnings; warnings.warn('look here')\n"
                             "    print('Z1', Z1.shape, file=sys.stderr)"),
               (MODEL, LOOP, f"print('training', n_h)\n    {LOOP}")),
    ),
    Answer(
        "rate-demanded", "learning_rate without a default", "Who is always told the rate needs none.",
        swaps=((UPDATE, "learning_rate=1.2", "learning_rate"),),
    ),
    Answer(
        "np-matrix", "np.asmatrix", "* and @ mean the same for it.",
        swaps=((FORWARD, Z1, "Z1 = np.asarray(np.asmatrix(X) * W1 + b1)"), (BACKWARD, DW1, "dW1 = np.asmatrix(X).T * dZ1 / n")),
    ),
]  # fmt: skip

MISTAKES = [
    Answer(
        "untouched", "Handed in as released", "Every blank is still there.", untouched=True,
        loses=everything(*PROPERTIES),
    ),
    # layer_sizes
    Answer(
        "sizes-of-columns", "X.shape[0] and Y.shape[0]", "That is the number of samples: samples are rows here.",
        swaps=((SIZES, "n_x = X.shape[1]", "n_x = X.shape[0]"), (SIZES, "n_y = Y.shape[1]", "n_y = Y.shape[0]")),
        loses=(*cells(SIZES, "inputs", "outputs"), *cells(MODEL, "steps", "figures", "accuracy")),
    ),
    Answer(
        "sizes-fixed", "The sizes of the example typed in", "Other data have other sizes.",
        swaps=((SIZES, "n_x = X.shape[1]", "n_x = 2"), (SIZES, "n_y = Y.shape[1]", "n_y = 1")),
        loses=cells(SIZES, "inputs", "outputs"),
    ),
    Answer(
        "hidden-size-from-data", "n_h taken from the data",
        "The hidden size is a choice, and the data do not make it.",
        swaps=((SIZES, "n_h = 4", "n_h = X.shape[1] * 2"),), loses=cells(SIZES, "hidden"),
    ),
    Answer(
        "sizes-in-another-order", "n_y before n_h", "The order is part of the answer.",
        swaps=((SIZES, "return n_x, n_h, n_y", "return n_x, n_y, n_h"),), loses=cells(SIZES, "hidden", "outputs"),
    ),
    # initialize_parameters
    Answer(
        "start-not-transposed", "The transpose forgotten", "W1 has shape (n_h, n_x), and X @ W1 does not fit.",
        swaps=((START, W1_START, "W1 = np.random.randn(n_h, n_x) * 0.01"),
               (START, W2_START, "W2 = np.random.randn(n_y, n_h) * 0.01")),
        loses=(*cells(START, "shapes"), *cells(MODEL, "steps", "figures", "accuracy")),
    ),
    Answer(
        "start-drawn-directly", "Drawn as (n_x, n_h)", "As good a start, but not the one asked for.",
        swaps=((START, W1_START, "W1 = np.random.randn(n_x, n_h) * 0.01"),
               (START, W2_START, "W2 = np.random.randn(n_h, n_y) * 0.01")),
        loses=cells(START, "order"),
    ),
    Answer(
        "start-second-first", "W2 drawn before W1", "The same stream of numbers, in other places.",
        swaps=((START, W1_START, f"{W2_START}\n    {W1_START}"), (START, f"{B1_START}\n    {W2_START}", B1_START)),
        loses=cells(START, "order"),
    ),
    Answer(
        "start-too-large", "The factor 0.01 forgotten", "tanh starts out flat.",
        swaps=((START, W1_START, "W1 = np.random.randn(n_h, n_x).T"),
               (START, W2_START, "W2 = np.random.randn(n_y, n_h).T")),
        loses=cells(START, "scale"),
    ),
    Answer(
        "start-uniform", "np.random.rand instead of randn", "Numbers between 0 and 1, all positive.",
        swaps=((START, W1_START, "W1 = np.random.rand(n_h, n_x).T * 0.01"),
               (START, W2_START, "W2 = np.random.rand(n_y, n_h).T * 0.01")),
        loses=cells(START, "scale"),
    ),
    Answer(
        "start-at-zero", "All weights zero", "No hidden neuron ever differs from another; the cost stays at ln 2.",
        swaps=((START, W1_START, "W1 = np.zeros((n_x, n_h))"), (START, W2_START, "W2 = np.zeros((n_h, n_y))")),
        loses=(*cells(START, "shapes", "scale", "random", "order"), FIGURES, ACCURACY),
    ),
    Answer(
        "start-seeded", "The seed set in initialize_parameters", "Every call gives the same numbers.",
        swaps=((START, W1_START, f"np.random.seed(3)\n    {W1_START}"),), loses=cells(START, "random"),
    ),
    Answer(
        "start-random-biases", "Random biases", "Biases start at zero.",
        swaps=((START, B1_START, "b1 = np.random.randn(1, n_h) * 0.01"),
               (START, B2_START, "b2 = np.random.randn(1, n_y) * 0.01")),
        loses=cells(START, "biases"),
    ),
    Answer(
        "start-bias-column", "b1 as a column", "(n_h, 1) is the shape for samples in columns.",
        swaps=((START, B1_START, "b1 = np.zeros((n_h, 1))"),),
        loses=(*cells(START, "shapes"), *cells(MODEL, "steps", "figures", "accuracy")),
    ),
    # forward_propagation
    Answer(
        "no-bias-1", "Bias forgotten in Z1", "Z1 lacks b1.",
        swaps=((FORWARD, Z1, "Z1 = X @ W1"),), loses=(*cells(FORWARD, "z1"), FIGURES),
    ),
    Answer(
        "no-bias-2", "Bias forgotten in Z2", "Z2 lacks b2.",
        swaps=((FORWARD, Z2, "Z2 = A1 @ W2"),), loses=(*cells(FORWARD, "z2"), FIGURES),
    ),
    Answer(
        "sigmoid-hidden", "Sigmoid in the hidden layer", "The hidden layer uses tanh.",
        swaps=((FORWARD, A1, "A1 = sigmoid(Z1)"),), loses=(*cells(FORWARD, "a1"), FIGURES),
    ),
    Answer(
        "no-tanh", "Activation of the hidden layer forgotten", "Without tanh the network is linear.",
        swaps=((FORWARD, A1, "A1 = Z1"),), loses=(*cells(FORWARD, "a1"), FIGURES, ACCURACY),
    ),
    Answer(
        "relu-hidden", "ReLU in the hidden layer", "The hidden layer uses tanh.",
        swaps=((FORWARD, A1, "A1 = np.maximum(Z1, 0)"),), loses=(*cells(FORWARD, "a1"), FIGURES, ACCURACY),
    ),
    Answer(
        "bias-after-tanh", "Bias added after tanh", "It belongs to the sum, before the activation.",
        swaps=((FORWARD, Z1, "Z1 = X @ W1"), (FORWARD, A1, "A1 = np.tanh(Z1) + b1")),
        loses=(*cells(FORWARD, "z1", "a1"), FIGURES),
    ),
    Answer(
        "z2-from-z1", "Z2 computed from Z1", "The output layer reads A1.",
        swaps=((FORWARD, Z2, "Z2 = Z1 @ W2 + b2"),), loses=(*cells(FORWARD, "z2"), FIGURES),
    ),
    Answer(
        "tanh-output", "tanh at the output", "A probability lies between 0 and 1; tanh goes down to -1.",
        swaps=((FORWARD, A2, "A2 = np.tanh(Z2)"),), loses=(*cells(FORWARD, "a2"), FIGURES),
    ),
    Answer(
        "no-sigmoid", "Sigmoid forgotten", "A2 is a score, not a probability.",
        swaps=((FORWARD, A2, "A2 = Z2"),), loses=(*cells(FORWARD, "a2"), FIGURES),
    ),
    Answer(
        "output-rounded", "A2 rounded in the forward pass", "The cost of 0 and 1 is zero or infinite.",
        swaps=((FORWARD, A2, "A2 = (sigmoid(Z2) > 0.5).astype(float)"),),
        loses=(*cells(FORWARD, "a2"), FIGURES, ACCURACY),
    ),
    Answer(
        "weights-transposed", "W1 transposed in the forward pass", "The shapes do not fit, so nothing runs.",
        swaps=((FORWARD, Z1, "Z1 = X @ W1.T + b1"),),
        loses=(*everything(FORWARD), *cells(MODEL, "steps", "figures", "accuracy"), *cells(PREDICT, "classes", "half")),
    ),
    Answer(
        "tanh-output-and-classes", "tanh at the output, and its middle in predict", "0 is the middle of tanh.",
        same_as="tanh-output",
        swaps=((FORWARD, A2, "A2 = np.tanh(Z2)"), (PREDICT, PREDICT_LINE, PREDICT_LINE.replace("0.5", "0"))),
        loses=(*cells(FORWARD, "a2"), FIGURES),
    ),
    # compute_cost
    Answer(
        "cost-sum", "Sum instead of mean", "A cost that grows with the number of samples.",
        swaps=((COST, COST_LINE, COST_LINE.replace("np.mean", "np.sum")),), loses=cells(COST, "mean"),
    ),
    Answer(
        "cost-sign", "The minus forgotten", "Logarithms of probabilities are negative.",
        swaps=((COST, COST_LINE, COST_LINE.replace("-np.mean", "np.mean")),), loses=cells(COST, "ones", "zeros"),
    ),
    Answer(
        "cost-log10", "np.log10", "Logarithm to the wrong base.",
        swaps=((COST, COST_LINE, COST_LINE.replace("np.log(", "np.log10(")),), loses=cells(COST, "ones", "zeros"),
    ),
    Answer(
        "cost-first-term", "Only y log(a)", "Class 0 costs nothing, so the network learns to say 1.",
        swaps=((COST, COST_LINE, "return -np.mean(Y * np.log(A2))"),), loses=cells(COST, "zeros"),
    ),
    Answer(
        "cost-first-term-summed", "Only y log(a), and not divided", "Two slips in one line.",
        swaps=((COST, COST_LINE, "return -np.sum(Y * np.log(A2))"),), loses=cells(COST, "zeros", "mean"),
    ),
    Answer(
        "cost-same-log", "log(a) in both terms", "Class 0 pays for the wrong probability.",
        swaps=((COST, COST_LINE, "return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(A2))"),),
        loses=cells(COST, "zeros"),
    ),
    Answer(
        "cost-squared", "Mean squared error", "Another cost.",
        swaps=((COST, COST_LINE, "return np.mean((A2 - Y) ** 2)"),), loses=cells(COST, "ones", "zeros"),
    ),
    Answer(
        "cost-by-columns", "Divided by Y.shape[1]",
        "That is 1: the number of samples is Y.shape[0].", same_as="cost-sum",
        swaps=((COST, COST_LINE, COST_LINE.replace("np.mean", "1 / Y.shape[1] * np.sum")),),
        loses=cells(COST, "mean"),
    ),
    Answer(
        "cost-flat-labels", "Labels flattened", "(n, 1) and (n,) make (n, n).",
        swaps=((COST, COST_LINE, "y = Y.ravel()\n    return -np.mean(y * np.log(A2) + (1 - y) * np.log(1 - A2))"),),
        loses=cells(COST, "mean"),
    ),
    Answer(
        "cost-array", "An array of shape (1, 1)", "np.dot of a row and a column is still a matrix.",
        swaps=((COST, COST_LINE, "return -(Y.T @ np.log(A2) + (1 - Y).T @ np.log(1 - A2)) / len(Y)"),),
        loses=cells(COST, "number"),
    ),
    Answer(
        "cost-wraps", "Y - 1 in type uint8",
        "0 - 1 is 255 there; with the labels of the lesson the formula is right.",
        swaps=((COST, COST_LINE, "return -np.mean(Y * np.log(A2) - (Y - 1) * np.log(1 - A2))"),),
        loses=("hidden_compute_cost_uint8",),
    ),
    # backward_propagation
    Answer(
        "error-turned", "dZ2 = Y - A2", "Every step climbs the cost.",
        swaps=((BACKWARD, DZ2, "dZ2 = Y - A2"),), loses=(*cells(BACKWARD, "dz2"), FIGURES, ACCURACY),
    ),
    Answer(
        "sigmoid-derivative", "dZ2 times A2 (1 - A2)", "With cross-entropy this factor cancels.",
        swaps=((BACKWARD, DZ2, "dZ2 = (A2 - Y) * A2 * (1 - A2)"),), loses=(*cells(BACKWARD, "dz2"), FIGURES),
    ),
    Answer(
        "no-derivative", "Derivative of tanh forgotten",
        "The hidden layer follows a wrong error, and the cost stays near ln 2.",
        swaps=((BACKWARD, DZ1, "dZ1 = dZ2 @ W2.T"),), loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "derivative-not-squared", "1 - A1", "The square is missing.",
        swaps=((BACKWARD, DZ1, "dZ1 = (dZ2 @ W2.T) * (1 - A1)"),), loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "derivative-of-sigmoid", "A1 (1 - A1)", "The derivative of the sigmoid.",
        swaps=((BACKWARD, DZ1, "dZ1 = (dZ2 @ W2.T) * A1 * (1 - A1)"),),
        loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "derivative-of-z", "1 - Z1**2", "The square of the wrong thing.",
        swaps=((BACKWARD, DZ1, 'dZ1 = (dZ2 @ W2.T) * (1 - cache["Z1"]**2)'),),
        loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "no-mean", "1/n forgotten everywhere", "The step is 400 times too long.",
        swaps=((BACKWARD, DW2, "dW2 = A1.T @ dZ2"), (BACKWARD, DB2, "db2 = np.sum(dZ2, axis=0, keepdims=True)"),
               (BACKWARD, DW1, "dW1 = X.T @ dZ1"), (BACKWARD, DB1, "db1 = np.sum(dZ1, axis=0, keepdims=True)")),
        loses=(*cells(BACKWARD, "dw2", "db2", "dw1", "db1"), FIGURES, ACCURACY),
    ),
    Answer(
        "no-mean-in-dw1", "1/n forgotten in dW1", "One gradient is n times too large.",
        swaps=((BACKWARD, DW1, "dW1 = X.T @ dZ1"),), loses=(*cells(BACKWARD, "dw1"), FIGURES, ACCURACY),
    ),
    Answer(
        "bias-divided-twice", "np.mean, then divided by n again", "np.mean has divided already.",
        swaps=((BACKWARD, DB2, "db2 = np.mean(dZ2, axis=0, keepdims=True) / n"),),
        loses=(*cells(BACKWARD, "db2"), FIGURES),
    ),
    Answer(
        "bias-not-summed", "db1 not summed over the samples", "One row per sample: the bias grows to (n, n_h).",
        swaps=((BACKWARD, DB1, "db1 = dZ1 / n"),), loses=(*cells(BACKWARD, "db1"), FIGURES, ACCURACY),
    ),
    Answer(
        "bias-wrong-axis", "db1 summed over axis 1", "That adds up the neurons of a sample.",
        swaps=((BACKWARD, DB1, "db1 = np.sum(dZ1, axis=1, keepdims=True) / n"),),
        loses=(*cells(BACKWARD, "db1"), FIGURES, ACCURACY),
    ),
    Answer(
        "bias-over-everything", "db1 summed without an axis", "One number for all hidden neurons.",
        swaps=((BACKWARD, DB1, "db1 = np.sum(dZ1) / n"),), loses=(*cells(BACKWARD, "db1"), FIGURES),
    ),
    Answer(
        "gradient-from-z1", "dW2 from Z1", "The output layer read A1.",
        swaps=((BACKWARD, DW2, 'dW2 = cache["Z1"].T @ dZ2 / n'),), loses=(*cells(BACKWARD, "dw2"), FIGURES, ACCURACY),
    ),
    Answer(
        "gradient-transposed", "dW1 transposed", "A gradient has the shape of its weights.",
        swaps=((BACKWARD, DW1, "dW1 = dZ1.T @ X / n"),),
        loses=(*cells(BACKWARD, "dw1"), *cells(MODEL, "steps", "figures", "accuracy")),
    ),
    Answer(
        "error-without-weights", "dZ1 without W2", "The error goes back through the weights it came from.",
        swaps=((BACKWARD, DZ1, "dZ1 = dZ2 * (1 - A1**2)"),), loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "zeros-filled-in", "Zeros of the right shapes", "Nothing was computed.",
        swaps=((BACKWARD, DZ2, "dZ2 = np.zeros_like(A2)"),), loses=(*everything(BACKWARD), *cells(MODEL, "steps", "figures", "accuracy")),
    ),
    # nothing computed
    Answer(
        "all-ones", "Ones of the right shapes everywhere", "Ones follow from ones, but nothing was computed.",
        swaps=nothing_computed("np.ones({shape})"), loses=NOTHING_COMPUTED,
    ),
    Answer(
        "all-zeros", "Zeros of the right shapes everywhere", "Nothing was computed.",
        swaps=nothing_computed("np.zeros({shape})"),
        loses=tuple(cell for cell in NOTHING_COMPUTED if cell != "hidden_initialize_parameters_biases"),
    ),
    Answer(
        "one-spot", "Zeros with a single number everywhere", "One number is no layer and no gradient.",
        swaps=nothing_computed("np.resize(np.append([0.0, 0, 5], np.zeros(9999)), {shape})"), loses=NOTHING_COMPUTED,
    ),
    Answer(
        "constant-rows", "One row repeated everywhere", "Every sample gets the same.",
        swaps=nothing_computed("np.tile(np.arange({shape}[1]) - 1.5, ({shape}[0], 1))"), loses=NOTHING_COMPUTED,
    ),
    Answer(
        "no-step", "The parameters returned as they came", "Nobody follows the gradients, and no round shows.",
        swaps=tuple((UPDATE, line, line.split(" - ")[0]) for line in (W1_STEP, B1_STEP, W2_STEP, B2_STEP)),
        loses=(*everything(UPDATE), *cells(MODEL, "steps", "figures", "accuracy")),
    ),
    Answer(
        "no-rounds", "nn_model returns its start", "Nothing was trained.", same_as="step-thrown-away",
        swaps=((MODEL, LOOP, "for i in range(0):"),), loses=cells(MODEL, "steps", "figures", "accuracy"),
    ),
    Answer(
        "error-by-gradient", "dW2 in the place of W2", "The gradient mixes the samples, the weights do not.",
        swaps=((BACKWARD, DZ1, "dZ1 = (dZ2 @ dW2.T) * (1 - A1**2)"),), loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "error-by-product", "1 - A1.T @ A1", "A matrix product where squares are meant.",
        swaps=((BACKWARD, DZ1, "dZ1 = (dZ2 @ W2.T) @ (1 - A1.T @ A1)"),), loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "error-of-the-mean", "The mean error passed back", "db2 in the place of dZ2: all samples get the same.",
        swaps=((BACKWARD, DZ1, "dZ1 = (db2 @ W2.T) * (1 - A1**2)"),), loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "sum-as-a-factor", "Z1 as one factor more", "The derivative of tanh is 1 - A1², and nothing besides.",
        swaps=((BACKWARD, DZ1, f"{DZ1} * Z1"), (BACKWARD, DZ2, f'Z1 = cache["Z1"]\n    {DZ2}')),
        loses=(*cells(BACKWARD, "dz1"), FIGURES, ACCURACY),
    ),
    Answer(
        "bias-from-the-weights", "db1 from X.T @ dZ1", "A bias reads no features: its gradient is the sum of dZ1 alone.",
        swaps=((BACKWARD, DB1, "db1 = np.sum(X.T @ dZ1, axis=0, keepdims=True) / n"),),
        loses=(*cells(BACKWARD, "db1"), FIGURES, ACCURACY),
    ),
    Answer(
        "label-forgotten", "dZ2 = A2", "The label is missing.",
        swaps=((BACKWARD, DZ2, "dZ2 = A2"),), loses=(*cells(BACKWARD, "dz2"), FIGURES, ACCURACY),
    ),
    Answer(
        "features-counted", "n = X.shape[1]", "That is the number of features.",
        swaps=((BACKWARD, "n = X.shape[0]", "n = X.shape[1]"),),
        loses=(*cells(BACKWARD, "dw2", "db2", "dw1", "db1"), FIGURES, ACCURACY),
    ),
    # update_parameters
    Answer(
        "uphill", "Added instead of subtracted", "The step climbs the cost.",
        swaps=tuple((UPDATE, line, line.replace(" - ", " + ")) for line in (W1_STEP, B1_STEP, W2_STEP, B2_STEP)),
        loses=(*cells(UPDATE, "weights", "biases"), FIGURES, ACCURACY),
    ),
    Answer(
        "no-learning-rate", "Learning rate forgotten for the weights", "The step is the gradient itself.",
        swaps=((UPDATE, W1_STEP, 'W1 = parameters["W1"] - grads["dW1"]'),
               (UPDATE, W2_STEP, 'W2 = parameters["W2"] - grads["dW2"]')),
        loses=(*cells(UPDATE, "weights"), FIGURES),
    ),
    Answer(
        "fixed-learning-rate", "1.2 typed in for the biases", "The argument is ignored.",
        swaps=((UPDATE, B1_STEP, 'b1 = parameters["b1"] - 1.2 * grads["db1"]'),
               (UPDATE, B2_STEP, 'b2 = parameters["b2"] - 1.2 * grads["db2"]')),
        loses=cells(UPDATE, "biases"),
    ),
    Answer(
        "other-default", "Another default learning rate", "Without an argument the step is a hundred times shorter.",
        swaps=((UPDATE, "learning_rate=1.2", "learning_rate=0.01"),), loses=cells(UPDATE, "default"),
    ),
    Answer(
        "bias-not-updated", "b1 never updated", "The lines of the hidden neurons all stay on the centre.",
        swaps=((UPDATE, B1_STEP, 'b1 = parameters["b1"]'),), loses=(*cells(UPDATE, "biases"), FIGURES),
    ),
    Answer(
        "steps-returned", "The steps returned instead of the parameters", "The old parameters are gone.",
        swaps=((UPDATE, W1_STEP, 'W1 = learning_rate * grads["dW1"]'),
               (UPDATE, W2_STEP, 'W2 = learning_rate * grads["dW2"]')),
        loses=(*cells(UPDATE, "weights"), FIGURES, ACCURACY),
    ),
    Answer(
        "bias-by-other-gradient", "b1 - learning_rate * db2", "The gradient of another bias.",
        swaps=((UPDATE, B1_STEP, B1_STEP.replace("db1", "db2")),), loses=(*cells(UPDATE, "biases"), FIGURES),
    ),
    # nn_model
    Answer(
        "no-seed", "The seed not set", "Each call starts elsewhere.",
        swaps=((MODEL, "    np.random.seed(3)\n", ""),), loses=cells(MODEL, "start"),
    ),
    Answer(
        "ones-that-do-not-fit", "Ones of one shape for all parameters", "With them nothing can be computed.",
        swaps=((MODEL, "    return parameters", '    return {key: np.ones((3, 7)) for key in ("W1", "b1", "W2", "b2")}'),),
        loses=everything(MODEL),
    ),
    Answer(
        "hidden-size-ignored", "n_h from layer_sizes", "The argument n_h is ignored: always four hidden neurons.",
        swaps=((MODEL, SIZES_LINE, "n_x, n_h, n_y = layer_sizes(X, Y)"),), loses=cells(MODEL, "start"),
    ),
    Answer(
        "other-seed", "Another seed", "Another start, which learns as well.",
        swaps=((MODEL, "np.random.seed(3)", "np.random.seed(1)"),), loses=cells(MODEL, "start"),
    ),
    Answer(
        "start-in-the-loop", "A new start in every round", "Only the last step remains.",
        swaps=((MODEL, FORWARD_LINE, f"np.random.seed(3)\n        {START_LINE}\n        {FORWARD_LINE}"),),
        loses=cells(MODEL, "steps", "figures", "accuracy"),
    ),
    Answer(
        "step-thrown-away", "The result of update_parameters not kept", "The parameters never change.",
        swaps=((MODEL, STEP_LINE, "update_parameters(parameters, grads, learning_rate=1.2)"),),
        loses=cells(MODEL, "steps", "figures", "accuracy"),
    ),
    Answer(
        "forward-once", "The forward pass before the loop", "The error never changes.",
        swaps=((MODEL, LOOP, f"{FORWARD_LINE}\n    {LOOP}"),
               (MODEL, f"        {FORWARD_LINE}\n        {MODEL_COST}", f"        {MODEL_COST}")),
        loses=cells(MODEL, "steps", "figures", "accuracy"),
    ),
    Answer(
        "return-in-the-loop", "return inside the loop", "One round, and with none at all no result.",
        swaps=((MODEL, STEP_LINE, f"{STEP_LINE}\n        return parameters"),
               (MODEL, "\n    return parameters", "")),
        loses=cells(MODEL, "start", "steps", "figures", "accuracy"),
    ),
    Answer(
        "slow-learning", "Learning rate 0.01", "A hundred and twenty times too slow.",
        swaps=((MODEL, STEP_LINE, STEP_LINE.replace("1.2", "0.01")),),
        loses=cells(MODEL, "steps", "figures", "accuracy"),
    ),
    Answer(
        "one-round-less", "range(1, num_iterations)", "One round is missing.",
        swaps=((MODEL, LOOP, "for i in range(1, num_iterations):"),), loses=cells(MODEL, "steps", "figures"),
    ),
    # predict
    Answer(
        "predict-probability", "Probabilities returned", "The comparison with 0.5 is missing.",
        swaps=((PREDICT, PREDICT_LINE, "return forward_propagation(X, parameters)[0]"),),
        loses=cells(PREDICT, "classes", "half"),
    ),
    Answer(
        "predict-argmax", "argmax over the single column", "It is always 0.",
        swaps=((PREDICT, PREDICT_LINE, "return np.argmax(forward_propagation(X, parameters)[0], axis=1)"),),
        loses=cells(PREDICT, "classes", "half"),
    ),
    Answer(
        "predict-inverted", "A2 < 0.5", "The classes the wrong way round.",
        swaps=((PREDICT, PREDICT_LINE, "return (forward_propagation(X, parameters)[0] < 0.5).astype(int)"),),
        loses=cells(PREDICT, "classes"),
    ),
    Answer(
        "predict-flat", "Predictions of shape (n,)", "Compared with Y they make (n, n).",
        swaps=((PREDICT, PREDICT_LINE, "return (forward_propagation(X, parameters)[0] > 0.5).astype(int).ravel()"),),
        loses=cells(PREDICT, "classes"),
    ),
    Answer(
        "predict-half-up", ">= instead of >", "Exactly one half counts as class 0.",
        swaps=((PREDICT, PREDICT_LINE, "return (forward_propagation(X, parameters)[0] >= 0.5).astype(int)"),),
        loses=("hidden_predict_half",),
    ),
]  # fmt: skip

ANSWERS = RIGHT + MISTAKES


def probe(task, student):
    """What the student's solution of a task gives on fixed inputs, as a list of outcomes."""
    return PROBES[task](student)


def _case(sizes, n_samples, seed):
    case = PetalsCase.random(sizes, n_samples, seed)
    return case, {key: value.copy() for key, value in case.parameters.items()}


def _probe_sizes(student):
    return [outcome(student[SIZES], np.ones((n, a)), np.ones((n, b))) for n, a, b in ((9, 5, 2), (3, 7, 6))]


def _probe_start(student):
    seeded = student["initialize_with_seed"]
    got = [outcome(seeded, seed, 3, 5, 2) for seed in (3, 77)] + [outcome(seeded, 78, 40, 30, 20)]
    return [*got, outcome(student[START], 3, 5, 2) if _repeats(student) else "new numbers"]


def _repeats(student):
    first, second = outcome(student[START], 3, 5, 2), outcome(student[START], 3, 5, 2)
    return not isinstance(first, str) and np.array_equal(first["W1"], second["W1"])


def _probe_forward(student):
    shapes = (((4, 6, 1), 9, 71), ((3, 5, 2), 7, 72))
    return [outcome(student[FORWARD], case.X, p) for case, p in (_case(*shape) for shape in shapes)]


def _probe_cost(student):
    A2 = np.array([[0.9], [0.3], [0.2], [0.6], [0.45]])
    Y = np.array([[1], [0], [1], [0], [0]])
    batches = [(A2, Y), (A2, Y.astype(np.uint8)), (A2[:1], Y[:1]), (A2[1:2], Y[1:2])]
    values = [outcome(student[COST], *batch) for batch in batches]
    return values + [str(np.shape(values[0]))]


def _probe_backward(student):
    shapes = (((4, 6, 1), 9, 73), ((3, 5, 1), 1, 74))
    return [
        outcome(student[BACKWARD], p, case.cache, case.X, case.Y) for case, p in (_case(*shape) for shape in shapes)
    ]


def _probe_update(student):
    _, p = _case((4, 6, 2), 9, 75)
    rng = np.random.default_rng(76)
    grads = {f"d{key}": rng.normal(size=value.shape) for key, value in p.items()}
    update = student[UPDATE]
    return [outcome(update, p, grads), *(outcome(update, p, grads, learning_rate=rate) for rate in (0.3, 1.0, 4.0))]


def _probe_model(student):
    case, _ = _case((4, 6, 1), 9, 77)
    return [outcome(student[MODEL], case.X, case.Y, 6, num_iterations=k) for k in (0, 1, 2, 5)]


def _probe_predict(student):
    case, p = _case((4, 6, 1), 19, 78)
    zeros = {key: np.zeros_like(value) for key, value in p.items()}
    return [outcome(student[PREDICT], parameters, case.X) for parameters in (p, zeros)]


PROBES = {
    SIZES: _probe_sizes,
    START: _probe_start,
    FORWARD: _probe_forward,
    COST: _probe_cost,
    BACKWARD: _probe_backward,
    UPDATE: _probe_update,
    MODEL: _probe_model,
    PREDICT: _probe_predict,
}
