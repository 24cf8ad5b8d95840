"""The picture of a training in the plane: a map with the samples on it, beside it the loss."""

import numpy as np
from matplotlib.collections import LineCollection

from bplab.explorers.charts import LossChart
from bplab.explorers.lettering import Lettering
from bplab.explorers.picture import Picture
from bplab.figures import CLASS_COLOURS, CLASS_MARKERS

MAP = [0.04, 0.07, 0.43, 0.84]  # where it stands in the figure
TITLE = (34, 26)  # pixels from the upper left corner
TRAINING_LOOK = {"linewidth": 0, "s": 12}
TEST_LOOK = {"edgecolor": "black", "linewidth": 0.9, "s": 24}


class PlanePicture(Picture):
    """Base of the pictures of a model whose run is a PlaneRun; subclasses define `regions`.

    lettering: for the texts of subclasses, too; cleared before `regions`.
    """

    def __init__(self, width, height, n_classes, looks, image, loss):
        """looks: of the training samples and, where they are drawn, of the test samples.

        image: what matplotlib's imshow has to know. loss: what LossChart has to know.
        """
        super().__init__(width, height)
        self._limit, self._classes, self._looks = None, range(n_classes), looks
        ax = self.ax = self.figure.add_axes(MAP)
        ax.tick_params(labelsize=8)
        self._map = ax.imshow(np.zeros((2, 2)), origin="lower", **image)
        self._boundary = ax.add_collection(LineCollection([], colors="black", linewidths=1.4))
        self._samples = [[self._scatter(c, look) for c in self._classes] for look in looks]
        self.moving(self._map, self._boundary, *sum(self._samples, []))
        self.lettering = Lettering(self)
        self._loss = LossChart(self, **loss)

    def regions(self, model):
        """The values of the map, the lines of the boundary, and what the title says first."""
        raise NotImplementedError

    def draw(self, model):
        snapshot = model.run.snapshot
        self._place(model.run.split)
        self.lettering.clear()
        for artist in (self._map, self._boundary):
            artist.set_visible(snapshot is not None)
        if snapshot is None:
            self._write_title("no network yet")
            self._loss.draw(np.empty((0, 3)))
            return
        values, lines, name = self.regions(model)
        self._map.set_data(values)
        self._boundary.set_segments(lines)
        self._loss.draw(snapshot.history)
        self._write_losses(*snapshot.history[-1, 1:])
        seen, new = snapshot.accuracies
        right = f"training {seen:.1%}" + ("" if np.isnan(new) else f"   test {new:.1%}")
        self._write_title(f"{name}epoch {snapshot.epoch:,}   right: {right}")

    def _write_losses(self, seen, new):
        """The losses as numbers, beside the chart's heading: a run may leave the chart."""
        corner = self._loss.ax.bbox
        text = f"training {seen:.3f}" + ("" if np.isnan(new) else f"   test {new:.3f}")
        x, y = corner.x0 + 45, self.figure.bbox.height - corner.y1 - 8
        self.lettering.write(x, y, text, size=13, anchor="ls")

    def _write_title(self, text):
        self.lettering.write(*TITLE, text, size=14, anchor="ls")

    def _place(self, split):
        """The samples, and axes that hold them."""
        if split.limit != self._limit:
            self._limit = limit = split.limit
            self._map.set_extent((-limit, limit, -limit, limit))
            ticks = [tick for tick in (-4, -2, 0, 2, 4) if abs(tick) <= limit]
            self.ax.set(xlim=(-limit, limit), ylim=(-limit, limit), xticks=ticks, yticks=ticks)
            self.renew()
        parts = ((split.X, split.Y), (split.X_test, split.Y_test))
        for (X, Y), of_classes in zip(parts, self._samples, strict=False):
            labels = Y[:, 0] if Y.shape[1] == 1 else Y.argmax(axis=1)
            for c, samples in zip(self._classes, of_classes, strict=True):
                samples.set_offsets(X[labels == c])

    def _scatter(self, c, look):
        return self.ax.scatter([], [], color=CLASS_COLOURS[c], marker=CLASS_MARKERS[c], **look)
