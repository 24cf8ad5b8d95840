"""Matrices as heat maps with their numbers in the cells."""

import math

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize

from bplab.explorers.lettering import pixels
from bplab.figures import GUIDE_COLOUR
from bplab.figures.layers import LOW_HIGH

PALE = 0.55  # so that black numbers can be read on the colours
CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])


class Matrix:
    """The cells of a matrix on axes whose unit is a cell; rows go down from `top`.

    After `draw(values)` the cells stand at `left` to `left + n_columns`; the name above them tells the shape.
    """

    def __init__(self, picture, ax, name, corner, limit):
        """corner: left and top. limit: the value, above and below 0, from which the colour stays the same."""
        self._ax, self._name, self._scale = ax, name, Normalize(-limit, limit)
        self._left, self._top = corner
        self._shape = 0, 0
        cells = PolyCollection([], linewidths=0.6, edgecolors=GUIDE_COLOUR)
        self._cells = picture.moving(ax.add_collection(cells))

    def draw(self, values, lettering):
        """values: shape (n_rows, n_columns)."""
        n_rows, n_columns = self._shape = values.shape
        rows, columns = np.indices(values.shape).reshape(2, -1)
        origins = np.stack([self._left + columns, self._top - 1 - rows], axis=1)
        self._cells.set_verts(origins[:, None] + CORNERS)
        self._cells.set_facecolor(LOW_HIGH(self._scale(values.ravel()), alpha=PALE))
        left, top = pixels(self._ax, self._left + 0.5, self._top - 0.5)  # of the first number
        right, below = pixels(self._ax, self._left + 1.5, self._top - 1.5)  # of the one right of it and below
        for row, column, value in zip(rows, columns, values.ravel(), strict=True):
            x, y = left + column * (right - left), top + row * (below - top)
            lettering.write(x, y, short(value), anchor="mm")
        above = pixels(self._ax, self._left + n_columns / 2, self._top + 0.4)
        lettering.write(*above, f"{self._name} ({n_rows}, {n_columns})", size=14, anchor="mm")

    def cell_at(self, x, y):
        """Row and column of the cell at a point of the axes; None outside of the matrix."""
        row, column = math.floor(self._top - y), math.floor(x - self._left)
        n_rows, n_columns = self._shape
        return (row, column) if 0 <= row < n_rows and 0 <= column < n_columns else None


def short(value):
    """A number in at most five characters, if it is smaller than 1000."""
    for digits in (2, 1, 0):
        text = f"{value:.{digits}f}"
        if len(text) <= 5:
            break
    return text.removeprefix("-") if not float(text) else text
