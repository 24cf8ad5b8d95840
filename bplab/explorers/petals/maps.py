"""The colours of the maps of `explore_petals`: of the output, and of one neuron, which knows no classes."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from bplab.figures.boundary import PROBABILITIES

EVERY = 2  # grid points between two of a small map
MOST = 1e6  # of a neuron's answer in a training that has run away
N_STEPS = PROBABILITIES.N  # colours from 0 to 1
NEGATIVE, POSITIVE = "#762A83", "#1B7837"
# None of the classes' colours. The map is paler than the lines: there are points on it.
ANSWERS = LinearSegmentedColormap.from_list("low to high", ["#9970AB", "#F7F7F7", "#5AAE61"], N=N_STEPS)


def steps_of(colours):
    """The colours of a map from its lowest to its highest step."""
    return colours(range(colours.N))


def share(answers):
    """Answers of a neuron on a scale from 0 to 1: one half is 0, the ends at least -1 and 1."""
    answers = np.clip(np.nan_to_num(answers), -MOST, MOST)
    return (answers / max(1.0, np.abs(answers).max()) + 1) / 2


def small_map(answers, of_neuron=True):
    """A neuron's answers or the network's on the grid, shape (GRID, GRID), as colours (n, n, 3)."""
    small, colours = answers[::-EVERY, ::EVERY], ANSWERS if of_neuron else PROBABILITIES
    small = share(small) if of_neuron else np.clip(np.nan_to_num(small), 0, 1)
    return steps_of(colours)[(small * (N_STEPS - 1)).round().astype(int), :3]
