"""Parts of pictures that several explorers share."""

import numpy as np

from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, RELU_COLOUR

TRAIN_COLOUR, TEST_COLOUR = RELU_COLOUR, CLASS_COLOURS[0]


class LossChart:
    """Training and test loss on fixed axes; epochs on a logarithmic one, with epoch 0 at its left end."""

    def __init__(self, picture, rectangle, epochs, chance, top):
        """rectangle: of the axes in the figure; chance: the loss of guessing; top: end of the axis."""
        ax = self.ax = picture.figure.add_axes(rectangle)
        ax.set(xscale="log", xlim=(1, epochs), ylim=(0, top))
        ax.set_xlabel("epoch", fontsize=9)
        ax.set_title("loss", fontsize=10, loc="left")
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        ax.axhline(chance, color=GUIDE_COLOUR, linestyle=":", linewidth=1)
        look = {"color": GUIDE_COLOUR, "fontsize": 8, "ha": "right", "va": "bottom"}
        ax.text(epochs, chance, f"guessing, {chance:.3f}", **look)  # at the end, where losses are low
        (self._test,) = ax.plot([], [], color=TEST_COLOUR, linewidth=2, linestyle="--", label="test")
        (self._train,) = ax.plot([], [], color=TRAIN_COLOUR, linewidth=2, label="training")
        ax.legend(fontsize=8, frameon=False, loc="upper right")
        picture.moving(self._test, self._train)

    def draw(self, history):
        """history: rows of epoch, training loss, test loss (NaN where there is none)."""
        history = np.asarray(history)
        epochs = np.maximum(history[:, 0], 1)
        self._train.set_data(epochs, history[:, 1])
        self._test.set_data(epochs, history[:, 2])
