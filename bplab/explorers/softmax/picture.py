"""The picture of `explore_softmax`: logits, probabilities, gradient, and the numbers below them."""

import numpy as np

from bplab.explorers.lettering import Lettering, pixels
from bplab.explorers.picture import Picture
from bplab.explorers.softmax.model import CLASSES, LIMIT
from bplab.figures import GUIDE_COLOUR, RELU_COLOUR
from bplab.figures.probabilities import BAR_COLOUR

WIDTH, HEIGHT = 860, 450
BOTTOM, TALL, WIDE = 0.5, 0.35, 0.25  # of the three axes, in parts of the figure
LEFTS = (0.06, 0.39, 0.72)
COLUMNS = (0.45, 0.6, 0.75, 0.9)  # middles of the table's columns: the classes, the sum
HEADING, ROWS = 0.385, (0.32, 0.255, 0.19, 0.125, 0.06)  # the heights of its lines
NAMES_AT = 0.06


class SoftmaxPicture(Picture):
    """On top three axes with a place for each class; below a table with a column for each class."""

    subject = "Logits, probabilities and gradient of three classes, as bars and as numbers"

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        logits, probabilities, errors = (self.figure.add_axes([left, BOTTOM, WIDE, TALL]) for left in LEFTS)
        self._logits = self._bars(logits, "logits z", (-LIMIT, LIMIT))
        self._probabilities = self._bars(probabilities, "probabilities ŷ    (dashed: y)", (0, 1.05))
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
        loss = f"loss  -ln ŷ[{t}] = {model.loss:.3f}      guessing costs ln 3 = {np.log(3):.3f}"
        self._write(NAMES_AT, 0.95, loss, "lm", size=15)
        self._write(0.97, 0.95, "a gradient step goes against the arrows", "rm")
        self._write_table(model)

    def _bars(self, ax, title, limits):
        self._frame(ax, title, limits)
        bars = ax.bar(CLASSES, np.zeros(len(CLASSES)), width=0.7, color=BAR_COLOUR)
        self.moving(*bars)
        return bars

    def _frame(self, ax, title, limits):
        ax.set(xlim=(-0.6, len(CLASSES) - 0.4), ylim=limits, xticks=CLASSES)
        ax.set_title(title, fontsize=10)
        ax.set_xlabel("class", fontsize=9, labelpad=1)
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        ax.axhline(0, color="black", linewidth=0.8)

    def _make_errors(self, ax):
        self._frame(ax, "gradient ŷ - y", (-1.15, 1.15))
        none = np.zeros(len(CLASSES))
        look = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.025, "minlength": 0.3}
        self._arrows = self.moving(ax.quiver(CLASSES, none, none, none, color=RELU_COLOUR, **look))

    def _write_table(self, model):
        for x, name in zip(COLUMNS, (*(f"class {c}" for c in CLASSES), "sum"), strict=True):
            self._write(x, HEADING, name, "mm", color=GUIDE_COLOUR)
        for y, (name, *numbers) in zip(ROWS, table(model), strict=True):
            self._write(NAMES_AT, y, name, "lm")
            for x, number in zip(COLUMNS, numbers, strict=False):
                self._write(x, y, number, "mm")

    def _write(self, x, y, text, anchor, size=13, **look):
        """A text at a place in parts of the figure."""
        self.lettering.write(x * WIDTH, (1 - y) * HEIGHT, text, size=size, anchor=anchor, **look)


def table(model):
    """The lines below the bars: the name, a number for each class, and where it tells something the sum."""
    exponent = "exponent (z + c) / T" + (" - maximum" if model.state.stable else "")
    return (
        ("logits z + c", *(f"{z:.2f}" for z in model.z + model.state.shift)),
        (exponent, *(f"{x:.2f}" for x in model.exponents + 0.0)),
        ("exp of it", *(f"{e:.4g}" for e in (*model.exp, model.total))),
        ("probabilities ŷ", *(f"{p:.4f}" for p in (*model.y_pred, model.y_pred.sum()))),
        ("gradient ŷ - y", *(f"{e:.4f}" for e in (*model.error, model.error.sum().round(9) + 0.0))),
    )


def set_heights(bars, heights):
    """Change the heights of a bar chart."""
    for bar, height in zip(bars, heights, strict=True):
        bar.set_height(height)
