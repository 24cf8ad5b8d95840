"""A dense layer and a batch, and what a few steps of training do to it: the numbers of `explore_forward`."""

import dataclasses

import numpy as np

from bplab.explorers.activations import NAMES, activate
from bplab.explorers.model import Model
from bplab.explorers.state import Choice, Number, State, setting
from bplab.network import Network, cross_entropy

N_FEATURES, N_NEURONS, N_CLASSES = 3, 4, 2
MAX_BATCH = 6
LEARNING_RATE = 0.5
RANDOM, ZERO, EQUAL = "random", "zero", "equal"


@dataclasses.dataclass(frozen=True)
class ForwardState(State):
    """What `explore_forward` shows. row, column: the entry of Z1 whose computation is marked."""

    batch_size: int = setting(5, Number("batch size", 1, MAX_BATCH, 1))
    row: int = setting(2, Number("row", 0, MAX_BATCH - 1, 1))
    column: int = setting(0, Number("column", 0, N_NEURONS - 1, 1))
    activation: str = setting("tanh", Choice("activation", NAMES))
    weights: str = setting(RANDOM, Choice("weights", (RANDOM, ZERO, EQUAL)))
    seed: int = setting(0, Number("seed", 0, 50, 1))
    steps: int = setting(0, Number("training steps", 0, 100, 1))

    @classmethod
    def read(cls, values):
        """As State.read; moreover, the row must be one of the batch."""
        state, complaints = super().read(values)
        last = state.batch_size - 1
        if state.row > last and "row" in values:
            complaint = (
                f"row={state.row} cannot be shown: a batch of {state.batch_size} ends with row {last}."
            )
            complaints = [*complaints, complaint]
        return state.change(row=min(state.row, last)), complaints


class ForwardModel(Model):
    """A network 3-4-2 after `steps` steps of gradient descent on its batch, with softmax at its end.

    X (n, 3): the batch; class 1 where feature 0 is positive. W1 (3, 4), b1 (1, 4): the hidden layer.
    Z1, A1 (n, 4): its weighted sums and activations. W2 (4, 2): the weights that read them.
    losses: before the first step and now. different: how many columns of W1 are not a copy of another.
    """

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
        self.Z1 = self.X @ self.W1 + self.b1
        self.A1, _ = activate(state.activation, self.Z1)
        self.different = len(np.unique(self.W1.T.round(9), axis=0))


def start(state):
    """Six samples (6, 3), and the network of a state before its first step.

    Numbers of one digit behind the point, to be checked by hand. Random biases, where the weights are random:
    biases of 0 would not show how they are added.
    """
    rng = np.random.default_rng(state.seed)
    X = rng.standard_normal((MAX_BATCH, N_FEATURES)).round(1)
    network = Network((N_FEATURES, N_NEURONS, N_CLASSES), state.activation, seed=state.seed)
    if state.weights == RANDOM:
        network.weights = [weights.round(1) for weights in network.weights]
        network.biases[0] = rng.standard_normal((1, N_NEURONS)).round(1)
    else:
        value = 0.0 if state.weights == ZERO else 0.5
        network.weights = [np.full_like(weights, value) for weights in network.weights]
    return X, network
