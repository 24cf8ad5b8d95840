"""Matrices as heat maps with their numbers in the cells."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize

from bplab.explorers.lettering import pixels
from bplab.figures import GUIDE_COLOUR
from bplab.figures.layers import LOW_HIGH

PALE = 0.55  # so that black numbers can be read on the colours
CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])


class Matrix:
    """The cells of a matrix on axes whose unit is a cell; rows go down from 0.

    After `draw(values)` the cells stand at `left` to `left + n_columns`; the name above them tells the shape.
    """

    def __init__(self, picture, ax, name, left, limit):
        """limit: the value, above and below 0, from which the colour stays the same."""
        self._ax, self._name, self._left, self._scale = ax, name, left, Normalize(-limit, limit)
        cells = PolyCollection([], linewidths=0.6, edgecolors=GUIDE_COLOUR)
        self._cells = picture.moving(ax.add_collection(cells))

    def draw(self, values, lettering):
        """values: shape (n_rows, n_columns)."""
        n_rows, n_columns = values.shape
        rows, columns = np.indices(values.shape).reshape(2, -1)
        origins = np.stack([self._left + columns, -1 - rows], axis=1)
        self._cells.set_verts(origins[:, None] + CORNERS)
        self._cells.set_facecolor(LOW_HIGH(self._scale(values.ravel()), alpha=PALE))
        for (x, y), value in zip(origins + 0.5, values.ravel(), strict=True):
            lettering.write(*pixels(self._ax, x, y), short(value), anchor="mm")
        above = pixels(self._ax, self._left + n_columns / 2, 0.4)
        lettering.write(*above, f"{self._name} ({n_rows}, {n_columns})", size=14, anchor="mm")


def short(value):
    """A number in at most five characters, if it is smaller than 1000."""
    for digits in (2, 1, 0):
        text = f"{value:.{digits}f}"
        if len(text) <= 5:
            break
    return text.removeprefix("-") if not float(text) else text
