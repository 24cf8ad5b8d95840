"""The picture of `explore_curve`: the fit within and beyond its data, and the mean squared error."""

import numpy as np
from matplotlib.collections import LineCollection

from bplab.explorers.charts import TEST_COLOUR, TRAIN_COLOUR
from bplab.explorers.curve import words
from bplab.explorers.curve.model import EPOCHS, GRID
from bplab.explorers.lettering import Lettering, pixels
from bplab.explorers.picture import Picture
from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR
from bplab.language import say

WIDTH, HEIGHT = 860, 440
ERRORS = (1e-8, 10)  # both ends of the axis of errors
MOST = 1e6  # of what is drawn of a training that has run away
TITLE, ERRORS_TITLE = (40, 26), (530, 26)  # pixels from the upper left corner
EVERY = 2  # places of the grid between two of a neuron's line


class CurvePicture(Picture):
    """Left the points, the fit and its parts; right the errors on logarithmic axes."""

    subject, cut = words.SUBJECT, 484

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        self._curve = None
        self._make_fit()
        self._make_errors()
        self.lettering = Lettering(self)

    def draw(self, model):
        run, snapshot = model.run, model.run.snapshot
        self._place(run)
        self.lettering.clear()
        self._draw_goal(*run.curve.goal(model.state))
        history = np.empty((0, 3)) if snapshot is None else snapshot.history
        for line, errors in ((self._seen, history[:, 1]), (self._between, history[:, 2])):
            line.set_data(np.maximum(history[:, 0], 1), np.clip(errors, 1e-30, 1e30))
        for artist in (self._fit, self._parts):
            artist.set_visible(snapshot is not None)
        if snapshot is None:
            self._write_title(say(words.NO_NETWORK))
            return
        self._fit.set_ydata(np.clip(snapshot.fit, -MOST, MOST))
        lines = np.empty((len(snapshot.parts), len(range(0, GRID, EVERY)), 2))
        lines[..., 0], lines[..., 1] = run.grid[::EVERY, 0], np.clip(snapshot.parts[:, ::EVERY], -MOST, MOST)
        self._parts.set_segments(lines)
        _, seen, between = history[-1]
        self._write_title(say(words.AT_EPOCH, epoch=snapshot.epoch))
        self.lettering.write(
            *ERRORS_TITLE, say(words.ERRORS, seen=seen, between=between), size=14, anchor="ls"
        )

    def _make_fit(self):
        ax = self.ax = self.figure.add_axes([0.045, 0.16, 0.5, 0.75])
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        shade = {"color": GUIDE_COLOUR, "alpha": 0.13, "linewidth": 0}
        self._outside = [ax.axvspan(0, 1, **shade), ax.axvspan(0, 1, label=say(words.NO_DATA), **shade)]
        look = {"color": GUIDE_COLOUR, "linestyle": "--", "linewidth": 1}
        (self._truth,) = ax.plot([], [], label=say(words.TRUE_CURVE), **look)
        self._parts = LineCollection([], colors=CLASS_COLOURS[0], linewidths=0.8, alpha=0.8)
        self._parts.set_label(say(words.PARTS))
        ax.add_collection(self._parts)
        (self._points,) = ax.plot([], [], ".", color="black", markersize=4, label=say(words.POINTS))
        (self._fit,) = ax.plot([], [], color=TRAIN_COLOUR, linewidth=2.4, label=say(words.FIT))
        self.moving(self._parts, self._points, self._fit)
        handles = [self._points, self._fit, self._parts, self._truth, self._outside[1]]
        place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.07), "ncols": 5}
        ax.legend(handles=handles, fontsize=8, frameon=False, handlelength=1.2, columnspacing=0.9, **place)

    def _make_errors(self):
        ax = self._errors = self.figure.add_axes([0.615, 0.16, 0.37, 0.75])
        ax.set(xscale="log", yscale="log", xlim=(1, EPOCHS), ylim=ERRORS)
        ax.set_xlabel(say(words.EPOCH), fontsize=9)
        ax.minorticks_off()
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        (self._goal,) = ax.plot([], [], color=GUIDE_COLOUR, linestyle=":", linewidth=1.2)
        look = {"color": TEST_COLOUR, "linestyle": "--", "linewidth": 2}
        (self._between,) = ax.plot([], [], label=say(words.TRUE_CURVE), **look)
        (self._seen,) = ax.plot([], [], color=TRAIN_COLOUR, linewidth=2, label=say(words.POINTS))
        ax.legend(
            fontsize=8,
            frameon=False,
            loc="upper right",
            title=say(words.MEAN_SQUARED_ERROR),
            title_fontsize=8,
        )
        self.moving(self._goal, self._between, self._seen)

    def _place(self, run):
        """The points, and axes for them and as much again outside."""
        self._points.set_data(run.x[:, 0], run.y[:, 0])
        if run.curve is self._curve:
            return
        self._curve, reach = run.curve, run.curve.reach
        self.ax.set(xlim=(-2 * reach, 2 * reach), ylim=run.curve.view)
        for span, left in zip(self._outside, (-2 * reach, reach), strict=True):
            span.set(x=left, width=reach)
        self._truth.set_data(run.grid[:, 0], run.truth[:, 0])
        self._fit.set_xdata(run.grid[:, 0])
        self.renew()

    def _draw_goal(self, error, name):
        self._goal.set_data((1, EPOCHS), (error, error))
        if error > ERRORS[0]:
            x, y = pixels(self._errors, 1, error)
            self.lettering.write(x + 6, y + 3, name, color=GUIDE_COLOUR, anchor="la")

    def _write_title(self, text):
        self.lettering.write(*TITLE, text, size=14, anchor="ls")
