"""One neuron with two inputs: the numbers of `explore_neuron`."""

import dataclasses

import numpy as np

from bplab.explorers.activations import NAMES, activate
from bplab.explorers.model import Model
from bplab.explorers.state import Choice, Number, State, setting

LIMIT = 3.0  # half the side of the plane of the inputs
GRID = 121  # points along a side of the map


@dataclasses.dataclass(frozen=True)
class NeuronState(State):
    """What `explore_neuron` shows; it opens with the lecture's first neuron."""

    x1: float = setting(2.0, Number("x₁", -LIMIT, LIMIT, 0.1))
    x2: float = setting(-1.0, Number("x₂", -LIMIT, LIMIT, 0.1))
    w1: float = setting(0.5, Number("w₁", -2.0, 2.0, 0.05))
    w2: float = setting(1.0, Number("w₂", -2.0, 2.0, 0.05))
    b: float = setting(0.5, Number("b", -3.0, 3.0, 0.05))
    activation: str = setting("tanh", Choice("activation", NAMES))


class NeuronModel(Model):
    """What the neuron computes for its input, and for every other input of the plane.

    products (2,): x₁w₁ and x₂w₂. z, a, slope: weighted sum, activation, da/dz there.
    answers (GRID, GRID): the activation on the plane, rows of x₂ from -LIMIT to LIMIT.
    """

    def line(self):
        """Two points (2, 2) far outside of the plane, on the line z = 0; None if both weights are 0."""
        w = self.weights()
        if not w.any():
            return None
        nearest = -self.state.b * w / (w @ w)  # to the origin
        along = np.array([-w[1], w[0]]) / np.linalg.norm(w)
        far = np.linalg.norm(nearest) + 3 * LIMIT
        return np.array([nearest - far * along, nearest + far * along])

    def weights(self):
        weights = np.array([self.state.w1, self.state.w2])
        # A slider that is moved by tenths may stop at 1e-16 where its label says 0.
        return np.where(np.abs(weights) < 1e-9, 0, weights)

    def _compute(self):
        state, w = self.state, self.weights()
        self.products = np.array([state.x1, state.x2]) * w
        self.z = float(self.products.sum() + state.b)
        self.a, self.slope = map(float, activate(state.activation, self.z))
        side = np.linspace(-LIMIT, LIMIT, GRID)
        sums = w[0] * side + w[1] * side[:, None] + state.b
        self.answers, _ = activate(state.activation, sums)
