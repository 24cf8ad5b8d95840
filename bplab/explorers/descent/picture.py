"""The picture of `explore_descent`: the descent on the loss, the line it has found, the loss step by step."""

import textwrap

import numpy as np

from bplab.explorers.colours import ink
from bplab.explorers.descent.model import BEST, LIMIT, STEPS, X, Y, loss
from bplab.explorers.lettering import Lettering
from bplab.explorers.picture import Picture
from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, RELU_COLOUR

WIDTH, HEIGHT = 860, 450
LEFT, RIGHT = 56, 516  # where texts begin, in pixels
LONGEST = 60  # characters of a line on the left
PLACE = [0.065, 0.115, 0.45, 0.7]  # of the curve and of the map, one of which is seen
BLUE = CLASS_COLOURS[0]
TOP = 17.0  # of the curve's loss axis
LEVELS = (0.4, 1, 3, 8, 16, 30, 50)
TANGENT = 0.9  # of w, to both sides
LOSSES = (0.2, 100.0)
OUTSIDE = 1e6  # a path that has run away is drawn no further: matplotlib cannot


class DescentPicture(Picture):
    """Left the loss over w with its tangent, or over w and b as a map; right the line, and the losses."""

    subject, cut = "The loss and the way down, the line it has found, the loss step by step", 466

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

    def _make_curve(self):
        ax = self._curve = self.figure.add_axes(PLACE)
        w = np.linspace(BEST[0] - LIMIT, BEST[0] + LIMIT, 201)
        ax.plot(w, loss(np.stack([w, 0 * w], axis=1)), color=GUIDE_COLOUR, linewidth=1.5)
        ax.set(xlim=w[[0, -1]], ylim=(-1, TOP))
        self._name_axes(ax, "w", "loss")
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
        ax.axhline(loss(BEST), color=GUIDE_COLOUR, linestyle=":", linewidth=1)
        self._name_axes(ax, "step", "loss")
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
        now, slope = f"w = {w}", f"slope {slope_w}"
        line, marks = f"{w} x", "○ start    ● now, with the tangent"
        if model.state.bias:
            now, slope = f"w = {w}   b = {b}", f"slopes {slope_w} along w, {slope_b} along b"
            line, marks = f"{w} x + {bracketed(b)}", "○ start    ● now    + the lowest loss"
        self._write(LEFT, 22, f"after {model.state.steps} steps   {now}", size=15)
        self._write(RIGHT, 22, f"loss {short(model.losses[-1])}", size=15)
        self._write(RIGHT, 42, slope, size=13)
        verdict = textwrap.fill(f"rate {model.state.rate:g} {model.verdict}", LONGEST)
        self._write(LEFT, 42, verdict, size=13, color=ink(RELU_COLOUR))
        beyond = "" if self._in_view(model.path[-1]) else "    ● is beyond the edge"
        self._write(LEFT, 76, marks + beyond, size=12, color=GUIDE_COLOUR)
        self._write(RIGHT, 76, f"the line {line} and the three points", size=12, color=GUIDE_COLOUR)
        self._write(RIGHT, 276, f"dotted: the lowest loss, {loss(BEST):.3f}", size=12, color=GUIDE_COLOUR)

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
