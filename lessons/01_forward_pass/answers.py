"""The answer catalogue of unit 1: what students write, right and wrong, and what each answer costs.

A mistake in one function loses that function's visible check and the hidden checks of the properties it
breaks. A mistake in a network loses the visible check and the hidden check of its value: later values are
right if they follow from the student's own, and so are values made by the student's own dense and relu.
"""

import numpy as np

from bplab.authoring.catalogue import Answer, outcome
from bplab.checks.four_layer import FORWARD as VALUES
from bplab.checks.four_layer import Case
from bplab.checks.layer import random_layer

DENSE, RELU, SIGMOID = "dense", "relu", "sigmoid"
RELU_NETWORK, LINEAR_NETWORK = "relu_network", "linear_network"

# Lines of the solution, for the swaps below.
DENSE_LINE = "return X @ W + b"
RELU_LINE = "return np.maximum(x, 0)"
SIGMOID_LINE = "return 1 / (1 + np.exp(-z))"
Z_1 = "self.z_1 = X @ self.weights_1 + self.bias_1"
A_1, A_1_LINEAR = "self.a_1 = relu(self.z_1)", "self.a_1 = self.z_1"
Z_2 = "self.z_2 = self.a_1 @ self.weights_2 + self.bias_2"
A_2, A_2_LINEAR = "self.a_2 = relu(self.z_2)", "self.a_2 = self.z_2"
Z_3 = "self.z_3 = self.a_2 @ self.weights_3 + self.bias_3"

FORWARD = ("shapes", "z_1", "a_1", "z_2", "a_2", "z_3")
CALLS_DENSE = (
    (RELU_NETWORK, Z_1, "self.z_1 = dense(X, self.weights_1, self.bias_1)"),
    (RELU_NETWORK, Z_2, "self.z_2 = dense(self.a_1, self.weights_2, self.bias_2)"),
    (RELU_NETWORK, Z_3, "self.z_3 = dense(self.a_2, self.weights_3, self.bias_3)"),
)


def dense(*properties):
    """The cells that a mistake in dense loses."""
    return ("test_dense", *(f"hidden_dense_{p}" for p in properties))


def relu(*properties):
    return ("test_relu", *(f"hidden_relu_{p}" for p in properties))


def forward(*values, of=RELU_NETWORK):
    """The cells that a mistake in a network's forward loses."""
    return (f"test_{of}_forward", *(f"hidden_{of}_{v}" for v in values))


SIGMOID_VALUES = ("test_sigmoid", "hidden_sigmoid_values")
SIGMOID_EXTREMES = ("test_sigmoid_extremes", "hidden_sigmoid_large")
SIGMOID_ALL = (*SIGMOID_VALUES, *SIGMOID_EXTREMES)
EVERYTHING = (*dense("shape", "weights", "bias"), *relu("negative", "positive"), *SIGMOID_ALL,
              *forward(*FORWARD), *forward(*FORWARD, of=LINEAR_NETWORK))  # fmt: skip


def filled(dense, relu, sigmoid, z, a):
    """Swaps that write these into every blank; "{k}" in z and a is the layer."""
    lines = {Z_1: (z, 1), A_1: (a, 1), Z_2: (z, 2), A_2: (a, 2), Z_3: (z, 3)}
    linear = {A_1: A_1_LINEAR, A_2: A_2_LINEAR}
    return (
        (DENSE, DENSE_LINE, dense), (RELU, RELU_LINE, relu), (SIGMOID, SIGMOID_LINE, sigmoid),
        *((RELU_NETWORK, line, new.format(k=k)) for line, (new, k) in lines.items()),
        *((LINEAR_NETWORK, linear.get(line, line), new.format(k=k)) for line, (new, k) in lines.items()),
    )  # fmt: skip


def array_filled(made):
    """The same with one way to make an array of a shape, "{shape}"."""
    network = made.format(shape="(len(X), self.weights_{k}.shape[1])")
    return filled(
        "return " + made.format(shape="(len(X), W.shape[1])"), "return " + made.format(shape="x.shape"),
        "return " + made.format(shape="z.shape"), "self.z_{k} = " + network, "self.a_{k} = " + network,
    )  # fmt: skip


def probe(task, student):
    """What a function gives on a batch and on one sample or a vector, a network on one case."""
    if task in (RELU_NETWORK, LINEAR_NETWORK):
        name, activation = {
            RELU_NETWORK: ("ReluNeuralNetwork", "relu"), LINEAR_NETWORK: ("LinearNeuralNetwork", "linear"),
        }[task]  # fmt: skip
        case = Case.random(activation, (5, 8, 6, 4), 9, seed=15)
        network, y_pred, _ = case.run_forward(student[name])
        return [*(outcome(getattr, network, value) for value in VALUES), y_pred]
    if task == DENSE:
        layers = (random_layer(5, 3, 4, seed=11), random_layer(1, 4, 6, seed=12), random_layer(4, 4, 4, seed=13))
        return [outcome(student["dense"], *layer.values()) for layer in layers]
    table = np.random.default_rng(14).normal(size=(4, 3))
    arrays = (table, np.array([-2, -0.5, 0, 1, 3]), 1000 * table)
    return [outcome(student[task], array) for array in arrays]


RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    Answer(
        "np-dot", "np.dot instead of @", "np.dot of two matrices is their product.",
        swaps=((DENSE, DENSE_LINE, "return np.dot(X, W) + b"),
               (RELU_NETWORK, Z_1, "self.z_1 = np.dot(X, self.weights_1) + self.bias_1"),
               (LINEAR_NETWORK, Z_2, "self.z_2 = np.dot(self.a_1, self.weights_2) + self.bias_2")),
    ),
    Answer(
        "einsum", "einsum instead of @", "The index form of the same sum.",
        swaps=((DENSE, DENSE_LINE, "return np.einsum('ij,jk->ik', X, W) + b"),),
    ),
    Answer(
        "row-by-row", "A loop over the samples", "Slower, and the same numbers.",
        swaps=((DENSE, DENSE_LINE, "return np.array([x @ W + b[0] for x in X])"),),
    ),
    Answer(
        "three-loops", "Loops over samples, neurons and inputs", "The formula with its indices, as it stands.",
        swaps=((DENSE, DENSE_LINE,
                "Z = np.zeros((X.shape[0], W.shape[1]))\n"
                "    for i in range(X.shape[0]):\n"
                "        for k in range(W.shape[1]):\n"
                "            for j in range(X.shape[1]):\n"
                "                Z[i, k] += X[i, j] * W[j, k]\n"
                "            Z[i, k] += b[0, k]\n"
                "    return Z"),),
    ),
    Answer(
        "neurons-as-columns", "(W.T @ X.T).T, the bias repeated for every row", "A product turned around twice.",
        swaps=((DENSE, DENSE_LINE, "return (W.T @ X.T).T + np.tile(b, (len(X), 1))"),),
    ),
    Answer(
        "bias-as-a-weight", "The bias as the weight of an extra input 1", "1 times b is b.",
        swaps=((DENSE, DENSE_LINE, "return np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W, b])"),),
    ),
    Answer(
        "in-steps", "Product and bias in two lines, bias added in place", "The same sum in two steps.",
        swaps=((DENSE, DENSE_LINE, "Z = np.matmul(X, W)\n    Z += b.ravel()\n    return Z"),),
    ),
    Answer(
        "np-where", "np.where for ReLU", "np.where chooses element by element.",
        swaps=((RELU, RELU_LINE, "return np.where(x > 0, x, 0)"),
               (RELU_NETWORK, A_2, "self.a_2 = np.where(self.z_2 > 0, self.z_2, 0)")),
    ),
    Answer(
        "mask", "ReLU by a Boolean mask", "True and False multiply as 1 and 0.",
        swaps=((RELU, RELU_LINE, "return x * (x > 0)"),),
    ),
    Answer(
        "copy-and-set", "ReLU on a copy, negative numbers set to 0", "The argument itself stays as it was.",
        swaps=((RELU, RELU_LINE, "y = x.copy()\n    y[y < 0] = 0\n    return y"),),
    ),
    Answer(
        "absolute-value", "ReLU as (|x| + x) / 2, or by np.clip", "The same function.",
        swaps=((RELU, RELU_LINE, "return (np.abs(x) + x) / 2"),
               (RELU_NETWORK, A_1, "self.a_1 = np.clip(self.z_1, 0, None)")),
    ),
    Answer(
        "two-branches", "Sigmoid with a branch for each sign", "exp only sees numbers below 0, so nothing overflows.",
        swaps=((SIGMOID, SIGMOID_LINE,
                "e = np.exp(-np.abs(z))\n    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))"),),
    ),
    Answer(
        "by-tanh", "Sigmoid as (1 + tanh(z/2)) / 2", "tanh never overflows.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 0.5 * (1 + np.tanh(0.5 * z))"),),
    ),
    Answer(
        "clipped", "Sigmoid with z clipped to [-500, 500]", "Beyond that it is 0 or 1 in every digit.",
        swaps=((SIGMOID, SIGMOID_LINE, "z = np.clip(z, -500, 500)\n    return np.exp(z) / (1 + np.exp(z))"),),
    ),
    Answer(
        "own-functions", "The networks call dense and relu", "That is what they were written for.",
        swaps=(*CALLS_DENSE, (LINEAR_NETWORK, Z_1, "self.z_1 = dense(X, self.weights_1, self.bias_1)")),
    ),
    Answer(
        "through-local-names", "Local names first, stored at the end", "What counts is what self holds after forward.",
        swaps=((RELU_NETWORK, A_1, "a1 = np.maximum(self.z_1, 0)\n        self.a_1 = a1"),
               (RELU_NETWORK, Z_2, "z2 = a1 @ self.weights_2 + self.bias_2\n        self.z_2 = z2"),
               (LINEAR_NETWORK, A_1_LINEAR, "self.a_1 = self.z_1.copy()")),
    ),
    Answer(
        "float32", "Arithmetic in float32", "Rounding at the seventh digit is far below the tolerance.",
        swaps=((DENSE, DENSE_LINE, "return (X.astype(np.float32) @ W.astype(np.float32) + b).astype(np.float32)"),
               (SIGMOID, SIGMOID_LINE, "return (1 / (1 + np.exp(-z.astype(np.float32)))).astype(np.float32)"),
               (LINEAR_NETWORK, Z_1, "self.z_1 = (X @ self.weights_1 + self.bias_1).astype(np.float32)")),
    ),
    Answer(
        "noisy", "Prints and warnings left in", "Text on stdout or stderr says nothing about the result.",
        swaps=((DENSE, DENSE_LINE, "import sys\n    print('X', X.shape, file=sys.stderr)\n    return X @ W + b"),
               (SIGMOID, SIGMOID_LINE,
                "import warnings\n    warnings.warn('look here')\n    return 1 / (1 + np.exp(-z))")),
    ),
    Answer(
        "shapes-asserted", "The stated shapes asserted", "They are those of the text.",
        swaps=(
            (DENSE, DENSE_LINE, "z = X @ W + b\n    assert z.shape == (X.shape[0], W.shape[1])\n    return z"),
            (RELU_NETWORK, Z_1, f"{Z_1}\n        assert self.z_1.shape == (len(X), self.bias_1.shape[1])"),
        ),
    ),
    Answer(
        "list-of-rows", "A list of rows returned", "Its numbers are those of an array.",
        swaps=((DENSE, DENSE_LINE, "return [list(row @ W + b[0]) for row in X]"),),
    ),
    Answer(
        "np-matrix", "np.asmatrix", "* and @ mean the same for it, and + what it always means.",
        swaps=((DENSE, DENSE_LINE, "return np.asmatrix(X) * np.asmatrix(W) + b"),),
    ),
    Answer(
        "vectorised-math", "np.vectorize of a function with math.exp", "It is asked for one number at a time.",
        swaps=((SIGMOID, SIGMOID_LINE, "import math\n    one = lambda t: 1 / (1 + math.exp(-t)) if t > 0 else math.exp(t) / (1 + math.exp(t))\n"
                                       "    return np.vectorize(one)(z)"),),
    ),
]  # fmt: skip

MISTAKES = [
    Answer(
        "untouched", "Handed in as released", "Nothing was written.", untouched=True,
        loses=EVERYTHING,
    ),
    # nothing computed
    Answer(
        "all-ones", "Ones of the right shape in every blank", "Ones follow from ones, but nothing was computed.",
        swaps=array_filled("np.ones({shape})"), loses=EVERYTHING,
    ),
    Answer(
        "all-zeros", "Zeros of the right shape in every blank", "Zeros follow from zeros, but nothing was computed.",
        swaps=array_filled("np.zeros({shape})"), loses=EVERYTHING,
    ),
    Answer(
        "one-spot", "Zeros with a single number in every blank", "One number is no layer.",
        swaps=array_filled("np.resize(np.append(5.0, np.zeros(200)), {shape})"), loses=EVERYTHING,
    ),
    Answer(
        "constant-rows", "One row repeated in every blank", "The bias is what a layer says whatever the sample.",
        swaps=filled("return np.tile(b, (len(X), 1))", "return np.broadcast_to(x[:1], x.shape)",
                     "return np.broadcast_to(z[:1], z.shape)", "self.z_{k} = np.tile(self.bias_{k}, (len(X), 1))",
                     "self.a_{k} = np.tile(self.bias_{k}, (len(X), 1))"),
        loses=EVERYTHING,
    ),
    Answer(
        "arguments-back", "Every function returns its argument, every value is the one before it",
        "Nothing was done with what came in.",
        swaps=(*filled("return X", "return x", "return z", "self.z_{k} = X", "self.a_{k} = self.z_{k}"),),
        loses=EVERYTHING,
    ),
    Answer(
        "passed-over", "`pass` in every blank", "Functions give None, and the networks store nothing.",
        swaps=filled("pass", "pass", "pass", "pass  # z_{k}", "pass  # a_{k}"), loses=EVERYTHING,
    ),
    Answer(
        "dead-chain", "z_1 all -1, so a_1 all 0 and z_2 the bias",
        "Each follows from the one before, without any product.",
        swaps=((RELU_NETWORK, Z_1, "self.z_1 = -np.ones((len(X), self.weights_1.shape[1]))"),
               (RELU_NETWORK, A_1, "self.a_1 = np.zeros_like(self.z_1)"),
               (RELU_NETWORK, Z_2, "self.z_2 = np.tile(self.bias_2, (len(X), 1))")),
        loses=forward("shapes", "z_1", "a_1", "z_2", "a_2", "z_3"),
    ),
    # dense
    Answer(
        "no-bias", "Bias forgotten in dense", "Every neuron adds its own bias.",
        swaps=((DENSE, DENSE_LINE, "return X @ W"),), loses=dense("bias"),
    ),
    Answer(
        "no-bias-in-networks", "Bias forgotten in dense, and the network calls it",
        "The mistake is charged where it was made; the network's lines are right.",
        swaps=((DENSE, DENSE_LINE, "return np.dot(X, W)"), *CALLS_DENSE), loses=dense("bias"),
    ),
    Answer(
        "bias-subtracted", "Bias subtracted", "The bias is added.",
        swaps=((DENSE, DENSE_LINE, "return X @ W - b"),), loses=dense("bias"),
    ),
    Answer(
        "bias-in-the-product", "X (W + b)", "The bias is not multiplied by the inputs.",
        swaps=((DENSE, DENSE_LINE, "return X @ (W + b)"),), loses=dense("bias"),
    ),
    Answer(
        "biases-added-up", "The sum of all biases added", "Each neuron has a bias of its own.",
        swaps=((DENSE, DENSE_LINE, "return X @ W + np.sum(b)"),), loses=dense("bias"),
    ),
    Answer(
        "element-wise", "* instead of @", "* multiplies entry by entry, so the shapes do not fit.",
        swaps=((DENSE, DENSE_LINE, "return X * W + b"),), loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "wrong-order", "W @ X", "The inner sizes do not agree.",
        swaps=((DENSE, DENSE_LINE, "return W @ X + b"),), loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "weights-turned", "X @ W.T, as if a neuron were a row of W", "Here a neuron is a column of W.",
        swaps=((DENSE, DENSE_LINE, "return X @ W.T + b"),), loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "samples-as-columns", "W.T @ X.T + b.T, never turned back", "Right for samples in columns; here they are rows.",
        swaps=((DENSE, DENSE_LINE, "return W.T @ X.T + b.T"),), loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "activation-inside", "ReLU inside dense", "dense stops at the weighted sum.",
        swaps=((DENSE, DENSE_LINE, "return np.maximum(X @ W + b, 0)"),), loses=dense("weights", "bias"),
    ),
    Answer(
        "tanh-inside", "tanh inside dense", "dense stops at the weighted sum.",
        swaps=((DENSE, DENSE_LINE, "return np.tanh(X @ W + b)"),), loses=dense("weights", "bias"),
    ),
    Answer(
        "one-axis-too-many", "Rows with two axes put into one array", "A row plus b of shape (1, n_out) is a table.",
        swaps=((DENSE, DENSE_LINE, "return np.array([x @ W + b for x in X])"),),
        loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "return-in-the-loop", "`return` inside the loop over the samples", "The loop ends after one sample.",
        swaps=((DENSE, DENSE_LINE, "for x in X:\n        return x @ W + b"),),
        loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "last-sample", "The loop keeps the last sample", "Each round overwrites the one before.",
        swaps=((DENSE, DENSE_LINE, "for x in X:\n        z = x @ W + b\n    return z"),),
        loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "neurons-added-up", "All neurons of a sample added up", "Each neuron keeps a column of its own.",
        swaps=((DENSE, DENSE_LINE, "return np.sum(X @ W + b, axis=1)"),), loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "no-return", "`return` forgotten in dense", "The function returns None.",
        swaps=((DENSE, DENSE_LINE, "Z = X @ W + b"),), loses=dense("shape", "weights", "bias"),
    ),
    Answer(
        "syntax-error", "A bracket left open in dense", "dense does not exist; the networks do not need it.",
        swaps=((DENSE, DENSE_LINE, "return (X @ W + b"),), loses=dense("shape", "weights", "bias"),
    ),
    # relu
    Answer(
        "np-max", "np.max(x, 0)", "That is the largest number along axis 0; the network falls with it.",
        swaps=((RELU, RELU_LINE, "return np.max(x, 0)"),),
        loses=(*relu("negative", "positive"), *forward("shapes", "a_1", "z_2", "a_2", "z_3")),
    ),
    Answer(
        "python-max", "Python's max(x, 0)", "It compares whole arrays, and stops.",
        swaps=((RELU, RELU_LINE, "return max(x, 0)"),),
        loses=(*relu("negative", "positive"), *forward("shapes", "a_1", "z_2", "a_2", "z_3")),
    ),
    Answer(
        "if-on-an-array", "`if x > 0`", "An array is not one number.",
        swaps=((RELU, RELU_LINE, "if x > 0:\n        return x\n    return 0"),),
        loses=(*relu("negative", "positive"), *forward("shapes", "a_1", "z_2", "a_2", "z_3")), same_as="python-max",
    ),
    Answer(
        "derivative", "The derivative of ReLU", "Positive numbers stay what they are.",
        swaps=((RELU, RELU_LINE, "return (x > 0).astype(float)"),), loses=relu("positive"),
    ),
    Answer(
        "absolute", "The absolute value", "Negative numbers become 0, not positive.",
        swaps=((RELU, RELU_LINE, "return np.abs(x)"),), loses=relu("negative"),
    ),
    Answer(
        "leaky", "A leaky ReLU", "The plain ReLU has no slope below 0.",
        swaps=((RELU, RELU_LINE, "return np.where(x > 0, x, 0.01 * x)"),), loses=relu("negative"),
    ),
    Answer(
        "minimum", "np.minimum instead of np.maximum", "It keeps the negative numbers.",
        swaps=((RELU, RELU_LINE, "return np.minimum(x, 0)"),), loses=relu("negative", "positive"),
    ),
    Answer(
        "identity", "x returned as it came", "Nothing was computed.",
        swaps=((RELU, RELU_LINE, "return x"),), loses=relu("negative", "positive"),
    ),
    Answer(
        "positive-only", "x[x > 0]", "The negative numbers are left out, and the shape is lost.",
        swaps=((RELU, RELU_LINE, "return x[x > 0]"),),
        loses=(*relu("negative", "positive"), *forward("shapes", "a_1", "z_2", "a_2", "z_3")),
    ),
    Answer(
        "relu-in-place", "ReLU that overwrites its argument",
        "The text asks for a new array; that z_1 and z_2 lose their negative numbers is not charged again.",
        swaps=((RELU, RELU_LINE, "x[x < 0] = 0\n    return x"), (RELU_NETWORK, A_1, A_1)), loses=("test_relu",),
    ),
    # sigmoid
    Answer(
        "overflow", "e^z / (1 + e^z)", "inf / inf is nan for large z.",
        swaps=((SIGMOID, SIGMOID_LINE, "return np.exp(z) / (1 + np.exp(z))"),), loses=SIGMOID_EXTREMES,
    ),
    Answer(
        "sign-forgotten", "1 / (1 + exp(z))", "The minus sign is missing: this is sigmoid(-z).",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / (1 + np.exp(z))"),), loses=SIGMOID_ALL,
    ),
    Answer(
        "brackets-forgotten", "1 / 1 + exp(-z)", "Division comes before addition.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / 1 + np.exp(-z)"),), loses=SIGMOID_ALL,
    ),
    Answer(
        "no-one", "1 / exp(-z)", "The 1 in the denominator is missing.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / np.exp(-z)"),), loses=SIGMOID_ALL,
    ),
    Answer(
        "math-exp", "math.exp on an array", "math.exp takes one number.",
        swaps=((SIGMOID, SIGMOID_LINE, "import math\n    return 1 / (1 + math.exp(-z))"),), loses=SIGMOID_ALL,
    ),
    Answer(
        "sigmoid-derivative", "s (1 - s)", "That is the derivative.",
        swaps=((SIGMOID, SIGMOID_LINE, "s = 1 / (1 + np.exp(-z))\n    return s * (1 - s)"),), loses=SIGMOID_ALL,
    ),
    Answer(
        "tanh", "tanh", "It runs from -1 to 1.",
        swaps=((SIGMOID, SIGMOID_LINE, "return np.tanh(z)"),), loses=SIGMOID_ALL,
    ),
    Answer(
        "softmax", "exp(z) / sum(exp(z))", "The sigmoid treats each number by itself.",
        swaps=((SIGMOID, SIGMOID_LINE, "return np.exp(z) / np.sum(np.exp(z))"),), loses=SIGMOID_ALL,
    ),
    # relu_network
    Answer(
        "no-bias-1", "Bias forgotten in z_1", "z_1 lacks bias_1.",
        swaps=((RELU_NETWORK, Z_1, "self.z_1 = X @ self.weights_1"),), loses=forward("z_1"),
    ),
    Answer(
        "no-bias-3", "Bias forgotten in z_3", "z_3 lacks bias_3.",
        swaps=((RELU_NETWORK, Z_3, "self.z_3 = self.a_2 @ self.weights_3"),), loses=forward("z_3"),
    ),
    Answer(
        "no-activation-1", "Activation forgotten in a_1", "a_1 is z_1, so the first layer is linear.",
        swaps=((RELU_NETWORK, A_1, "self.a_1 = self.z_1"),), loses=forward("a_1"),
    ),
    Answer(
        "no-activation-2", "Activation forgotten in a_2", "a_2 is z_2, so the second layer is linear.",
        swaps=((RELU_NETWORK, A_2, "self.a_2 = self.z_2"),), loses=forward("a_2"),
    ),
    Answer(
        "sigmoid-as-activation", "The sigmoid between the layers", "Here the activation is ReLU.",
        swaps=((RELU_NETWORK, A_1, "self.a_1 = sigmoid(self.z_1)"),
               (RELU_NETWORK, A_2, "self.a_2 = sigmoid(self.z_2)")),
        loses=forward("a_1", "a_2"),
    ),
    Answer(
        "z-2-from-z-1", "z_2 computed from z_1", "A layer reads the activations before it.",
        swaps=((RELU_NETWORK, Z_2, "self.z_2 = self.z_1 @ self.weights_2 + self.bias_2"),), loses=forward("z_2"),
    ),
    Answer(
        "second-layer-reads-X", "z_2 computed from X", "The shapes do not fit, and forward stops there.",
        swaps=((RELU_NETWORK, Z_2, "self.z_2 = X @ self.weights_2 + self.bias_2"),),
        loses=forward("shapes", "z_2", "a_2", "z_3"),
    ),
    Answer(
        "activation-of-z-1", "a_2 computed from z_1", "It has the shape of the first layer.",
        swaps=((RELU_NETWORK, A_2, "self.a_2 = relu(self.z_1)"),), loses=forward("shapes", "a_2", "z_3"),
    ),
    Answer(
        "relu-before-storing", "z_1 stored after ReLU", "z_1 is the sum before the activation.",
        swaps=((RELU_NETWORK, Z_1, "self.z_1 = relu(X @ self.weights_1 + self.bias_1)"),), loses=forward("z_1"),
    ),
    Answer(
        "relu-on-logits", "ReLU on the output scores", "Negative scores are lost before softmax.",
        swaps=((RELU_NETWORK, Z_3, "self.z_3 = relu(self.a_2 @ self.weights_3 + self.bias_3)"),),
        loses=forward("z_3"),
    ),
    Answer(
        "softmax-twice", "Softmax applied twice", "The given line applies it to z_3.",
        swaps=((RELU_NETWORK, Z_3, "self.z_3 = softmax(self.a_2 @ self.weights_3 + self.bias_3)"),),
        loses=forward("z_3"),
    ),
    Answer(
        "local-variable", "z_1 as a local variable", "It is lost when forward returns.",
        swaps=((RELU_NETWORK, Z_1, "z_1 = X @ self.weights_1 + self.bias_1"),
               (RELU_NETWORK, A_1, "self.a_1 = relu(z_1)")),
        loses=forward("shapes", "z_1"),
    ),
    Answer(
        "half-done", "The second layer left blank", "forward stops where the blank is used.",
        swaps=((RELU_NETWORK, Z_2, "self.z_2 = None  # TODO"), (RELU_NETWORK, A_2, "self.a_2 = None  # TODO")),
        loses=forward("shapes", "z_2", "a_2", "z_3"),
    ),
    # linear_network
    Answer(
        "relu-in-the-linear-network", "ReLU in both layers of the linear network", "It has no activation.",
        swaps=((LINEAR_NETWORK, A_1_LINEAR, "self.a_1 = relu(self.z_1)"),
               (LINEAR_NETWORK, A_2_LINEAR, "self.a_2 = relu(self.z_2)")),
        loses=forward("a_1", "a_2", of=LINEAR_NETWORK),
    ),
    Answer(
        "second-layer-reads-X-in-the-linear-network", "z_2 computed from X", "The shapes do not fit.",
        swaps=((LINEAR_NETWORK, Z_2, "self.z_2 = X @ self.weights_2 + self.bias_2"),),
        loses=forward("shapes", "z_2", "a_2", "z_3", of=LINEAR_NETWORK),
    ),
    Answer(
        "no-biases-in-the-linear-network", "All biases forgotten", "A layer without activation still has biases.",
        swaps=((LINEAR_NETWORK, Z_1, "self.z_1 = X @ self.weights_1"),
               (LINEAR_NETWORK, Z_2, "self.z_2 = self.a_1 @ self.weights_2"),
               (LINEAR_NETWORK, Z_3, "self.z_3 = self.a_2 @ self.weights_3")),
        loses=forward("z_1", "z_2", "z_3", of=LINEAR_NETWORK),
    ),
    # published answers
    Answer(
        "sigmoid-less-maximum", "The maximum of the row subtracted in the sigmoid", "Softmax bears a shift, the sigmoid does not.",
        swaps=((SIGMOID, SIGMOID_LINE, "return 1 / (1 + np.exp(-(z - z.max(axis=-1, keepdims=True))))"),),
        loses=SIGMOID_ALL,
    ),
    Answer(
        "bias-after-activation", "The bias added after the activation", "It shifts the sum, and what it shifts decides which neurons are on.",
        swaps=((RELU_NETWORK, Z_2, "self.z_2 = self.a_1 @ self.weights_2"), (RELU_NETWORK, A_2, "self.a_2 = relu(self.z_2) + self.bias_2")),
        loses=forward("z_2", "a_2"),
    ),
]  # fmt: skip

ANSWERS = RIGHT + MISTAKES
