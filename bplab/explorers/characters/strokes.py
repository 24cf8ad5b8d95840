"""A drawing from the page, as text and as a picture like those of the data set."""

import dataclasses
import re

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from bplab.characters import CHARACTER_SIZE
from bplab.explorers.characters import words
from bplab.language import say

PAD = 224  # side of the field to draw on, in its own units
MOST = 20_000  # characters of a drawing; twelve careful strokes take 3,000
PATH = re.compile(r"(M\d{1,3} \d{1,3}(L\d{1,3} \d{1,3})*)*")

# As the pictures of the data set are, in pixels: length of their ink, blur, and width of strokes.
GLYPH_SIZE, BLUR, STROKE = 20, 0.4, 1.5
FINE = 4  # drawn so many times larger, then made smaller


@dataclasses.dataclass(frozen=True)
class Strokes:
    """A setting that is drawn: an SVG path of M (pen down) and L (line to), x to the right and y down."""

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        readable = isinstance(value, str) and len(value) <= MOST and PATH.fullmatch(value)
        if readable and all(points.max() <= PAD for points in parse(value)):
            return value, None
        return None, say(words.STROKES, pad=PAD, most=MOST)


def parse(path):
    """The strokes of a path: a list of arrays (n_points, 2) of x and y."""
    strokes = [re.findall(r"\d+", stroke) for stroke in path.split("M")[1:]]
    return [np.array(numbers, dtype=float).reshape(-1, 2) for numbers in strokes]


def render(path):
    """The ink of a drawing (784,), from 0 to 1: in the middle, and as large as in the data set's pictures.

    The points are moved and scaled before they become lines, so that every drawing has lines of one width.
    """
    strokes = parse(path)
    if not strokes:
        return np.zeros(CHARACTER_SIZE**2)
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = (high - low).max()
    scale = FINE * (GLYPH_SIZE - STROKE) / size if size else 1  # a dot stays a dot
    side, radius = FINE * CHARACTER_SIZE, FINE * STROKE / 2
    field = Image.new("L", (side, side))
    pen = ImageDraw.Draw(field)
    for stroke in strokes:
        corners = [tuple(corner) for corner in (stroke - (low + high) / 2) * scale + side / 2]
        pen.line(corners, fill=255, width=round(2 * radius))
        for x, y in corners:  # round ends and bends
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    small = field.filter(ImageFilter.GaussianBlur(FINE * BLUR)).reduce(FINE)
    return np.asarray(small).ravel() / 255
