"""The picture of `explore_softmax`: logits, probabilities, gradient, and the numbers below them."""

import numpy as np

from bplab.explorers.matrices import Texts
from bplab.explorers.picture import Picture
from bplab.explorers.softmax.model import CLASSES, LIMIT
from bplab.figures import GUIDE_COLOUR, RELU_COLOUR
from bplab.figures.probabilities import BAR_COLOUR

WIDTH, HEIGHT = 860, 450
BOTTOM, TALL, WIDE = 0.5, 0.35, 0.25  # of the three axes, in parts of the figure
LEFTS = (0.06, 0.39, 0.72)
COLUMNS = (0.45, 0.6, 0.75, 0.9)  # middles of the table's columns: the classes, the sum
ROWS = (0.32, 0.255, 0.19, 0.125, 0.06)  # its lines, below a heading


class SoftmaxPicture(Picture):
    """On top three axes with a place for each class; below a table with a column for each class."""

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        logits, probabilities, errors = (self.figure.add_axes([left, BOTTOM, WIDE, TALL]) for left in LEFTS)
        self._logits = self._bars(logits, "logits z", (-LIMIT, LIMIT))
        self._probabilities = self._bars(probabilities, "probabilities ŷ    (dashed: y)", (0, 1.05))
        (self._truth,) = probabilities.plot([], [], color="black", linestyle="--", linewidth=1.4)
        self._make_errors(errors)
        self._failures = [Texts(ax, size=13) for ax in (probabilities, errors)]
        self._loss = self.figure.text(0.06, 0.95, "", fontsize=11, va="center")
        self.figure.text(
            0.97, 0.95, "a gradient step goes against the arrows", fontsize=9, ha="right", va="center"
        )
        self._make_table()
        self.moving(self._truth, *self._failures, self._loss)

    def draw(self, model):
        set_heights(self._logits, model.z)
        set_heights(self._probabilities, np.nan_to_num(model.y_pred))
        t = model.state.true_class
        self._truth.set_data([t - 0.42, t - 0.42, t + 0.42, t + 0.42], [0, 1, 1, 0])
        self._arrows.set_UVC(np.zeros(len(CLASSES)), np.nan_to_num(model.error))
        failed = np.flatnonzero(np.isnan(model.y_pred))
        for texts in self._failures:
            texts.write([(c, 0.12) for c in failed], ["nan"] * len(failed))
        self._loss.set_text(f"loss  -ln ŷ[{t}] = {model.loss:.3f}      guessing costs ln 3 = {np.log(3):.3f}")
        self._draw_table(model)

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

    def _make_table(self):
        ax = self.figure.add_axes([0, 0, 1, 1])
        ax.set(xlim=(0, 1), ylim=(0, 1))
        ax.axis("off")
        heading = {"y": 0.385, "ha": "center", "va": "center", "fontsize": 9, "color": GUIDE_COLOUR}
        for x, name in zip(COLUMNS, (*(f"class {c}" for c in CLASSES), "sum"), strict=True):
            ax.text(x, s=name, **heading)
        names = ("logits z + c", "", "exp of it", "probabilities ŷ", "gradient ŷ - y")
        texts = [
            ax.text(0.06, y, name, va="center", fontsize=9.5) for y, name in zip(ROWS, names, strict=True)
        ]
        self._exponent, self._numbers = texts[1], Texts(ax, size=13)
        self.moving(self._exponent, self._numbers)

    def _draw_table(self, model):
        exponent = "exponent (z + c) / T"
        self._exponent.set_text(f"{exponent} - maximum" if model.state.stable else exponent)
        rows = (
            [f"{z:.2f}" for z in model.z + model.state.shift] + [""],
            [f"{x:.2f}" for x in model.exponents + 0.0] + [""],
            [f"{e:.4g}" for e in (*model.exp, model.total)],
            [f"{p:.4f}" for p in (*model.y_pred, model.y_pred.sum())],
            [f"{e:.4f}" for e in (*model.error, model.error.sum().round(9) + 0.0)],
        )
        places = [(x, y) for y in ROWS for x in COLUMNS]
        self._numbers.write(places, [text for row in rows for text in row])


def set_heights(bars, heights):
    """Change the heights of a bar chart."""
    for bar, height in zip(bars, heights, strict=True):
        bar.set_height(height)
