"""The picture of `explore_forward`: X @ W1 + b1 = Z1, and A1, as heat maps with one entry marked."""

import numpy as np
from matplotlib.patches import Rectangle

from bplab.explorers.forward.model import N_FEATURES, N_NEURONS
from bplab.explorers.lettering import Lettering, pixels
from bplab.explorers.matrices import PALE, Matrix, short
from bplab.explorers.picture import Picture, in_words
from bplab.figures import GUIDE_COLOUR
from bplab.figures.layers import LOW_HIGH

WIDTH, HEIGHT = 860, 440
LIMIT = 2.0  # values beyond it have the same colour
GAP = 1.05  # between two matrices, in cells
LEFT, RIGHT, BOTTOM = -1.0, 23.4, -10.6  # of the axes, whose unit is a cell
LINES = (-7.3, -7.9, -9.1)  # heights of the lines of text below the matrices
NOTE = {"ha": "center", "va": "center", "fontsize": 9, "color": GUIDE_COLOUR}
TASK = "trained is a network 3-4-2 on the batch; class 1: the first feature is positive; learning rate 0.5"
NAMES = ("X", "W1", "b1", "Z1", "A1")


class ForwardPicture(Picture):
    """The matrices on top; below them the marked entry as a sum, and what training has done so far."""

    subject = "X @ W1 + b1 = Z1, and its activations A1, with one entry marked"

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        ax = self.ax = self.figure.add_axes([0, 0, 1, 1])
        ax.set(xlim=(LEFT, RIGHT), ylim=(BOTTOM, 1.2))
        ax.axis("off")
        widths = np.array([N_FEATURES, N_NEURONS, N_NEURONS, N_NEURONS, N_NEURONS])
        self._lefts = dict(zip(NAMES, np.cumsum([0, *(widths[:-1] + GAP)]), strict=True))
        self._frame = Rectangle((0, 0), 0, 0, fill=False, edgecolor=GUIDE_COLOUR, linestyle=":")
        self.moving(ax.add_patch(self._frame))
        self._matrices = {name: Matrix(self, ax, name, left, LIMIT) for name, left in self._lefts.items()}
        self._marks = [
            ax.add_patch(Rectangle((0, 0), 0, 0, fill=False, edgecolor="black", linewidth=2.4)) for _ in NAMES
        ]
        self.moving(*self._marks)
        self.lettering = Lettering(self)
        self._label(ax)

    def draw(self, model):
        self.lettering.clear()
        for name, matrix in self._matrices.items():
            matrix.draw(getattr(model, name), self.lettering)
        self._repeat(model.b1[0], len(model.X))
        self._mark(model.state.row, model.state.column)
        for y, line in zip(LINES, (*written_out(model), trained(model)), strict=True):
            self.lettering.write(*pixels(self.ax, 0, y), line, size=14, anchor="lm")

    def describe(self, model):
        return f"{self.subject}: {in_words((*written_out(model), trained(model)))}"

    def _repeat(self, bias, n):
        """Below the row of b1, in grey, what is added to the other samples without being stored."""
        left, look = self._lefts["b1"], {"color": GUIDE_COLOUR, "anchor": "mm"}
        self._frame.set_bounds(left, -n, N_NEURONS, n - 1)
        for row, column in np.ndindex(n - 1, N_NEURONS):
            place = pixels(self.ax, left + column + 0.5, -1.5 - row)
            self.lettering.write(*place, short(bias[column]), **look)
        below = pixels(self.ax, left + N_NEURONS / 2, -n - 0.4)
        self.lettering.write(*below, "one row for all samples", size=12, **look)

    def _mark(self, row, column):
        """Outline what meets in the entry: a row of X, a column of W1, one of b1, and the results."""
        boxes = {
            "X": (0, -1 - row, N_FEATURES, 1), "W1": (column, -N_FEATURES, 1, N_FEATURES),
            "b1": (column, -1, 1, 1), "Z1": (column, -1 - row, 1, 1), "A1": (column, -1 - row, 1, 1),
        }  # fmt: skip
        for mark, (name, (x, y, width, height)) in zip(self._marks, boxes.items(), strict=True):
            mark.set_bounds(self._lefts[name] + x, y, width, height)

    def _label(self, ax):
        """What stays: signs between the matrices, what rows and columns are, the colours."""
        for sign, name in zip("@+=→", NAMES[1:], strict=True):
            ax.text(self._lefts[name] - GAP / 2, -1.5, sign, fontsize=13, ha="center", va="center")
        ax.text(0, -9.95, TASK, **NOTE | {"ha": "left"})
        ax.text(-0.5, -3, "samples", rotation=90, **NOTE)
        ax.text(self._lefts["W1"] + N_NEURONS / 2, -N_FEATURES - 0.4, "a column per neuron", **NOTE)
        bar = self.figure.add_axes([0.82, 0.215, 0.08, 0.025])
        bar.imshow(np.linspace(0, 1, 32)[None], LOW_HIGH, aspect="auto", alpha=PALE)
        bar.set(xticks=[], yticks=[])
        look = {"fontsize": 9, "va": "center"}
        self.figure.text(0.815, 0.226, f"-{LIMIT:g} or less", ha="right", **look)
        self.figure.text(0.905, 0.226, f"{LIMIT:g} or more", **look)


def written_out(model):
    """The marked entry of Z1 as a sum of products, and that of A1 as a function of it."""
    i, j, activation = model.state.row, model.state.column, model.state.activation
    products = " + ".join(
        f"{bracketed(x)} · {bracketed(w)}" for x, w in zip(model.X[i], model.W1[:, j], strict=True)
    )
    z, a = short(model.Z1[i, j]), short(model.A1[i, j])
    entry = f"[{i}, {j}]"
    return (
        f"Z1{entry} = {products} + {bracketed(model.b1[0, j])} = {z}",
        f"A1{entry} = {activation}({z}) = {a}",
    )


def trained(model):
    """What the training has done, and whether the neurons differ."""
    state, (before, now) = model.state, model.losses
    return (
        f"start: {state.weights} weights      after {state.steps} training steps: "
        f"loss {before:.3f} → {now:.3f}      different columns in W1: {model.different} of {N_NEURONS}"
    )


def bracketed(value):
    """A number, in brackets if it is negative."""
    text = short(value)
    return f"({text})" if text.startswith("-") else text
