"""The picture of `explore_petals`: map with points, the network, loss chart."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from bplab.explorers.areas import Heights
from bplab.explorers.colours import ink
from bplab.explorers.lettering import pixels, place
from bplab.explorers.petals import words
from bplab.explorers.petals.graph import BOX, Graph
from bplab.explorers.petals.maps import ANSWERS, N_STEPS, NEGATIVE, POSITIVE, share, steps_of
from bplab.explorers.petals.model import EPOCHS, MOST_HIDDEN, OUTPUT, shown
from bplab.explorers.picture import Picture
from bplab.explorers.plane_picture import TEST_LOOK, TRAINING_LOOK, PlanePicture
from bplab.explorers.spots import Spot
from bplab.figures import CLASS_COLOURS
from bplab.figures.boundary import PROBABILITIES
from bplab.language import say

WIDTH, HEIGHT = 860, 480
LEVELS = (-np.inf, *np.arange(1, N_STEPS) / N_STEPS)
MAP, NETWORK = "map", "network"  # what can be clicked


class PetalsPicture(PlanePicture):
    """Left the probability of class 1, or what one neuron answers, with the samples; right network and loss.

    cross: a place of the map (2,) that arrow keys move, or None.
    """

    def __init__(self):
        loss = {
            "rectangle": [0.55, 0.095, 0.43, 0.24],
            "epochs": EPOCHS,
            "chance": np.log(2),
            "top": 1.2,
            "legend": "lower left",
        }
        super().__init__(WIDTH, HEIGHT, 2, (TRAINING_LOOK, TEST_LOOK), steps_of(PROBABILITIES), loss)
        look = {words.CLASS_0: CLASS_COLOURS[0], words.CLASS_1: CLASS_COLOURS[1]}
        self._key_of_output = self._key(PROBABILITIES, look, words.BOUNDARY, "-")
        look = {words.BELOW_0: NEGATIVE, words.ABOVE_0: POSITIVE}
        self._key_of_neuron = self._key(ANSWERS, look, words.SUM_IS_0, "--")
        self._lines = self.moving(LineCollection([], colors="black", linewidths=1.1, linestyles="--"))
        self.ax.add_collection(self._lines)
        (self._cross,) = self.ax.plot([], [], "+", color="black", markersize=16, markeredgewidth=2)
        self.moving(self._cross)
        self.graph, self.cross = Graph(self), None
        self._shows_neuron, self._rests = None, {}

    def draw(self, model):
        self._lines.set_segments([])
        self._cross.set_data([], []) if self.cross is None else self._cross.set_data(
            *np.transpose([self.cross])
        )
        super().draw(model)
        self.graph.draw(model.run.snapshot, model.state)

    def spots(self, model):
        """The map and the network."""
        limit, state = model.run.split.limit, model.state
        (left, top), (right, bottom) = (pixels(self.ax, *(side * limit, -side * limit)) for side in (-1, 1))
        n, text = len(state.points), ""
        if self.cross is not None:
            text = say(words.CROSS, x1=self.cross[0], x2=self.cross[1], n=n)
        value = model.value()
        chosen = {
            "show": say_shown(state.show),
            "weight": state.weight,
            "value": np.nan if value is None else value,
        }
        return [
            Spot(MAP, say(words.MAP), left, top, right - left, bottom - top, text),
            Spot(NETWORK, say(words.NETWORK), *BOX, say(words.CHOSEN, **chosen)),
        ]

    def place(self, touch):
        """Where a pointer is on the map."""
        return place(self.ax, touch.x, touch.y)

    def renew(self):
        self._rests.clear()
        super().renew()

    def regions(self, model):
        values, name = self._shown(model.state.show, model.run.snapshot)
        self._choose_key(bool(name))
        heights = Heights(values, model.run.split.limit)
        of_neurons = model.run.snapshot.lines()
        self._lines.set_segments(
            [line for line in of_neurons if line is not None] if model.state.lines else []
        )
        if name:
            line = of_neurons[int(model.state.show.split()[1]) - 1]
            boundary = [] if line is None else [line]
        else:
            boundary = heights.lines(0.5)
        return [heights.above(level) for level in LEVELS], boundary, name

    def describe(self, model):
        said = Picture.describe(self, model) if self._shows_neuron else super().describe(model)
        snapshot = model.run.snapshot
        return said if snapshot is None else f"{said} {self.graph.describe(snapshot)}"

    def classes(self, snapshot):
        return (snapshot.probability > 0.5).astype(int)

    def _shown(self, show, snapshot):
        """The values of the map from 0 to 1, and their name in the title, which the output has none."""
        if show != OUTPUT and snapshot.neurons is not None:
            number = int(show.split()[1])
            if number <= len(snapshot.neurons):
                return share(snapshot.neurons[number - 1]), f"{say_shown(show)}   "
        return snapshot.probability, ""

    def _choose_key(self, neuron):
        """Colours, line and what they mean: of the output, or of one neuron."""
        if neuron == self._shows_neuron:
            return
        self._rests[self._shows_neuron] = (
            self._rest
        )  # for the way back: drawing it takes longer than all else
        self._shows_neuron, self._rest = neuron, self._rests.pop(neuron, None)
        for key, seen in ((self._key_of_neuron, neuron), (self._key_of_output, not neuron)):
            for artist in key:
                artist.set_visible(seen)
        self._areas.set_facecolor(steps_of(ANSWERS if neuron else PROBABILITIES))
        self._boundary.set_linestyle("--" if neuron else "-")

    def _key(self, colours, ends, line, style):
        """What the colours and the marks mean; the artists."""
        bar = self.figure.add_axes([0.62, 0.945, 0.2, 0.03])
        bar.imshow(np.linspace(0, 1, colours.N)[None], colours, aspect="auto")
        bar.set(xticks=[], yticks=[])
        look = {"fontsize": 9, "va": "center"}
        (low, first), (high, second) = ends.items()
        low = self.figure.text(0.612, 0.96, say(low), ha="right", color=ink(first), **look)
        high = self.figure.text(0.828, 0.96, say(high), color=ink(second), **look)
        said = self.figure.text(0.59, 0.895, say(words.LARGE_MARKS, line=say(line)), **look)
        sample = self.figure.add_artist(Line2D([0.55, 0.58], [0.895] * 2, color="black", linestyle=style))
        return bar, low, high, said, sample


def say_shown(name):
    """What is shown, OUTPUT or a neuron, in words."""
    return say(OUTPUT) if name == OUTPUT else say(words.NEURON, number=shown(MOST_HIDDEN).index(name))
