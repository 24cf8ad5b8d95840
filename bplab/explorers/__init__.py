"""The interactive parts of the lectures. Each is a model without a screen, a picture, and a thin view."""

from bplab.explorers.neuron.view import explore_neuron
from bplab.explorers.petals.view import explore_petals

__all__ = ["explore_neuron", "explore_petals"]
