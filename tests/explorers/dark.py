"""What the dark theme makes of a picture's colours: `invert(0.93) hue-rotate(180deg)` of picture_view.css."""

import numpy as np

# Of CSS filter effects: 0.213, 0.715, 0.072 are red, green and blue in the lightness; the rest turns round.
LIGHTNESS = np.array([0.213, 0.715, 0.072])
HALF_TURN = 2 * LIGHTNESS - np.eye(3)
LOWEST = 0.07  # of what 0 to 1 becomes: 1 becomes this, and 0 the rest


def dark(colours):
    """Colours (..., 3), from 0 to 1, as the dark theme shows them."""
    inverted = 1 - LOWEST - (1 - 2 * LOWEST) * np.asarray(colours)
    return np.clip(np.clip(inverted, 0, 1) @ HALF_TURN.T, 0, 1)
