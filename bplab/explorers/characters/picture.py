"""The picture of `explore_characters`: what the network sees, its probabilities, its first layer."""

import math

import numpy as np

from bplab.characters import CHARACTER_SIZE
from bplab.explorers.characters.model import N_CLASSES
from bplab.explorers.characters.signs import signs
from bplab.explorers.lettering import Lettering
from bplab.explorers.picture import Picture
from bplab.figures import CLASS_COLOURS, RELU_COLOUR
from bplab.figures.layers import LOW_HIGH

WIDTH, HEIGHT = 590, 340
# Places in pixels from the upper left corner: left, top, width, height.
TITLE = (8, 20)
SEEN, ALL_RESPONSES = (8, 60, 112, 112), (8, 208, 112, 112)
SIGNS, BARS, BAR_TOP, BAR_STEP = 146, 174, 44, 24
LONGEST = 98  # bar, that of probability 1
MAPS, MAP_STEP, N_MAPS = (370, 62), (76, 86), 9
MAP = 64  # side of a map of weights


class CharactersPicture(Picture):
    """Left the picture on the pad, in the middle the probabilities, right the first layer."""

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        self._seen = self._image(SEEN, "gray_r", 0)
        self._responses = self._image(ALL_RESPONSES, LOW_HIGH, -1)
        bars = self.figure.add_axes(fraction((BARS, BAR_TOP, LONGEST, N_CLASSES * BAR_STEP)))
        bars.set(xlim=(0, 1), ylim=(N_CLASSES - 0.5, -0.5))
        bars.axis("off")
        self._bars = bars.barh(range(N_CLASSES), np.zeros(N_CLASSES), height=0.7)
        self.moving(*self._bars)
        for c, ink in enumerate(signs()):
            ax = self.figure.add_axes(fraction((SIGNS, BAR_TOP + c * BAR_STEP + 1, 22, 22)))
            ax.imshow(ink, "gray_r", vmin=0, vmax=1)
            ax.axis("off")
        self._maps = [self._image((left, top, MAP, MAP), LOW_HIGH, -1) for left, top in map_places()]
        self.lettering = Lettering(self)

    def draw(self, model):
        self.lettering.clear()
        self._seen.set_data(model.ink().reshape(CHARACTER_SIZE, CHARACTER_SIZE))
        self._write(SEEN[0], SEEN[1] - 6, "what the network sees")
        snapshot = model.run.snapshot
        for artist in (*self._bars, *self._maps, self._responses):
            artist.set_visible(snapshot is not None)
        if snapshot is None:
            self._write(*TITLE, "no network yet", size=14)
            return
        reading = model.read()
        right = "   ".join(f"{part} {share:.1%}" for part, share in model.accuracies().items())
        self._write(*TITLE, f"epoch {snapshot.epoch}   right: {right}", size=14)
        self._draw_probabilities(reading.probabilities, model.answer())
        self._draw_first_layer(reading.responses, reading.weights)

    def _draw_probabilities(self, probabilities, answer):
        best = probabilities.argmax()
        for c, (bar, probability) in enumerate(zip(self._bars, probabilities, strict=True)):
            bar.set(width=probability, color=RELU_COLOUR if c == best else CLASS_COLOURS[0])
            y = BAR_TOP + (c + 0.5) * BAR_STEP
            weight = "DejaVu Sans:bold" if c == best else "DejaVu Sans"
            text = f"{probability:.1%}"
            self.lettering.write(BARS + LONGEST + 6, y, text, anchor="lm", font=weight)
            if c == answer:
                self.lettering.write(BARS + LONGEST + 56, y, "◂ true", anchor="lm")

    def _draw_first_layer(self, responses, weights):
        """The responses of all neurons, and the weights of those that respond most."""
        size = np.abs(responses)
        side = math.ceil(math.sqrt(len(size)))
        field = np.zeros(side**2)
        field[: len(size)] = to_limits(responses)
        self._responses.set_data(field.reshape(side, side))
        self._write(ALL_RESPONSES[0], ALL_RESPONSES[1] - 18, "first layer's responses,")
        self._write(ALL_RESPONSES[0], ALL_RESPONSES[1] - 5, f"{len(size)} neurons")
        self._write(MAPS[0], MAPS[1] - 19, "weights of those that respond most:")
        self._write(MAPS[0], MAPS[1] - 6, "orange +, blue -")
        strongest = np.argsort(-size, kind="stable")[:N_MAPS]
        for k, (left, top), image in zip(strongest, map_places(), self._maps, strict=True):
            image.set_data(to_limits(weights[k]))
            self._write(left, top + MAP + 13, f"no. {k + 1}: {responses[k]:.2g}", size=10)

    def _image(self, place, colours, low):
        """A square image of values from low to 1, of any number of rows and columns."""
        ax = self.figure.add_axes(fraction(place))
        look = {"vmin": low, "vmax": 1, "interpolation": "nearest", "extent": (0, 1, 0, 1)}
        ax.set(xticks=[], yticks=[])
        return self.moving(ax.imshow(np.zeros((1, 1)), colours, **look))

    def _write(self, x, y, text, size=11):
        self.lettering.write(x, y, text, size=size, anchor="ls")


def to_limits(values):
    """Values on a scale from -1 to 1, whose 0 is theirs."""
    return values / max(np.abs(values).max(), 1e-12)


def fraction(place):
    """A place in pixels as matplotlib has it: parts of the figure, from below."""
    left, top, width, height = place
    return left / WIDTH, 1 - (top + height) / HEIGHT, width / WIDTH, height / HEIGHT


def map_places():
    """Left upper corners of the maps of weights, three in a row."""
    (left, top), (right, down) = MAPS, MAP_STEP
    return [(left + k % 3 * right, top + k // 3 * down) for k in range(N_MAPS)]
