"""The picture of `explore_petals`: map with points, loss chart; and the small maps of network and neurons."""

import contourpy
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from PIL import Image

from bplab.explorers.petals.model import EPOCHS, OUTPUT
from bplab.explorers.picture import encode
from bplab.explorers.plane import GRID
from bplab.explorers.plane_picture import TEST_LOOK, TRAINING_LOOK, PlanePicture
from bplab.figures import CLASS_COLOURS
from bplab.figures.boundary import PROBABILITIES

WIDTH, HEIGHT = 860, 440
EVERY = 2  # grid points between two of a small map
MOST = 1e6  # of a neuron's answer in a training that has run away
NEGATIVE, POSITIVE = "#762A83", "#1B7837"  # neither is the colour of a class
# From the one to the other, but paler: there are points on it.
SIGNS = LinearSegmentedColormap.from_list("signs", ["#9970AB", "#F7F7F7", "#5AAE61"])


def palette(colours):
    """The 256 colours of a map, as Pillow wants them."""
    return (colours(np.linspace(0, 1, 256))[:, :3] * 255).astype(np.uint8).tobytes()


PALETTES = {False: palette(PROBABILITIES), True: palette(SIGNS)}


class PetalsPicture(PlanePicture):
    """Left the probability of class 1, or what one neuron answers, with the samples; right the loss."""

    def __init__(self):
        image = {"cmap": PROBABILITIES, "vmin": 0, "vmax": 1, "interpolation": "nearest"}
        loss = {"rectangle": [0.55, 0.12, 0.43, 0.66], "epochs": EPOCHS, "chance": np.log(2), "top": 1.2}
        super().__init__(WIDTH, HEIGHT, 2, (TRAINING_LOOK, TEST_LOOK), image, loss)
        self._lines = self.moving(LineCollection([], colors="black", linewidths=1.1, linestyles="--"))
        self.ax.add_collection(self._lines)
        half = {"colors": CLASS_COLOURS[:2], "ends": ("class 0", "class 1"), "line": "probability ½"}
        zero = {
            "colors": (NEGATIVE, POSITIVE),
            "ends": ("below 0", "above 0"),
            "line": "the neuron's sum is 0",
        }
        self._keys = {False: self._key(PROBABILITIES, **half), True: self._key(SIGNS, **zero)}
        self._of_neuron, self._rests = None, {}

    def draw(self, model):
        self._lines.set_segments([])
        super().draw(model)

    def renew(self):
        self._rests.clear()
        super().renew()

    def regions(self, model):
        snapshot, show = model.run.snapshot, model.state.show
        number = 0 if show == OUTPUT or snapshot.neurons is None else int(show.split()[1])
        one = 0 < number <= len(snapshot.neurons if number else ())
        self._turn(one)
        lines = snapshot.lines()
        self._lines.set_segments([line for line in lines if line is not None] if model.state.lines else [])
        if one:
            line = lines[number - 1]
            return share(snapshot.neurons[number - 1]), [] if line is None else [line], f"{show}   "
        limit = model.run.split.limit
        side = np.linspace(-limit, limit, GRID)
        values = snapshot.probability
        return values, contourpy.contour_generator(side, side, np.nan_to_num(values)).lines(0.5), ""

    def _turn(self, of_neuron):
        """To the colours and the key of one neuron, or to those of the whole network."""
        if of_neuron is self._of_neuron:
            return
        self._rests[self._of_neuron] = self._rest  # for the way back: drawing it takes longer than all else
        self._of_neuron, self._rest = of_neuron, self._rests.pop(of_neuron, None)
        self._map.set_cmap(SIGNS if of_neuron else PROBABILITIES)
        for kind, artists in self._keys.items():
            for artist in artists:
                artist.set_visible(kind is of_neuron)

    def _key(self, colour_map, colors, ends, line):
        """What the colours and the marks mean."""
        bar = self.figure.add_axes([0.62, 0.925, 0.2, 0.035])
        bar.imshow(np.linspace(0, 1, 256)[None], colour_map, aspect="auto")
        bar.set(xticks=[], yticks=[])
        look = {"fontsize": 9, "va": "center"}
        return (
            bar,
            self.figure.text(0.612, 0.942, ends[0], ha="right", color=colors[0], **look),
            self.figure.text(0.828, 0.942, ends[1], color=colors[1], **look),
            self.figure.text(0.55, 0.875, f"black line: {line}      black edge: test point", **look),
        )


def share(answers):
    """Answers of a neuron on a scale from 0 to 1: one half is 0, the ends at least -1 and 1."""
    answers = np.clip(np.nan_to_num(answers), -MOST, MOST)
    return (answers / max(1.0, np.abs(answers).max()) + 1) / 2


def thumbnail(answers, of_neuron=True):
    """A neuron's answers or the network's on the grid, shape (GRID, GRID), as the bytes of a small PNG."""
    small = answers[::-EVERY, ::EVERY]
    small = share(small) if of_neuron else np.nan_to_num(small)
    image = Image.fromarray((small * 255).round().astype(np.uint8), mode="P")
    image.putpalette(PALETTES[of_neuron])
    return encode(image)
