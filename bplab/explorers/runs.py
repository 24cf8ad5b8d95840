"""One training from its start, cut into slices: the numbers behind every explorer that trains."""

import math
import time

from bplab.explorers import words
from bplab.explorers.slices import TookTooLong
from bplab.language import say
from bplab.student_code.calling import describe


class Run:
    """Base of the trainings. Nothing here knows a screen.

    epochs: where it ends. Subclasses define `train(n)`, which does n epochs, and `look()`, which returns what
    a picture needs of the network as it is now.
    """

    first, growth = 10, 0.15  # epochs of the first slices; of a later one, this part of the epochs so far
    chunk = 50  # epochs between two looks at the clock

    def __init__(self, epochs):
        self.epochs, self.epoch = epochs, 0
        self.snapshot = None  # what look() returned last
        self.failed = False  # went where no further epoch helps
        self.remark = ""  # a sentence for a person about where the run stands

    @property
    def finished(self):
        """Whether there is nothing left to train."""
        return self.failed or self.epoch >= self.epochs

    def advance(self, seconds):
        """Train for so many seconds or a little less, and no further than the next picture; then look."""
        self._look_at_start()
        target = min(self.epochs, self.epoch + max(self.first, int(self.growth * self.epoch)))
        self._train_until(target, time.monotonic() + seconds)

    def advance_to(self, epoch):
        """Train until an epoch, with a look wherever `advance` would look."""
        self._look_at_start()
        epoch = min(epoch, self.epochs)
        while self.epoch < epoch and not self.failed:
            target = self.epoch + max(self.first, int(self.growth * self.epoch))
            self._train_until(min(epoch, target))

    def step(self):
        """Train one epoch, then look."""
        self.advance_to(self.epoch + 1)

    def _look_at_start(self):
        if self.snapshot is None:
            self.snapshot = self.look()

    def _train_until(self, epoch, deadline=float("inf")):
        while self.epoch < epoch:
            n = min(self.chunk, epoch - self.epoch)
            self.train(n)
            self.epoch += n
            if time.monotonic() > deadline:
                break
        self.snapshot = self.look()

    def train(self, n):
        """Do n epochs."""
        raise NotImplementedError

    def look(self):
        """What a picture needs of the network as it is now."""
        raise NotImplementedError

    def watch(self, loss):
        """End the run and say why, if the loss of its training is no longer a number."""
        if not math.isfinite(loss):
            self.failed = True
            self.remark = say(words.NO_NUMBER, epoch=self.epoch)

    def waiting(self, seconds):
        """A sentence for a person where a slice takes long."""
        return say(words.STILL_TRAINING, seconds=seconds)

    def trouble(self, error):
        """A sentence for a person about an exception that ended a slice."""
        if isinstance(error, TookTooLong):
            return say(words.STOPPED, epoch=self.epoch)
        self.failed = True
        return say(words.ENDED, epoch=self.epoch, error=describe(error))


class TrainingModel:
    """A state and the run that belongs to it; subclasses define `start`."""

    only_shown = ()  # settings that change the picture, but not the training

    def __init__(self, state):
        self._settings = state
        self.run = self.start(state)

    @property
    def state(self):
        """The settings, and the epoch that the run has reached."""
        epoch = self.run.epoch if self.run.snapshot is not None else self._settings.epoch
        return self._settings.change(epoch=epoch)

    def change(self, **values):
        """Other settings; the training begins again where they change it."""
        self._settings = self._settings.change(**values)
        if values.keys() - set(self.only_shown):
            self.restart()

    def restart(self):
        """The same settings from epoch 0."""
        self.run = self.start(self._settings)

    def start(self, settings):
        """The run of these settings, at epoch 0."""
        raise NotImplementedError
