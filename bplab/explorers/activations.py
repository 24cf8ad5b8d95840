"""The course's activations as plain functions: for the explorers that show a slope or a weighted sum."""

import numpy as np

from bplab.network.functions import ACTIVATIONS

NAMES = tuple(ACTIVATIONS)


def activate(name, z):
    """The activation a of weighted sums z, and the slope da/dz there; arrays of the shape of z."""
    function, derivative = ACTIVATIONS[name]
    a = np.array(z, dtype=float)
    function(a)
    slope = np.empty_like(a)
    derivative(a, out=slope)
    return a, slope
