"""An explorer whose training only counts, and a notebook's event loop to drive it in."""

import asyncio
import dataclasses
import threading
import time

from bplab.explorers.picture import Picture
from bplab.explorers.runs import Run, TrainingModel
from bplab.explorers.state import Number, Progress, State, Switch, setting
from bplab.explorers.training import TrainingExplorer

EPOCHS = 400


@dataclasses.dataclass(frozen=True)
class CountingState(State):
    rate: int = setting(1, Number("rate", 0, 10, 1))
    large: bool = setting(False, Switch("large"))
    epoch: int = setting(0, Progress(EPOCHS))


class CountingRun(Run):
    """Counts its epochs, two to a millisecond; before each chunk, something can go wrong."""

    chunk = 10

    def __init__(self, rate, trouble=None):
        super().__init__(EPOCHS)
        self.rate, self.trained = rate, 0
        self.go_wrong = trouble or (lambda run: None)

    def train(self, n):
        self.go_wrong(self)
        time.sleep(n / 2000)
        self.trained += n

    def look(self):
        return self.rate, self.trained


class CountingModel(TrainingModel):
    only_shown = ("large",)

    def __init__(self, state, trouble=None):
        self.trouble, self.runs = trouble, []
        super().__init__(state)

    def start(self, settings):
        self.runs.append(CountingRun(settings.rate, self.trouble))
        return self.runs[-1]


class Seen(Picture):
    """Keeps what it was shown: (rate, epoch) each time."""

    def __init__(self):
        super().__init__(10, 10)
        self.seen = []

    def png(self, model):
        self.seen.append(model.run.snapshot)
        return repr((model.state, self.seen[-1])).encode()

    def describe(self, model):
        return ""


def forbid_threads(monkeypatch):
    """From here on no thread can be started, as in a kernel in the browser."""

    def refuse(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)


def explore(trouble=None, **state):
    return TrainingExplorer(CountingModel(CountingState(**state), trouble), Seen)


def in_notebook(student):
    """Do what a student does, in an event loop like that of a notebook's kernel."""
    asyncio.run(asyncio.wait_for(student, 20))


async def until(condition, seconds=5.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)


def seen(explorer):
    return explorer.drawing.seen


def epochs_seen(explorer):
    return [epoch for _, epoch in seen(explorer)]
