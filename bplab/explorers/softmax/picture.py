"""The picture of `explore_softmax`: logits, probabilities, gradient, and the numbers below them."""

import numpy as np

from bplab.explorers.lettering import Lettering, pixels
from bplab.explorers.reflowing import ReflowingPicture
from bplab.explorers.softmax import words as w
from bplab.explorers.softmax.model import CLASSES, LIMIT
from bplab.explorers.wrapping import wrapped
from bplab.figures import GUIDE_COLOUR, RELU_COLOUR
from bplab.figures.probabilities import BAR_COLOUR
from bplab.language import say

# By `narrow`, in pixels: the size; left and upper edge of the three axes, their width and height; the upper
# edge of the table, the distance of its lines, and the middles of its columns: the classes, the sum.
SIZE = {False: (860, 450), True: (380, 880)}
CORNERS = {False: ((52, 67), (335, 67), (619, 67)), True: ((44, 86), (44, 258), (44, 430))}
WIDE, HIGH = {False: 215, True: 320}, {False: 158, True: 110}
TABLE, LINE = {False: 277, True: 604}, {False: 29, True: 48}
COLUMNS = {False: (387, 516, 645, 774), True: (74, 164, 254, 344)}
LEFT = {False: 52, True: 14}


class SoftmaxPicture(ReflowingPicture):
    """Three axes with a place for each class; below a table with a column for each class."""

    subject = w.SUBJECT

    def size(self):
        return SIZE[self.narrow]

    def arrange(self):
        logits, probabilities, errors = (self._axes(*corner) for corner in CORNERS[self.narrow])
        self._logits = self._bars(logits, say(w.LOGITS), (-LIMIT, LIMIT))
        self._probabilities = self._bars(probabilities, say(w.PROBABILITIES), (0, 1.05))
        (self._truth,) = probabilities.plot([], [], color="black", linestyle="--", linewidth=1.4)
        self.moving(self._truth)
        self._make_errors(errors)
        self._where_bars_fail = probabilities, errors
        self.lettering = Lettering(self)

    def draw(self, model):
        set_heights(self._logits, model.z)
        set_heights(self._probabilities, np.nan_to_num(model.y_pred))
        t = model.state.true_class
        self._truth.set_data([t - 0.42, t - 0.42, t + 0.42, t + 0.42], [0, 1, 1, 0])
        self._arrows.set_UVC(np.zeros(len(CLASSES)), np.nan_to_num(model.error))
        self.lettering.clear()
        for ax in self._where_bars_fail:
            for c in np.flatnonzero(np.isnan(model.y_pred)):
                self.lettering.write(*pixels(ax, c, 0.12), "nan", size=13, anchor="mm")
        self._write_loss(say(w.LOSS, c=t, loss=model.loss, guessing=np.log(3)), say(w.AGAINST))
        self._write_table(model)

    def _axes(self, left, top):
        width, height = WIDE[self.narrow], HIGH[self.narrow]
        share = (left, self.height - top - height, width, height)
        return self.figure.add_axes(share / np.array(2 * (self.width, self.height)))

    def _bars(self, ax, title, limits):
        self._frame(ax, title, limits)
        bars = ax.bar(CLASSES, np.zeros(len(CLASSES)), width=0.7, color=BAR_COLOUR)
        self.moving(*bars)
        return bars

    def _frame(self, ax, title, limits):
        ax.set(xlim=(-0.6, len(CLASSES) - 0.4), ylim=limits, xticks=CLASSES)
        ax.set_title(title, fontsize=10)
        ax.set_xlabel(say(w.CLASS), fontsize=9, labelpad=1)
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        ax.axhline(0, color="black", linewidth=0.8)

    def _make_errors(self, ax):
        self._frame(ax, say(w.GRADIENT), (-1.15, 1.15))
        none = np.zeros(len(CLASSES))
        width = 0.025 * WIDE[False] / WIDE[self.narrow]
        look = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": width, "minlength": 0.3}
        self._arrows = self.moving(ax.quiver(CLASSES, none, none, none, color=RELU_COLOUR, **look))

    def _write_loss(self, loss, against):
        write = self.lettering.write
        if self.narrow:
            write(LEFT[True], 8, wrapped(loss.replace("      ", "\n"), self.width - 28, 14), size=14)
            write(LEFT[True], 44, wrapped(against, self.width - 28, 13), size=13)
        else:
            write(LEFT[False], 22, loss, size=15, anchor="lm")
            write(self.width - 26, 22, against, size=13, anchor="rm")

    def _write_table(self, model):
        """Names of the lines stand before their numbers; in the narrow arrangement above them."""
        write, y, columns = self.lettering.write, TABLE[self.narrow], COLUMNS[self.narrow]
        names = (*(say(w.CLASS_C, c=c) for c in CLASSES), say(w.SUM))
        for x, name in zip(columns, names, strict=True):
            write(x, y, name, size=13, anchor="mm", color=GUIDE_COLOUR)
        for name, *numbers in table(model):
            y += LINE[self.narrow]
            write(LEFT[self.narrow], y - (18 if self.narrow else 0), name, size=13, anchor="lm")
            for x, number in zip(columns, numbers, strict=False):
                write(x, y, number, size=13, anchor="mm")


def table(model):
    """The lines below the bars: the name, a number for each class, and where it tells something the sum."""
    exponent = w.ROW_EXPONENT_STABLE if model.state.stable else w.ROW_EXPONENT
    return (
        (say(w.ROW_LOGITS), *(f"{z:.2f}" for z in model.z + model.state.shift)),
        (say(exponent), *(f"{x:.2f}" for x in model.exponents + 0.0)),
        (say(w.ROW_EXP), *(f"{e:.4g}" for e in (*model.exp, model.total))),
        (say(w.ROW_PROBABILITIES), *(f"{p:.4f}" for p in (*model.y_pred, model.y_pred.sum()))),
        (say(w.ROW_GRADIENT), *(f"{e:.4f}" for e in (*model.error, model.error.sum().round(9) + 0.0))),
    )


def set_heights(bars, heights):
    """Change the heights of a bar chart."""
    for bar, height in zip(bars, heights, strict=True):
        bar.set_height(height)
