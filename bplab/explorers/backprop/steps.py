"""One training step of a network, line by line: what each step computes, and the lines of NumPy for it.

The lines are shown as they stand here, and they are what is computed.
"""

from dataclasses import dataclass
from functools import cached_property

from bplab.explorers.backprop import words as w
from bplab.language import say

SIGMOID, RELU, LINEAR = "sigmoid", "relu", "linear"
# Of each activation: its line, and how its slope is multiplied to what came back; the formula of the slope.
ACTIVATE = {SIGMOID: "sigmoid(z_{k})", RELU: "relu(z_{k})", LINEAR: "z_{k}"}
SLOPE = {SIGMOID: "{back} * a_{k} * (1 - a_{k})", RELU: "{back} * (z_{k} > 0)", LINEAR: "{back}"}
SLOPE_FORMULA = {
    SIGMOID: r"$, \quad \sigma^\prime = a_{k} (1 - a_{k})$",
    RELU: r"$, \quad \sigma^\prime = 1$ or $0$",
    LINEAR: r"$, \quad \sigma^\prime = 1$",
}
ACTIVATION_FORMULA = {SIGMOID: r"$a_{k} = \sigma(z_{k})$", RELU: r"$a_{k} = \max(z_{k}, 0)$",
                      LINEAR: "$a_{k} = z_{k}$"}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """What is computed next: lines of NumPy by the name of the array they make, and the lecture's formula."""

    meaning: str
    formula: str
    lines: dict
    layer: int = 0

    def says(self):
        """What it computes, in words."""
        return say(self.meaning, k=self.layer)


@dataclass(frozen=True)
class Network:
    """A network of `depth` layers with this activation in all but the last; of two neurons, all of them.

    steps: name -> Step, in the order of computation; lines: name of an array -> its line.
    """

    depth: int
    activation: str
    own: bool = False

    @cached_property
    def parameters(self):
        """Names, layer by layer."""
        return tuple(f"{kind}_{k}" for k in self.layers for kind in ("weights", "bias"))

    @cached_property
    def gradients(self):
        """Names, in the order in which they are computed."""
        return tuple(f"grad_{kind}_{k}" for k in reversed(self.layers) for kind in ("weights", "bias"))

    @cached_property
    def lines(self):
        """The line of NumPy of each array."""
        return {name: line for step in self.steps.values() for name, line in step.lines.items()}

    @cached_property
    def forward(self):
        """The lines up to the loss."""
        names = list(self.lines)
        return {name: self.lines[name] for name in names[: names.index("loss") + 1]}

    @cached_property
    def backward(self):
        """The names of what flows back."""
        errors = [f"e_{k}" for k in self.layers]
        return {*errors, *(self.back(k) for k in self.layers[:-1]), *self.gradients}

    @property
    def layers(self):
        """Their numbers."""
        return range(1, self.depth + 1)

    def back(self, k):
        """The name of what comes back to the activations of layer k."""
        return "back" if self.depth == 2 else f"back_{k}"

    @cached_property
    def steps(self):
        """name -> Step, in the order of computation."""
        steps = {"start": Step(w.START_OWN if self.own else w.START, "", {})}
        for k in self.layers:
            steps |= self._forward(k)
        formula = r"$L = -\frac{1}{n} \sum_{i,k} y_{ik} \ln \hat{y}_{ik}$"
        steps["loss"] = Step(w.LOSS, formula, {"loss": "cross_entropy(y_pred, y)"})
        for k in reversed(self.layers):
            steps |= self._backward(k)
        update = {f"new_{name}": f"{name} - learning_rate * grad_{name}" for name in self.parameters}
        formula = (
            r"$W_k \leftarrow W_k - \eta\, \partial L / \partial W_k,$"
            r"$\quad b_k \leftarrow b_k - \eta\, \partial L / \partial b_k$"
        )
        steps["update"] = Step(w.UPDATE, formula, update)
        arguments = ", ".join(update)
        steps["new_loss"] = Step(w.NEW_LOSS, w.NEW_LOSS_FORMULA, {"new_loss": f"loss_of({arguments})"})
        return steps

    def _forward(self, k):
        read, last = "X" if k == 1 else f"a_{k - 1}", k == self.depth
        formula = f"$z_{k} = {'X' if k == 1 else f'a_{k - 1}'} W_{k} + b_{k}$"
        line = f"{read} @ weights_{k} + bias_{k}"
        yield f"z_{k}", Step(w.SUMS_OUT if last else w.SUMS, formula, {f"z_{k}": line}, k)
        if last:
            formula = rf"$\hat{{y}} = \mathrm{{softmax}}(z_{k})$"
            yield "y_pred", Step(w.PROBABILITIES, formula, {"y_pred": f"softmax(z_{k})"}, k)
            return
        line, formula = ACTIVATE[self.activation].format(k=k), _filled(ACTIVATION_FORMULA[self.activation], k)
        yield f"a_{k}", Step(w.ACTIVATIONS, formula, {f"a_{k}": line}, k)

    def _backward(self, k):
        read, after = "X" if k == 1 else f"a_{k - 1}", k + 1
        if k == self.depth:
            formula = rf"$e_{k} = \hat{{y}} - y$"
            yield f"e_{k}", Step(w.ERROR_OUT, formula, {f"e_{k}": "y_pred - y"}, k)
        else:
            back = self.back(k)
            formula, line = rf"$e_{after} W_{after}^\top$", f"e_{after} @ weights_{after}.T"
            yield back, Step(w.BACK_THROUGH, formula, {back: line}, k)
            slope = SLOPE[self.activation].format(back=back, k=k)
            formula = rf"$e_{k} = (e_{after} W_{after}^\top) \odot \sigma^\prime(z_{k})$"
            formula += _filled(SLOPE_FORMULA[self.activation], k)
            yield f"e_{k}", Step(w.ERROR, formula, {f"e_{k}": slope}, k)
        weights, bias = f"grad_weights_{k}", f"grad_bias_{k}"
        formula = rf"$\partial L / \partial W_{k} = \frac{{1}}{{n}}\, {read}^\top e_{k}$"
        yield weights, Step(w.GRAD_WEIGHTS, formula, {weights: f"{read}.T @ e_{k} / n"}, k)
        formula = rf"$\partial L / \partial b_{k} = \frac{{1}}{{n}} \sum_i e_{{{k},i}}$"
        line = f"e_{k}.sum(axis=0, keepdims=True) / n"
        yield bias, Step(w.GRAD_BIAS, formula, {bias: line}, k)


def _filled(formula, k):
    return formula.replace("{k}", str(k))


LECTURE = Network(2, SIGMOID)
