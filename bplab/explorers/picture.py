"""Pictures without a screen: what stays is drawn once, what moves on top of it; the result is a PNG."""

import dataclasses
import re

import matplotlib.style
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bplab import fonts
from bplab.explorers.png import encode
from bplab.explorers.spots import Touch
from bplab.language import ENGLISH, say, spoken

DPI = 100  # of a picture that no page has asked for another size; places in pictures are in its pixels
SHARE = 0.75  # of the page's height, at most: the controls are to be seen, too
LEAST, MOST = 0.85, 1.3  # times the size of DPI: smaller cannot be read, and larger is no clearer

PLACES = ("x", "y", "width", "height")  # of a spot


def own_style():
    """A context for making and drawing pictures: a notebook has settings of matplotlib of its own."""
    own = {} if spoken() == ENGLISH else {"font.family": fonts.families()}
    return matplotlib.style.context(["default", own])


class Canvas(FigureCanvasAgg):
    """Formulas, such as 10 to a power at an axis, are parsed once: matplotlib parses them in each picture."""

    _parser = None

    def get_renderer(self):
        renderer = super().get_renderer()
        Canvas._parser = renderer.mathtext_parser = Canvas._parser or renderer.mathtext_parser
        return renderer


class Picture:
    """A figure, redrawn in a few milliseconds at the size that a page has for it.

    Subclasses build their axes in __init__ and make every artist that moves with `self.moving(...)`; `draw`
    changes those artists. When something at rest changes (limits of an axis, say), call `self.renew()`.
    """

    subject = ""  # what the pictures show, in a few words
    cut = None  # where a page too narrow for it takes it apart, in pixels from the left; else it is scrolled

    def __init__(self, width, height):
        """width, height: pixels."""
        self.width, self.height, self.stacked = width, height, False
        self.figure = Figure((width / DPI, height / DPI), dpi=DPI)
        self.canvas = Canvas(self.figure)
        self._moving, self._rest = [], None
        self._lower = False  # whether the pointer was pressed in the part that stands below the other

    @property
    def scale(self):
        """Dots for each pixel of the size that was stated."""
        return self.figure.dpi / DPI

    def fit(self, width, height, ratio):
        """Draw for a place of this width in a page of this height, with `ratio` dots to its pixels."""
        self.stacked = self.cut is not None and width < LEAST * self.width
        if self.stacked:
            times = width / max(self.cut, self.width - self.cut)
        else:
            times = min(width / self.width, SHARE * height / self.height)
        self.figure.set_dpi(np.clip(times, LEAST, MOST) * ratio * DPI)
        self.renew()

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

    def describe(self, model):
        """What can be seen in the picture that was drawn last, in words; here, what is written there."""
        return f"{say(self.subject)}: {in_words(self.lettering.texts)}"

    def spots(self, model):
        """What can be taken hold of in the picture that was drawn last, as Spots; the last is on top."""
        return []

    def spots_of_page(self, model):
        """The spots as the page wants them: places as shares of what it shows."""
        width, height = self._seen_size()
        listed = []
        for spot in self.spots(model):
            right, down = (self.cut, self.height) if self.stacked and spot.x >= self.cut else (0, 0)
            shares = (
                (spot.x - right) / width,
                (spot.y + down) / height,
                spot.width / width,
                spot.height / height,
            )
            places = {name: float(f"{share:.5f}") for name, share in zip(PLACES, shares, strict=True)}
            listed.append(dataclasses.asdict(spot) | places | {"value": float(spot.value)})
        return listed

    def touch(self, content):
        """A message of the page as a Touch."""
        width, height = self._seen_size()
        x, y = content.get("x", 0) * width, content.get("y", 0) * height
        if content["kind"] == "press":
            self._lower = self.stacked and y > self.height
        if self._lower:
            x, y = x + self.cut, y - self.height
        return Touch(**content | {"x": x, "y": y})

    def _seen_size(self):
        """Width and height of what the page shows, in pixels of the picture."""
        if not self.stacked:
            return self.width, self.height
        return max(self.cut, self.width - self.cut), 2 * self.height

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
        pixels = np.asarray(self.canvas.buffer_rgba())
        return encode(_below_each_other(pixels, round(self.cut * self.scale)) if self.stacked else pixels)


def in_words(texts):
    """What is written in a picture as a sentence."""
    parts = (re.sub(r"\s{2,}|\n", ", ", text.strip(" \n.")) for text in texts if text != "–")
    return f"{', '.join(parts)}."


def _below_each_other(pixels, cut):
    """The part of a picture left of the cut, and below it the other one."""
    height, width = pixels.shape[:2]
    stack = np.full((2 * height, max(cut, width - cut), 4), 255, np.uint8)
    stack[:height, :cut], stack[height:, : width - cut] = pixels[:, :cut], pixels[:, cut:]
    return stack
