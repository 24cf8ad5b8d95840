"""Gradients without calculus: central differences, and how far two gradients are apart."""

import numpy as np

from bplab.measures import relative_error as relative_error


def numerical_gradient(f, x, h=1e-5):
    """Gradient of a scalar function by central differences, (f(x + h) - f(x - h)) / 2h.

    f: function of an array like x that returns a number.
    x: float array of any shape; it is left as it was.
    Returns an array of the shape of x. With h = 1e-5 and float64 the error of one entry is about
    1e-10 times the size of f, as long as f has no kink within h of x.
    """
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        middle = x[index]
        x[index] = middle + h
        above = f(x)
        x[index] = middle - h
        below = f(x)
        x[index] = middle
        gradient[index] = (above - below) / (2 * h)
    return gradient
