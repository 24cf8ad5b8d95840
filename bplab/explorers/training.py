"""The base of explorers that train: play, pause, step and reset, with a live picture."""

import asyncio
import time

import ipywidgets as widgets

from bplab.explorers import words
from bplab.explorers.explorer import Explorer, row
from bplab.explorers.slices import Slice
from bplab.language import say

FIRST_SECONDS = 0.01  # training before the first picture after a move
SLICE_SECONDS = 0.02  # training between two pictures
PICTURE_SECONDS = 0.045  # at most 22 pictures a second: more only queue up on their way to the page
CALM_SECONDS = 1.0  # the same for a user who wants little to move
WAIT_SECONDS = 0.1  # that a move waits for its first picture; this keeps a fast hand from running ahead
OPENING_SECONDS = 3.0  # that a cell waits for the explorer it opens
PATIENCE = 1.0  # seconds until a slice that does not return is mentioned, and until Pause ends it


class TrainingExplorer(Explorer):
    """An explorer whose model has a `run` (see runs.py).

    model.change() and model.restart() replace the run by a new one at its start. All training happens in
    slices, one after the other, in a thread; pictures are drawn between them from the run's snapshot.
    """

    _in_front = None  # one explorer of a notebook trains at a time: the one last played

    def __init__(self, model, *arguments, **options):
        look = {"layout": widgets.Layout(width="96px")}
        self.play_button = widgets.Button(description=say(words.PLAY), icon="play", **look)
        self.step_button = widgets.Button(description=say(words.STEP), icon="step-forward", **look)
        self.reset_button = widgets.Button(description=say(words.RESET), icon="refresh", **look)
        self.play_button.on_click(lambda _: self.pause() if self.playing else self.play())
        self.step_button.on_click(lambda _: self.step())
        self.reset_button.on_click(lambda _: self.reset())
        self.playing = False
        self._slice = self._task = None
        opening = self._open(model.run, model.state.epoch)
        super().__init__(model, *arguments, **options)
        if opening:
            self.say("\n".join(filter(None, (*options.get("complaints", ()), opening))))

    def layout_rows(self):
        return [*super().layout_rows(), row(self.play_button, self.step_button, self.reset_button)]

    def _moved(self, name, value):
        """A control has moved: train from the start, unless it only changed what is shown."""
        run = self.model.run
        self.model.change(**{name: value})
        if self.model.run is run:
            self.show()
        else:
            self.play()

    def play(self):
        """Train until the end or until Pause."""
        if TrainingExplorer._in_front not in (None, self):
            TrainingExplorer._in_front.pause()
        TrainingExplorer._in_front = self
        if self.model.run.finished:
            self.model.restart()
        self._end()
        self.say("")
        self._slice = Slice(lambda run=self.model.run: run.advance(FIRST_SECONDS))
        self._slice.wait(WAIT_SECONDS)
        self._task = asyncio.get_running_loop().create_task(self._train(self.model.run))
        self._set_playing(True)

    def pause(self):
        """Let the slice at hand finish, then wait."""
        self._set_playing(False)

    def step(self):
        """One epoch; while it plays, pause."""
        if self.playing:
            self.pause()
        elif self._slice is None or self._slice.done.done():
            self.say(self._open(self.model.run, self.model.run.epoch + 1))
            self.show()

    def reset(self):
        """Back to the start, and wait."""
        self.cancel()
        self.model.restart()
        self.say(self._open(self.model.run, 0))
        self.show()

    def cancel(self):
        """End what is running at once, and wait."""
        self._end()
        self._set_playing(False)

    def _end(self):
        if self._task is not None:
            self._task.cancel()
            self._slice.stop()
        self._task = None

    def _open(self, run, epoch):
        """Train to an epoch while everything waits, within limits; return what went wrong, or nothing."""
        self._slice = Slice(lambda: run.advance_to(epoch))
        if not self._slice.wait(OPENING_SECONDS):
            self._slice.stop()
        return self._report(run, self._slice)

    async def _train(self, run):
        """Slice after slice with a picture between them."""
        while True:
            began = time.monotonic()
            await self._returned(run)
            self.say(self._report(run, self._slice))
            self.show()
            if self._slice.done.result() is not None or run.finished or not self.playing:
                self._set_playing(False)
                return
            pause = CALM_SECONDS if self.image.room.get("calm") else PICTURE_SECONDS
            await asyncio.sleep(max(0.005, pause - (time.monotonic() - began)))
            if not self.playing:
                return
            self._slice = Slice(lambda: run.advance(SLICE_SECONDS))

    async def _returned(self, run):
        """Wait for the slice; say so where it takes long, end it where the user gives up."""
        done, seconds = asyncio.wrap_future(self._slice.done), 0
        while not (await asyncio.wait([done], timeout=PATIENCE))[0]:
            seconds += PATIENCE
            if self.playing:
                self.say(run.waiting(seconds))
            else:
                self._slice.stop()

    def _report(self, run, finished):
        error, printed = finished.done.result(), finished.printed.strip()
        said = "" if error is None else run.trouble(error)
        return "\n".join(filter(None, (said or run.remark, printed and say(words.PRINTED, text=printed))))

    def _set_playing(self, playing):
        self.playing = playing
        with self.play_button.hold_sync():  # one message instead of two
            self.play_button.description = say(words.PAUSE if playing else words.PLAY)
            self.play_button.icon = "pause" if playing else "play"
