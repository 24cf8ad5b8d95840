"""Arrays as numbers, and how far two of them are apart."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np


def as_array(got: Any) -> np.ndarray | None:
    """got as a float64 array, or None if it is no rectangle of real numbers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            return np.asarray(got, dtype=float)
    except (TypeError, ValueError, np.exceptions.ComplexWarning):
        return None


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """||a - b|| / (||a|| + ||b||): 0 for equal arrays, 1 for opposite ones, 1/3 for a factor 2.

    Two arrays of zeros are equal. Anything not finite gives infinity.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(over="ignore"):  # numbers beyond 1e154 have no finite norm
        scale = np.linalg.norm(a) + np.linalg.norm(b)
    if not np.isfinite(scale):
        return float("inf")
    return float(np.linalg.norm(a - b) / scale) if scale > 0 else 0.0
