"""The interactive parts of the lectures. Each is a model without a screen, a picture, and a thin view."""

from bplab.explorers.backprop.view import explore_backprop
from bplab.explorers.characters.view import explore_characters
from bplab.explorers.curve.view import explore_curve
from bplab.explorers.descent.view import explore_descent
from bplab.explorers.forward.view import explore_forward
from bplab.explorers.linear_vs_relu.view import explore_linear_vs_relu
from bplab.explorers.neuron.view import explore_neuron
from bplab.explorers.petals.view import explore_petals
from bplab.explorers.softmax.view import explore_softmax

__all__ = [
    "explore_backprop",
    "explore_characters",
    "explore_curve",
    "explore_descent",
    "explore_forward",
    "explore_linear_vs_relu",
    "explore_neuron",
    "explore_petals",
    "explore_softmax",
]
