"""The picture of `explore_petals`: map with points, loss chart; and the small maps of the hidden neurons."""

import contourpy
import numpy as np
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
PALETTE = (PROBABILITIES(range(PROBABILITIES.N))[:, :3] * 255).astype(np.uint8)


class PetalsPicture(PlanePicture):
    """Left the probability of class 1, or what one neuron answers, with the samples; right the loss."""

    def __init__(self):
        image = {"cmap": PROBABILITIES, "vmin": 0, "vmax": 1, "interpolation": "nearest"}
        loss = {"rectangle": [0.55, 0.12, 0.43, 0.66], "epochs": EPOCHS, "chance": np.log(2), "top": 1.2}
        super().__init__(WIDTH, HEIGHT, 2, (TRAINING_LOOK, TEST_LOOK), image, loss)
        self._key()

    def regions(self, model):
        values, name = self._shown(model.state.show, model.run.snapshot)
        limit = model.run.split.limit
        side = np.linspace(-limit, limit, GRID)
        lines = contourpy.contour_generator(side, side, np.nan_to_num(values)).lines(0.5)
        return values, lines, name

    def _shown(self, show, snapshot):
        """The values of the map from 0 to 1, and their name in the title."""
        if show != OUTPUT and snapshot.neurons is not None:
            number = int(show.split()[1])
            if number <= len(snapshot.neurons):
                return share(snapshot.neurons[number - 1]), f"{show}   "
        return snapshot.probability, ""

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
    answers = np.clip(np.nan_to_num(answers), -MOST, MOST)
    return (answers / max(1.0, np.abs(answers).max()) + 1) / 2


def thumbnail(answers):
    """The answers of one hidden neuron on the grid, shape (GRID, GRID), as the bytes of a small PNG."""
    small = share(answers[::-EVERY, ::EVERY])
    image = Image.fromarray((small * (len(PALETTE) - 1)).round().astype(np.uint8), mode="P")
    image.putpalette(PALETTE.tobytes())
    return encode(image)
