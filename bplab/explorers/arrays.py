"""Settings that are arrays: given as a NumPy array or as rows, kept as tuples, without a control."""

from dataclasses import dataclass

import numpy as np

from bplab.explorers import words
from bplab.language import say


@dataclass(frozen=True)
class Matrix:
    """Rows of numbers between -limit and limit; with `fewest`, as few rows as that will do.

    optional: the empty tuple stands for no array.
    """

    rows: int
    columns: int
    limit: float
    fewest: int = 0
    optional: bool = False

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        if self.optional and (value is None or (isinstance(value, tuple) and not value)):
            return (), None
        fewest, size = self.fewest or self.rows, {"rows": self.rows, "columns": self.columns}
        template = words.NEED_ROWS if self.fewest else words.NEED_MATRIX
        need = say(template, fewest=fewest, low=-self.limit, high=self.limit, **size)
        array = _finite(value)
        if self.optional and array is not None and array.shape == (self.columns,) and fewest == 1:
            array = array[None]  # as NumPy takes a row
        if array is None or array.ndim != 2 or not self._fits(*array.shape):
            return None, need
        kept = as_rows(np.clip(array, -self.limit, self.limit))
        return kept, need if np.abs(array).max() > self.limit else None

    def _fits(self, rows, columns):
        return (self.fewest or self.rows) <= rows <= self.rows and columns == self.columns


@dataclass(frozen=True)
class Classes:
    """True classes: in each row a single 1."""

    rows: int
    columns: int

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        array = _finite(value)
        good = array is not None and array.shape == (self.rows, self.columns) and np.isin(array, (0, 1)).all()
        if not good or (array.sum(axis=1) != 1).any():
            return None, say(words.NEED_CLASSES, rows=self.rows, columns=self.columns)
        return as_rows(array), None


def as_rows(array):
    """A matrix as a tuple of tuples, which a frozen record can hold."""
    return tuple(map(tuple, np.asarray(array).tolist()))


def _finite(value):
    """An array of finite numbers; None if the value is none."""
    try:
        array = np.array(value, dtype=float)
    except (TypeError, ValueError):
        return None
    return array if np.isfinite(array).all() else None
