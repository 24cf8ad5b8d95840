"""Training with the student's own networks of unit 5."""

import copy

import numpy as np

from bplab.datasets import N_CLASSES
from bplab.explorers.linear_vs_relu import words
from bplab.explorers.linear_vs_relu.model import EPOCHS, StackRun, split_of
from bplab.explorers.plane import PlaneRun
from bplab.explorers.students import StudentError, array, call, carry_out, trouble_with
from bplab.language import say

DEPTH = 2  # hidden layers of the networks of unit 5
NAMES = {False: "LinearNeuralNetwork", True: "ReluNeuralNetwork"}  # by whether it has ReLU
LAYERS = range(1, DEPTH + 2)


class StudentRun(StackRun):
    """Trains an object of the student's class; what it returns is checked before it is used."""

    chunk = 10

    def __init__(self, state, name, network_class):
        PlaneRun.__init__(self, split_of(state), EPOCHS)
        self._name, self._class, self._rate = name, network_class, state.learning_rate
        self._sizes, self._seed = (2, state.width, state.width, N_CLASSES), state.seed
        self.n_parameters = sum((a + 1) * b for a, b in zip(self._sizes[:-1], self._sizes[1:], strict=True))
        self._bends, self.network = state.relu, None  # made in a slice: it may raise, or never return

    def train(self, n):
        with np.errstate(all="ignore"):
            carry_out("train", self.network.train, self.split.X, self.split.Y, n, self._rate)

    def answers(self, X):
        with np.errstate(all="ignore"):
            got = call("forward", self.network.forward, X)
        return array(say(words.PROBABILITIES, name=self._name), got, (len(X), N_CLASSES)), None

    def look(self):
        if self.network is None:
            self.network = call(self._name, self._class, *self._sizes, seed=self._seed)
        return super().look()

    def layers(self):
        arrays = {"weights": [], "biases": []}
        for kind, attribute in (("weights", "weights_{}"), ("biases", "bias_{}")):
            for layer in LAYERS:
                array_name = attribute.format(layer)
                if getattr(self.network, array_name, None) is None:
                    raise StudentError(say(words.NO_ARRAYS, name=self._name, array=array_name))
                rows = self._sizes[layer - 1] if kind == "weights" else 1
                name = say(words.WRONG_SHAPE, array=array_name, name=self._name)
                values = array(name, copy.copy(getattr(self.network, array_name)), (rows, self._sizes[layer]))
                arrays[kind].append(np.reshape(values, (rows, -1)))
        return arrays["weights"], arrays["biases"]

    def trouble(self, error):
        return trouble_with(self, error) or super().trouble(error)

    def waiting(self, seconds):
        return say(words.NOT_RETURNED, seconds=seconds)


def student_start(own):
    """What StackModel needs to train with these classes, by name."""
    return lambda state: StudentRun(state, NAMES[state.relu], own[NAMES[state.relu]])
