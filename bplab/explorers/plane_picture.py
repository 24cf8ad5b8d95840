"""The picture of a training in the plane: a map with the samples on it, beside it the loss."""

import numpy as np
from matplotlib.collections import LineCollection

from bplab.explorers import words
from bplab.explorers.areas import Areas
from bplab.explorers.charts import LossChart
from bplab.explorers.colours import ink
from bplab.explorers.lettering import Lettering, pixels
from bplab.explorers.picture import Picture
from bplab.figures import CLASS_COLOURS, CLASS_MARKERS
from bplab.language import say

MAP = [0.04, 0.07, 0.43, 0.84]  # where it stands in the figure
NINTHS = ("above", "middle", "below")
TITLE = (34, 26)  # pixels from the upper left corner
TRAINING_LOOK = {"linewidth": 0.6, "s": 12}
TEST_LOOK = {"edgecolor": "black", "linewidth": 0.9, "s": 24}


class PlanePicture(Picture):
    """Base of the pictures of a model whose run is a PlaneRun; subclasses define `regions`.

    lettering: for the texts of subclasses, too; cleared before `regions`.
    """

    subject, cut = words.MAP_AND_LOSS, 438

    def __init__(self, width, height, n_classes, looks, colours, loss):
        """looks: of the training samples and, where they are drawn, of the test samples.

        colours: of the areas, from below. loss: what LossChart has to know.
        """
        super().__init__(width, height)
        self._limit, self._classes, self._looks = None, range(n_classes), looks
        ax = self.ax = self.figure.add_axes(MAP, aspect="equal", anchor="N")
        ax.tick_params(labelsize=8)
        self._areas = Areas(ax, colours)
        self._boundary = ax.add_collection(LineCollection([], colors="black", linewidths=1.4))
        self._samples = [[self._scatter(c, look) for c in self._classes] for look in looks]
        self.moving(self._areas, self._boundary, *sum(self._samples, []))
        self.lettering = Lettering(self)
        self._loss = LossChart(self, **loss)

    def regions(self, model):
        """The areas of the map as paths, the lines of the boundary, the name of what is no output."""
        raise NotImplementedError

    def classes(self, snapshot):
        """The class of each point of the map, shape (GRID, GRID), rows from below; one more for no class."""
        raise NotImplementedError

    def describe(self, model):
        snapshot = model.run.snapshot
        lie = "" if snapshot is None else f" {lie_of(self.classes(snapshot), len(self._classes))}"
        return super().describe(model) + lie

    def draw(self, model):
        snapshot = model.run.snapshot
        self._place(model.run.split)
        self.lettering.clear()
        for artist in (self._areas, self._boundary):
            artist.set_visible(snapshot is not None)
        if snapshot is None:
            self._write_title(say(words.NO_NETWORK))
            self._loss.draw(np.empty((0, 3)))
            return
        areas, lines, name = self.regions(model)
        self._areas.set_paths(areas)
        self._boundary.set_segments(lines)
        self._loss.draw(snapshot.history)
        self._write_losses(*snapshot.history[-1, 1:])
        shares = both((words.TRAINING_SHARE, words.TEST_SHARE), "share", snapshot.accuracies)
        right = f"   {say(words.RIGHT, shares=shares)}" if shares and not name else ""
        self._write_title(f"{name}{say(words.AT_EPOCH, epoch=snapshot.epoch)}{right}")

    def _write_losses(self, seen, new):
        """The losses as numbers, beside the chart's heading: a run may leave the chart."""
        text = both((words.TRAINING_LOSS, words.TEST_LOSS), "loss", (seen, new))
        ax = self._loss.ax
        x, y = pixels(ax, ax.get_xlim()[0], ax.get_ylim()[1])
        self.lettering.write(x + 45, y - 8, text, size=13, anchor="ls")

    def _write_title(self, text):
        self.lettering.write(*TITLE, text, size=13, anchor="ls")

    def _place(self, split):
        """The samples, and axes that hold them."""
        if split.limit != self._limit:
            self._limit = limit = split.limit
            ticks = [tick for tick in (-4, -2, 0, 2, 4) if abs(tick) <= limit]
            self.ax.set(xlim=(-limit, limit), ylim=(-limit, limit), xticks=ticks, yticks=ticks)
            self.renew()
        parts = ((split.X, split.Y), (split.X_test, split.Y_test))
        for (X, Y), of_classes in zip(parts, self._samples, strict=False):
            labels = Y[:, 0] if Y.shape[1] == 1 else Y.argmax(axis=1)
            for c, samples in zip(self._classes, of_classes, strict=True):
                samples.set_offsets(X[labels == c])

    def _scatter(self, c, look):
        look = {"edgecolor": ink(CLASS_COLOURS[c])} | look
        return self.ax.scatter([], [], facecolor=CLASS_COLOURS[c], marker=CLASS_MARKERS[c], **look)


def both(templates, name, values):
    """What is said of training and test; nothing of a part without points."""
    said = (say(text, **{name: x}) for text, x in zip(templates, values, strict=True) if not np.isnan(x))
    return "   ".join(said)


def lie_of(classes, n_classes):
    """Which class holds most of each ninth of a map, in words."""
    names, n = [*map(str, range(n_classes)), say(words.NO_CLASS)], len(NINTHS)
    size, rows = len(classes) // n, {}
    for row, name in enumerate(reversed(NINTHS)):
        parts = (classes[row * size : (row + 1) * size, k * size : (k + 1) * size] for k in range(n))
        rows[name] = ", ".join(names[np.bincount(part.ravel()).argmax()] for part in parts)
    return say(words.LIE, **rows)
