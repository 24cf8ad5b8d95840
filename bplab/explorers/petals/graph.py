"""The network of `explore_petals` in its picture: what each neuron answers, and lines for the weights."""

import numpy as np
from matplotlib.collections import LineCollection

from bplab.explorers.lettering import Lettering
from bplab.explorers.matrices import short
from bplab.explorers.pasted import Pasted
from bplab.explorers.petals import words
from bplab.explorers.petals.maps import MOST, NEGATIVE, POSITIVE, small_map
from bplab.explorers.petals.model import OUTPUT, neuron
from bplab.language import say

BOX = (462, 70, 390, 216)  # left, top, width, height in the picture; its places below are in pixels of it
MIDDLE, WIDEST_STEP = BOX[0] + BOX[2] / 2, 66
INPUTS = (MIDDLE - 80, MIDDLE + 80)
LEVELS = (BOX[1] + 200, BOX[1] + 112, BOX[1] + 25)  # the middles of inputs, hidden neurons, output
RADIUS, HIDDEN_SIDE, OUTPUT_SIDE = 13, 40, 48
THIN, THICK = 0.3, 5.0  # of a line, in points
NEAR = 8  # pixels from a line that are still a click on it


class Graph:
    """Draws the network of a snapshot, and tells what of it lies at a place."""

    def __init__(self, picture):
        ax = picture.figure.add_axes([0, 0, 1, 1], frameon=False, xticks=[], yticks=[])
        ax.set(xlim=(0, picture.width), ylim=(picture.height, 0), autoscale_on=False)
        ax.set_navigate(False)
        self._lines = {
            colour: ax.add_collection(LineCollection([], colors=colour, linestyles=style))
            for colour, style in ((POSITIVE, "-"), (NEGATIVE, (0, (2, 1))))
        }
        self._chosen = ax.add_collection(LineCollection([], colors="black", linewidths=1))
        look = {"markersize": 18, "markerfacecolor": "white", "markeredgecolor": "black", "linestyle": ""}
        ax.plot(INPUTS, [LEVELS[0]] * 2, "o", **look)
        picture.moving(*self._lines.values(), self._chosen)
        self._maps, self._lettering = Pasted(picture), Lettering(picture)
        self._places, self._edges = {}, {}

    def draw(self, snapshot, state):
        """snapshot: of PetalsRun or a student's run; None draws nothing."""
        self._maps.clear()
        self._lettering.clear()
        self._places, self._edges = {}, {}
        if snapshot is not None:
            self._lay_out(state.hidden)
            self._draw_lines(snapshot.parameters, state.weight)
            self._draw_maps(snapshot, state.show)
        else:
            for lines in (*self._lines.values(), self._chosen):
                lines.set_segments([])

    def describe(self, snapshot):
        """The network in words."""
        W1, W2 = (snapshot.parameters[name] for name in ("W1", "W2"))
        return say(words.NETWORK_IN_WORDS, hidden=len(W2), first=_thickest(W1), second=_thickest(W2))

    def at(self, x, y):
        """What is chosen by a click at a place: {"show": name}, {"weight": name}, or nothing."""
        for name, (left, top, side) in self._places.items():
            if left <= x <= left + side and top <= y <= top + side:
                return {"show": name}
        near = min(self._edges, key=lambda name: _distance((x, y), *self._edges[name]), default=None)
        if near is None or _distance((x, y), *self._edges[near]) > NEAR:
            return {}
        return {"weight": near}

    def _lay_out(self, hidden):
        step = min(WIDEST_STEP, (BOX[2] - 10) / hidden)
        side = min(HIDDEN_SIDE, step - 3)
        for k in range(hidden):
            x = MIDDLE + (k - (hidden - 1) / 2) * step
            self._places[neuron(k + 1)] = (x - side / 2, LEVELS[1] - side / 2, side)
            for i, start in enumerate(INPUTS):
                self._edges[f"W1[{i}, {k}]"] = ((start, LEVELS[0] - RADIUS), (x, LEVELS[1] + side / 2))
            self._edges[f"W2[{k}, 0]"] = ((x, LEVELS[1] - side / 2), (MIDDLE, LEVELS[2] + OUTPUT_SIDE / 2))
        self._places[OUTPUT] = (MIDDLE - OUTPUT_SIDE / 2, LEVELS[2] - OUTPUT_SIDE / 2, OUTPUT_SIDE)

    def _draw_lines(self, parameters, chosen):
        """A line for a weight: as thick as it is large beside the others of its layer, dashed if negative."""
        W1, W2 = (np.clip(np.nan_to_num(parameters[name]), -MOST, MOST) for name in ("W1", "W2"))
        weights = np.concatenate([W1.T, W2], axis=1).ravel()  # in the order of the edges
        shares = np.concatenate([W1.T / _largest(W1), W2 / _largest(W2)], axis=1).ravel()
        segments, widths = np.array(list(self._edges.values())), THIN + (THICK - THIN) * np.abs(shares)
        for (_, lines), of_these in zip(self._lines.items(), (weights >= 0, weights < 0), strict=True):
            lines.set_segments(segments[of_these])
            lines.set_linewidths(widths[of_these])
        self._chosen.set_segments([self._edges[chosen]] if chosen in self._edges else [])
        for y, text in (
            (LEVELS[2], say(words.OUTPUT)),
            (LEVELS[2] + 36, say(words.THICKEST, weight=_thickest(W2))),
            (LEVELS[0] - 36, say(words.THICKEST, weight=_thickest(W1))),
            (LEVELS[0], say(words.INPUTS)),
        ):
            self._lettering.write(BOX[0] + 6, y, text, anchor="lm")
        self._lettering.write(BOX[0] + BOX[2], LEVELS[2], say(words.DASHED), anchor="rm")
        for x, text in zip(INPUTS, ("x₁", "x₂"), strict=True):
            self._lettering.write(x, LEVELS[0], text, anchor="mm")

    def _draw_maps(self, snapshot, shown):
        for k, (name, (left, top, side)) in enumerate(self._places.items()):
            if name == OUTPUT:
                colours = small_map(snapshot.probability, of_neuron=False)
            elif snapshot.neurons is not None:
                colours = small_map(snapshot.neurons[k])
            else:
                colours = np.ones((1, 1, 3))  # a student's cache may hold no answers
            self._maps.paste(left, top, side, side, colours, frame=3 if name == shown else 1)


def _largest(layer):
    return max(np.abs(layer).max(), 1e-12)


def _thickest(layer):
    """The weight that is farthest from 0, as text."""
    return short(layer.flat[np.abs(layer).argmax()])


def _distance(point, start, end):
    """Of a point from a piece of a line."""
    point, start, along = np.array(point), np.array(start), np.subtract(end, start)
    share = np.clip((point - start) @ along / (along @ along), 0, 1)
    return np.linalg.norm(start + share * along - point)
