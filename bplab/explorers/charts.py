"""Parts of pictures that several explorers share."""

import numpy as np
from matplotlib.markers import TICKDOWN, TICKLEFT

from bplab.explorers import words
from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, RELU_COLOUR
from bplab.language import say

TRAIN_COLOUR, TEST_COLOUR = RELU_COLOUR, CLASS_COLOURS[0]


class LossChart:
    """Training and test loss on fixed axes; epochs on a logarithmic one, with epoch 0 at its left end."""

    def __init__(self, picture, rectangle, epochs, chance, top, legend="upper right"):
        """rectangle: of the axes in the figure; chance: the loss of guessing; top: end of the axis.

        legend: its corner, where no line goes.
        """
        ax = self.ax = picture.figure.add_axes(rectangle)
        ax.set(xscale="log", xlim=(1, epochs), ylim=(0, top))
        minor_ticks_at_once(ax.xaxis)
        ax.set_xlabel(say(words.EPOCH), fontsize=9)
        ax.set_title(say(words.LOSS), fontsize=10, loc="left")
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        ax.axhline(chance, color=GUIDE_COLOUR, linestyle=":", linewidth=1)
        look = {"color": GUIDE_COLOUR, "fontsize": 8, "ha": "right", "va": "bottom"}
        ax.text(
            epochs, chance, say(words.GUESSING, chance=chance), **look
        )  # at the end, where losses are low
        (self._test,) = ax.plot([], [], color=TEST_COLOUR, linewidth=2, linestyle="--", label=say(words.TEST))
        (self._train,) = ax.plot([], [], color=TRAIN_COLOUR, linewidth=2, label=say(words.TRAINING))
        ax.legend(fontsize=8, frameon=False, loc=legend)
        picture.moving(self._test, self._train)

    def draw(self, history):
        """history: rows of epoch, training loss, test loss (NaN where there is none)."""
        history = np.asarray(history)
        epochs = np.maximum(history[:, 0], 1)
        self._train.set_data(epochs, history[:, 1])
        self._test.set_data(epochs, history[:, 2])


def minor_ticks_at_once(axis):
    """Draw the minor ticks of an axis whose limits stay as one artist: matplotlib makes five of each tick.

    With dozens of them, as a logarithmic axis has, they took more than a third of a picture's time.
    """
    ax, look = axis.axes, axis.get_minor_ticks(1)[0].tick1line
    across = axis is ax.xaxis
    low, high = axis.get_view_interval()
    places = np.array([place for place in axis.get_minorticklocs() if low <= place <= high])
    where = (places, 0 * places) if across else (0 * places, places)
    ax.minorticks_off()
    ax.plot(
        *where,
        color=look.get_color(),
        marker=TICKDOWN if across else TICKLEFT,
        markersize=look.get_markersize(),
        markeredgewidth=look.get_markeredgewidth(),
        linestyle="",
        transform=ax.get_xaxis_transform() if across else ax.get_yaxis_transform(),
        clip_on=False,
        scalex=False,
        scaley=False,
    )
