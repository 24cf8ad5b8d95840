"""Matrices as heat maps with their numbers in the cells: one artist each, drawn in a millisecond."""

import functools

import numpy as np
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from PIL import Image, ImageDraw, ImageFont

from bplab.figures import GUIDE_COLOUR
from bplab.figures.layers import LOW_HIGH

PALE = 0.55  # so that black numbers can be read on the colours


class Texts(Artist):
    """Short lines at many places. matplotlib's own texts take twenty times as long to draw."""

    def __init__(self, ax, size=11, ink=1.0, anchor="mm"):
        """size: height of the type in pixels. ink: from 0, white, to 1, black. anchor: as in Pillow."""
        super().__init__()
        ax.add_artist(self)
        self.set_clip_on(False)
        self._font, self._ink, self._anchor = _font(size), round(255 * ink), anchor
        self.write([], [])

    def write(self, places, texts):
        """places (n, 2): where the texts are anchored, in the coordinates of the axes."""
        self.places, self.texts = np.reshape(places, (-1, 2)).astype(float), texts

    def draw(self, renderer):
        if not self.texts:
            return
        places = self.axes.transData.transform(self.places).round().astype(int)
        margin = 4 + int(max(self._font.size, *map(self._font.getlength, self.texts)))
        corner = places.min(axis=0) - margin
        width, height = np.ptp(places, axis=0) + 2 * margin
        ink = Image.new("L", (width, height))
        pen = ImageDraw.Draw(ink)
        for (x, y), text in zip(places - corner, self.texts, strict=True):
            pen.text((x, height - y), text, self._ink, self._font, anchor=self._anchor)
        black = np.zeros((height, width, 4), dtype=np.uint8)
        black[..., 3] = np.asarray(ink)[::-1]  # row 0 of an image is its lowest for matplotlib
        context = renderer.new_gc()
        renderer.draw_image(context, *corner, black)
        context.restore()


class Matrix:
    """The cells of a matrix on axes whose unit is a cell; rows go down from `top`, which is 0.

    After `draw(values)` the cells stand at `left` to `left + n_columns`; the name above them tells the shape.
    """

    def __init__(self, picture, ax, name, left, limit):
        """limit: the value, above and below 0, from which the colour stays the same."""
        self._name, self._left, self._scale = name, left, Normalize(-limit, limit)
        self._cells = ax.add_collection(PolyCollection([], linewidths=0.6, edgecolors=GUIDE_COLOUR))
        self._numbers, self._title = Texts(ax), Texts(ax, size=14)
        picture.moving(self._cells, self._numbers, self._title)

    def draw(self, values):
        """values: shape (n_rows, n_columns)."""
        n_rows, n_columns = values.shape
        rows, columns = np.indices(values.shape).reshape(2, -1)
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
        origins = np.stack([self._left + columns, -1 - rows], axis=1)
        self._cells.set_verts(origins[:, None] + corners)
        self._cells.set_facecolor(LOW_HIGH(self._scale(values.ravel()), alpha=PALE))
        self._numbers.write(origins + 0.5, [short(value) for value in values.ravel()])
        self._title.write([(self._left + n_columns / 2, 0.4)], [f"{self._name} ({n_rows}, {n_columns})"])


def short(value):
    """A number in at most five characters, if it is smaller than 1000."""
    for digits in (2, 1, 0):
        text = f"{value:.{digits}f}"
        if len(text) <= 5:
            break
    return text.removeprefix("-") if not float(text) else text


@functools.cache
def _font(size):
    return ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)
