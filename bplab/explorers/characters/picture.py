"""The picture of `explore_characters`: what the network sees, its probabilities, its first layer."""

import math

import numpy as np

from bplab.characters import CHARACTER_SIZE, CHARACTERS
from bplab.explorers.characters import words
from bplab.explorers.characters.model import N_CLASSES
from bplab.explorers.characters.signs import signs
from bplab.explorers.lettering import Lettering
from bplab.explorers.pasted import Pasted
from bplab.explorers.picture import Picture, in_words
from bplab.figures import CLASS_COLOURS, RELU_COLOUR
from bplab.figures.layers import LOW_HIGH
from bplab.language import say

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

    subject, cut = words.SUBJECT, 360

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        ax = self.figure.add_axes([0, 0, 1, 1])  # in pixels
        ax.axis("off")
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0), autoscale_on=False)
        for c, ink in enumerate(signs()):
            top = BAR_TOP + c * BAR_STEP + 1
            extent = (SIGNS, SIGNS + 22, top + 22, top)
            ax.imshow(ink, "gray_r", vmin=0, vmax=1, extent=extent, aspect="auto")
        self._bars = ax.barh(bar_middle(np.arange(N_CLASSES)), 0, left=BARS, height=0.7 * BAR_STEP)
        self.moving(*self._bars)
        self._images, self.lettering = Pasted(self), Lettering(self)

    def draw(self, model):
        self.lettering.clear()
        self._images.clear()
        ink = model.ink().reshape(CHARACTER_SIZE, CHARACTER_SIZE, 1)
        self._images.paste(*SEEN, np.repeat(1 - ink, 3, axis=2))
        self._write(SEEN[0], SEEN[1] - 6, say(words.SEEN))
        snapshot = model.run.snapshot
        for artist in self._bars:
            artist.set_visible(snapshot is not None)
        if snapshot is None:
            self._write(*TITLE, say(words.NO_NETWORK), size=14)
            return
        reading = model.read()
        shares = [say(words.SHARE, part=say(part), share=share) for part, share in model.accuracies().items()]
        self._title = say(words.AT_EPOCH, epoch=snapshot.epoch, shares="   ".join(shares))
        self._write(*TITLE, self._title, size=14)
        self._draw_probabilities(reading.probabilities, model.answer())
        self._draw_first_layer(reading.responses, reading.weights)

    def describe(self, model):
        if model.run.snapshot is None:
            return f"{say(self.subject)}: {in_words([say(words.NO_NETWORK)])}"
        probabilities = model.read().probabilities
        best = np.argsort(-probabilities, kind="stable")[:N_NAMED]
        read = [f"{CHARACTERS[c]} {probabilities[c]:.1%}" for c in best]
        return f"{say(self.subject)}: {in_words([self._title, say(words.MOST_PROBABLE), *read])}"

    def _draw_probabilities(self, probabilities, answer):
        best = probabilities.argmax()
        for c, (bar, probability) in enumerate(zip(self._bars, probabilities, strict=True)):
            bar.set(width=LONGEST * probability, color=RELU_COLOUR if c == best else CLASS_COLOURS[0])
            y = bar_middle(c)
            weight = "DejaVu Sans:bold" if c == best else "DejaVu Sans"
            text = f"{probability:.1%}"
            self.lettering.write(BARS + LONGEST + 6, y, text, anchor="lm", font=weight)
            if c == answer:
                self.lettering.write(BARS + LONGEST + 56, y, say(words.RIGHT_ONE), anchor="lm")

    def _draw_first_layer(self, responses, weights):
        """The responses of all neurons, and the weights of those that respond most."""
        size = np.abs(responses)
        side = math.ceil(math.sqrt(len(size)))
        field = np.zeros(side**2)
        field[: len(size)] = to_limits(responses)
        self._images.paste(*ALL_RESPONSES, coloured(field.reshape(side, side)))
        self._write(ALL_RESPONSES[0], ALL_RESPONSES[1] - 18, say(words.RESPONSES))
        self._write(ALL_RESPONSES[0], ALL_RESPONSES[1] - 5, say(words.N_NEURONS, n=len(size)))
        self._write(MAPS[0], MAPS[1] - 19, say(words.WEIGHTS))
        self._write(MAPS[0], MAPS[1] - 6, say(words.SIGNS))
        strongest = np.argsort(-size, kind="stable")[: len(MAP_PLACES)]
        for k, (left, top) in zip(strongest, MAP_PLACES, strict=True):
            self._images.paste(left, top, MAP, MAP, coloured(to_limits(weights[k])))
            said = say(words.NEURON, number=k + 1, response=responses[k])
            self._write(left, top + MAP + 13, said, size=10)

    def _write(self, x, y, text, size=11):
        self.lettering.write(x, y, text, size=size, anchor="ls")


def coloured(values):
    """Values from -1 to 1 as colours."""
    return LOW_HIGH((values + 1) / 2)[..., :3]


def to_limits(values):
    """Values on a scale from -1 to 1, whose 0 is theirs."""
    return values / max(np.abs(values).max(), 1e-12)


def bar_middle(c):
    """Where the bar of a class lies, from above."""
    return BAR_TOP + (c + 0.5) * BAR_STEP
