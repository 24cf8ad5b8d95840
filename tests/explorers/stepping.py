"""Models of `explore_backprop`, and what its pitfalls do."""

import numpy as np

from bplab.explorers.backprop.model import BackpropModel
from bplab.explorers.backprop.state import MATRICES, BackpropState
from bplab.explorers.backprop.steps import LECTURE

HIDDEN = {"grad_weights_1", "grad_bias_1"}


FAULTS = {
    "no derivative": ("e_1", HIDDEN),
    "derivative 1 - a": ("e_1", HIDDEN),
    "no mean": ("grad_weights_2", set(LECTURE.gradients)),
    "mean taken twice": ("e_2", set(LECTURE.gradients)),
    "bias not summed": ("grad_bias_2", {"grad_bias_1", "grad_bias_2"}),
    "updated weights used": ("back", HIDDEN),
    "transpose forgotten": ("back", HIDDEN),
    "sign turned": ("e_2", set(LECTURE.gradients)),
}


def model(**state):
    return BackpropModel(BackpropState().change(**state))


def another_place(seed=0, **state):
    """A model at numbers of no special kind."""
    rng = np.random.default_rng(seed)
    drawn = {name: tuple(map(tuple, rng.uniform(-2, 2, np.shape(MATRICES[name])))) for name in MATRICES}
    return model(**drawn, **state)


def written(explorer):
    return "\n".join(explorer.drawing.lettering.texts)
