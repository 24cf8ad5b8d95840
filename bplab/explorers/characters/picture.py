"""The picture of `explore_characters`: what the network sees, its probabilities, its first layer."""

import math

import numpy as np
from matplotlib.patches import Rectangle

from bplab.characters import CHARACTER_SIZE, CHARACTERS
from bplab.explorers.characters.model import N_CLASSES
from bplab.explorers.characters.signs import signs
from bplab.explorers.lettering import Lettering
from bplab.explorers.picture import Picture, in_words
from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, RELU_COLOUR
from bplab.figures.layers import LOW_HIGH

WIDTH, HEIGHT = 590, 340
N_NAMED = 3  # characters that are said to be the most probable
# Places in pixels from the upper left corner: left, top, width, height.
TITLE = (8, 20)
SEEN, ALL_RESPONSES = (8, 60, 112, 112), (8, 208, 112, 112)
SIGNS, BARS, BAR_TOP, BAR_STEP = 146, 174, 44, 24
LONGEST = 98  # bar, that of probability 1
MAPS, MAP = (370, 62), 64  # of the weights: the first place, the side of each
MAP_PLACES = [(MAPS[0] + k % 3 * 76, MAPS[1] + k // 3 * 86) for k in range(9)]


class CharactersPicture(Picture):
    """Left the picture on the pad, in the middle the probabilities, right the first layer."""

    subject, cut = "The picture on the pad, what the network reads in it, and its first layer", 360

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        ax = self._board = self.figure.add_axes([0, 0, 1, 1])  # in pixels
        ax.axis("off")
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0), autoscale_on=False)
        for c, ink in enumerate(signs()):
            self._image((SIGNS, BAR_TOP + c * BAR_STEP + 1, 22, 22), "gray_r", 0).set_data(ink)
        self._seen = self.moving(self._image(SEEN, "gray_r", 0, frame=True))
        self._responses = self.moving(self._image(ALL_RESPONSES, LOW_HIGH, -1, frame=True))
        self._maps = [self._image((*place, MAP, MAP), LOW_HIGH, -1, frame=True) for place in MAP_PLACES]
        self._bars = ax.barh(bar_middle(np.arange(N_CLASSES)), 0, left=BARS, height=0.7 * BAR_STEP)
        self.moving(*self._maps, *self._bars)
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

    def describe(self, model):
        title = [text for text in self.lettering.texts if text.startswith(("epoch", "no network"))]
        if model.run.snapshot is None:
            return f"{self.subject}: {in_words(title)}"
        probabilities = model.read().probabilities
        best = np.argsort(-probabilities, kind="stable")[:N_NAMED]
        read = [f"{CHARACTERS[c]} {probabilities[c]:.1%}" for c in best]
        return f"{self.subject}: {in_words([*title, 'most probable', *read])}"

    def _draw_probabilities(self, probabilities, answer):
        best = probabilities.argmax()
        for c, (bar, probability) in enumerate(zip(self._bars, probabilities, strict=True)):
            bar.set(width=LONGEST * probability, color=RELU_COLOUR if c == best else CLASS_COLOURS[0])
            y = bar_middle(c)
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
        strongest = np.argsort(-size, kind="stable")[: len(MAP_PLACES)]
        for k, (left, top), image in zip(strongest, MAP_PLACES, self._maps, strict=True):
            image.set_data(to_limits(weights[k]))
            self._write(left, top + MAP + 13, f"no. {k + 1}: {responses[k]:.2g}", size=10)

    def _image(self, place, colours, low, frame=False):
        """An image of values from low to 1, of any number of rows and columns."""
        left, top, width, height = place
        look = {"vmin": low, "vmax": 1, "interpolation": "nearest" if frame else "antialiased"}
        extent = (left, left + width, top + height, top)
        if frame:
            edge = {"fill": False, "edgecolor": GUIDE_COLOUR}
            self._board.add_patch(Rectangle((left - 1, top - 1), width + 2, height + 2, **edge))
        return self._board.imshow(np.zeros((1, 1)), colours, extent=extent, aspect="auto", **look)

    def _write(self, x, y, text, size=11):
        self.lettering.write(x, y, text, size=size, anchor="ls")


def to_limits(values):
    """Values on a scale from -1 to 1, whose 0 is theirs."""
    return values / max(np.abs(values).max(), 1e-12)


def bar_middle(c):
    """Where the bar of a class lies, from above."""
    return BAR_TOP + (c + 0.5) * BAR_STEP
