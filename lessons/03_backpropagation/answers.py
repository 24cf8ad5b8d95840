"""The answer catalogue of unit 3: what students write, right and wrong, and what each answer costs.

A mistake loses the visible check of its task and the hidden check of its property, and no more: what follows
from the student's own numbers is right, and a network that uses a wrong `relu_derivative` of theirs is, too.
Only a function that does not run at all takes the lines after it along.
"""

import numpy as np

from bplab.authoring.catalogue import Answer, network_outcomes, outcome
from bplab.checks.follow import overwrites

SLOPE, GRADIENT, RELU, LINEAR = "relu_derivative", "numerical_gradient", "relu_network", "linear_network"

# Lines of the solution, for the swaps below.
SLOPE_LINE = "return (x > 0).astype(float)"
HEAD = "def numerical_gradient(f, x, h=1e-5):"
QUOTIENT = "return (f(x + step) - f(x - step)) / (2 * h)"
BODY = """def slope(index):
        step = np.zeros(np.shape(x))
        step[index] = h
        return (f(x + step) - f(x - step)) / (2 * h)

    return np.array([slope(index) for index in np.ndindex(np.shape(x))]).reshape(np.shape(x))"""
LOOP = """x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        middle = x[index]
        x[index] = middle + h
        above = f(x)
        x[index] = middle - h
        below = f(x)
        x[index] = middle
        gradient[index] = (above - below) / (2 * h)
    return gradient"""
GRAD_W_3 = "self.grad_weights_3 = self.a_2.T @ self.e_3 / batch_size"
GRAD_B_3 = "self.grad_bias_3 = np.sum(self.e_3, axis=0, keepdims=True) / batch_size"
E_2 = "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2)"
E_2_LINEAR = "self.e_2 = self.e_3 @ self.weights_3.T"
GRAD_W_2 = "self.grad_weights_2 = self.a_1.T @ self.e_2 / batch_size"
GRAD_B_2 = "self.grad_bias_2 = np.sum(self.e_2, axis=0, keepdims=True) / batch_size"
E_1 = "self.e_1 = (self.e_2 @ self.weights_2.T) * relu_derivative(self.z_1)"
E_1_LINEAR = "self.e_1 = self.e_2 @ self.weights_2.T"
GRAD_W_1 = "self.grad_weights_1 = X.T @ self.e_1 / batch_size"
GRAD_B_1 = "self.grad_bias_1 = np.sum(self.e_1, axis=0, keepdims=True) / batch_size"
STEP_W_3 = "self.weights_3 -= learning_rate * self.grad_weights_3"
STEP_B_3 = "self.bias_3 -= learning_rate * self.grad_bias_3"
STEP_W_2 = "self.weights_2 -= learning_rate * self.grad_weights_2"
STEP_B_2 = "self.bias_2 -= learning_rate * self.grad_bias_2"
STEP_W_1 = "self.weights_1 -= learning_rate * self.grad_weights_1"
STEP_B_1 = "self.bias_1 -= learning_rate * self.grad_bias_1"

FORMULA = ("shapes", "values", "accuracy", "step", "integers")
GRADIENTS = ("grad_weights_3", "grad_bias_3", "grad_weights_2", "grad_bias_2", "grad_weights_1", "grad_bias_1")
BACKWARD = ("e_2", "e_1", *GRADIENTS, "update")
FROM_E_2 = ("e_2", "e_1", *GRADIENTS[2:], "update")  # what a stop at e_2 takes along


def probe(task, student):
    """What the student's function returns on a few inputs, or what their network computes on one case."""
    rng = np.random.default_rng(11)
    if task == SLOPE:
        inputs = (np.array([-300.0, -2, -0.01, 0.02, 0.7, 40]), rng.normal(size=(3, 4)), rng.normal(size=(2, 3, 2)))
        slopes = [outcome(student["relu_derivative"], x) for x in inputs]
        return [*slopes, overwrites(student["relu_derivative"], inputs[0])]
    if task == GRADIENT:
        points = (np.array(0.7), rng.normal(size=4), rng.normal(size=(2, 3)), np.array([2, -1, 3]))
        calls = [(student["mixed"], x) for x in points] + [(student["mixed"], x, 0.1) for x in points]
        defaults = (student["numerical_gradient"].__defaults__ or (0,))[-1]
        return [outcome(student["numerical_gradient"], *call) for call in calls] + [defaults]
    name, activation = {RELU: ("ReluNeuralNetwork", "relu"), LINEAR: ("LinearNeuralNetwork", "linear")}[task]
    return network_outcomes(student[name], activation)


def slope(*properties):
    """The cells that a mistake in relu_derivative loses."""
    return ("test_relu_derivative", *(f"hidden_relu_derivative_{p}" for p in properties))


def gradient(*properties):
    """The cells that a mistake in numerical_gradient loses."""
    return ("test_numerical_gradient", *(f"hidden_numerical_gradient_{p}" for p in properties))


def backward(*properties, network=RELU):
    """The cells that a mistake in backward loses."""
    return (f"test_{network}_backward", *(f"hidden_{network}_{p}" for p in properties))


EVERYTHING = (*slope("values", "shapes"), *gradient(*FORMULA), *backward(*BACKWARD),
              *backward(*BACKWARD, network=LINEAR))  # fmt: skip
STEPS = (STEP_W_3, STEP_B_3, STEP_W_2, STEP_B_2, STEP_W_1, STEP_B_1)


def nothing_computed(slope, gradient, made, step=None):
    """Swaps that write these into every blank; made: an array of a shape, "{shape}"."""
    swaps = [(SLOPE, SLOPE_LINE, slope), (GRADIENT, BODY, gradient)]
    for network, e_2, e_1 in ((RELU, E_2, E_1), (LINEAR, E_2_LINEAR, E_1_LINEAR)):
        lines = {"e_2": (e_2, "z_2"), "e_1": (e_1, "z_1")}
        for k, weights, bias in ((3, GRAD_W_3, GRAD_B_3), (2, GRAD_W_2, GRAD_B_2), (1, GRAD_W_1, GRAD_B_1)):
            lines |= {f"grad_weights_{k}": (weights, f"weights_{k}"), f"grad_bias_{k}": (bias, f"bias_{k}")}
        for name, (line, like) in lines.items():
            swaps.append((network, line, f"self.{name} = " + made.format(shape=f"self.{like}.shape", like=like)))
        swaps += [(network, line, step) for line in STEPS if step]
    return tuple(swaps)


RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    # relu_derivative
    Answer(
        "boolean", "True and False as slopes", "They multiply as 1 and 0.",
        swaps=((SLOPE, SLOPE_LINE, "return x > 0"),),
    ),
    Answer(
        "np-where", "np.where, and 1 at the kink", "At 0 both conventions are in use.",
        swaps=((SLOPE, SLOPE_LINE, "return np.where(x >= 0, 1, 0)"),),
    ),
    Answer(
        "heaviside", "np.heaviside", "The step function is the derivative of ReLU.",
        swaps=((SLOPE, SLOPE_LINE, "return np.heaviside(x, 0.5)"),),
    ),
    Answer(
        "sign-of-relu", "The sign of relu(x)", "relu(x) is 0 or positive, so its sign is 0 or 1.",
        swaps=((SLOPE, SLOPE_LINE, "return np.sign(relu(x))"),),
    ),
    Answer(
        "filled-by-mask", "Ones written into zeros", "The mask says where they belong.",
        swaps=((SLOPE, SLOPE_LINE, "slope = np.zeros_like(x)\n    slope[x > 0] = 1\n    return slope"),),
    ),
    Answer(
        "vectorised-if", "An if for one number, vectorised", "np.vectorize calls it for each entry.",
        swaps=((SLOPE, SLOPE_LINE, "return np.vectorize(lambda t: 1.0 if t > 0 else 0.0)(x)"),),
    ),
    # numerical_gradient
    Answer(
        "moved-in-place", "One array, each entry moved and put back", "The usual loop.",
        swaps=((GRADIENT, BODY, LOOP),),
    ),
    Answer(
        "two-copies", "Two copies instead of going back", "The original is never touched.",
        swaps=((GRADIENT, BODY,
                "gradient = np.zeros(np.shape(x))\n"
                "    for index in np.ndindex(gradient.shape):\n"
                "        up, down = np.array(x, dtype=float), np.array(x, dtype=float)\n"
                "        up[index] += h\n"
                "        down[index] -= h\n"
                "        gradient[index] = (f(up) - f(down)) / (2 * h)\n"
                "    return gradient"),),
    ),
    Answer(
        "flat-loop", "A loop over the flat array", "The shape comes back at the end.",
        swaps=((GRADIENT, BODY,
                "shape, flat = np.shape(x), np.array(x, dtype=float).ravel()\n"
                "    slopes = []\n"
                "    for i in range(flat.size):\n"
                "        step = np.zeros(flat.size)\n"
                "        step[i] = h\n"
                "        up, down = (flat + step).reshape(shape), (flat - step).reshape(shape)\n"
                "        slopes.append((f(up) - f(down)) / (2 * h))\n"
                "    return np.array(slopes).reshape(shape)"),),
    ),
    Answer(
        "rows-of-an-identity", "Steps taken from an identity matrix", "Each row is one direction.",
        swaps=((GRADIENT, BODY,
                "x = np.asarray(x, dtype=float)\n"
                "    steps = h * np.eye(x.size).reshape(x.size, *x.shape)\n"
                "    return np.array([f(x + s) - f(x - s) for s in steps]).reshape(x.shape) / h / 2"),),
    ),
    Answer(
        "nditer", "np.nditer, and steps of 2h in place", "The entry is put back by a third step.",
        swaps=((GRADIENT, BODY,
                "x = 1.0 * np.asarray(x)\n"
                "    gradient = np.empty_like(x)\n"
                "    places = np.nditer(x, flags=['multi_index', 'zerosize_ok'])\n"
                "    x = np.array(x)\n"
                "    for _ in places:\n"
                "        i = places.multi_index\n"
                "        x[i] += h\n"
                "        gradient[i] = f(x)\n"
                "        x[i] -= 2 * h\n"
                "        gradient[i] -= f(x)\n"
                "        x[i] += h\n"
                "    return gradient / (2 * h)"),),
    ),
    Answer(
        "mean-of-both-sides", "The mean of both one-sided differences", "f(x) cancels: it is the central one.",
        swaps=((GRADIENT, QUOTIENT, "return ((f(x + step) - f(x)) / h + (f(x) - f(x - step)) / h) / 2"),),
    ),
    # networks
    Answer(
        "np-dot", "np.dot instead of @", "np.dot of two matrices is their product.",
        swaps=((RELU, GRAD_W_3, "self.grad_weights_3 = np.dot(self.a_2.T, self.e_3) / batch_size"),
               (RELU, E_2, "self.e_2 = np.multiply(np.dot(self.e_3, self.weights_3.T), relu_derivative(self.z_2))"),
               (LINEAR, E_1_LINEAR, "self.e_1 = np.dot(self.e_2, self.weights_2.T)")),
    ),
    Answer(
        "einsum", "einsum instead of @", "The index form of the same products.",
        swaps=((RELU, GRAD_W_2, "self.grad_weights_2 = np.einsum('ni,nj->ij', self.a_1, self.e_2) / batch_size"),
               (LINEAR, E_2_LINEAR, "self.e_2 = np.einsum('nk,jk->nj', self.e_3, self.weights_3)")),
    ),
    Answer(
        "boolean-mask", "A Boolean mask as derivative", "True and False multiply as 1 and 0.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * (self.z_2 > 0)"),
               (RELU, E_1, "self.e_1 = self.e_2 @ self.weights_2.T\n        self.e_1[self.z_1 <= 0] = 0")),
    ),
    Answer(
        "derivative-of-activation", "Derivative taken from a instead of z", "a > 0 exactly where z > 0.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.a_2)"),),
    ),
    Answer(
        "bias-one-dimensional", "Bias gradient of shape (h,)", "It is added to every row as (1, h) is.",
        swaps=((RELU, GRAD_B_3, "self.grad_bias_3 = self.e_3.sum(axis=0) / batch_size"),
               (LINEAR, GRAD_B_2, "self.grad_bias_2 = self.e_2.mean(axis=0)")),
    ),
    Answer(
        "bias-by-ones", "A row of ones times the error", "ones @ e adds up the rows.",
        swaps=((RELU, GRAD_B_1, "self.grad_bias_1 = np.ones((1, batch_size)) @ self.e_1 / batch_size"),),
    ),
    Answer(
        "sample-by-sample", "Outer products, added in a loop", "a.T @ e is the sum of these.",
        swaps=((LINEAR, GRAD_W_3,
                "self.grad_weights_3 = sum(np.outer(a, e) for a, e in zip(self.a_2, self.e_3)) / batch_size"),
               (RELU, GRAD_W_1, "self.grad_weights_1 = (self.e_1.T @ X).T * (1 / batch_size)")),
    ),
    Answer(
        "float32", "Arithmetic in float32", "Rounding at the seventh digit is far below the tolerance.",
        swaps=((RELU, E_2, "self.e_2 = ((self.e_3 @ self.weights_3.T) * (self.z_2 > 0)).astype(np.float32)"),
               (LINEAR, GRAD_W_1, "self.grad_weights_1 = (X.T @ self.e_1 / batch_size).astype(np.float32)")),
    ),
    Answer(
        "updated-as-soon-as-possible", "weights_3 updated as soon as e_2 has read it",
        "Nothing reads it afterwards, so this order is right, too.",
        swaps=((RELU, STEP_W_3, "pass"), (RELU, E_2, f"{E_2}\n        {STEP_W_3}")),
    ),
    Answer(
        "out-of-place-update", "w = w - step instead of -=", "A new array with the same numbers.",
        swaps=((RELU, STEP_W_3, "self.weights_3 = self.weights_3 - learning_rate * self.grad_weights_3"),
               (LINEAR, STEP_B_1, "self.bias_1 = self.bias_1 - self.grad_bias_1 * learning_rate")),
    ),
    Answer(
        "update-in-a-loop", "All six updates in a loop", "getattr and setattr reach the same attributes.",
        swaps=((LINEAR, STEP_W_3,
                "for name in ('weights_1', 'bias_1', 'weights_2', 'bias_2', 'weights_3', 'bias_3'):\n"
                "            step = learning_rate * getattr(self, 'grad_' + name)\n"
                "            setattr(self, name, getattr(self, name) - step)"),
               *((LINEAR, line, "pass") for line in (STEP_B_3, STEP_W_2, STEP_B_2, STEP_W_1, STEP_B_1))),
    ),
    Answer(
        "noisy", "Prints and warnings left in", "Text on stdout or stderr says nothing about the result.",
        swaps=((SLOPE, SLOPE_LINE, f"import sys\n    print('slope of', x, file=sys.stderr)\n    {SLOPE_LINE}"),
               (RELU, E_2, f"{E_2}\n        import warnings; warnings.warn('look here')\n        print(self.e_2)")),
    ),
    Answer(
        "shapes-asserted", "The stated shapes asserted", "They are those of the text.",
        swaps=((RELU, E_2, f"{E_2}\n        assert self.e_2.shape == self.z_2.shape"),
               (LINEAR, GRAD_W_1, f"{GRAD_W_1}\n        assert self.grad_weights_1.shape == self.weights_1.shape")),
    ),
    Answer(
        "np-matrix", "np.asmatrix", "Its product is that of matrices, and so is that of the gradients.",
        swaps=((RELU, GRAD_W_3, "self.grad_weights_3 = np.asmatrix(self.a_2).T * self.e_3 / batch_size"),
               (LINEAR, GRAD_W_1, "self.grad_weights_1 = np.asmatrix(X).T * self.e_1 / batch_size")),
    ),
    Answer(
        "list-of-slopes", "A list of slopes returned", "Its numbers are those of an array.",
        swaps=((SLOPE, SLOPE_LINE, "return (np.asarray(x) > 0).astype(int).tolist()"),),
    ),
]  # fmt: skip

MISTAKES = [
    # nothing or not everything done
    Answer(
        "untouched", "Handed in as released", "Every blank is still there.", untouched=True,
        loses=EVERYTHING,
    ),
    # nothing computed
    Answer(
        "all-ones", "Ones of the right shape in every blank", "Nothing was computed.",
        swaps=nothing_computed("return np.ones(x.shape)", "return np.ones(np.shape(x))", "np.ones({shape})"),
        loses=EVERYTHING,
    ),
    Answer(
        "all-zeros", "Zeros of the right shape in every blank", "Zeros follow from zeros, but nothing was computed.",
        swaps=nothing_computed("return np.zeros(x.shape)", "return np.zeros(np.shape(x))", "np.zeros({shape})"),
        loses=EVERYTHING,
    ),
    Answer(
        "one-spot", "Zeros with a single number in every blank", "One number is no gradient.",
        swaps=nothing_computed("return np.eye(1, x.size).reshape(x.shape)", "return np.eye(1, x.size).reshape(x.shape)",
                               "np.resize(np.append(5.0, np.zeros(200)), {shape})"),
        loses=EVERYTHING,
    ),
    Answer(
        "constant-rows", "One row repeated in every blank", "Every sample gets the same.",
        swaps=nothing_computed("return np.resize(x.flat[0], x.shape)", "return np.resize(x.flat[0], x.shape)",
                               "np.resize(np.arange(1.0, {shape}[-1] + 1), {shape})"),
        loses=EVERYTHING,
    ),
    Answer(
        "arguments-back", "What came in is returned, and stands for error terms and gradients",
        "Nothing was done with it.",
        swaps=nothing_computed("return x", "return x", "self.{like}.copy()", step="self.weights_3 = self.weights_3"),
        loses=EVERYTHING,
    ),
    Answer(
        "no-step", "The update leaves everything as it was", "All gradients are right, and nobody follows them.",
        swaps=tuple((network, line, "pass") for network in (RELU, LINEAR) for line in STEPS),
        loses=(*backward("update"), *backward("update", network=LINEAR)),
    ),
    Answer(
        "one-spot-errors", "Error terms that are zero but for one number, gradients of them",
        "A gradient of one number shows no formula.",
        swaps=((LINEAR, E_2_LINEAR, "self.e_2 = np.resize(np.append(5.0, np.zeros(200)), self.z_2.shape)"),
               (LINEAR, E_1_LINEAR, "self.e_1 = np.resize(np.append(5.0, np.zeros(200)), self.z_1.shape)")),
        loses=backward(*FROM_E_2, network=LINEAR),
    ),
    Answer(
        "first-layer-left-blank", "Backward stops after the second layer",
        "The first layer's blanks are None, so it has no gradients and its step fails.",
        swaps=((RELU, E_1, "self.e_1 = None  # TODO"), (RELU, GRAD_W_1, "self.grad_weights_1 = None  # TODO"),
               (RELU, GRAD_B_1, "self.grad_bias_1 = None  # TODO"), (RELU, STEP_W_1, "self.weights_1 -= None  # TODO"),
               (RELU, STEP_B_1, "self.bias_1 -= None  # TODO")),
        loses=backward("e_1", "grad_weights_1", "grad_bias_1", "update"),
    ),
    Answer(
        "local-variable", "e_2 as a local variable", "e_2 is not stored on the network, so nobody can look at it.",
        swaps=((LINEAR, E_2_LINEAR, E_2_LINEAR.replace("self.e_2", "e_2")),
               (LINEAR, E_1_LINEAR, E_1_LINEAR.replace("self.e_2", "e_2")),
               (LINEAR, GRAD_W_2, GRAD_W_2.replace("self.e_2", "e_2")),
               (LINEAR, GRAD_B_2, GRAD_B_2.replace("self.e_2", "e_2"))),
        loses=backward("e_2", network=LINEAR),
    ),
    # relu_derivative
    Answer(
        "relu-itself", "relu(x) instead of its slope", "The slope is 1 where x > 0, however large x is.",
        swaps=((SLOPE, SLOPE_LINE, "return np.maximum(x, 0)"),), loses=slope("values"),
    ),
    Answer(
        "slope-one", "The slope taken as 1 everywhere", "To the left of 0 ReLU is flat.",
        swaps=((SLOPE, SLOPE_LINE, "return np.ones_like(x)"),), loses=slope("values", "shapes"),
    ),
    Answer(
        "sign", "np.sign", "To the left of 0 the slope is 0, not -1.",
        swaps=((SLOPE, SLOPE_LINE, "return np.sign(x)"),), loses=slope("values"),
    ),
    Answer(
        "sides-swapped", "x < 0 instead of x > 0", "The wrong half passes the error.",
        swaps=((SLOPE, SLOPE_LINE, "return (x < 0).astype(float)"),), loses=slope("values"),
    ),
    Answer(
        "sigmoid-slope", "The sigmoid's derivative", "s (1 - s) belongs to the sigmoid.",
        swaps=((SLOPE, SLOPE_LINE, "s = 1 / (1 + np.exp(-x))\n    return s * (1 - s)"),), loses=slope("values"),
    ),
    Answer(
        "leaky-slope", "Leaky ReLU's derivative", "ReLU is flat to the left of 0.",
        swaps=((SLOPE, SLOPE_LINE, "return np.where(x > 0, 1, 0.01)"),), loses=slope("values"),
    ),
    Answer(
        "clipped", "x cut off at 0 and 1", "The slope jumps from 0 to 1.",
        swaps=((SLOPE, SLOPE_LINE, "return np.clip(x, 0, 1)"),), loses=slope("values"),
    ),
    Answer(
        "negatives-kept", "Only the positive entries replaced", "The others stay as they were.",
        swaps=((SLOPE, SLOPE_LINE, "x = x.copy()\n    x[x > 0] = 1\n    return x"),), loses=slope("values"),
    ),
    Answer(
        "slope-in-place", "Slopes written into the argument", "The text asks for a new array.",
        swaps=((SLOPE, SLOPE_LINE, "x[x > 0] = 1\n    x[x < 0] = 0\n    return x"),), loses=slope(),
    ),
    Answer(
        "slope-without-return", "The result is not returned", "A function without return gives None.",
        swaps=((SLOPE, SLOPE_LINE, "slope = (x > 0).astype(float)"),),
        loses=(*slope("values", "shapes"), *backward(*FROM_E_2)),
    ),
    Answer(
        "one-number-at-a-time", "An if on the whole array", "`if` needs one truth value, an array has many.",
        swaps=((SLOPE, SLOPE_LINE, "return 1.0 if x > 0 else 0.0"),),
        loses=(*slope("values", "shapes"), *backward(*FROM_E_2)),
    ),
    Answer(
        "two-loops", "Loops over rows and columns", "Only a matrix has two axes.",
        swaps=((SLOPE, SLOPE_LINE,
                "slope = np.zeros(x.shape)\n"
                "    for i in range(x.shape[0]):\n"
                "        for j in range(x.shape[1]):\n"
                "            slope[i, j] = 1 if x[i, j] > 0 else 0\n"
                "    return slope"),),
        loses=slope("shapes"),
    ),
    # numerical_gradient
    Answer(
        "one-sided", "A one-sided difference", "Its error shrinks like h, here about 1e-6.",
        swaps=((GRADIENT, QUOTIENT, "return (f(x + step) - f(x)) / h"),), loses=gradient("accuracy"),
    ),
    Answer(
        "divided-by-h", "Divided by h", "The two points are 2h apart.",
        swaps=((GRADIENT, QUOTIENT, "return (f(x + step) - f(x - step)) / h"),),
        loses=gradient("values", "accuracy"),
    ),
    Answer(
        "half-way-back", "From x + h back by h only", "The second value is f(x), so the slope is halved.",
        swaps=((GRADIENT, BODY, LOOP.replace("x[index] = middle + h", "x[index] += h").replace("x[index] = middle - h", "x[index] -= h")),),
        loses=gradient("values", "accuracy"),
    ),
    Answer(
        "precedence", "/ 2 * h without brackets", "Python divides by 2, then multiplies by h.",
        swaps=((GRADIENT, QUOTIENT, "return (f(x + step) - f(x - step)) / 2 * h"),),
        loses=gradient("values", "accuracy"),
    ),
    Answer(
        "not-divided", "The bare difference", "It must be divided by the distance 2h.",
        swaps=((GRADIENT, QUOTIENT, "return f(x + step) - f(x - step)"),), loses=gradient("values", "accuracy"),
    ),
    Answer(
        "upside-down", "f(x - h) - f(x + h)", "Every slope has the wrong sign.",
        swaps=((GRADIENT, QUOTIENT, "return (f(x - step) - f(x + step)) / (2 * h)"),),
        loses=gradient("values", "accuracy"),
    ),
    Answer(
        "no-copy", "Two names for one array", "Both values are taken at the same point.",
        swaps=((GRADIENT, BODY,
                "x = np.array(x, dtype=float)\n"
                "    gradient = np.zeros_like(x)\n"
                "    for index in np.ndindex(x.shape):\n"
                "        up = x\n"
                "        down = x\n"
                "        up[index] += h\n"
                "        down[index] -= h\n"
                "        gradient[index] = (f(up) - f(down)) / (2 * h)\n"
                "    return gradient"),),
        loses=gradient(*FORMULA),
    ),
    Answer(
        "all-at-once", "All entries moved at once", "That is one slope, along the diagonal.",
        swaps=((GRADIENT, BODY, "return (f(x + h) - f(x - h)) / (2 * h)"),),
        loses=gradient("shapes", "values", "accuracy"),
    ),
    Answer(
        "rows-at-once", "One loop over len(x)", "x[i] of a matrix is a row, and a number has no length.",
        swaps=((GRADIENT, BODY, LOOP.replace("np.ndindex(x.shape)", "range(len(x))").replace("middle = x[index]", "middle = np.copy(x[index])")),),
        loses=gradient("shapes", "values", "accuracy"),
    ),
    Answer(
        "not-put-back", "Entries not put back", "Every later slope is measured at a shifted point.",
        swaps=((GRADIENT, BODY, LOOP.replace("        x[index] = middle\n        gradient", "        gradient")),), loses=gradient("accuracy"),
    ),
    Answer(
        "first-entry-only", "return inside the loop", "The other entries stay 0.",
        swaps=((GRADIENT, BODY, LOOP.replace("    return gradient", "        return gradient")),),
        loses=gradient("values", "accuracy"),
    ),
    Answer(
        "flattened", "The gradient of a flattened x", "The shape was never put back.",
        swaps=((GRADIENT, BODY,
                "shape, flat = np.shape(x), np.array(x, dtype=float).ravel()\n"
                "    slopes = []\n"
                "    for step in h * np.eye(flat.size):\n"
                "        up, down = (flat + step).reshape(shape), (flat - step).reshape(shape)\n"
                "        slopes.append((f(up) - f(down)) / (2 * h))\n"
                "    return np.array(slopes)"),),
        loses=gradient("shapes", "values", "accuracy"),
    ),
    Answer(
        "step-of-its-own", "h set inside the function", "The argument is ignored.",
        swaps=((GRADIENT, "def slope(index):", "h = 1e-5\n\n    def slope(index):"),), loses=gradient("step"),
    ),
    Answer(
        "no-float-copy", "A copy that stays integer", "The step is cut off before f sees it.",
        swaps=((GRADIENT, BODY, LOOP.replace("np.array(x, dtype=float)", "x.copy()")),), loses=("hidden_numerical_gradient_integers",),
    ),
    Answer(
        "step-too-small", "h=1e-12 as the default", "Rounding is divided by 1e-12: three digits are left.",
        swaps=((GRADIENT, HEAD, HEAD.replace("1e-5", "1e-12")),), loses=gradient("accuracy"),
    ),
    Answer(
        "step-too-large", "h=0.01 as the default", "The error h * h shows in the fourth digit.",
        swaps=((GRADIENT, HEAD, HEAD.replace("1e-5", "0.01")),), loses=gradient("accuracy"),
    ),
    # error terms
    Answer(
        "no-derivative-e-2", "ReLU derivative missing in e_2", "Neurons that were off pass error back.",
        swaps=((RELU, E_2, "self.e_2 = self.e_3 @ self.weights_3.T"),), loses=backward("e_2"),
    ),
    Answer(
        "no-derivative-at-all", "ReLU derivative missing in both", "Neurons that were off pass error back.",
        swaps=((RELU, E_2, "self.e_2 = self.e_3 @ self.weights_3.T"),
               (RELU, E_1, "self.e_1 = self.e_2 @ self.weights_2.T")),
        loses=backward("e_2", "e_1"),
    ),
    Answer(
        "relu-instead-of-derivative", "relu where relu_derivative belongs", "The slope is 1 where the neuron is on, not z.",
        swaps=((RELU, E_1, "self.e_1 = (self.e_2 @ self.weights_2.T) * relu(self.z_1)"),), loses=backward("e_1"),
    ),
    Answer(
        "derivative-of-the-wrong-layer", "Derivative taken at z_1 in e_2", "e_2 needs the derivative at z_2.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_1)"),),
        loses=backward(*FROM_E_2),
    ),
    Answer(
        "derivative-added", "+ instead of the element-wise product", "The chain rule multiplies.",
        swaps=((RELU, E_1, "self.e_1 = (self.e_2 @ self.weights_2.T) + relu_derivative(self.z_1)"),),
        loses=backward("e_1"),
    ),
    Answer(
        "no-transpose-e-2", "weights_3 not transposed in e_2", "The shapes do not fit, so backward stops there.",
        swaps=((LINEAR, E_2_LINEAR, "self.e_2 = self.e_3 @ self.weights_3"),),
        loses=backward(*FROM_E_2, network=LINEAR),
    ),
    Answer(
        "wrong-sign", "Sign of e_2 turned", "The hidden layers climb the loss.",
        swaps=((RELU, E_2, "self.e_2 = -(self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2)"),),
        loses=backward("e_2"),
    ),
    Answer(
        "error-divided", "e_2 already divided by batch_size", "Error terms are per sample; the gradients are right.",
        swaps=((LINEAR, E_2_LINEAR, f"{E_2_LINEAR} / batch_size"),
               (LINEAR, GRAD_W_2, GRAD_W_2.removesuffix(" / batch_size")),
               (LINEAR, GRAD_B_2, GRAD_B_2.removesuffix(" / batch_size")),
               (LINEAR, GRAD_W_1, GRAD_W_1.removesuffix(" / batch_size")),
               (LINEAR, GRAD_B_1, GRAD_B_1.removesuffix(" / batch_size"))),
        loses=backward("e_2", network=LINEAR),
    ),
    Answer(
        "updated-first", "weights_3 updated before e_2 reads it",
        "The order of some lab sheets: e_2 is off by a few per cent, and no accuracy shows it.",
        swaps=((RELU, STEP_W_3, "pass"), (RELU, E_2, f"{STEP_W_3}\n        {E_2}")), loses=backward("e_2"),
    ),
    Answer(
        "both-updated-first", "weights_3 and weights_2 updated before the error passes", "Both error terms are off.",
        swaps=((LINEAR, STEP_W_3, "pass"), (LINEAR, STEP_W_2, "pass"),
               (LINEAR, E_2_LINEAR, f"{STEP_W_3}\n        {E_2_LINEAR}"),
               (LINEAR, E_1_LINEAR, f"{STEP_W_2}\n        {E_1_LINEAR}")),
        loses=backward("e_2", "e_1", network=LINEAR),
    ),
    Answer(
        "derivative-in-the-linear-network", "ReLU derivative in the linear network", "There is no activation to differentiate.",
        swaps=((LINEAR, E_2_LINEAR, "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2)"),
               (LINEAR, E_1_LINEAR, "self.e_1 = (self.e_2 @ self.weights_2.T) * relu_derivative(self.z_1)")),
        loses=backward("e_2", "e_1", network=LINEAR),
    ),
    Answer(
        "times-z-in-the-linear-network", "Multiplied by z_1 in the linear network", "The derivative of the identity is 1.",
        swaps=((LINEAR, E_1_LINEAR, "self.e_1 = (self.e_2 @ self.weights_2.T) * self.z_1"),),
        loses=backward("e_1", network=LINEAR),
    ),
    # gradients
    Answer(
        "no-mean", "No gradient divided by batch_size", "Sums instead of means: the steps are n times too long.",
        swaps=tuple((RELU, line, line.removesuffix(" / batch_size"))
                    for line in (GRAD_W_3, GRAD_B_3, GRAD_W_2, GRAD_B_2, GRAD_W_1, GRAD_B_1)),
        loses=backward(*GRADIENTS),
    ),
    Answer(
        "bias-mean-forgotten", "Only a bias gradient not divided", "The bias takes steps n times too long.",
        swaps=((LINEAR, GRAD_B_3, "self.grad_bias_3 = np.sum(self.e_3, axis=0, keepdims=True)"),),
        loses=backward("grad_bias_3", network=LINEAR),
    ),
    Answer(
        "divided-twice", "Bias mean divided by batch_size again", "np.mean has divided already.",
        swaps=((LINEAR, GRAD_B_1, "self.grad_bias_1 = np.mean(self.e_1, axis=0, keepdims=True) / batch_size"),),
        loses=backward("grad_bias_1", network=LINEAR),
    ),
    Answer(
        "bias-not-summed", "Bias gradient not summed over the batch", "One row per sample cannot be subtracted in place.",
        swaps=((RELU, GRAD_B_3, "self.grad_bias_3 = self.e_3 / batch_size"),),
        loses=backward("grad_bias_3", "update"),
    ),
    Answer(
        "bias-wrong-axis", "Bias summed over axis 1", "That adds up the neurons of a sample.",
        swaps=((LINEAR, GRAD_B_2, "self.grad_bias_2 = np.sum(self.e_2, axis=1, keepdims=True) / batch_size"),),
        loses=backward("grad_bias_2", "update", network=LINEAR),
    ),
    Answer(
        "bias-over-everything", "Bias summed without an axis", "One number for all neurons.",
        swaps=((RELU, GRAD_B_2, "self.grad_bias_2 = np.sum(self.e_2) / batch_size"),), loses=backward("grad_bias_2"),
    ),
    Answer(
        "gradient-from-z", "grad_weights_3 from z_2", "The gradient needs what the layer read, a_2.",
        swaps=((RELU, GRAD_W_3, "self.grad_weights_3 = self.z_2.T @ self.e_3 / batch_size"),),
        loses=backward("grad_weights_3"),
    ),
    Answer(
        "gradient-from-the-wrong-layer", "grad_weights_3 from a_1", "The third layer read a_2.",
        swaps=((LINEAR, GRAD_W_3, "self.grad_weights_3 = self.a_1.T @ self.e_3 / batch_size"),),
        loses=backward("grad_weights_3", "update", network=LINEAR),
    ),
    Answer(
        "gradient-transposed", "grad_weights_2 transposed", "A gradient has the shape of its weights.",
        swaps=((LINEAR, GRAD_W_2, "self.grad_weights_2 = self.e_2.T @ self.a_1 / batch_size"),),
        loses=backward("grad_weights_2", "update", network=LINEAR),
    ),
    Answer(
        "learning-rate-in-the-gradient", "Gradient times learning rate, twice applied",
        "The learning rate belongs in the step only.",
        swaps=((LINEAR, GRAD_W_1, "self.grad_weights_1 = learning_rate * X.T @ self.e_1 / batch_size"),),
        loses=backward("grad_weights_1", network=LINEAR),
    ),
    Answer(
        "zeros-filled-in", "Zeros of the right shape in every blank of backward",
        "Zeros follow from zeros, but nothing was computed.",
        swaps=((RELU, E_2, "self.e_2 = np.zeros_like(self.z_2)"), (RELU, E_1, "self.e_1 = np.zeros_like(self.z_1)"),
               *((RELU, line, f"self.grad_{name} = np.zeros_like(self.{name})") for line, name in (
                   (GRAD_W_3, "weights_3"), (GRAD_B_3, "bias_3"), (GRAD_W_2, "weights_2"), (GRAD_B_2, "bias_2"),
                   (GRAD_W_1, "weights_1"), (GRAD_B_1, "bias_1")))),
        loses=backward(*BACKWARD),
    ),
    # update
    Answer(
        "no-learning-rate", "Learning rate missing in the step", "The step is ten times too long.",
        swaps=((RELU, STEP_W_3, "self.weights_3 -= self.grad_weights_3"),), loses=backward("update"),
    ),
    Answer(
        "uphill", "Gradients added instead of subtracted", "Gradient ascent: the loss grows.",
        swaps=((LINEAR, STEP_W_2, "self.weights_2 += learning_rate * self.grad_weights_2"),
               (LINEAR, STEP_B_2, "self.bias_2 += learning_rate * self.grad_bias_2")),
        loses=backward("update", network=LINEAR),
    ),
    Answer(
        "bias-not-updated", "bias_3 never updated", "The bias stays as it was.",
        swaps=((RELU, STEP_B_3, "pass"),), loses=backward("update"),
    ),
    # published answers
    Answer(
        "coarse-step-on-integers", "A step of 1e-4, and a copy that stays integer", "The step is cut off before f sees it.",
        swaps=((GRADIENT, HEAD, HEAD.replace("1e-5", "1e-4")),
               (GRADIENT, BODY, LOOP.replace("np.array(x, dtype=float)", "x.copy()").replace("np.zeros_like(x)", "np.zeros(x.shape)"))),
        loses=("hidden_numerical_gradient_integers",),
    ),
    Answer(
        "up-twice", "x + h for both points", "The difference of a value and itself is 0.",
        swaps=((GRADIENT, QUOTIENT, QUOTIENT.replace("x - step", "x + step")),), loses=gradient(*FORMULA),
        same_as="no-copy",
    ),
    Answer(
        "further-up", "From x + h up once more", "Both points lie on the same side of x.",
        swaps=((GRADIENT, QUOTIENT, "return (f(x + 2 * step) - f(x + step)) / (2 * h)"),),
        loses=gradient("values", "accuracy"),
    ),
    Answer(
        "error-times-sum", "z_1 as one factor more", "The slope of ReLU is 1 or 0, and nothing besides.",
        swaps=((RELU, E_1, f"{E_1} * self.z_1"),), loses=backward("e_1"),
        same_as="relu-instead-of-derivative",
    ),
    Answer(
        "bias-from-the-weights", "grad_bias_1 from X.T @ e_1", "A bias reads no features: its gradient is the mean of e_1 alone.",
        swaps=((RELU, GRAD_B_1, "self.grad_bias_1 = np.sum(X.T @ self.e_1, axis=0, keepdims=True) / batch_size"),),
        loses=backward("grad_bias_1"),
    ),
]  # fmt: skip

ANSWERS = RIGHT + MISTAKES
