"""The chart of `explore_characters`: how much is read rightly, epoch by epoch."""

from bplab.explorers.characters import words
from bplab.explorers.characters.model import EPOCHS, N_CLASSES
from bplab.explorers.charts import TEST_COLOUR, TRAIN_COLOUR
from bplab.explorers.picture import Picture
from bplab.figures import GUIDE_COLOUR
from bplab.language import say

WIDTH, HEIGHT = 860, 170


class ProgressPicture(Picture):
    """The shares of training pictures read as they are labelled and of test pictures read rightly."""

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        ax = self.ax = self.figure.add_axes([0.06, 0.26, 0.7, 0.66])
        ax.set(xlim=(0, EPOCHS), ylim=(0, 1), yticks=(0, 0.5, 1), yticklabels=("0 %", "50 %", "100 %"))
        ax.set_xlabel(say(words.EPOCH), fontsize=9)
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        guess = ax.axhline(
            1 / N_CLASSES, color=GUIDE_COLOUR, linestyle=":", linewidth=1, label=say(words.GUESSING)
        )
        look = {"marker": ".", "markersize": 5, "linewidth": 2, "clip_on": False}
        (self._test,) = ax.plot([], [], "--", color=TEST_COLOUR, label=say(words.TEST_RIGHT), **look)
        (self._train,) = ax.plot([], [], color=TRAIN_COLOUR, label=say(words.AS_LABELLED), **look)
        handles = [self._train, self._test, guess]
        ax.legend(handles=handles, fontsize=9, frameon=False, loc="center left", bbox_to_anchor=(1.01, 0.5))
        self.moving(self._test, self._train)

    def draw(self, model):
        snapshot = model.run.snapshot
        epochs, train, test = snapshot.history.T if snapshot else ([], [], [])
        self._train.set_data(epochs, train)
        self._test.set_data(epochs, test)

    def describe(self, model):
        if model.run.snapshot is None:
            return say(words.EMPTY_CHART)
        epoch, train, test = model.run.snapshot.history[-1]
        return say(words.CHART, epoch=int(epoch), train=train, test=test)
