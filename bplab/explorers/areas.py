"""Areas of a map, by the height of a function over the plane: their edges are smooth at any size."""

import contourpy
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path

NOTHING = Path(np.empty((0, 2)))


class Areas(PathCollection):
    """Areas on top of each other, in the colours given; `set_paths` says where they lie."""

    def __init__(self, ax, colours):
        super().__init__([], facecolors=colours, linewidths=0, transform=ax.transData)
        ax.add_collection(self, autolim=False)


class Heights:
    """A function over a square, by its values (n, n) on a grid; rows from below."""

    def __init__(self, values, limit):
        """limit: half the side of the square."""
        self._limit, side = limit, np.linspace(-limit, limit, len(values))
        values = np.ma.masked_invalid(values)
        self._generator = contourpy.contour_generator(side, side, values, fill_type="ChunkCombinedCode")

    def above(self, level):
        """Where the values are greater, as a Path; with -inf, the whole square."""
        if level == -np.inf:
            reach = (-self._limit, self._limit)
            return Path([(x, y) for x, y in zip((*reach, *reach[::-1]), np.repeat(reach, 2), strict=True)])
        (points,), (codes,) = self._generator.filled(level, np.inf)
        return NOTHING if points is None else Path(points, codes)

    def lines(self, level):
        """Where the values are equal to it: a list of arrays (n_points, 2)."""
        return self._generator.lines(level)
