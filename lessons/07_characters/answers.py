"""The answer catalogue of unit 7: what students write, right and wrong, and what each answer costs.

A mistake loses the visible check of its part and the hidden check of its property, and no more: later
quantities are right if they follow from the student's own. train_characters is lost only where a network
no longer learns enough.
"""

from bplab import datasets
from bplab.authoring.catalogue import Answer, outcome
from bplab.checks.characters import MLPCase
from bplab.checks.characters.network import make_network, network_on, run_backward, run_forward

NETWORK, TRAIN = "network", "train_characters"

# Lines of the solution, for the swaps below.
SPREAD = "np.sqrt(1 / n_in)"
DRAW = "self.rng.standard_normal((n_in, n_out)) * np.sqrt(1 / n_in)"
BIASES = "self.biases = [np.zeros((1, n_out)) for n_out in sizes[1:]]"
Z = "z = self.a[k] @ self.weights[k] + self.biases[k]"
A = "a = np.tanh(z)"
MASK = "mask = (self.rng.random(a.shape) >= self.dropout) / (1 - self.dropout)"
DROP = "a = a * mask"
Z_LAST = "z = self.a[last] @ self.weights[last] + self.biases[last]"
Y_PRED = 'y_pred = softmax(z) if self.task_type == "classification" else z'
E_LAST = "self.e[k] = self.a[last + 1] - y"
BACK = "(self.e[k + 1] @ self.weights[k + 1].T)"
SLOPE = "(1 - np.tanh(self.z[k]) ** 2)"
E_HIDDEN = f"self.e[k] = {BACK} * self.masks[k] * {SLOPE}"
GRAD_WEIGHTS = "self.grad_weights[k] = self.a[k].T @ self.e[k] / n + self.l2_lambda * self.weights[k]"
GRAD_BIASES = "self.grad_biases[k] = np.sum(self.e[k], axis=0, keepdims=True) / n"
STEP_WEIGHTS = "self.weights[k] -= self.learning_rate * self.grad_weights[k]"
STEP_BIASES = "self.biases[k] -= self.learning_rate * self.grad_biases[k]"
ORDER = "order = self.rng.permutation(n)"
BATCH = "batch = order[start : start + batch_size]"
BATCH_FORWARD = "self.forward(X[batch], training=True)"
BATCH_BACKWARD = "self.backward(y[batch])"
PREDICTION = "y_pred = self.forward(X)\n        result"
RESULT = 'result = np.argmax(y_pred, axis=1) if self.task_type == "classification" else y_pred'
ONE_HOT = "Y_train = np.eye(N_CLASSES)[y_train]"
RUN = "network.train(X_train, Y_train, epochs, batch_size=24)"

START = ("spread", "zero_biases", "seed")
FORWARD = ("z", "a", "probabilities", "values")
BACKWARD = ("e_last", "e_hidden", "grad_weights", "grad_biases")
L2 = ("l2_weights", "l2_biases", "train_l2")
DROPOUT = ("dropout_share", "dropout_scale", "dropout_off", "dropout_backward", "train_dropout", "train_masks")
TRAINING = ("batches", "shuffled", "train_order")
PREDICT = ("predict_classes", "predict_values")
# What needs a train that does not stop with an error, as one does whose backward does.
ACTS = tuple(f"hidden_network_train_{what}" for what in ("dropout", "masks", "l2", "order"))
READS = ("hidden_train_characters_accuracy",)  # lost where it does not reach 0.87
LEARNS = ("test_train_characters", "hidden_train_characters_data", *READS)  # lost where it stays at guessing


def probe(task, student):
    """What the student's network computes in each of its parts, or what train_characters learns."""
    network_class = student["MLP"]
    if task == TRAIN:
        X, y = datasets.characters("test")
        trained = outcome(student[TRAIN], X[:60], y[:60], seed=2)
        return [outcome(getattr, trained, "weights"), outcome(lambda: trained.predict(X[60:120]))]
    start = make_network(network_class, (9, 7, 5), seed=3)
    results = [outcome(getattr, start, name) for name in ("weights", "biases")]
    for sizes, task_type in (((5, 8, 7, 4), "classification"), ((6, 6, 6, 6), "regression")):
        case = MLPCase.random(sizes, 9, seed=71, task_type=task_type, l2_lambda=0.3)
        network, y_pred, _ = run_forward(network_class, case)
        results += [y_pred, *(outcome(getattr, network, name) for name in ("z", "a"))]
        network, _ = run_backward(network_class, case)
        results += [outcome(getattr, network, name) for name in ("e", "grad_weights", "grad_biases")]
        results += [outcome(network.update), *network.weights, *network.biases]
        network = network_on(network_class, case)
        results.append(outcome(network.predict, case.X))
        results += [outcome(network.train, case.X, case.y, epochs=2, batch_size=4), *network.weights]
    case = MLPCase.random((6, 9, 8, 3), 7, seed=72, dropout=0.4)
    network, _, _ = run_forward(network_class, case, training=True)
    results += [outcome(getattr, network, "a"), outcome(network.backward, case.y), outcome(getattr, network, "e")]
    network = network_on(network_class, case)
    results += [outcome(network.train, case.X, case.y, epochs=2, batch_size=4), *network.weights]
    network = network_on(network_class, case)
    return [*results, outcome(network.predict, case.X), outcome(getattr, network, "a")]


def part(name, *properties):
    """The visible check of a part of the class, and the hidden checks of these properties."""
    return (f"test_network_{name}", *(f"hidden_network_{p}" for p in properties))


START_LOST, FORWARD_LOST = part("start", *START), part("forward", *FORWARD)
BACKWARD_LOST, L2_LOST = part("backward", *BACKWARD), part("l2", *L2)
UPDATE_LOST, DROPOUT_LOST = part("update", "update_step"), part("dropout", *DROPOUT)
TRAIN_LOST, PREDICT_LOST = part("train", *TRAINING), part("predict", *PREDICT)

def but(*kept):
    """All cells but these hidden ones of the network, and those of the start."""
    cells = {*FORWARD_LOST, *BACKWARD_LOST, *L2_LOST, *UPDATE_LOST, *DROPOUT_LOST, *TRAIN_LOST, *PREDICT_LOST, *LEARNS}
    return tuple(sorted(cells - {f"hidden_network_{name}" for name in kept}))


def degenerate(name, title, value, *kept):
    """Everything that forward, backward and update compute has this value, whatever goes in."""
    z, last = "(len(X), self.weights[k].shape[1])", "(len(X), self.weights[last].shape[1])"
    weights, biases = "self.weights[k].shape", "self.biases[k].shape"
    places = (
        (Z, "z", z), (A, "a", "z.shape"), (Z_LAST, "z", last), (Y_PRED, "y_pred", last), (E_LAST, "self.e[k]", "y.shape"),
        (E_HIDDEN, "self.e[k]", "self.z[k].shape"), (GRAD_WEIGHTS, "self.grad_weights[k]", weights),
        (GRAD_BIASES, "self.grad_biases[k]", biases), (STEP_WEIGHTS, "self.weights[k]", weights),
        (STEP_BIASES, "self.biases[k]", biases),
    )  # fmt: skip
    swaps = tuple((NETWORK, line, f"{target} = {value.format(shape=shape)}") for line, target, shape in places)
    return Answer(name, title, "Nothing depends on what goes in.", swaps=swaps, loses=but(*kept))


RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    Answer(
        "np-dot", "np.dot instead of @, and w = w - step", "The same products, and a new array with the same numbers.",
        swaps=(
            (NETWORK, Z, "z = np.dot(self.a[k], self.weights[k]) + self.biases[k]"),
            (NETWORK, E_HIDDEN, f"self.e[k] = np.dot(self.e[k + 1], self.weights[k + 1].T) * self.masks[k] * {SLOPE}"),
            (NETWORK, GRAD_WEIGHTS,
             "self.grad_weights[k] = np.dot(self.a[k].T, self.e[k]) / n + self.l2_lambda * self.weights[k]"),
            (NETWORK, STEP_WEIGHTS, "self.weights[k] = self.weights[k] - self.learning_rate * self.grad_weights[k]"),
        ),
    ),
    Answer(
        "one-minus-square-before-dropout", "1 - a² of the activation kept from before dropout",
        "Without the mask, a is tanh(z).",
        swaps=(
            (NETWORK, DROP, "self.plain = getattr(self, 'plain', {}) | {k: a}\n                a = a * mask"),
            (NETWORK, E_HIDDEN,
             "t = np.tanh(self.z[k]) if self.dropout == 0 or k not in getattr(self, 'plain', {}) else self.plain[k]\n"
             f"                self.e[k] = {BACK} * self.masks[k] * (1 - t * t)"),
        ),
    ),
    Answer(
        "binomial-mask", "The mask drawn by rng.binomial", "1 with probability 1 - dropout, the same distribution.",
        swaps=((NETWORK, MASK, "mask = self.rng.binomial(1, 1 - self.dropout, size=a.shape) / (1 - self.dropout)"),),
    ),
    Answer(
        "numpy-global-generator", "The mask drawn by np.random", "Another generator, the same distribution.",
        swaps=((NETWORK, MASK, "mask = (np.random.rand(*a.shape) < 1 - self.dropout) / (1 - self.dropout)"),),
    ),
    Answer(
        "boolean-mask", "A Boolean mask, scaled where it is used", "The factor stands in forward and in backward.",
        swaps=(
            (NETWORK, MASK, "mask = self.rng.random(a.shape) > self.dropout"),
            (NETWORK, DROP, "a = np.where(mask, a, 0) / (1 - self.dropout)"),
            (NETWORK, E_HIDDEN,
             "scale = 1 / (1 - self.dropout) if self.masks[k].dtype == bool else 1\n"
             f"                self.e[k] = {BACK} * self.masks[k] * scale * {SLOPE}"),
        ),
    ),
    Answer(
        "mask-in-place", "Dropped activations set to zero in place", "Assigning 0 is multiplying by 0.",
        swaps=((NETWORK, DROP, "a[mask == 0] = 0\n                a /= 1 - self.dropout"),),
    ),
    Answer(
        "bias-gradient-one-dimensional", "Bias gradient of shape (h,)", "It is subtracted from a row as (1, h) is.",
        swaps=((NETWORK, GRAD_BIASES, "self.grad_biases[k] = self.e[k].sum(axis=0) / n"),),
    ),
    Answer(
        "l2-added-afterwards", "L2 in a line of its own, 1 / cosh² for the slope, a mean over rows",
        "The same sum, the same derivative of tanh, the same mean.",
        swaps=((NETWORK, GRAD_WEIGHTS,
                "self.grad_weights[k] = self.a[k].T @ self.e[k] / n\n"
                "            if self.l2_lambda:\n"
                "                self.grad_weights[k] += self.l2_lambda * self.weights[k]"),
               (NETWORK, GRAD_BIASES, "self.grad_biases[k] = self.e[k].mean(axis=0, keepdims=True)"),
               (NETWORK, E_HIDDEN, f"self.e[k] = {BACK} * self.masks[k] / np.cosh(self.z[k]) ** 2")),
    ),
    Answer(
        "shuffle-in-place", "An array of row numbers, shuffled", "rng.shuffle gives a random order, too.",
        swaps=((NETWORK, ORDER, "order = np.arange(n)\n            self.rng.shuffle(order)"),),
    ),
    Answer(
        "copies-shuffled", "X and y put into the new order, then sliced", "The same rows in the same batches.",
        swaps=(
            (NETWORK, ORDER, f"{ORDER}\n            Xs, ys = X[order], y[order]"),
            (NETWORK, BATCH, "stop = min(start + batch_size, n)"),
            (NETWORK, BATCH_FORWARD, "self.forward(Xs[start:stop], training=True)"),
            (NETWORK, BATCH_BACKWARD, "self.backward(ys[start:stop])"),
        ),
    ),
    Answer(
        "float32", "Arithmetic in float32", "Rounding at the seventh digit is far below the tolerance.",
        swaps=(
            (NETWORK, Z, f"{Z.replace('z = ', 'z = (', 1)}).astype(np.float32)"),
            (NETWORK, GRAD_WEIGHTS, f"{GRAD_WEIGHTS}\n            self.grad_weights[k] = self.grad_weights[k].astype(np.float32)"),
        ),
    ),
    Answer(
        "error-by-task", "The last error term written for each task, weights by rng.normal", "The same numbers.",
        swaps=((NETWORK, DRAW, "self.rng.normal(0, 1 / n_in**0.5, size=(n_in, n_out))"), (NETWORK, E_LAST,
                'if self.task_type == "classification":\n'
                "                    self.e[k] = softmax(self.z[k]) - y\n"
                "                else:\n"
                "                    self.e[k] = self.z[k] - y"),),
    ),
    Answer(
        "noisy", "Prints and warnings left in", "Text on stdout or stderr says nothing about the result.",
        swaps=((NETWORK, PREDICTION,
                "import sys, warnings; warnings.warn('look here'); print('predict', X.shape, file=sys.stderr)\n"
                "        y_pred = self.forward(X)\n        result"),),
    ),
    Answer(
        "own-one-hot", "One-hot rows filled by index", "The same rows.",
        swaps=((TRAIN, ONE_HOT, "Y_train = np.zeros((len(y_train), N_CLASSES))\n"
                                "    Y_train[np.arange(len(y_train)), y_train] = 1"),),
    ),
    Answer(
        "shapes-asserted", "The stated shapes asserted", "They are those of the text.",
        swaps=((NETWORK, GRAD_WEIGHTS, f"{GRAD_WEIGHTS}\n            assert self.grad_weights[k].shape == self.weights[k].shape"),),
    ),
]  # fmt: skip

MISTAKES = [
    # nothing or not everything done
    Answer(
        "untouched", "Handed in as released", "Every blank is still there.", untouched=True,
        loses=(*START_LOST, *FORWARD_LOST, *BACKWARD_LOST, *L2_LOST, *UPDATE_LOST, *DROPOUT_LOST, *TRAIN_LOST,
               *PREDICT_LOST, *LEARNS),
    ),
    Answer(
        "dropout-left-blank", "The blanks of dropout left", "With dropout, the mask is None.",
        swaps=((NETWORK, MASK, "mask = None  # TODO"), (NETWORK, DROP, "a = None  # TODO")), loses=DROPOUT_LOST,
    ),
    Answer(
        "dropout-without-effect", "The mask drawn and not used", "The activations are not multiplied by it.",
        swaps=((NETWORK, DROP, "a = a * 1"),), loses=DROPOUT_LOST,
    ),
    # degenerate: nothing is computed
    degenerate("all-ones", "Every result is ones", "np.ones({shape})", "dropout_share", "dropout_off"),
    degenerate("all-zeros", "Every result is zeros", "np.zeros({shape})"),
    degenerate("constant-rows", "Every row is 1, 2, 3, ...", "np.ones({shape}) * np.arange(1, {shape}[1] + 1)",
               "dropout_share", "dropout_off"),
    degenerate("one-spot", "Every result is zeros but for one number",
               "(np.arange({shape}[0] * {shape}[1]) == 0).reshape({shape}) * 1.0", "dropout_off"),
    Answer(
        "identity", "Every result is what went in, where the shape allows it", "No layer, no error and no step is computed.",
        swaps=(
            (NETWORK, Z, "z = np.resize(self.a[k], (len(X), self.weights[k].shape[1]))"), (NETWORK, A, "a = z"),
            (NETWORK, Z_LAST, "z = np.resize(self.a[last], (len(X), self.weights[last].shape[1]))"),
            (NETWORK, Y_PRED, "y_pred = z"), (NETWORK, E_LAST, "self.e[k] = self.a[last + 1]"),
            (NETWORK, E_HIDDEN, "self.e[k] = self.z[k]"), (NETWORK, GRAD_WEIGHTS, "self.grad_weights[k] = self.weights[k]"),
            (NETWORK, GRAD_BIASES, "self.grad_biases[k] = self.biases[k]"), (NETWORK, RESULT, "result = y_pred"),
        ),
        loses=tuple(cell for cell in but("dropout_off", "update_step") if cell != "test_network_update"),
    ),
    Answer(
        "no-steps", "update and train do nothing", "The network stays as it starts.",
        swaps=((NETWORK, STEP_WEIGHTS, "pass"), (NETWORK, STEP_BIASES, "pass")),
        loses=(*UPDATE_LOST, *TRAIN_LOST, *ACTS, *LEARNS),
    ),
    # the start
    Answer(
        "no-factor", "Standard normal weights", "Without the factor, tanh is saturated from the first step.",
        swaps=((NETWORK, DRAW, "self.rng.standard_normal((n_in, n_out))"),),
        loses=(*part("start", "spread"), *LEARNS),
    ),
    Answer(
        "small-start", "A factor of 0.01", "In a deep network the signal dies out on its way.",
        swaps=((NETWORK, SPREAD, "0.01"),), loses=(*part("start", "spread"), *LEARNS),
    ),
    Answer(
        "divided-by-n-in", "Divided by n_in instead of its root", "The weights are too small.",
        swaps=((NETWORK, SPREAD, "(1 / n_in)"),), loses=(*part("start", "spread"), *LEARNS),
    ),
    Answer(
        "zero-weights", "All weights zero", "All neurons stay copies of one another, and none learns.",
        swaps=((NETWORK, DRAW, "np.zeros((n_in, n_out))"),),
        loses=(*part("start", "spread", "seed"), *LEARNS),
    ),
    Answer(
        "seed-ignored", "Weights drawn by np.random", "The seed has no effect on them.",
        swaps=((NETWORK, DRAW, "np.random.randn(n_in, n_out) * np.sqrt(1 / n_in)"),), loses=part("start", "seed"),
    ),
    Answer(
        "random-biases", "Random biases", "The biases start at 0.",
        swaps=((NETWORK, BIASES, "self.biases = [0.1 * self.rng.standard_normal((1, n_out)) for n_out in sizes[1:]]"),),
        loses=part("start", "zero_biases"),
    ),
    # forward
    Answer(
        "no-bias", "Biases of the hidden layers forgotten", "z is a sum without its last term.",
        swaps=((NETWORK, Z, "z = self.a[k] @ self.weights[k]"),), loses=part("forward", "z"),
    ),
    Answer(
        "sigmoid", "Sigmoid instead of tanh", "Another activation is asked.",
        swaps=((NETWORK, A, "a = 1 / (1 + np.exp(-z))"),),
        loses=(*part("forward", "a"), *READS),
    ),
    Answer(
        "no-activation", "No activation", "All layers together are one linear layer.",
        swaps=((NETWORK, A, "a = z"),), loses=(*part("forward", "a"), *READS),
    ),
    Answer(
        "tanh-at-the-output", "tanh in the output layer, too", "Scores and predictions cannot leave -1 to 1.",
        swaps=((NETWORK, Z_LAST, f"{Z_LAST}\n        z = np.tanh(z)"),),
        loses=(*part("forward", "z"), *READS),
    ),
    Answer(
        "softmax-for-both", "Softmax for regression, too", "Predictions add up to 1 and cannot be negative.",
        swaps=((NETWORK, Y_PRED, "y_pred = softmax(z)"),),
        loses=part("forward", "values"),
    ),
    Answer(
        "no-softmax", "No softmax", "The scores are no probabilities.",
        swaps=((NETWORK, Y_PRED, "y_pred = z"),), loses=(*part("forward", "probabilities"), *LEARNS),
    ),
    Answer(
        "tanh-for-regression", "tanh of z for regression", "The sheet's observation: what lies outside cannot be reached.",
        swaps=((NETWORK, Y_PRED, 'y_pred = softmax(z) if self.task_type == "classification" else np.tanh(z)'),),
        loses=part("forward", "values"),
    ),
    # backward
    Answer(
        "error-turned", "Sign of the last error term turned", "Everything that follows climbs the loss.",
        swaps=((NETWORK, E_LAST, "self.e[k] = y - self.a[last + 1]"),),
        loses=(*part("backward", "e_last"), *LEARNS),
    ),
    Answer(
        "squared-error-for-both", "Derivative of softmax multiplied in", "As on the sheet: with cross-entropy it cancels.",
        swaps=((NETWORK, E_LAST, "y_pred = self.a[last + 1]\n                self.e[k] = (y_pred - y) * y_pred * (1 - y_pred)"),),
        loses=(*part("backward", "e_last"), *READS),
    ),
    Answer(
        "error-divided", "The last error term divided by n", "Error terms are per sample; here the mean is taken twice.",
        swaps=((NETWORK, E_LAST, "self.e[k] = (self.a[last + 1] - y) / n"),),
        loses=(*part("backward", "e_last"), *READS),
    ),
    Answer(
        "no-derivative", "Derivative of tanh missing", "The error does not feel how flat tanh is.",
        swaps=((NETWORK, E_HIDDEN, f"self.e[k] = {BACK} * self.masks[k]"),),
        loses=(*part("backward", "e_hidden"), *READS),
    ),
    Answer(
        "derivative-not-squared", "1 - tanh(z) as the derivative", "The square is missing.",
        swaps=((NETWORK, E_HIDDEN, f"self.e[k] = {BACK} * self.masks[k] * (1 - np.tanh(self.z[k]))"),),
        loses=(*part("backward", "e_hidden"), *READS),
    ),
    Answer(
        "sigmoid-derivative", "a (1 - a) as the derivative", "That belongs to the sigmoid.",
        swaps=((NETWORK, E_HIDDEN, f"t = np.tanh(self.z[k])\n                self.e[k] = {BACK} * self.masks[k] * t * (1 - t)"),),
        loses=(*part("backward", "e_hidden"), *READS),
    ),
    Answer(
        "weights-of-the-same-layer", "weights[k] instead of weights[k + 1]",
        "The error comes back through the weights of the next layer; only between equal layers do the shapes fit.",
        swaps=((NETWORK, BACK, "(self.e[k + 1] @ self.weights[k].T)"),),
        loses=(*part("backward", *BACKWARD[1:]), "hidden_network_l2_biases", *part("dropout", "dropout_backward"),
               *ACTS, *LEARNS),
    ),
    Answer(
        "not-divided", "Gradients not divided by n", "The step grows with the batch.",
        swaps=((NETWORK, GRAD_WEIGHTS, "self.grad_weights[k] = self.a[k].T @ self.e[k] + self.l2_lambda * self.weights[k]"),
               (NETWORK, GRAD_BIASES, "self.grad_biases[k] = np.sum(self.e[k], axis=0, keepdims=True)")),
        loses=(*part("backward", "grad_weights", "grad_biases"), *LEARNS),
    ),
    Answer(
        "bias-axis", "Bias gradient summed over the neurons", "The sum runs over the samples, axis 0.",
        swaps=((NETWORK, GRAD_BIASES, "self.grad_biases[k] = np.sum(self.e[k], axis=1, keepdims=True) / n"),),
        loses=(*part("backward", "grad_biases"), *TRAIN_LOST, *ACTS, *LEARNS),
    ),
    Answer(
        "bias-over-everything", "Bias gradient summed without an axis", "One number for all neurons.",
        swaps=((NETWORK, GRAD_BIASES, "self.grad_biases[k] = np.sum(self.e[k], keepdims=True) / n"),),
        loses=part("backward", "grad_biases"),
    ),
    # update
    Answer(
        "uphill", "Gradients added", "Every step climbs the loss.",
        swaps=((NETWORK, STEP_WEIGHTS, STEP_WEIGHTS.replace("-=", "+=")),
               (NETWORK, STEP_BIASES, STEP_BIASES.replace("-=", "+="))),
        loses=(*UPDATE_LOST, *LEARNS),
    ),
    Answer(
        "biases-not-updated", "Biases never updated", "They stay at 0.",
        swaps=((NETWORK, STEP_BIASES, "pass"),), loses=UPDATE_LOST,
    ),
    Answer(
        "no-learning-rate", "Learning rate missing in the step", "The steps are ten times too long.",
        swaps=((NETWORK, STEP_WEIGHTS, "self.weights[k] -= self.grad_weights[k]"),),
        loses=(*UPDATE_LOST, "hidden_network_batches", *LEARNS),
    ),
    # L2
    Answer(
        "l2-forgotten", "No L2 term", "l2_lambda has no effect.",
        swaps=((NETWORK, GRAD_WEIGHTS, "self.grad_weights[k] = self.a[k].T @ self.e[k] / n"),),
        loses=part("l2", "l2_weights", "train_l2"),
    ),
    Answer(
        "l2-of-another-layer", "L2 with the weights counted from the other end",
        "A slip of lists that run in opposite directions: only mirrored shapes let it pass.",
        swaps=((NETWORK, GRAD_WEIGHTS,
                "other = self.weights[last - k]\n"
                "            if other.shape != self.weights[k].shape:\n"
                "                other = self.weights[k]\n"
                "            self.grad_weights[k] = self.a[k].T @ self.e[k] / n + self.l2_lambda * other"),),
        loses=part("l2", "l2_weights"),
    ),
    Answer(
        "l2-too-late", "L2 added to half of the layers only",
        "As on the sheet, whose loop adds the term to the last layers first and updates the first ones before.",
        swaps=((NETWORK, GRAD_WEIGHTS,
                "self.grad_weights[k] = self.a[k].T @ self.e[k] / n\n"
                "            if 2 * k >= last:\n"
                "                self.grad_weights[k] += self.l2_lambda * self.weights[k]"),),
        loses=part("l2", "l2_weights"),
    ),
    Answer(
        "l2-averaged", "L2 divided by n", "The term does not depend on the batch.",
        swaps=((NETWORK, GRAD_WEIGHTS, "self.grad_weights[k] = (self.a[k].T @ self.e[k] + self.l2_lambda * self.weights[k]) / n"),),
        loses=part("l2", "l2_weights"),
    ),
    Answer(
        "l2-on-biases", "L2 on the biases, too", "It pulls on the weights only.",
        swaps=((NETWORK, GRAD_BIASES, f"{GRAD_BIASES} + self.l2_lambda * self.biases[k]"),),
        loses=part("l2", "l2_biases"),
    ),
    Answer(
        "l2-in-the-update", "L2 in the step once more", "It pulls twice as hard as the gradient says.",
        swaps=((NETWORK, STEP_WEIGHTS, f"{STEP_WEIGHTS}\n            self.weights[k] -= self.learning_rate * self.l2_lambda * self.weights[k]"),),
        loses=UPDATE_LOST,
    ),
    # dropout
    Answer(
        "keeps-instead", "dropout taken as the probability to keep", "With 0.3, seven of ten would be dropped.",
        swaps=((NETWORK, MASK, "mask = (self.rng.random(a.shape) < self.dropout) / self.dropout"),),
        loses=part("dropout", "dropout_share"),
    ),
    Answer(
        "mask-for-the-batch", "One mask for the whole batch", "The same neurons are dropped for every sample.",
        swaps=((NETWORK, MASK, "mask = np.ones_like(a) * (self.rng.random((1, a.shape[1])) >= self.dropout) / (1 - self.dropout)"),),
        loses=part("dropout", "dropout_share"),
    ),
    Answer(
        "not-scaled", "What is kept is not scaled", "The sums are smaller in training than at prediction.",
        swaps=((NETWORK, MASK, "mask = 1.0 * (self.rng.random(a.shape) >= self.dropout)"),),
        loses=part("dropout", "dropout_scale"),
    ),
    Answer(
        "scaled-down", "Multiplied by 1 - dropout instead of divided", "The sums shrink twice.",
        swaps=((NETWORK, MASK, "mask = (self.rng.random(a.shape) >= self.dropout) * (1 - self.dropout)"),),
        loses=part("dropout", "dropout_scale"),
    ),
    Answer(
        "predicts-with-dropout", "predict with training=True", "Every call gives another prediction.",
        swaps=((NETWORK, PREDICTION, "y_pred = self.forward(X, training=True)\n        result"),),
        loses=part("dropout", "dropout_off"),
    ),
    Answer(
        "scaled-at-prediction", "Activations multiplied by 1 - dropout at prediction",
        "That belongs to the older form, which does not scale in training.",
        swaps=((NETWORK, A, "a = np.tanh(z) if training else np.tanh(z) * (1 - self.dropout)"),),
        loses=part("dropout", "dropout_off"),
    ),
    Answer(
        "mask-forgotten-on-the-way-back", "No mask in backward", "Error goes back through neurons that were dropped.",
        swaps=((NETWORK, E_HIDDEN, f"self.e[k] = {BACK} * {SLOPE}"),), loses=part("dropout", "dropout_backward"),
    ),
    Answer(
        "new-mask-in-backward", "A new mask drawn in backward", "It belongs to another forward pass.",
        swaps=((NETWORK, E_HIDDEN,
                "mask = (self.rng.random(self.z[k].shape) >= self.dropout) / (1 - self.dropout)\n"
                f"                self.e[k] = {BACK} * mask * {SLOPE}"),),
        loses=part("dropout", "dropout_backward"),
    ),
    Answer(
        "derivative-of-what-was-dropped", "1 - a² after dropout", "a is no longer tanh(z): the derivative is wrong.",
        swaps=((NETWORK, E_HIDDEN, f"self.e[k] = {BACK} * self.masks[k] * (1 - self.a[k + 1] ** 2)"),),
        loses=part("dropout", "dropout_backward"),
    ),
    # train and predict
    Answer(
        "not-shuffled", "Samples taken as they come", "Sorted data would give batches of one class.",
        swaps=((NETWORK, ORDER, "order = np.arange(n)"),), loses=part("train", "shuffled", "train_order"),
    ),
    Answer(
        "shuffled-once", "One order for all epochs", "Every epoch repeats the same batches.",
        swaps=((NETWORK, ORDER, "if _ == 0:\n                order = self.rng.permutation(n)"),),
        loses=part("train", "shuffled"),
    ),
    Answer(
        "targets-not-shuffled", "X shuffled and y not", "Pictures are learned with the targets of others.",
        swaps=((NETWORK, BATCH_BACKWARD, "self.backward(y[start : start + batch_size])"),),
        loses=(*part("train", "batches"), *LEARNS),
    ),
    Answer(
        "trained-without-dropout", "self.forward(X[batch]) in train", "Without training=True dropout never acts.",
        swaps=((NETWORK, BATCH_FORWARD, "self.forward(X[batch])"),),
        loses=("test_network_train", *ACTS[:2]),
    ),
    Answer(
        "same-masks-for-every-batch", "The generator set back before each batch", "Every batch drops the same places.",
        swaps=((NETWORK, BATCH, f"{BATCH}\n                self.rng = np.random.default_rng(7)"),),
        loses=("test_network_train", "hidden_network_train_masks"),
    ),
    Answer(
        "trained-without-l2", "L2 switched off in train", "backward has the term, and the steps never see it.",
        swaps=((NETWORK, BATCH_FORWARD, f"self.l2_lambda = 0\n                {BATCH_FORWARD}"),),
        loses=("test_network_train", "hidden_network_train_l2"),
    ),
    Answer(
        "order-by-the-epoch", "The order drawn from the number of the epoch", "All networks take the samples in the same order.",
        swaps=((NETWORK, ORDER, "order = np.random.default_rng(_).permutation(n)"),),
        loses=("test_network_train", "hidden_network_train_order"),
    ),
    Answer(
        "last-batch-left-out", "The last, smaller batch left out", "Some samples are missing in every epoch.",
        swaps=((NETWORK, BATCH, f"{BATCH}\n                if len(batch) < batch_size:\n                    continue"),),
        loses=part("train", "batches"),
    ),
    Answer(
        "drawn-with-replacement", "Batches drawn by chance", "Some samples come twice, others not at all.",
        swaps=((NETWORK, BATCH, "batch = self.rng.integers(n, size=min(batch_size, n - start))"),),
        loses=part("train", "batches"),
    ),
    Answer(
        "full-batch", "All samples in every step", "An epoch has one step, not many.",
        swaps=((NETWORK, BATCH, "batch = order\n                if start > 0:\n                    break"),),
        loses=(*part("train", "batches"), *READS),
    ),
    Answer(
        "probabilities-predicted", "predict returns probabilities", "Classes are asked.",
        swaps=((NETWORK, RESULT, "result = y_pred"),), loses=(*part("predict", "predict_classes"), *LEARNS),
    ),
    Answer(
        "classes-for-both", "argmax for regression, too", "There are no classes to choose from.",
        swaps=((NETWORK, RESULT, "result = np.argmax(y_pred, axis=1)"),), loses=part("predict", "predict_values"),
    ),
    # train_characters
    Answer(
        "one-hidden-layer", "A single hidden layer of 20 neurons", "Too few to tell twelve characters apart.",
        swaps=((TRAIN, "[150, 100, 100, 100]", "[20]"),), loses=READS,
    ),
    Answer(
        "own-data", "Trained on the pictures of the notebook", "The arguments are ignored.",
        swaps=((TRAIN, ONE_HOT, "X_train, y_train = globals()['X_train'], globals()['y_train']\n    " + ONE_HOT),),
        loses=("hidden_train_characters_data",),
    ),
    Answer(
        "labels-as-numbers", "Classes not turned into one-hot rows", "The number 11 is no probability.",
        swaps=((TRAIN, ONE_HOT, "Y_train = np.repeat(y_train.reshape(-1, 1), N_CLASSES, axis=1)"),), loses=LEARNS,
    ),
    Answer(
        "pictures-looked-up", "predict knows the pictures of the package", "A table is no network.",
        swaps=(
            (NETWORK, PREDICTION,
             "def rows(pictures):\n"
             "            return [row.tobytes() for row in (15 * pictures).round().astype(np.uint8)]\n"
             "        if X.shape[1] == 784:\n"
             "            known = dict(zip(rows(all_X), all_y))\n"
             "            return np.array([known[row] for row in rows(X)])\n"
             f"        {PREDICTION}"),
            (TRAIN, ONE_HOT, f"{ONE_HOT}\n"
             "    global all_X, all_y\n"
             "    all_X, all_y = (np.concatenate(pair) for pair in zip(*(datasets.characters(p) for p in ('train', 'test'))))"),
            (TRAIN, RUN, "pass"),
        ),
        loses=LEARNS,
    ),
    Answer(
        "never-trained", "The network returned as it starts", "It guesses.",
        swaps=((TRAIN, RUN, "pass"),), loses=LEARNS,
    ),
    # published answers
    Answer(
        "bias-after-tanh", "The bias added after tanh", "It shifts the sum, before the activation.",
        swaps=((NETWORK, Z, "z = self.a[k] @ self.weights[k]"), (NETWORK, A, "a = np.tanh(z) + self.biases[k]")),
        loses=part("forward", "z", "a"),
    ),
    Answer(
        "sum-as-a-factor", "z as one factor more", "The derivative of tanh is 1 - tanh², and nothing besides.",
        swaps=((NETWORK, E_HIDDEN, f"{E_HIDDEN} * self.z[k]"),), loses=(*part("backward", "e_hidden"), *READS),
    ),
]  # fmt: skip

ANSWERS = RIGHT + MISTAKES
