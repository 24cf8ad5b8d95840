"""The picture of `explore_petals`: map with points, loss chart; and the small maps of network and neurons."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D

from bplab.explorers.areas import Heights
from bplab.explorers.colours import ink
from bplab.explorers.petals.model import EPOCHS, OUTPUT
from bplab.explorers.picture import Picture
from bplab.explorers.plane_picture import TEST_LOOK, TRAINING_LOOK, PlanePicture
from bplab.explorers.png import encode
from bplab.figures import CLASS_COLOURS
from bplab.figures.boundary import PROBABILITIES

WIDTH, HEIGHT = 860, 440
EVERY = 2  # grid points between two of a small map
MOST = 1e6  # of a neuron's answer in a training that has run away
N_STEPS = PROBABILITIES.N  # colours from 0 to 1
LEVELS = (-np.inf, *np.arange(1, N_STEPS) / N_STEPS)
# Of one neuron, which knows no classes: none of their colours. The map is paler: there are points on it.
NEGATIVE, POSITIVE = "#762A83", "#1B7837"
ANSWERS = LinearSegmentedColormap.from_list("low to high", ["#9970AB", "#F7F7F7", "#5AAE61"], N=N_STEPS)


class PetalsPicture(PlanePicture):
    """Left the probability of class 1, or what one neuron answers, with the samples; right the loss."""

    def __init__(self):
        loss = {"rectangle": [0.55, 0.12, 0.43, 0.66], "epochs": EPOCHS, "chance": np.log(2), "top": 1.2}
        super().__init__(WIDTH, HEIGHT, 2, (TRAINING_LOOK, TEST_LOOK), steps_of(PROBABILITIES), loss)
        look = {"class 0": CLASS_COLOURS[0], "class 1": CLASS_COLOURS[1]}
        self._key_of_output = self._key(PROBABILITIES, look, "line: probability ½", "-")
        look = {"below 0": NEGATIVE, "above 0": POSITIVE}
        self._key_of_neuron = self._key(ANSWERS, look, "line: the neuron's sum is 0", "--")
        self._lines = self.moving(LineCollection([], colors="black", linewidths=1.1, linestyles="--"))
        self.ax.add_collection(self._lines)
        self._shows_neuron, self._rests = None, {}

    def draw(self, model):
        self._lines.set_segments([])
        super().draw(model)

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
        return Picture.describe(self, model) if self._shows_neuron else super().describe(model)

    def classes(self, snapshot):
        return (snapshot.probability > 0.5).astype(int)

    def _shown(self, show, snapshot):
        """The values of the map from 0 to 1, and their name in the title, which the output has none."""
        if show != OUTPUT and snapshot.neurons is not None:
            number = int(show.split()[1])
            if number <= len(snapshot.neurons):
                return share(snapshot.neurons[number - 1]), f"{show}   "
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
        bar = self.figure.add_axes([0.62, 0.925, 0.2, 0.035])
        bar.imshow(np.linspace(0, 1, colours.N)[None], colours, aspect="auto")
        bar.set(xticks=[], yticks=[])
        look = {"fontsize": 9, "va": "center"}
        (low, first), (high, second) = ends.items()
        low = self.figure.text(0.612, 0.942, low, ha="right", color=ink(first), **look)
        high = self.figure.text(0.828, 0.942, high, color=ink(second), **look)
        said = self.figure.text(0.59, 0.875, f"{line}      large marks: test points", **look)
        sample = self.figure.add_artist(Line2D([0.55, 0.58], [0.875] * 2, color="black", linestyle=style))
        return bar, low, high, said, sample


def steps_of(colours):
    """The colours of a map from its lowest to its highest step."""
    return colours(range(colours.N))


def share(answers):
    """Answers of a neuron on a scale from 0 to 1: one half is 0, the ends at least -1 and 1."""
    answers = np.clip(np.nan_to_num(answers), -MOST, MOST)
    return (answers / max(1.0, np.abs(answers).max()) + 1) / 2


def thumbnail(answers, of_neuron=True):
    """A neuron's answers or the network's on the grid, shape (GRID, GRID), as the bytes of a small PNG."""
    small, colours = answers[::-EVERY, ::EVERY], ANSWERS if of_neuron else PROBABILITIES
    small = share(small) if of_neuron else np.clip(np.nan_to_num(small), 0, 1)
    return encode((steps_of(colours)[(small * (N_STEPS - 1)).round().astype(int)] * 255).astype(np.uint8))
