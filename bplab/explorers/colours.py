"""Colours that can be told from what is behind them, by the measure of WCAG 2.2."""

import functools

import numpy as np
from matplotlib.colors import to_hex, to_rgb

TEXT = 4.5  # the least contrast of words; of lines and marks it is 3
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def contrast(first, second="white"):
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted(map(_luminance, (first, second)))
    return (high + 0.05) / (low + 0.05)


@functools.cache
def ink(colour):
    """The colour, darkened as far as words in it need on white."""
    rgb, strength = np.array(to_rgb(colour)), 1.0
    while contrast(strength * rgb) < TEXT:
        strength -= 0.02
    return to_hex(strength * rgb)


def _luminance(colour):
    rgb = np.array(to_rgb(colour))
    return WEIGHTS @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
