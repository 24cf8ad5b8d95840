"""Pictures without a screen: what stays is drawn once, what moves on top of it; the result is a PNG."""

import io

import matplotlib.style
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

DPI = 100


def own_style():
    """A context for making and drawing pictures: a notebook has settings of matplotlib of its own."""
    return matplotlib.style.context("default")


class Picture:
    """A figure of fixed size, redrawn in a few milliseconds.

    Subclasses build their axes in __init__ and make every artist that moves with `self.moving(...)`; `draw`
    changes those artists. When something at rest changes (limits of an axis, say), call `self.renew()`.
    """

    def __init__(self, width, height):
        """width, height: pixels."""
        self.figure = Figure((width / DPI, height / DPI), dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self._moving, self._rest = [], None

    def moving(self, *artists):
        """Declare artists that are drawn anew every time, in this order; returns the last."""
        for artist in artists:
            artist.set_animated(True)
            self._moving.append(artist)
        return artists[-1]

    def renew(self):
        """Draw what is at rest once more before the next picture."""
        self._rest = None

    def draw(self, model):
        """Set the moving artists from a model."""
        raise NotImplementedError

    def png(self, model):
        """The picture of a model as the bytes of a PNG file."""
        self.draw(model)
        if self._rest is None:
            with own_style():
                self.canvas.draw()
            self._rest = self.canvas.copy_from_bbox(self.figure.bbox)
        self.canvas.restore_region(self._rest)
        for artist in self._moving:
            if artist.get_visible():
                self.figure.draw_artist(artist)
        return encode(Image.fromarray(np.asarray(self.canvas.buffer_rgba())).convert("RGB"))


def encode(image):
    """An image of Pillow's as the bytes of a PNG file, quickly rather than small."""
    file = io.BytesIO()
    image.save(file, "png", compress_level=1)
    return file.getvalue()
