"""The picture of `explore_forward`: X @ W1 + b1 = Z1, and A1, as heat maps with one entry marked."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from bplab.explorers.forward import words as w
from bplab.explorers.forward.sentences import trained, verdict, written_out
from bplab.explorers.forward.state import N_FEATURES, N_NEURONS
from bplab.explorers.lettering import Lettering, pixels
from bplab.explorers.matrices import CORNERS, PALE, Matrix, short
from bplab.explorers.picture import in_words
from bplab.explorers.reflowing import ReflowingPicture
from bplab.explorers.spots import Spot
from bplab.explorers.wrapping import wrapped
from bplab.figures import GUIDE_COLOUR, RELU_COLOUR
from bplab.figures.layers import LOW_HIGH
from bplab.language import say

LIMIT = 2.0  # values beyond it have the same colour
GAP = 1.05  # between two matrices, in cells
LEFT, TOP = -1.0, 1.2  # of the axes, whose unit is a cell
NAMES = ("X", "W1", "b1", "Z1", "A1")
MARGIN = 14
# By `narrow`: the size, that of a cell, where the text begins; corners of the matrices in cells.
SIZE, CELL, TEXT = (
    {False: (860, 440), True: (380, 880)},
    {False: (35.2, 37.3), True: (35, 27)},
    {False: 303, True: 686},
)
CORNER = {
    False: dict(zip(NAMES, ((0, 0), (4.05, 0), (9.1, 0), (14.15, 0), (19.2, 0)), strict=True)),
    True: dict(zip(NAMES, ((0, 0), (4.6, 0), (0, -8.4), (5.05, -8.4), (5.05, -16.8)), strict=True)),
}
BAR = {False: (0.82, 0.215, 0.08, 0.025), True: (0.08, 0.42, 0.3, 0.012)}  # in parts of the picture


class ForwardPicture(ReflowingPicture):
    """The matrices on top; below them the marked entry as a sum, and what training has done so far."""

    subject = w.SUBJECT

    def size(self):
        return SIZE[self.narrow]

    def arrange(self):
        wide, high = CELL[self.narrow]
        ax = self.ax = self.figure.add_axes([0, 0, 1, 1])
        ax.set(xlim=(LEFT, LEFT + self.width / wide), ylim=(TOP - self.height / high, TOP))
        ax.axis("off")
        self._corners = CORNER[self.narrow]
        self._frame = Rectangle((0, 0), 0, 0, fill=False, edgecolor=GUIDE_COLOUR, linestyle=":")
        self.moving(ax.add_patch(self._frame))
        self.matrices = {
            name: Matrix(self, ax, name, corner, LIMIT) for name, corner in self._corners.items()
        }
        look = {"facecolor": "none", "edgecolor": RELU_COLOUR, "linewidth": 2, "linestyle": ":"}
        self._wrong = self.moving(ax.add_collection(PolyCollection([], **look)))
        self._marks = [
            ax.add_patch(Rectangle((0, 0), 0, 0, fill=False, edgecolor="black", linewidth=2.4)) for _ in NAMES
        ]
        self.moving(*self._marks)
        self.lettering = Lettering(self)
        self._label(ax)

    def draw(self, model):
        self.lettering.clear()
        for name, matrix in self.matrices.items():
            matrix.draw(getattr(model, name), self.lettering)
        self._repeat(model.b1[0], len(model.X))
        self._mark(model.state.row, model.state.column)
        self._mark_wrong(model)
        y, wide = TEXT[self.narrow], self.width - 2 * MARGIN
        for line in (*written_out(model), trained(model)):
            if self.narrow:
                line = wrapped(line.replace("      ", "\n"), wide, size=12)
            size = 12 if self.narrow else 14
            self.lettering.write(MARGIN if self.narrow else 35, y, line, size=size)
            y += (line.count("\n") + 1) * 16 + 8

    def describe(self, model):
        return f"{say(self.subject)}: {in_words((*written_out(model), trained(model)))}"

    def spots(self, model):
        text = written_out(model)[0]
        return [Spot("matrices", say(w.MATRICES), 0, 0, self.width, TEXT[self.narrow], text)]

    def entry_at(self, x, y):
        """The matrix at a place of the picture in pixels, and row and column there; or None."""
        wide, high = CELL[self.narrow]
        for name, matrix in self.matrices.items():
            if cell := matrix.cell_at(LEFT + x / wide, TOP - y / high):
                return name, *cell
        return None

    def _repeat(self, bias, n):
        """Below the row of b1, in grey, what is added to the other samples without being stored."""
        (left, top), look = self._corners["b1"], {"color": GUIDE_COLOUR, "anchor": "mm"}
        self._frame.set_bounds(left, top - n, N_NEURONS, n - 1)
        for row, column in np.ndindex(n - 1, N_NEURONS):
            place = pixels(self.ax, left + column + 0.5, top - 1.5 - row)
            self.lettering.write(*place, short(bias[column]), **look)
        below = pixels(self.ax, left + N_NEURONS / 2, top - n - 0.4)
        self.lettering.write(*below, say(w.ONE_ROW), size=12, **look)

    def _mark(self, row, column):
        """Outline what meets in the entry: a row of X, a column of W1, one of b1, and the results."""
        boxes = {
            "X": (0, -1 - row, N_FEATURES, 1), "W1": (column, -N_FEATURES, 1, N_FEATURES),
            "b1": (column, -1, 1, 1), "Z1": (column, -1 - row, 1, 1), "A1": (column, -1 - row, 1, 1),
        }  # fmt: skip
        for mark, (name, (x, y, width, height)) in zip(self._marks, boxes.items(), strict=True):
            left, top = self._corners[name]
            mark.set_bounds(left + x, top + y, width, height)

    def _mark_wrong(self, model):
        """Frames around the entries that a student's function has made wrong, and a word below them."""
        cells = []
        for name, wrong in model.wrong.items():
            left, top = self._corners[name]
            cells += [np.add((left + j, top - 1 - i), CORNERS) for i, j in np.argwhere(wrong)]
            below = pixels(self.ax, left + N_NEURONS / 2, top - len(wrong) - 0.4)
            self.lettering.write(*below, verdict(model, name), size=12, anchor="mm", font="DejaVu Sans:bold")
        self._wrong.set_verts(cells)

    def _label(self, ax):
        """What stays: signs between the matrices, what rows and columns are, the colours."""
        note = {"ha": "center", "va": "center", "fontsize": 9, "color": GUIDE_COLOUR}
        for sign, name in zip("@+=→", NAMES[1:], strict=True):
            left, top = self._corners[name]
            ax.text(left - GAP / 2, top - 1.5, sign, fontsize=13, ha="center", va="center")
        task = say(w.TASK)
        task = wrapped(task, self.width - 2 * MARGIN, size=13) if self.narrow else task
        bottom = TOP - self.height / CELL[self.narrow][1]
        ax.text(-0.6 if self.narrow else 0, bottom + 0.45, task, **note | {"ha": "left", "va": "bottom"})
        ax.text(-0.5, -3, say(w.SAMPLES), rotation=90, **note)
        ax.text(self._corners["W1"][0] + N_NEURONS / 2, -N_FEATURES - 0.4, say(w.NEURONS), **note)
        left, lower, width, height = BAR[self.narrow]
        bar = self.figure.add_axes([left, lower, width, height])
        bar.imshow(np.linspace(0, 1, 32)[None], LOW_HIGH, aspect="auto", alpha=PALE)
        bar.set(xticks=[], yticks=[])
        self._label_bar(left, width, lower + height / 2)

    def _label_bar(self, left, width, middle):
        less, more = say(w.OR_LESS, value=-LIMIT), say(w.OR_MORE, value=LIMIT)
        look = {"fontsize": 9, "va": "center"}
        if self.narrow:  # below its ends
            self.figure.text(left, middle - 0.018, less, ha="left", **look)
            self.figure.text(left + width, middle - 0.018, more, ha="right", **look)
        else:
            self.figure.text(left - 0.005, middle, less, ha="right", **look)
            self.figure.text(left + width + 0.005, middle, more, **look)
