"""What `explore_forward` shows, as a record."""

import dataclasses

from bplab.explorers.activations import NAMES
from bplab.explorers.arrays import Matrix
from bplab.explorers.forward import words as w
from bplab.explorers.state import Choice, Number, State, setting
from bplab.language import say

N_FEATURES, N_NEURONS, N_CLASSES = 3, 4, 2
MAX_BATCH = 6
LIMIT = 10.0  # of own numbers


@dataclasses.dataclass(frozen=True)
class ForwardState(State):
    """What `explore_forward` shows. row, column: the entry of Z1 whose computation is marked.

    X, W1, b1: own numbers in place of those that the seed draws, as arrays or rows; without a control.
    """

    batch_size: int = setting(5, Number(w.BATCH_SIZE, 1, MAX_BATCH, 1))
    row: int = setting(2, Number(w.ROW, 0, MAX_BATCH - 1, 1))
    column: int = setting(0, Number(w.COLUMN, 0, N_NEURONS - 1, 1))
    activation: str = setting("tanh", Choice(w.ACTIVATION, NAMES))
    weights: str = setting(w.RANDOM, Choice(w.WEIGHTS, (w.RANDOM, w.ZERO, w.EQUAL)))
    seed: int = setting(0, Number(w.SEED, 0, 50, 1))
    steps: int = setting(0, Number(w.STEPS, 0, 100, 1))
    X: tuple = setting((), Matrix(MAX_BATCH, N_FEATURES, LIMIT, fewest=1, optional=True))
    W1: tuple = setting((), Matrix(N_FEATURES, N_NEURONS, LIMIT, optional=True))
    b1: tuple = setting((), Matrix(1, N_NEURONS, LIMIT, optional=True))

    @property
    def most(self):
        """How many samples there are."""
        return len(self.X) or MAX_BATCH

    @classmethod
    def read(cls, values):
        """As State.read; moreover, the batch must be one of X, and the row one of the batch."""
        state, complaints = super().read(values)
        if state.batch_size > state.most:
            if "batch_size" in values:
                said = say(w.BEYOND_DATA, size=state.batch_size, n=state.most)
                complaints = [*complaints, said]
            state = state.change(batch_size=state.most)
        elif state.X and "batch_size" not in values:
            state = state.change(batch_size=state.most)
        last = state.batch_size - 1
        if state.row > last and "row" in values:
            said = say(w.BEYOND_BATCH, row=state.row, n=state.batch_size, last=last)
            complaints = [*complaints, said]
        return state.change(row=min(state.row, last)), complaints
