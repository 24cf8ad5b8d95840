"""The picture of `explore_linear_vs_relu`: the regions of four classes, the loss, the one layer."""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D

from bplab.datasets import N_CLASSES
from bplab.explorers.areas import Heights
from bplab.explorers.colours import ink
from bplab.explorers.linear_vs_relu import words
from bplab.explorers.linear_vs_relu.model import EPOCHS
from bplab.explorers.picture import DPI
from bplab.explorers.plane_picture import PlanePicture
from bplab.figures import CLASS_COLOURS, CLASS_MARKERS, GUIDE_COLOUR
from bplab.figures.boundary import pale
from bplab.language import say
from bplab.network.functions import TINY

WIDTH, HEIGHT = 860, 440
TIE = 1e-9  # no class wins where the best two differ by less, in the logarithm of their probabilities
NOBODY = N_CLASSES  # the region of no class
# Pale colours of the classes; the lines in between tell regions apart without colour.
REGIONS = [pale(colour, 0.32) for colour in CLASS_COLOURS]
# Places of the table, in pixels from the upper left corner.
LEFT, COLUMNS = 473, (593, 675, 757, 839)
SENTENCE, HEADS, ROWS, NOTE = 268, 310, (336, 357, 378), 419


class LinearVsReluPicture(PlanePicture):
    """Left the regions with the training samples; right the loss, and below it the layer that is learned."""

    def __init__(self):
        look = {"linewidth": 0.6, "s": 20}
        loss = {"rectangle": [0.55, 0.52, 0.43, 0.38], "epochs": EPOCHS, "chance": np.log(4), "top": 2.2}
        super().__init__(WIDTH, HEIGHT, N_CLASSES, (look,), REGIONS, loss)
        self._frame_of_table()

    def regions(self, model):
        margins = margins_of(model.run.snapshot.probability)
        areas, lines = [], []
        for margin in np.moveaxis(margins, -1, 0):
            heights = Heights(margin, model.run.split.limit)
            alone = margin.min() > TIE
            areas.append(heights.above(-np.inf if alone else TIE))
            if margin.min() < -TIE and margin.max() > TIE:
                lines += heights.lines(0)
        self._show_layer(model.state, model.run)
        return areas, lines, ""

    def classes(self, snapshot):
        return winners(margins_of(snapshot.probability))

    def _show_layer(self, state, run):
        """Say what the layers amount to and, where that is one layer, show its numbers."""
        self.lettering.write(LEFT, SENTENCE, amount(state, run.n_parameters), 13)
        for (row, column), value in np.ndenumerate(run.snapshot.layer):
            self.lettering.write(COLUMNS[column], ROWS[row], as_text(value), 13, anchor="rm")

    def _frame_of_table(self):
        """The classes with their marks as heads of the columns, and what the rows are."""
        inches = Affine2D().scale(1 / DPI, -1 / DPI).translate(0, HEIGHT / DPI)
        look = {"transform": inches + self.figure.dpi_scale_trans, "fontsize": 9.5, "va": "center"}
        for y, name in zip(ROWS, ("$x_1$", "$x_2$", say(words.BIAS)), strict=True):
            self.figure.text(LEFT, y, name, **look)
        for c, x in enumerate(COLUMNS):
            self.figure.text(x, HEADS, say(words.CLASS, number=c), ha="right", **look)
            mark = {"marker": CLASS_MARKERS[c], "color": CLASS_COLOURS[c], "markersize": 6}
            mark["markeredgecolor"] = ink(CLASS_COLOURS[c])
            self.figure.add_artist(Line2D([x - 58], [HEADS], transform=look["transform"], **mark))
        self.figure.text(LEFT, NOTE, say(words.NOTE), **look | {"fontsize": 8, "color": GUIDE_COLOUR})


def margins_of(probability):
    """By how much the logarithm of each class's probability exceeds the best other's, same shape.

    Between two linear scores it is linear, so that its zero is drawn as a straight line.
    """
    scores = np.log(np.maximum(probability, TINY))
    second, first = np.moveaxis(np.partition(scores, -2, axis=-1), -1, 0)[-2:, ..., None]
    return np.nan_to_num(scores - np.where(scores == first, second, first))


def winners(margins):
    """The class of each point, shape (GRID, GRID); NOBODY where two are equal or nothing is a number."""
    return np.where(margins.max(axis=-1) > TIE, margins.argmax(axis=-1), NOBODY)


def amount(state, n_parameters):
    """What the layers amount to."""
    if not state.depth:
        return say(words.ONE_LAYER, n=n_parameters)
    sentence = words.NO_SINGLE_LAYER if state.relu else words.EQUAL_TO_ONE
    return say(sentence, layers=state.depth + 1, n=n_parameters)


def as_text(value):
    """A number with two digits after the point, or in powers of ten where it is large; a dash for nan."""
    if np.isnan(value):
        return "–"
    return f"{round(value, 2) + 0.0:.2f}" if abs(value) < 1000 else f"{value:.0e}"
