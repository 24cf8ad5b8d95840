"""The picture of `explore_petals`: map with points, loss chart; and the small maps of the hidden neurons."""

import contourpy
import numpy as np
from matplotlib.collections import LineCollection
from PIL import Image

from bplab.explorers.charts import LossChart
from bplab.explorers.petals.model import EPOCHS, OUTPUT
from bplab.explorers.picture import Picture, encode
from bplab.explorers.plane import GRID
from bplab.figures import CLASS_COLOURS, CLASS_MARKERS
from bplab.figures.boundary import PROBABILITIES

WIDTH, HEIGHT = 860, 440
EVERY = 2  # grid points between two of a small map
PALETTE = (PROBABILITIES(range(PROBABILITIES.N))[:, :3] * 255).astype(np.uint8)


class PetalsPicture(Picture):
    """Left the probability of class 1, or what one neuron answers, with the samples; right the loss."""

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        self._limit = None
        ax = self.ax = self.figure.add_axes([0.04, 0.07, 0.43, 0.84])
        ax.tick_params(labelsize=8)
        self._map = ax.imshow(
            np.zeros((2, 2)), PROBABILITIES, origin="lower", vmin=0, vmax=1, interpolation="nearest"
        )
        self._boundary = ax.add_collection(LineCollection([], colors="black", linewidths=1.4))
        self._samples = [self._scatter(c, test) for test in (False, True) for c in (0, 1)]
        self._title = self.figure.text(0.04, 0.94, "", fontsize=10)
        self.moving(self._map, self._boundary, *self._samples, self._title)
        self._loss = LossChart(self, [0.55, 0.12, 0.43, 0.66], EPOCHS, chance=np.log(2), top=1.2)
        self._key()

    def draw(self, model):
        self._place(model.run.split)
        snapshot = model.run.snapshot
        trained = snapshot is not None
        for artist in (self._map, self._boundary):
            artist.set_visible(trained)
        if not trained:
            self._title.set_text("no network yet")
            self._loss.draw(np.empty((0, 3)))
            return
        values, name = self._shown(model.state.show, snapshot)
        self._map.set_data(values)
        side = np.linspace(-self._limit, self._limit, GRID)
        lines = contourpy.contour_generator(side, side, np.nan_to_num(values)).lines(0.5)
        self._boundary.set_segments(lines)
        self._loss.draw(snapshot.history)
        seen, new = snapshot.accuracies
        right = f"training {seen:.1%}" + ("" if np.isnan(new) else f"   test {new:.1%}")
        self._title.set_text(f"{name}epoch {snapshot.epoch:,}   right: {right}")

    def _shown(self, show, snapshot):
        """The values of the map from 0 to 1, and their name in the title."""
        if show != OUTPUT and snapshot.neurons is not None:
            number = int(show.split()[1])
            if number <= len(snapshot.neurons):
                return share(snapshot.neurons[number - 1]), f"{show}   "
        return snapshot.probability, ""

    def _place(self, split):
        """The samples, and axes that hold them."""
        if split.limit != self._limit:
            self._limit = limit = split.limit
            self._map.set_extent((-limit, limit, -limit, limit))
            ticks = [tick for tick in (-4, -2, 0, 2, 4) if abs(tick) <= limit]
            self.ax.set(xlim=(-limit, limit), ylim=(-limit, limit), xticks=ticks, yticks=ticks)
            self.renew()
        for k, (X, Y) in enumerate(((split.X, split.Y), (split.X_test, split.Y_test))):
            for c in (0, 1):
                self._samples[2 * k + c].set_offsets(X[Y[:, 0] == c])

    def _scatter(self, c, test):
        look = {"edgecolor": "black", "linewidth": 0.9, "s": 24} if test else {"linewidth": 0, "s": 12}
        return self.ax.scatter([], [], color=CLASS_COLOURS[c], marker=CLASS_MARKERS[c], **look)

    def _key(self):
        """What the colours and the marks mean."""
        bar = self.figure.add_axes([0.62, 0.925, 0.2, 0.035])
        bar.imshow(np.linspace(0, 1, PROBABILITIES.N)[None], PROBABILITIES, aspect="auto")
        bar.set(xticks=[], yticks=[])
        look = {"fontsize": 9, "va": "center"}
        self.figure.text(0.612, 0.942, "class 0", ha="right", color=CLASS_COLOURS[0], **look)
        self.figure.text(0.828, 0.942, "class 1", color=CLASS_COLOURS[1], **look)
        self.figure.text(0.55, 0.875, "black line: probability ½      black edge: test point", **look)


def share(answers):
    """Answers of a neuron on a scale from 0 to 1: one half is 0, the ends at least -1 and 1."""
    top = max(1.0, float(np.nanmax(np.abs(answers))))
    return (answers / top + 1) / 2


def thumbnail(answers):
    """The answers of one hidden neuron on the grid, shape (GRID, GRID), as the bytes of a small PNG."""
    small = np.nan_to_num(share(answers[::-EVERY, ::EVERY]))
    image = Image.fromarray((small * (len(PALETTE) - 1)).round().astype(np.uint8), mode="P")
    image.putpalette(PALETTE.tobytes())
    return encode(image)
