"""The answer catalogue of unit 5: what students write, right and wrong, and what each answer costs.

A mistake loses the visible check of its method and the hidden check of its quantity, and no more: later
quantities are right if they follow from the student's own. The accuracy floors are lost only where a
network no longer learns, and the experiment where it does not run or does not measure what it should.
"""

from bplab.authoring.catalogue import Answer, network_outcomes, outcome

RELU, LINEAR, RUN = "relu_network", "linear_network", "run_experiment"

# Lines of the solution, for the swaps below.
Z_2 = "self.z_2 = self.a_1 @ self.weights_2 + self.bias_2"
A_2 = "self.a_2 = relu(self.z_2)"
A_2_LINEAR = "self.a_2 = self.z_2"
Z_3 = "self.z_3 = self.a_2 @ self.weights_3 + self.bias_3"
E_2 = "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2)"
E_2_LINEAR = "self.e_2 = self.e_3 @ self.weights_3.T"
E_1 = "self.e_1 = (self.e_2 @ self.weights_2.T) * relu_derivative(self.z_1)"
E_1_LINEAR = "self.e_1 = self.e_2 @ self.weights_2.T"
GRAD_W_2 = "self.grad_weights_2 = self.a_1.T @ self.e_2 / batch_size"
GRAD_W_1 = "self.grad_weights_1 = X.T @ self.e_1 / batch_size"
GRAD_B_2 = "self.grad_bias_2 = np.sum(self.e_2, axis=0, keepdims=True) / batch_size"
GRAD_B_1 = "self.grad_bias_1 = np.sum(self.e_1, axis=0, keepdims=True) / batch_size"
STEP_W_2 = "self.weights_2 -= learning_rate * self.grad_weights_2"
STEP_W_1 = "self.weights_1 -= learning_rate * self.grad_weights_1"
STEP_B_2 = "self.bias_2 -= learning_rate * self.grad_bias_2"
STEP_B_1 = "self.bias_1 -= learning_rate * self.grad_bias_1"
STEP_W_3 = "self.weights_3 -= learning_rate * self.grad_weights_3"

FORWARD = ("shapes", "z_2", "a_2", "z_3")
BACKWARD = ("e_2", "e_1", "grad_weights_2", "grad_bias_2", "grad_weights_1", "grad_bias_1", "update")
LEARNS = {RELU: "hidden_run_experiment_relu", LINEAR: "hidden_run_experiment_linear"}
PROTOCOL = "hidden_run_experiment_protocol"
EXPERIMENT = ("test_run_experiment", PROTOCOL)


def probe(task, student):
    """What the student's networks compute on one case, or what their experiment measures."""
    if task == RUN:
        return [outcome(student["run_experiment"], "nonlinear", seed=3)]
    name, activation = {RELU: ("ReluNeuralNetwork", "relu"), LINEAR: ("LinearNeuralNetwork", "linear")}[task]
    return network_outcomes(student[name], activation)


def forward(*properties, network=RELU):
    """The cells that a mistake in forward loses."""
    return (f"test_{network}_forward", *(f"hidden_{network}_{p}" for p in properties))


def backward(*properties, network=RELU):
    """The cells that a mistake in backward loses."""
    return (f"test_{network}_backward", *(f"hidden_{network}_{p}" for p in properties))


EVERYTHING = (*forward(*FORWARD), *backward(*BACKWARD), *forward(*FORWARD, network=LINEAR),
              *backward(*BACKWARD, network=LINEAR), *EXPERIMENT, *LEARNS.values())  # fmt: skip
LINES = {
    "z_2": (Z_2, Z_2), "a_2": (A_2, A_2_LINEAR), "z_3": (Z_3, Z_3), "e_2": (E_2, E_2_LINEAR), "e_1": (E_1, E_1_LINEAR),
    "grad_weights_2": (GRAD_W_2,) * 2, "grad_bias_2": (GRAD_B_2,) * 2, "grad_weights_1": (GRAD_W_1,) * 2,
    "grad_bias_1": (GRAD_B_1,) * 2,
}  # fmt: skip
STEPS = (STEP_W_2, STEP_B_2, STEP_W_1, STEP_B_1)
TYPED_IN = ((RUN, "return relu_accuracy, linear_accuracy", "return 0.25, 0.25"),)


def nothing_computed(made):
    """Swaps that write an array of a shape, "{shape}", into every blank of both networks."""
    shapes = {
        "z_2": "(len(X), self.weights_2.shape[1])", "a_2": "(len(X), self.weights_2.shape[1])",
        "z_3": "(len(X), self.weights_3.shape[1])", "e_2": "self.z_2.shape", "e_1": "self.z_1.shape",
    }  # fmt: skip
    return tuple(
        (network, line, f"self.{name} = " + made.format(shape=shapes.get(name, f"self.{name[5:]}.shape")))
        for name, lines in LINES.items()
        for network, line in zip((RELU, LINEAR), lines, strict=True)
    )


RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    Answer(
        "np-dot", "np.dot instead of @", "np.dot of two matrices is their product.",
        swaps=(
            (RELU, Z_2, "self.z_2 = np.dot(self.a_1, self.weights_2) + self.bias_2"),
            (RELU, Z_3, "self.z_3 = np.dot(self.a_2, self.weights_3) + self.bias_3"),
            (RELU, E_2, "self.e_2 = np.dot(self.e_3, self.weights_3.T) * relu_derivative(self.z_2)"),
            (RELU, GRAD_W_2, "self.grad_weights_2 = np.dot(self.a_1.T, self.e_2) / batch_size"),
        ),
    ),
    Answer(
        "einsum", "einsum instead of @", "The index form of the same products.",
        swaps=(
            (RELU, Z_2, "self.z_2 = np.einsum('ni,ij->nj', self.a_1, self.weights_2) + self.bias_2"),
            (RELU, GRAD_W_2, "self.grad_weights_2 = np.einsum('ni,nj->ij', self.a_1, self.e_2) / batch_size"),
            (LINEAR, E_2_LINEAR, "self.e_2 = np.einsum('nj,ij->ni', self.e_3, self.weights_3)"),
        ),
    ),
    Answer(
        "boolean-mask", "A Boolean mask as derivative", "True and False multiply as 1 and 0.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * (self.z_2 > 0)"),),
    ),
    Answer(
        "np-where", "np.where for activation and derivative", "np.where chooses element by element.",
        swaps=(
            (RELU, A_2, "self.a_2 = np.where(self.z_2 > 0, self.z_2, 0)"),
            (RELU, E_1, "self.e_1 = np.where(self.z_1 > 0, self.e_2 @ self.weights_2.T, 0)"),
        ),
    ),
    Answer(
        "derivative-of-activation", "Derivative taken from a instead of z", "a > 0 exactly where z > 0.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.a_2)"),),
    ),
    Answer(
        "mask-in-place", "Error set to zero where the neuron was off", "Assigning 0 is multiplying by 0.",
        swaps=((RELU, E_2, "self.e_2 = self.e_3 @ self.weights_3.T\n        self.e_2[self.z_2 <= 0] = 0"),),
    ),
    Answer(
        "greater-or-equal", "The derivative at 0 taken as 1", "At the kink both conventions are in use.",
        swaps=((RELU, E_1, "self.e_1 = (self.e_2 @ self.weights_2.T) * (self.z_1 >= 0)"),),
    ),
    Answer(
        "heaviside", "np.heaviside as derivative", "The step function is the derivative of ReLU.",
        swaps=((RELU, E_2, "self.e_2 = np.multiply(self.e_3 @ self.weights_3.T, np.heaviside(self.z_2, 0))"),),
    ),
    Answer(
        "relu-by-absolute-value", "ReLU as (|z| + z) / 2", "The same function.",
        swaps=((RELU, A_2, "self.a_2 = (np.abs(self.z_2) + self.z_2) / 2"),),
    ),
    Answer(
        "bias-one-dimensional", "Bias gradient of shape (h,)", "It is added to every row as (1, h) is.",
        swaps=((RELU, GRAD_B_2, "self.grad_bias_2 = self.e_2.sum(axis=0) / batch_size"),
               (LINEAR, GRAD_B_1, "self.grad_bias_1 = self.e_1.sum(0) / batch_size")),
    ),
    Answer(
        "bias-mean", "np.mean for the bias gradient", "The mean over the rows is the sum divided by n.",
        swaps=((RELU, GRAD_B_2, "self.grad_bias_2 = np.mean(self.e_2, axis=0, keepdims=True)"),
               (LINEAR, GRAD_B_2, "self.grad_bias_2 = np.mean(self.e_2, axis=0)")),
    ),
    Answer(
        "bias-by-ones", "A row of ones times the error", "ones @ e adds up the rows.",
        swaps=((RELU, GRAD_B_1, "self.grad_bias_1 = np.ones((1, batch_size)) @ self.e_1 / batch_size"),),
    ),
    Answer(
        "transposed-product", "(e.T @ a).T", "The transpose of a product, turned back.",
        swaps=((RELU, GRAD_W_1, "self.grad_weights_1 = (self.e_1.T @ X).T * (1 / batch_size)"),),
    ),
    Answer(
        "tensordot", "np.tensordot over the samples", "It sums over the axis that both share.",
        swaps=((LINEAR, GRAD_W_2, "self.grad_weights_2 = np.tensordot(self.a_1, self.e_2, (0, 0)) / batch_size"),),
    ),
    Answer(
        "float32", "Arithmetic in float32", "Rounding at the seventh digit is far below the tolerance.",
        swaps=((RELU, Z_2, "self.z_2 = (self.a_1 @ self.weights_2 + self.bias_2).astype(np.float32)"),
               (RELU, E_2, "self.e_2 = ((self.e_3 @ self.weights_3.T) * (self.z_2 > 0)).astype(np.float32)")),
    ),
    Answer(
        "out-of-place-update", "w = w - step instead of -=", "A new array with the same numbers.",
        swaps=((RELU, STEP_W_2, "self.weights_2 = self.weights_2 - learning_rate * self.grad_weights_2"),
               (LINEAR, STEP_B_1, "self.bias_1 = self.bias_1 - self.grad_bias_1 * learning_rate")),
    ),
    Answer(
        "mask-kept-from-forward", "The mask remembered in forward", "backward may use what forward stored.",
        swaps=((RELU, A_2, "self.on_2 = self.z_2 > 0\n        self.a_2 = self.z_2 * self.on_2"),
               (RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * self.on_2")),
    ),
    Answer(
        "noisy", "Prints and warnings left in", "Text on stdout or stderr says nothing about the result.",
        swaps=((RELU, Z_2, f"{Z_2}\n        import sys, warnings; warnings.warn('look here')\n"
                           "        print('z_2', self.z_2.shape, file=sys.stderr)"),),
    ),
    Answer(
        "accuracy-by-counting", "Accuracy counted in a loop", "Hits divided by samples is the same share.",
        swaps=((RUN, "relu_accuracy = np.mean(np.argmax(relu_network.forward(X_test), axis=1) == y_test)",
                "predicted = relu_network.forward(X_test).argmax(1)\n"
                "    relu_accuracy = sum(p == t for p, t in zip(predicted, y_test)) / len(y_test)"),
               (RUN, "return relu_accuracy, linear_accuracy", "return [relu_accuracy, linear_accuracy]")),
    ),
    Answer(
        "shapes-asserted", "The stated shapes asserted", "They are those of the text.",
        swaps=((RELU, Z_2, f"{Z_2}\n        assert self.z_2.shape == (len(X), self.weights_2.shape[1])"),
               (LINEAR, GRAD_W_2, f"{GRAD_W_2}\n        assert self.grad_weights_2.shape == self.weights_2.shape")),
    ),
]  # fmt: skip

MISTAKES = [
    # nothing or not everything done
    Answer(
        "untouched", "Handed in as released", "Every blank is still None.", untouched=True,
        loses=EVERYTHING,
    ),
    # nothing computed
    Answer(
        "all-ones", "Ones of the right shape in every blank, 0.25 typed in",
        "Ones follow from ones, and a network of ones is right for one class in four, but nothing was computed.",
        swaps=(*nothing_computed("np.ones({shape})"), *TYPED_IN), loses=EVERYTHING,
    ),
    Answer(
        "all-zeros", "Zeros of the right shape in every blank, 0.25 typed in", "Nothing was computed.",
        swaps=(*nothing_computed("np.zeros({shape})"), *TYPED_IN), loses=EVERYTHING,
    ),
    Answer(
        "one-spot", "Zeros with a single number in every blank", "One number is no layer and no gradient.",
        swaps=(*nothing_computed("np.resize(np.append([0.0, 0, 5], np.zeros(300)), {shape})"), *TYPED_IN), loses=EVERYTHING,
    ),
    Answer(
        "constant-rows", "One row repeated in every blank", "Every sample gets the same.",
        swaps=(*nothing_computed("np.tile(np.arange({shape}[-1]) - 1.5, ({shape}[0], 1))"), *TYPED_IN),
        loses=EVERYTHING,
    ),
    Answer(
        "values-passed-on", "Every value is the one before it", "Nothing was done with it.",
        swaps=tuple((network, line, f"self.{name} = self.{before}")
                    for name, before in (("z_2", "a_1"), ("a_2", "z_2"), ("z_3", "a_2"), ("e_2", "e_3"), ("e_1", "e_2"),
                                         ("grad_weights_2", "weights_2"), ("grad_bias_2", "bias_2"),
                                         ("grad_weights_1", "weights_1"), ("grad_bias_1", "bias_1"))
                    for network, line in zip((RELU, LINEAR), LINES[name], strict=True)),
        loses=EVERYTHING,
    ),
    Answer(
        "no-step", "The update leaves the hidden layers as they were", "The gradients are right, and nobody follows them.",
        swaps=tuple((RELU, line, "pass") for line in STEPS), loses=(*backward("update"), LEARNS[RELU]),
    ),
    Answer(
        "one-spot-errors", "Error terms that are zero but for one number, gradients of them",
        "A gradient of one number shows no formula.",
        swaps=((LINEAR, E_2_LINEAR, "self.e_2 = np.resize(np.append(5.0, np.zeros(9999)), self.z_2.shape)"),
               (LINEAR, E_1_LINEAR, "self.e_1 = np.resize(np.append(5.0, np.zeros(9999)), self.z_1.shape)")),
        loses=backward(*BACKWARD, network=LINEAR),
    ),
    Answer(
        "first-layer-left-blank", "Backward stops after the second layer",
        "The first layer's blanks are None, so it has no gradients and the step fails.",
        swaps=((RELU, E_1, "self.e_1 = None  # TODO"), (RELU, GRAD_W_1, "self.grad_weights_1 = None  # TODO"),
               (RELU, GRAD_B_1, "self.grad_bias_1 = None  # TODO"), (RELU, STEP_W_1, "self.weights_1 -= None  # TODO"),
               (RELU, STEP_B_1, "self.bias_1 -= None  # TODO")),
        loses=(*backward("e_1", "grad_weights_1", "grad_bias_1", "update"), *EXPERIMENT, LEARNS[RELU]),
    ),
    Answer(
        "syntax-error", "A bracket left open", "The class does not exist, so nothing that uses it runs.",
        swaps=((LINEAR, Z_2, "self.z_2 = (self.a_1 @ self.weights_2 + self.bias_2"),),
        loses=(*forward(*FORWARD, network=LINEAR), *backward(*BACKWARD, network=LINEAR), *EXPERIMENT, LEARNS[LINEAR]),
    ),
    Answer(
        "local-variable", "e_2 as a local variable", "e_2 is not stored on the network, so nobody can look at it.",
        swaps=((RELU, E_2, E_2.replace("self.e_2", "e_2", 1)),
               (RELU, E_1, E_1.replace("self.e_2", "e_2")),
               (RELU, GRAD_W_2, GRAD_W_2.replace("self.e_2", "e_2")),
               (RELU, GRAD_B_2, GRAD_B_2.replace("self.e_2", "e_2"))),
        loses=backward("e_2"),
    ),
    # forward
    Answer(
        "no-bias-2", "Bias forgotten in z_2", "z_2 lacks bias_2 (accuracy cannot see it: 0.99 to 1.00).",
        swaps=((RELU, Z_2, "self.z_2 = self.a_1 @ self.weights_2"),), loses=forward("z_2"),
    ),
    Answer(
        "no-bias-3", "Bias forgotten in z_3", "z_3 lacks bias_3.",
        swaps=((LINEAR, Z_3, "self.z_3 = self.a_2 @ self.weights_3"),), loses=forward("z_3", network=LINEAR),
    ),
    Answer(
        "z-2-from-z-1", "z_2 computed from z_1", "A layer reads the activations before it, not the raw sums.",
        swaps=((RELU, Z_2, "self.z_2 = self.z_1 @ self.weights_2 + self.bias_2"),), loses=forward("z_2"),
    ),
    Answer(
        "z-3-from-z-2", "z_3 computed from z_2", "The output layer reads a_2, not z_2.",
        swaps=((RELU, Z_3, "self.z_3 = self.z_2 @ self.weights_3 + self.bias_3"),), loses=forward("z_3"),
    ),
    Answer(
        "no-activation", "Activation forgotten in a_2", "a_2 is z_2, so the second layer is linear.",
        swaps=((RELU, A_2, "self.a_2 = self.z_2"),), loses=forward("a_2"),
    ),
    Answer(
        "ones-as-z-2", "Ones of the right shape as z_2, copied to a_2", "Neither the sum nor the activation was computed.",
        swaps=((RELU, Z_2, "self.z_2 = np.ones((len(X), self.weights_2.shape[1]))"), (RELU, A_2, "self.a_2 = self.z_2")),
        loses=(*forward(*FORWARD), LEARNS[RELU]),
    ),
    Answer(
        "activation-of-z-1", "a_2 computed from z_1", "It has the shape of the first layer.",
        swaps=((RELU, A_2, "self.a_2 = relu(self.z_1)"),), loses=forward("shapes", "a_2", "z_3"),
    ),
    Answer(
        "relu-on-logits", "ReLU on the output scores", "Negative scores are lost before softmax.",
        swaps=((RELU, Z_3, "self.z_3 = relu(self.a_2 @ self.weights_3 + self.bias_3)"),), loses=forward("z_3"),
    ),
    Answer(
        "softmax-twice", "Softmax applied twice", "Probabilities are squeezed together, and training overflows or stalls.",
        swaps=((RELU, Z_3, "self.z_3 = softmax(self.a_2 @ self.weights_3 + self.bias_3)"),),
        loses=(*forward("z_3"), LEARNS[RELU]),
    ),
    Answer(
        "weights-transposed", "weights_2 transposed in forward", "The shapes fit only while both hidden layers are equal.",
        swaps=((RELU, Z_2, "self.z_2 = self.a_1 @ self.weights_2.T + self.bias_2"),), loses=forward(*FORWARD),
    ),
    Answer(
        "relu-in-the-linear-network", "ReLU in the linear network", "It is no longer a linear network.",
        swaps=((LINEAR, A_2_LINEAR, "self.a_2 = relu(self.z_2)"),),
        loses=(*forward("a_2", network=LINEAR), LEARNS[LINEAR]),
    ),
    # error terms
    Answer(
        "given-error-turned", "Sign of the given e_3 turned", "Everything that follows climbs the loss.",
        swaps=((RELU, "self.e_3 = y_pred - y", "self.e_3 = y - y_pred"),),
        loses=(*backward("update"), LEARNS[RELU]),
    ),
    Answer(
        "no-transpose-e-2", "weights_3 not transposed in e_2", "The shapes do not fit, so backward stops there.",
        swaps=((LINEAR, E_2_LINEAR, "self.e_2 = self.e_3 @ self.weights_3"),),
        loses=(*backward(*BACKWARD, network=LINEAR), *EXPERIMENT, LEARNS[LINEAR]),
    ),
    Answer(
        "leaves-python", "SystemExit raised in backward", "The method ends there; the check goes on and says so.",
        swaps=((LINEAR, GRAD_W_1, f"raise SystemExit\n        {GRAD_W_1}"),),
        loses=(*backward("grad_weights_1", "grad_bias_1", "update", network=LINEAR), *EXPERIMENT, LEARNS[LINEAR]),
    ),
    Answer(
        "no-derivative-e-2", "ReLU derivative missing in e_2", "Neurons that were off pass error back.",
        swaps=((RELU, E_2, "self.e_2 = self.e_3 @ self.weights_3.T"),), loses=backward("e_2"),
    ),
    Answer(
        "no-derivative-e-1", "ReLU derivative missing in e_1", "Neurons that were off pass error back.",
        swaps=((RELU, E_1, "self.e_1 = self.e_2 @ self.weights_2.T"),), loses=backward("e_1"),
    ),
    Answer(
        "no-derivative-at-all", "ReLU derivative missing in both", "Both hidden layers learn from neurons that were off.",
        swaps=((RELU, E_2, "self.e_2 = self.e_3 @ self.weights_3.T"),
               (RELU, E_1, "self.e_1 = self.e_2 @ self.weights_2.T")),
        loses=(*backward("e_2", "e_1"), LEARNS[RELU]),
    ),
    Answer(
        "derivative-of-the-wrong-layer", "Derivative taken at z_1 in e_2", "e_2 needs the derivative at z_2.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_1)"),),
        loses=backward(*BACKWARD),
    ),
    Answer(
        "relu-instead-of-derivative", "relu where relu_derivative belongs", "The slope is 1 where the neuron is on, not z.",
        swaps=((RELU, E_1, "self.e_1 = (self.e_2 @ self.weights_2.T) * relu(self.z_1)"),),
        loses=backward("e_1"),
    ),
    Answer(
        "sigmoid-derivative", "The sigmoid's derivative", "a (1 - a) belongs to the sigmoid.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * self.a_2 * (1 - self.a_2)"),),
        loses=(*backward("e_2"), LEARNS[RELU]),
    ),
    Answer(
        "derivative-added", "+ instead of the element-wise product", "The chain rule multiplies.",
        swaps=((RELU, E_1, "self.e_1 = (self.e_2 @ self.weights_2.T) + relu_derivative(self.z_1)"),),
        loses=(*backward("e_1"), LEARNS[RELU]),
    ),
    Answer(
        "wrong-sign", "Sign of e_2 turned", "The hidden layers climb the loss.",
        swaps=((RELU, E_2, "self.e_2 = -(self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2)"),),
        loses=(*backward("e_2"), LEARNS[RELU]),
    ),
    Answer(
        "updated-first", "weights_3 updated before e_2 reads it",
        "The order of some lab sheets: e_2 is off by a few per cent, and no accuracy shows it.",
        swaps=((RELU, STEP_W_3, "pass"), (RELU, E_2, f"{STEP_W_3}\n        {E_2}")), loses=backward("e_2"),
    ),
    Answer(
        "no-transpose-e-1", "weights_2 not transposed in e_1", "Silent while both hidden layers are equal.",
        swaps=((RELU, E_1, "self.e_1 = (self.e_2 @ self.weights_2) * relu_derivative(self.z_1)"),),
        loses=backward("e_1", "grad_weights_1", "grad_bias_1", "update"),
    ),
    Answer(
        "error-divided", "e_2 already divided by batch_size", "Error terms are per sample; all gradients are right.",
        swaps=((RELU, E_2, "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2) / batch_size"),
               (RELU, GRAD_W_2, "self.grad_weights_2 = self.a_1.T @ self.e_2"),
               (RELU, GRAD_B_2, "self.grad_bias_2 = np.sum(self.e_2, axis=0, keepdims=True)"),
               (RELU, GRAD_W_1, "self.grad_weights_1 = X.T @ self.e_1"),
               (RELU, GRAD_B_1, "self.grad_bias_1 = np.sum(self.e_1, axis=0, keepdims=True)")),
        loses=backward("e_2"),
    ),
    Answer(
        "derivative-in-the-linear-network", "ReLU derivative in the linear network", "There is no activation to differentiate.",
        swaps=((LINEAR, E_2_LINEAR, "self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2)"),
               (LINEAR, E_1_LINEAR, "self.e_1 = (self.e_2 @ self.weights_2.T) * relu_derivative(self.z_1)")),
        loses=(*backward("e_2", "e_1", network=LINEAR), LEARNS[LINEAR]),
    ),
    Answer(
        "times-z-in-the-linear-network", "Multiplied by z_1 in the linear network", "The derivative of the identity is 1.",
        swaps=((LINEAR, E_1_LINEAR, "self.e_1 = (self.e_2 @ self.weights_2.T) * self.z_1"),),
        loses=backward("e_1", network=LINEAR),
    ),
    # gradients
    Answer(
        "no-mean", "Hidden layers not divided by batch_size", "The step is 400 times too long and overflows.",
        swaps=((RELU, GRAD_W_2, "self.grad_weights_2 = self.a_1.T @ self.e_2"),
               (RELU, GRAD_B_2, "self.grad_bias_2 = np.sum(self.e_2, axis=0, keepdims=True)"),
               (RELU, GRAD_W_1, "self.grad_weights_1 = X.T @ self.e_1"),
               (RELU, GRAD_B_1, "self.grad_bias_1 = np.sum(self.e_1, axis=0, keepdims=True)")),
        loses=(*backward("grad_weights_2", "grad_bias_2", "grad_weights_1", "grad_bias_1"), LEARNS[RELU]),
    ),
    Answer(
        "bias-mean-forgotten", "Only the bias gradient not divided", "The biases take steps 400 times too long.",
        swaps=((LINEAR, GRAD_B_2, "self.grad_bias_2 = np.sum(self.e_2, axis=0, keepdims=True)"),),
        loses=(*backward("grad_bias_2", network=LINEAR), LEARNS[LINEAR]),
    ),
    Answer(
        "divided-twice", "Bias mean divided by batch_size again", "np.mean has divided already.",
        swaps=((RELU, GRAD_B_2, "self.grad_bias_2 = np.mean(self.e_2, axis=0, keepdims=True) / batch_size"),),
        loses=backward("grad_bias_2"),
    ),
    Answer(
        "bias-not-summed", "Bias gradient not summed over the batch", "One row per sample cannot be subtracted in place.",
        swaps=((RELU, GRAD_B_2, "self.grad_bias_2 = self.e_2 / batch_size"),),
        loses=(*backward("grad_bias_2", "update"), *EXPERIMENT, LEARNS[RELU]),
    ),
    Answer(
        "bias-not-summed-out-of-place", "Bias not summed, and the bias grows",
        "With b = b - ... the bias gets a row per sample: nothing complains until another batch size comes.",
        swaps=((RELU, GRAD_B_2, "self.grad_bias_2 = self.e_2 / batch_size"),
               (RELU, STEP_B_2, "self.bias_2 = self.bias_2 - learning_rate * self.grad_bias_2")),
        loses=backward("grad_bias_2", "update"),
    ),
    Answer(
        "bias-wrong-axis", "Bias summed over axis 1", "That adds up the neurons of a sample.",
        swaps=((LINEAR, GRAD_B_1, "self.grad_bias_1 = np.sum(self.e_1, axis=1, keepdims=True) / batch_size"),),
        loses=(*backward("grad_bias_1", "update", network=LINEAR), *EXPERIMENT, LEARNS[LINEAR]),
    ),
    Answer(
        "bias-over-everything", "Bias summed without an axis", "One number for all neurons.",
        swaps=((RELU, GRAD_B_2, "self.grad_bias_2 = np.sum(self.e_2) / batch_size"),),
        loses=backward("grad_bias_2"),
    ),
    Answer(
        "bias-first-sample", "Bias gradient of the first sample", "The other samples are ignored.",
        swaps=((RELU, GRAD_B_1, "self.grad_bias_1 = self.e_1[:1] / batch_size"),), loses=backward("grad_bias_1"),
    ),
    Answer(
        "gradient-from-z", "grad_weights_2 from z_1", "The gradient needs what the layer read, a_1.",
        swaps=((RELU, GRAD_W_2, "self.grad_weights_2 = self.z_1.T @ self.e_2 / batch_size"),),
        loses=backward("grad_weights_2"),
    ),
    Answer(
        "gradient-from-a-2", "grad_weights_2 from a_2", "The layer read a_1; the shapes fit only if both are equal.",
        swaps=((RELU, GRAD_W_2, "self.grad_weights_2 = self.a_2.T @ self.e_2 / batch_size"),),
        loses=backward("grad_weights_2", "update"),
    ),
    Answer(
        "gradient-transposed", "grad_weights_2 transposed", "A gradient has the shape of its weights.",
        swaps=((RELU, GRAD_W_2, "self.grad_weights_2 = self.e_2.T @ self.a_1 / batch_size"),),
        loses=backward("grad_weights_2", "update"),
    ),
    Answer(
        "learning-rate-in-the-gradient", "Gradient times learning rate, twice applied",
        "The learning rate belongs in the step only.",
        swaps=((RELU, GRAD_W_1, "self.grad_weights_1 = learning_rate * X.T @ self.e_1 / batch_size"),),
        loses=backward("grad_weights_1"),
    ),
    Answer(
        "zeros-filled-in", "Zeros of the right shape in every blank of backward",
        "Zeros follow from zeros, but nothing was computed.",
        swaps=((RELU, E_2, "self.e_2 = np.zeros_like(self.z_2)"), (RELU, E_1, "self.e_1 = np.zeros_like(self.z_1)"),
               (RELU, GRAD_W_2, "self.grad_weights_2 = np.zeros_like(self.weights_2)"),
               (RELU, GRAD_B_2, "self.grad_bias_2 = np.zeros_like(self.bias_2)"),
               (RELU, GRAD_W_1, "self.grad_weights_1 = np.zeros_like(self.weights_1)"),
               (RELU, GRAD_B_1, "self.grad_bias_1 = np.zeros_like(self.bias_1)")),
        loses=(*backward(*BACKWARD), LEARNS[RELU]),
    ),
    # update
    Answer(
        "no-learning-rate", "Learning rate missing in the step",
        "The step is ten times too long; here it even trains faster (loss 0.002).",
        swaps=((RELU, STEP_W_2, "self.weights_2 -= self.grad_weights_2"),), loses=backward("update"),
    ),
    Answer(
        "hidden-weights-not-updated", "weights_1 and weights_2 never updated", "Both layers stay as they were drawn.",
        swaps=((RELU, STEP_W_1, "pass"), (RELU, STEP_W_2, "pass")), loses=(*backward("update"), LEARNS[RELU]),
    ),
    Answer(
        "bias-uphill", "Bias added instead of subtracted", "The bias climbs the loss.",
        swaps=((LINEAR, STEP_B_2, "self.bias_2 += learning_rate * self.grad_bias_2"),),
        loses=backward("update", network=LINEAR),
    ),
    # experiment
    Answer(
        "accuracy-in-per-cent", "Accuracy in per cent", "An accuracy is a share between 0 and 1.",
        swaps=((RUN, "return relu_accuracy, linear_accuracy", "return 100 * relu_accuracy, 100 * linear_accuracy"),),
        loses=EXPERIMENT,
    ),
    Answer(
        "numbers-typed-in", "The sheet's numbers typed in", "Nothing was measured.",
        swaps=((RUN, "return relu_accuracy, linear_accuracy",
                'return (0.99, 0.57) if kind == "nonlinear" else (1.00, 1.00)'),),
        loses=EXPERIMENT,
    ),
    Answer(
        "measured-on-training-data", "Accuracy on the training data", "The test set exists so that memory does not count.",
        swaps=((RUN, "np.mean(np.argmax(relu_network.forward(X_test), axis=1) == y_test)",
                "np.mean(np.argmax(relu_network.forward(X_train), axis=1) == y_train)"),
               (RUN, "np.mean(np.argmax(linear_network.forward(X_test), axis=1) == y_test)",
                "np.mean(np.argmax(linear_network.forward(X_train), axis=1) == y_train)")),
        loses=EXPERIMENT,
    ),
    Answer(
        "swapped-accuracies", "The two accuracies swapped", "ReLU network first, linear network second.",
        swaps=((RUN, "return relu_accuracy, linear_accuracy", "return linear_accuracy, relu_accuracy"),),
        loses=EXPERIMENT,
    ),
    Answer(
        "relu-network-twice", "The ReLU network measured twice", "The linear network was never trained.",
        swaps=((RUN, "LinearNeuralNetwork(10, 16, 16, 4, seed=seed)", "ReluNeuralNetwork(10, 16, 16, 4, seed=seed)"),),
        loses=EXPERIMENT,
    ),
    Answer(
        "too-few-epochs", "3 epochs instead of 300", "The ReLU network has not learned yet.",
        swaps=((RUN, "relu_network.train(X_train, y_train_onehot, epochs=300", "relu_network.train(X_train, y_train_onehot, epochs=3"),),
        loses=EXPERIMENT,
    ),
    # published answers
    Answer(
        "bias-after-activation", "The bias added after the activation", "It shifts the sum, and what it shifts decides which neurons are on.",
        swaps=((RELU, Z_2, "self.z_2 = self.a_1 @ self.weights_2"), (RELU, A_2, "self.a_2 = relu(self.z_2) + self.bias_2")),
        loses=forward("z_2", "a_2"),
    ),
    Answer(
        "error-times-sum", "z_2 as one factor more", "The slope of ReLU is 1 or 0, and nothing besides.",
        swaps=((RELU, E_2, f"{E_2} * self.z_2"),),
        loses=(*backward("e_2"), LEARNS[RELU]),
    ),
    Answer(
        "bias-from-the-weights", "grad_bias_1 from X.T @ e_1", "A bias reads no features: its gradient is the mean of e_1 alone.",
        swaps=((RELU, GRAD_B_1, "self.grad_bias_1 = np.sum(X.T @ self.e_1, axis=0, keepdims=True) / batch_size"),),
        loses=backward("grad_bias_1"),
    ),
]  # fmt: skip

ANSWERS = RIGHT + MISTAKES
