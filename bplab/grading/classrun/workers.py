"""Processes of this machine that grade side by side: copies of this one, which has loaded all they need."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Self

from bplab.grading.classrun.grader import Grader
from bplab.grading.classrun.task import KILLED, Result, Task

WAITING = 2  # submissions at a worker at one time: one is graded, the next one is already there
ATTEMPTS = 2  # at a submission whose worker ends: one beside others, and one alone

Item = tuple[str, Task]


class Workers:
    """A pool of worker processes, a context manager: they end with it, and with this process in any case.

    To be entered before the run shows its progress, which has a thread: a copy of a process has one thread
    only. What takes a dead worker's place is copied later; it prints nothing, so that no lock is missed.
    """

    def __init__(self, jobs: int | None = None):
        self.size = jobs or os.cpu_count() or 1
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        # Of their own, so that nothing is left of one that is ended in the midst of its work.
        self._folder = tempfile.TemporaryDirectory(prefix="bplab-", ignore_cleanup_errors=True)
        for _ in range(self.size):
            self._start()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        self._folder.cleanup()

    def grade_all(self, tasks: Iterator[Item]) -> Iterator[tuple[str, Result]]:
        """(student, result) for each (student, task), as they come back.

        Whose worker ended is graded once more in the end, with nobody beside: that shows whose doing it was.
        """
        suspects: list[Item] = []
        yield from self._grade(tasks, suspects)
        for student, task in suspects:
            again: list[Item] = []
            yield from self._grade(iter([(student, task)]), again)
            if again:
                yield student, Result(problem=KILLED.format(attempts=ATTEMPTS))

    def _grade(self, tasks: Iterator[Item], suspects: list[Item]) -> Iterator[tuple[str, Result]]:
        """What grade_all does, once; suspects: whose worker ended are added."""
        while True:
            for worker in WAITING * self._workers:  # each gets one before any gets its next
                if len(worker.items) < WAITING and (item := next(tasks, None)) is not None:
                    worker.send(item)
            busy = [worker for worker in self._workers if worker.items]
            if not busy:
                return
            ready = wait([worker.connection for worker in busy])
            for worker in [worker for worker in busy if worker.connection in ready]:
                try:
                    result = worker.connection.recv()
                except (EOFError, OSError):
                    suspects.append(worker.items.popleft())
                    tasks = itertools.chain(worker.items, tasks)
                    self._replace(worker)
                else:
                    student, _ = worker.items.popleft()
                    yield student, result

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)
        self._start()

    def _start(self) -> None:
        self._workers.append(_Worker(self._workers, self._folder.name))


class _Worker:
    """One process; items: what it has been sent and has not answered, the one it grades first.

    others: those that are there. folder: for its temporary files.
    """

    def __init__(self, others: list[_Worker], folder: str):
        self.items: deque[Item] = deque()
        self.connection, inside = multiprocessing.Pipe()
        not_for_it = [self.connection, *(other.connection for other in others)]
        fork = multiprocessing.get_context("fork")
        self._process = fork.Process(target=_work, args=(inside, not_for_it, folder), daemon=True)
        with inside, _interrupts_wait():
            self._process.start()

    def send(self, item: Item) -> None:
        """Have a submission graded, after those before it."""
        self.items.append(item)
        with suppress(OSError):  # it has ended, which is seen when its answer is asked for
            self.connection.send(item[1])

    def end(self) -> None:
        """End it, whatever it does."""
        self.connection.close()
        self._process.kill()
        self._process.join()


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C waits: until a new process knows what to do with it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _work(connection: Connection, not_for_it: list[Connection], folder: str) -> None:
    """Grade what comes, until the other end is closed. not_for_it: ends of connections to be closed here."""
    tempfile.tempdir = folder
    # Ctrl-C is for the process that records, and it ends this one. A function and not SIG_IGN, which student
    # processes would inherit: nothing could interrupt them.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    for other in not_for_it:
        other.close()
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    grader = Grader()
    while True:
        connection.send(grader.grade(tasks.get()))


def _receive(connection: Connection, tasks: SimpleQueue[Task]) -> None:
    """Have the next submission there when the one before is done; end with who sends them."""
    try:
        while True:
            tasks.put(connection.recv())
    finally:
        os._exit(0)
