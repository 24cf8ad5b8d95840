"""How far two arrays are apart."""

import numpy as np


def relative_error(a, b):
    """||a - b|| / (||a|| + ||b||): 0 for equal arrays, 1 for opposite ones, 1/3 for a factor 2.

    Two arrays of zeros are equal. Anything not finite gives infinity.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(over="ignore"):  # numbers beyond 1e154 have no finite norm
        scale = np.linalg.norm(a) + np.linalg.norm(b)
    if not np.isfinite(scale):
        return float("inf")
    return float(np.linalg.norm(a - b) / scale) if scale > 0 else 0.0
