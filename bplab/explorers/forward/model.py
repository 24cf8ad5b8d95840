"""A dense layer and a batch, and what a few steps of training do to it: the numbers of `explore_forward`."""

import numpy as np

from bplab.explorers.activations import activate
from bplab.explorers.forward import words as w
from bplab.explorers.forward.state import MAX_BATCH, N_CLASSES, N_FEATURES, N_NEURONS
from bplab.explorers.model import Model
from bplab.explorers.students import StudentError, array, call_briefly
from bplab.language import say
from bplab.network import Network, cross_entropy

LEARNING_RATE = 0.5
DENSE = "dense"


class ForwardModel(Model):
    """A network 3-4-2 after `steps` steps of gradient descent on its batch, with softmax at its end.

    X (n, 3): the batch; class 1 where feature 0 is positive. W1 (3, 4), b1 (1, 4): the hidden layer.
    Z1, A1 (n, 4): its weighted sums and activations. W2 (4, 2): the weights that read them.
    losses: before the first step and now. different: how many columns of W1 are not a copy of another.
    functions: a student's `dense` and activations by name; Z1 and A1 are what those give. right: Z1 and A1 by
    name as they should be, A1 of the Z1 that is shown. wrong: by name, where they differ, of those that a
    student's function has given. remark: a sentence about the first of these functions that is wrong.
    """

    def __init__(self, state, functions=()):
        self.functions = dict(functions)
        super().__init__(state)

    def change(self, **values):
        """Other settings; the row stays inside the batch."""
        state = self.state.change(**values)
        super().change(**values | {"row": min(state.row, state.batch_size - 1)})

    def _compute(self):
        state = self.state
        self.X, network = start(state)
        self.X = self.X[: state.batch_size]
        y = np.eye(N_CLASSES)[(self.X[:, 0] > 0).astype(int)]
        before = cross_entropy(network.forward(self.X), y)
        network.training(self.X, y, LEARNING_RATE).run(state.steps)
        self.losses = before, cross_entropy(network.forward(self.X), y)
        (self.W1, self.W2), (self.b1, _) = (
            list(map(np.copy, part)) for part in (network.weights, network.biases)
        )
        self.different = len(np.unique(self.W1.round(9), axis=1).T)
        self.wrong, self.remark = {}, ""
        self.right = {"Z1": self.X @ self.W1 + self.b1}
        self.Z1 = self._ask("Z1", DENSE, self.X, self.W1, self.b1)
        self.right["A1"], _ = activate(state.activation, self.Z1)
        self.A1 = self._ask("A1", state.activation, self.Z1)

    def _ask(self, array_name, name, *arguments):
        """What a student's function of this name gives; if there is none, or nothing to show, the right."""
        right = self.right[array_name]
        if name not in self.functions:
            return right
        try:
            got = call_briefly(name, self.functions[name], *map(np.copy, arguments))
            got = np.array(array(say(w.RETURNED, name=name), got, right.shape), float).reshape(right.shape)
        except StudentError as error:
            self.remark = self.remark or str(error)
            return right
        wrong = self.wrong[array_name] = ~np.isclose(got, right, rtol=1e-6, atol=1e-9)
        if wrong.any():
            i, j = map(int, np.argwhere(wrong)[0])
            said = say(w.DIFFERS, name=name, array=array_name, i=i, j=j, got=got[i, j], right=right[i, j])
            self.remark = self.remark or said
        return got


def start(state):
    """Six samples (6, 3), or those of the state, and the network of a state before its first step.

    Numbers of one digit behind the point, to be checked by hand. Random biases, where the weights are random:
    biases of 0 would not show how they are added.
    """
    rng = np.random.default_rng(state.seed)
    X = rng.standard_normal((MAX_BATCH, N_FEATURES)).round(1)
    network = Network((N_FEATURES, N_NEURONS, N_CLASSES), state.activation, seed=state.seed)
    if state.weights == w.RANDOM:
        network.weights = [weights.round(1) for weights in network.weights]
        network.biases[0] = rng.standard_normal((1, N_NEURONS)).round(1)
    else:
        value = 0.0 if state.weights == w.ZERO else 0.5
        network.weights = [np.full_like(weights, value) for weights in network.weights]
    if state.W1 and state.weights == w.RANDOM:
        network.weights[0] = np.array(state.W1)
    if state.b1 and state.weights == w.RANDOM:
        network.biases[0] = np.array(state.b1)
    return np.array(state.X) if state.X else X, network
