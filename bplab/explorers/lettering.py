"""Plain text at many places of a picture, set by Pillow and kept: matplotlib lays each text out anew."""

import functools
import itertools

import numpy as np
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from PIL import Image, ImageDraw, ImageFont

from bplab import fonts
from bplab.explorers.picture import DPI

LEAST = 8  # pixels of type, to which it shrinks where there is no room
KEPT = 500  # texts: those of the pictures in sight; a line over a whole large picture takes 80 kB


class Lettering(Artist):
    """All texts of a picture, in its pixels from the upper left corner; ten times as fast as `ax.text`."""

    def __init__(self, picture):
        super().__init__()
        self._picture = picture
        picture.figure.add_artist(self)
        picture.moving(self)
        self._written = []

    @property
    def texts(self):
        """What is written, in order."""
        return [text for _, _, text, _, _ in self._written]

    def clear(self):
        """Begin anew."""
        self._written.clear()

    def write(self, x, y, text, size=11, color="black", anchor="la", font="DejaVu Sans"):
        """Text of one or more lines; anchor: Pillow's, for instance "la" left above, "mm" in the middle.

        size: height of the type in pixels. font: as matplotlib names it, for instance "DejaVu Sans:bold".
        """
        if text:
            self._written.append((x, y, text, color, (size, anchor, font)))

    def boxes(self):
        """Each text and where its ink lies: left, top, right, bottom in dots."""
        for x, y, text, _, look in self._written:
            (left, top), ink = self._fitted(x, y, text, *look)
            yield text, (left, top, left + ink.shape[1], top + ink.shape[0])

    def _fitted(self, x, y, text, size, *look):
        """Upper left corner and ink of a text, in smaller type where the picture has no room for it."""
        scale, width = self._picture.scale, self._picture.width * self._picture.scale
        while True:
            (left, top), ink = _set(text, round(scale * size), *look)
            left, top = round(scale * x) + left, round(scale * y) + top
            if size <= LEAST or (left >= -2 and left + ink.shape[1] <= width + 2):
                return (left, top), ink
            size -= 1

    def draw(self, renderer):
        pixels = np.asarray(renderer.buffer_rgba())
        for x, y, text, color, look in self._written:
            (left, top), ink = self._fitted(x, y, text, *look)
            left, top = max(0, left), max(0, top)
            part = pixels[top : top + len(ink), left : left + ink.shape[1], :3]
            ink = ink[: part.shape[0], : part.shape[1], None] / np.float32(255)
            part[:] = part + (255 * np.array(to_rgb(color), np.float32) - part) * ink


def pixels(ax, x, y):
    """Where a point of axes lies, in pixels of the picture from its upper left corner."""
    right, up = (ax.transData + ax.figure.dpi_scale_trans.inverted()).transform((x, y)) * DPI
    return right, ax.figure.get_figheight() * DPI - up


def place(ax, x, y):
    """What lies at x, y, pixels of the picture from its upper left corner, as a point of axes."""
    inches = np.array([x / DPI, ax.figure.get_figheight() - y / DPI])
    return (ax.transData + ax.figure.dpi_scale_trans.inverted()).inverted().transform(inches)


@functools.lru_cache(KEPT)
def _set(text, size, anchor, font):
    """Where a text begins, seen from its anchor, and its ink (height, width), uint8: 255 is all ink."""
    type_, *others = (_font(size, path) for path in fonts.paths(font))
    if others and not _characters(type_.path).issuperset(text):
        return _set_in_two(text, anchor, type_, *others)
    look = {"font": type_, "anchor": anchor, "spacing": round(size / 5)}
    if "\n" not in text:
        del look["spacing"]
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).textbbox((0, 0), text, **look)
    left, top = int(left) - 2, int(top) - 2  # the box is a pixel too small now and then
    image = Image.new("L", (int(right) - left + 3, int(bottom) - top + 3))
    ImageDraw.Draw(image).text((-left, -top), text, 255, **look)
    return (left, top), np.asarray(image)


def _set_in_two(text, anchor, *types):
    """The same of a text that no font has whole: run by run, on the baseline of the first font."""
    lines = [list(_runs(line, types)) for line in text.split("\n")]
    widths = [sum(type_.getlength(run) for run, type_ in line) for line in lines]
    ascent, descent = types[0].getmetrics()
    step = round(1.4 * (ascent + descent) / 1.2)
    (across, along), share = anchor, {"l": 0, "m": 0.5, "r": 1}
    above = {"a": ascent, "m": (ascent - descent) / 2, "s": 0, "d": -descent}[along]
    above -= step * (len(lines) - 1) * {"m": 0.5, "d": 1}.get(along, 0)
    left, top = -int(share[across] * max(widths)) - 2, round(above) - ascent - 2
    size = int(max(widths)) + 5, ascent + descent + step * (len(lines) - 1) + 4
    image = Image.new("L", size)
    canvas = ImageDraw.Draw(image)
    for number, (line, width) in enumerate(zip(lines, widths, strict=True)):
        x = -left - share[across] * width
        for run, type_ in line:
            canvas.text((x, ascent + 2 + number * step), run, 255, font=type_, anchor="ls")
            x += type_.getlength(run)
    return (left, top), np.asarray(image)


def _runs(line, types):
    """(piece, font) of a line: each character in the first font that has it; in the first one if none has."""
    fitting = (next((t for t in types if c in _characters(t.path)), types[0]) for c in line)
    for type_, run in itertools.groupby(zip(fitting, line, strict=True), key=lambda pair: pair[0]):
        yield "".join(character for _, character in run), type_


@functools.cache
def _characters(path):
    """The characters that a font has; a line break is none, and stays."""
    return {*map(chr, font_manager.get_font(path).get_charmap()), "\n"}


@functools.cache
def _font(size, path):
    return ImageFont.truetype(path, size)
