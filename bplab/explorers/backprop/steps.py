"""One training step of a small network, line by line, and the lines that are written by mistake.

The lines are shown as they stand here, and they are what is computed.
"""

from dataclasses import dataclass

PARAMETERS = ("weights_1", "bias_1", "weights_2", "bias_2")
NO_PITFALL = "none"


@dataclass(frozen=True)
class Step:
    """What is computed next: lines of NumPy by the name of the array they make, and the lecture's formula."""

    meaning: str
    formula: str
    lines: dict


@dataclass(frozen=True)
class Pitfall:
    """Lines that take the place of the right ones, and how one comes to notice."""

    lines: dict
    symptom: str


# name -> Step, in the order of computation
STEPS = {
    "start": Step("three samples, and the parameters of a network with two hidden neurons", "", {}),
    "z_1": Step(
        "weighted sums of the hidden neurons", "$z_1 = X W_1 + b_1$", {"z_1": "X @ weights_1 + bias_1"}
    ),
    "a_1": Step("activations of the hidden neurons", r"$a_1 = \sigma(z_1)$", {"a_1": "sigmoid(z_1)"}),
    "z_2": Step("weighted sums of the outputs", "$z_2 = a_1 W_2 + b_2$", {"z_2": "a_1 @ weights_2 + bias_2"}),
    "y_pred": Step(
        "probabilities of the two classes", r"$\hat{y} = \mathrm{softmax}(z_2)$", {"y_pred": "softmax(z_2)"}
    ),
    "loss": Step(
        "mean cross-entropy of the batch",
        r"$L = -\frac{1}{n} \sum_{i,k} y_{ik} \ln \hat{y}_{ik}$",
        {"loss": "cross_entropy(y_pred, y)"},
    ),
    "e_2": Step(
        "error term of the output layer, a row per sample", r"$e_2 = \hat{y} - y$", {"e_2": "y_pred - y"}
    ),
    "grad_weights_2": Step(
        "gradient of the output weights",
        r"$\partial L / \partial W_2 = \frac{1}{n}\, a_1^\top e_2$",
        {"grad_weights_2": "a_1.T @ e_2 / n"},
    ),
    "grad_bias_2": Step(
        "gradient of the output biases: the mean of the rows of e_2",
        r"$\partial L / \partial b_2 = \frac{1}{n} \sum_i e_{2,i}$",
        {"grad_bias_2": "e_2.sum(axis=0, keepdims=True) / n"},
    ),
    "back": Step(
        "the error, back through the weights to the activations",
        r"$e_2 W_2^\top$",
        {"back": "e_2 @ weights_2.T"},
    ),
    "e_1": Step(
        "error term of the hidden layer: back through the activation, element by element",
        r"$e_1 = (e_2 W_2^\top) \odot \sigma^\prime(z_1), \quad \sigma^\prime = a_1 (1 - a_1)$",
        {"e_1": "back * a_1 * (1 - a_1)"},
    ),
    "grad_weights_1": Step(
        "gradient of the hidden weights",
        r"$\partial L / \partial W_1 = \frac{1}{n}\, X^\top e_1$",
        {"grad_weights_1": "X.T @ e_1 / n"},
    ),
    "grad_bias_1": Step(
        "gradient of the hidden biases: the mean of the rows of e_1",
        r"$\partial L / \partial b_1 = \frac{1}{n} \sum_i e_{1,i}$",
        {"grad_bias_1": "e_1.sum(axis=0, keepdims=True) / n"},
    ),
    "update": Step(
        "one step downhill, with all gradients at hand",
        r"$W_k \leftarrow W_k - \eta\, \partial L / \partial W_k,$"
        r"$\quad b_k \leftarrow b_k - \eta\, \partial L / \partial b_k$",
        {f"new_{name}": f"{name} - learning_rate * grad_{name}" for name in PARAMETERS},
    ),
    "new_loss": Step(
        "the loss of the same batch after the update",
        "$L(W_1, b_1, W_2, b_2)$ with the new values",
        {"new_loss": "loss_of(new_weights_1, new_bias_1, new_weights_2, new_bias_2)"},
    ),
}
LINES = {name: line for step in STEPS.values() for name, line in step.lines.items()}
GRADIENTS = tuple(f"grad_{name}" for name in PARAMETERS)

PITFALLS = {
    NO_PITFALL: Pitfall({}, ""),
    "no derivative": Pitfall(
        {"e_1": "back"},
        "The slope is at most 1/4, so e_1 is at least four times too large. The output layer stays right.",
    ),
    "derivative 1 - a": Pitfall(
        {"e_1": "back * (1 - a_1)"},
        "Each entry of e_1 is 1/a times too large. The signs are right, so the loss often falls.",
    ),
    "no mean": Pitfall(
        {name: LINES[name].removesuffix(" / n") for name in GRADIENTS},
        "Every gradient is n = 3 times too large: a relative error of (n - 1)/(n + 1) = 0.5 in all of them.",
    ),
    "mean taken twice": Pitfall(
        {"e_2": "(y_pred - y) / n"},
        "Error terms are per sample. Every gradient is 3 times too small, and training creeps.",
    ),
    "bias not summed": Pitfall(
        {f"grad_bias_{k}": f"e_{k} / n" for k in (1, 2)},
        "Broadcasting gives the bias a row per sample. The first batch of another size will fail.",
    ),
    "updated weights used": Pitfall(
        {"back": "e_2 @ (weights_2 - learning_rate * grad_weights_2).T"},
        "weights_2 was updated too early: a little wrong, in proportion to the learning rate.",
    ),
    "transpose forgotten": Pitfall(
        {"back": "e_2 @ weights_2"},
        "With as many hidden neurons as classes the shapes fit. With other sizes NumPy refuses.",
    ),
    "sign turned": Pitfall(
        {"e_2": "y - y_pred"},
        "Every gradient points uphill: a relative error of 1 in all of them, and the loss rises.",
    ),
}
