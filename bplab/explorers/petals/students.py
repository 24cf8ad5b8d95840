"""Training with the student's own functions of unit 4."""

import numpy as np

from bplab.checks.petals import case
from bplab.explorers.petals import words
from bplab.explorers.petals.model import EPOCHS, PetalsSnapshot
from bplab.explorers.plane import PlaneRun
from bplab.explorers.students import StudentError, array, arrays, call, kind, trouble_with
from bplab.language import say
from bplab.network import binary_cross_entropy


def _backward(parameters, cache, X, Y):
    dZ2 = (cache["A2"] - Y) / len(X)
    dZ1 = dZ2 @ parameters["W2"].T * (1 - np.square(cache["A1"]))
    return {
        "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0, keepdims=True),
        "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0, keepdims=True),
    }  # fmt: skip


def _update(parameters, grads, learning_rate):
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


def _forward(X, parameters):
    cache = case.forward(X, parameters)
    return cache["A2"], cache


def _initialize(n_x, n_h, n_y):
    return case.start(n_x, n_h, n_y, seed=np.random.randint(2**31))


# The steps in the order of training, done by the course where a student gives no function.
STEPS = {
    "initialize_parameters": _initialize,
    "forward_propagation": _forward,
    "compute_cost": binary_cross_entropy,
    "backward_propagation": _backward,
    "update_parameters": _update,
}


def whose(functions):
    """Says with whose functions the explorer trains; HTML."""
    if not functions:
        return say(words.COURSE)
    names = ", ".join(functions)
    if "nn_model" in functions:
        return say(words.YOUR_MODEL, names=names)
    rest = ", ".join(name for name in STEPS if name not in functions)
    return say(words.YOURS_AND_COURSE if rest else words.YOURS, names=names, rest=rest)


class StudentRun(PlaneRun):
    """Trains with the given functions, step by step; what they return is checked before it is used.

    functions: by name, those of STEPS.
    """

    chunk = 1

    def __init__(self, split, state, functions):
        super().__init__(split, EPOCHS)
        self.functions, self._rate, self._seed = functions, state.learning_rate, state.seed
        h = state.hidden
        self.sizes, self.shapes = (2, h, 1), {"W1": (2, h), "b1": (1, h), "W2": (h, 1), "b2": (1, 1)}
        self.parameters = None
        self.remark = "" if len(split.X) else say(words.NO_POINTS)

    def train(self, n):
        X, Y = self.split.X, self.split.Y
        with np.errstate(all="ignore"):
            for _ in range(n):
                A2, cache = self.forward(X)
                self.loss(A2, Y)
                grads = self._call("backward_propagation", self.parameters, cache, X, Y)
                shapes = {f"d{name}": shape for name, shape in self.shapes.items()}
                arrays("backward_propagation", grads, shapes)
                got = self._call("update_parameters", self.parameters, grads, learning_rate=self._rate)
                self.parameters = arrays("update_parameters", got, self.shapes)

    def answers(self, X):
        with np.errstate(all="ignore"):
            A2, cache = self.forward(X)
        hidden = cache.get("A1") if isinstance(cache, dict) else None
        return A2, hidden if np.shape(hidden) == (len(X), self.sizes[1]) else None

    def look(self):
        seen = vars(super().look())
        parameters = {name: np.reshape(self.parameters[name], shape) for name, shape in self.shapes.items()}
        return PetalsSnapshot(**seen, parameters=parameters)

    def forward(self, X):
        """A2 (n, 1), checked, and whatever the student's cache is."""
        if self.parameters is None:
            self.parameters = self.start()
        got = self._call("forward_propagation", X, self.parameters)
        if not isinstance(got, tuple) or len(got) != 2:
            raise StudentError(say(words.MUST_BE_PAIR, kind=kind(got)))
        return array(say(words.A2_NAME), got[0], (len(X), 1)), got[1]

    def start(self):
        """The parameters of epoch 0."""
        np.random.seed(self._seed)  # the generator that initialize_parameters draws from
        got = self._call("initialize_parameters", *self.sizes)
        return arrays("initialize_parameters", got, self.shapes)

    def loss(self, probability, Y):
        cost = self._call("compute_cost", probability, Y)
        if np.size(cost) != 1:
            raise StudentError(say(words.MUST_BE_NUMBER, kind=kind(cost)))
        return array(say(words.COST_NAME), np.reshape(cost, (1, 1)), (1, 1)).item()

    def trouble(self, error):
        return trouble_with(self, error) or super().trouble(error)

    def waiting(self, seconds):
        return say(words.NOT_RETURNED, seconds=seconds)

    def _call(self, name, *arguments, **options):
        return call(name, self.functions.get(name, STEPS[name]), *arguments, **options)


class StudentModelRun(StudentRun):
    """Trains by a whole nn_model, which always begins at the start: each call twice as long as the last."""

    growth, chunk = 1.0, EPOCHS

    def train(self, n):
        self.parameters = self._trained(self.epoch + n)

    def start(self):
        return self._trained(0)

    def _trained(self, num_iterations):
        X, Y = self.split.X, self.split.Y
        with np.errstate(all="ignore"):
            got = call(
                "nn_model", self.functions["nn_model"], X, Y, self.sizes[1], num_iterations=num_iterations
            )
        return arrays("nn_model", got, self.shapes)


def student_start(functions):
    """What PetalsModel needs to train with these functions."""
    kind_of_run = StudentModelRun if "nn_model" in functions else StudentRun
    return lambda split, state: kind_of_run(split, state, functions)
