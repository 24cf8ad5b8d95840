"""The picture of `explore_descent`: the descent on the loss, the line it has found, the loss step by step."""

import numpy as np

from bplab.explorers.charts import minor_ticks_at_once
from bplab.explorers.colours import ink
from bplab.explorers.descent import words
from bplab.explorers.descent.model import BEST, LIMIT, STEPS, X, Y, loss
from bplab.explorers.lettering import Lettering, pixels, place
from bplab.explorers.picture import Picture
from bplab.explorers.spots import Spot
from bplab.explorers.wrapping import wrapped
from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, RELU_COLOUR
from bplab.language import say

WIDTH, HEIGHT = 860, 450
LEFT, RIGHT = 56, 516  # where texts begin, in pixels
WIDEST = 400  # pixels of a line on the left
START, NOW = "start", "now"  # what can be dragged
PLACE = [0.065, 0.115, 0.45, 0.7]  # of the curve and of the map, one of which is seen
BLUE = CLASS_COLOURS[0]
TOP = 17.0  # of the curve's loss axis
LEVELS = (0.4, 1, 3, 8, 16, 30, 50)
TANGENT = 0.9  # of w, to both sides
LOSSES = (0.2, 100.0)
OUTSIDE = 1e6  # a path that has run away is drawn no further: matplotlib cannot


class DescentPicture(Picture):
    """Left the loss over w with its tangent, or over w and b as a map; right the line, and the losses."""

    subject, cut = words.SUBJECT, 466

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        self._make_curve()
        self._make_map()
        self._make_line()
        self._make_losses()
        self.lettering = Lettering(self)
        self._bias = None

    def draw(self, model):
        if model.state.bias != self._bias:
            self._bias = model.state.bias
            self._curve.set_visible(not self._bias)
            self._map.set_visible(self._bias)
            for artist in self._on_curve:
                artist.set_visible(not self._bias)
            for artist in self._on_map:
                artist.set_visible(self._bias)
            self.renew()
        self.lettering.clear()
        path = np.clip(model.path, -OUTSIDE, OUTSIDE)
        if self._bias:
            self._draw_path(self._on_map, path[:, 0], path[:, 1])
        else:
            self._draw_path(self._on_curve[1:], path[:, 0], np.minimum(model.losses, OUTSIDE))
            here = path[-1, 0] + np.array([-TANGENT, TANGENT])
            self._on_curve[0].set_data(here, model.losses[-1] + model.gradient[0] * (here - path[-1, 0]))
        self._draw_line(path[-1])
        self._losses.set_data(np.arange(len(path)), np.clip(model.losses, 1e-9, OUTSIDE))
        self._write_numbers(model)

    def spots(self, model):
        """The place that has been reached, and on top of it the start."""
        state, spots = model.state, []
        if self._in_view(model.path[-1]):
            said = say(words.STEPS_NOW, steps=state.steps)
            steps = {"text": said, "value": state.steps, "low": 0, "high": STEPS}
            spots.append(Spot(NOW, say(words.MOVE_ALONG), *self._pixels(model.path[-1]), **steps))
        said = say(words.PLACE_AND_BIAS if state.bias else words.PLACE, w=short(state.w), b=short(state.b))
        start = {"text": " ".join(said.split()), "value": state.w}
        reach = {"low": BEST[0] - LIMIT, "high": BEST[0] + LIMIT}
        spots.append(Spot(START, say(words.MOVE_START), *self._pixels(model.path[0]), **start, **reach))
        return spots

    def place(self, touch):
        """Where a pointer is: w, and b on the map or the loss on the curve."""
        return place(self._map if self._bias else self._curve, touch.x, touch.y)

    def nearest(self, model, touch):
        """After how many steps of the way the descent is nearest to a pointer."""
        way = np.array([self._pixels(here) for here in np.clip(model.way, -OUTSIDE, OUTSIDE)])
        return int(np.square(way - (touch.x, touch.y)).sum(axis=1).argmin())

    def _pixels(self, here):
        """Of w and b, where they are seen on the left."""
        ax, height = (self._map, here[1]) if self._bias else (self._curve, min(loss(here), TOP))
        return pixels(ax, here[0], height)

    def _make_curve(self):
        ax = self._curve = self.figure.add_axes(PLACE)
        w = np.linspace(BEST[0] - LIMIT, BEST[0] + LIMIT, 201)
        ax.plot(w, loss(np.stack([w, 0 * w], axis=1)), color=GUIDE_COLOUR, linewidth=1.5)
        ax.set(xlim=w[[0, -1]], ylim=(-1, TOP))
        self._name_axes(ax, "w", say(words.LOSS))
        (tangent,) = ax.plot([], [], color=RELU_COLOUR, linewidth=3)
        self._on_curve = (tangent, *self._path(ax))
        self.moving(*self._on_curve)

    def _make_map(self):
        ax = self._map = self.figure.add_axes(PLACE)
        w = np.linspace(BEST[0] - LIMIT, BEST[0] + LIMIT, 121)
        b = np.linspace(-LIMIT, LIMIT, 121)
        places = np.stack(np.meshgrid(w, b), axis=-1)
        ax.contour(w, b, loss(places), LEVELS, colors=GUIDE_COLOUR, linewidths=0.8)
        ax.plot(*BEST, "+", color="black", markersize=10)
        ax.set(xlim=w[[0, -1]], ylim=b[[0, -1]])
        self._name_axes(ax, "w", "b")
        self._on_map = self._path(ax)
        self.moving(*self._on_map)

    def _path(self, ax):
        """Steps, the start and the end of a descent."""
        (steps,) = ax.plot([], [], "o-", color=BLUE, markersize=4, linewidth=1)
        (start,) = ax.plot([], [], "o", color="white", markeredgecolor="black", markersize=9)
        (end,) = ax.plot([], [], "o", color=RELU_COLOUR, markeredgecolor="black", markersize=9)
        return steps, start, end

    def _draw_path(self, artists, x, y):
        steps, start, end = artists
        steps.set_data(x, y)
        start.set_data(x[:1], y[:1])
        end.set_data(x[-1:], y[-1:])

    def _make_line(self):
        ax = self._plane = self.figure.add_axes([0.6, 0.52, 0.38, 0.295])
        ax.plot(X, Y, "o", color="black", markersize=7)
        ax.set(xlim=(0, 2.5), ylim=(-2, 8))
        self._name_axes(ax, "x", "y")
        (self._line,) = ax.plot([], [], color=RELU_COLOUR, linewidth=2)
        self.moving(self._line)

    def _draw_line(self, place):
        x = np.array([0, 2.5])
        self._line.set_data(x, place[0] * x + place[1])

    def _make_losses(self):
        ax = self._chart = self.figure.add_axes([0.6, 0.115, 0.38, 0.255])
        ax.set(xlim=(-0.5, STEPS + 0.5), yscale="log", ylim=LOSSES)
        minor_ticks_at_once(ax.yaxis)
        ax.axhline(loss(BEST), color=GUIDE_COLOUR, linestyle=":", linewidth=1)
        self._name_axes(ax, say(words.STEP), say(words.LOSS))
        (self._losses,) = ax.plot([], [], "o-", color=BLUE, markersize=3, linewidth=1)
        self.moving(self._losses)

    def _name_axes(self, ax, across, up):
        ax.set_xlabel(across, fontsize=10, labelpad=1)
        ax.set_ylabel(up, fontsize=10, labelpad=1)
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)

    def _write_numbers(self, model):
        w, b = (short(value) for value in model.path[-1])
        slope_w, slope_b = (short(value) for value in model.gradient)
        line = f"{w} x + {bracketed(b)}" if model.state.bias else f"{w} x"
        of_place, of_slope, marks = (
            (words.PLACE_AND_BIAS, words.SLOPES, words.MARKS_OF_MAP)
            if model.state.bias
            else (words.PLACE, words.SLOPE, words.MARKS)
        )
        now, slope = say(of_place, w=w, b=b), say(of_slope, w=slope_w, b=slope_b)
        self._write(LEFT, 22, say(words.AFTER, steps=model.state.steps, place=now), size=15)
        self._write(RIGHT, 22, say(words.LOSS_NOW, loss=short(model.losses[-1])), size=15)
        self._write(RIGHT, 42, slope, size=13)
        verdict = say(words.VERDICT, rate=model.state.rate, verdict=model.verdict)
        self._write(LEFT, 42, wrapped(verdict, WIDEST, 13), size=13, color=ink(RELU_COLOUR))
        beyond = "" if self._in_view(model.path[-1]) else say(words.BEYOND)
        self._write(LEFT, 76, say(marks) + beyond, size=12, color=GUIDE_COLOUR)
        self._write(RIGHT, 76, say(words.THE_LINE, line=line), size=12, color=GUIDE_COLOUR)
        self._write(RIGHT, 276, say(words.LOWEST, loss=loss(BEST)), size=12, color=GUIDE_COLOUR)

    def _in_view(self, place):
        """Whether the axes on the left hold w (and b, or the loss of w)."""
        ax = self._map if self._bias else self._curve
        height = place[1] if self._bias else loss(place)
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        return left <= place[0] <= right and low <= height <= high

    def _write(self, x, y, text, **look):
        self.lettering.write(x, y, text, anchor="ls", **look)


def short(value):
    """A number as it can be read while it moves: two digits, or a power of ten."""
    return f"{value + 0.0:.2f}" if abs(value) < 1000 else f"{value:.1e}"


def bracketed(number):
    """A number as text, in brackets if it is negative."""
    return f"({number})" if number.startswith("-") else number
