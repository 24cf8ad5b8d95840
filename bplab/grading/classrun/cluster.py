"""Workers of a Dask cluster that is there already, on this machine or on many."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import bplab
from bplab.grading.classrun.errors import CannotGrade
from bplab.grading.classrun.task import KILLED, Result, Task

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

    from bplab.grading.classrun.grader import Grader

WAITING = 2  # submissions at a worker at one time: one is graded, the next one is already there
CONNECT_SECONDS = 10
WORKER_SECONDS = 30
NO_SCHEDULER = (
    "no Dask scheduler answers at {address} ({error}): is the address right, and has the scheduler started?"
)
NO_ANSWER = "nothing within {seconds} s"
NO_WORKER = (
    "the scheduler at {address} has no workers: start `dask worker {address} --nthreads 1` "
    "where bplab and a sandbox are installed"
)
NO_PACKAGE = "a worker cannot load bplab ({error}): install this machine's version there"
OTHER_PACKAGE = (
    "the worker on {worker} has a different version of bplab from this machine's: install the same one"
)
LOST = "the connection to {address} was lost; what is graded is kept, run the same command again"

TURN = threading.Lock()  # a judge has its process for itself: it collects what the tests print


class Cluster:
    """The workers of the scheduler at an address, who are asked for when there is something to grade.

    Use it as a context manager.
    """

    def __init__(self, address: str):
        self.address = address
        self.client: Client | None = None
        self._closing = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @property
    def size(self) -> int:
        """How many workers there are now."""
        return len(self.client.scheduler_info(n_workers=-1)["workers"]) if self.client else 0

    def grade_all(self, tasks: Iterator[tuple[str, Task]]) -> Iterator[tuple[str, Result]]:
        """(student, result) for each (student, task), as they come back.

        Who was at a worker that ended, again and again, is graded alone in the end: that shows whose doing
        it was.
        """
        from distributed import KilledWorker, as_completed

        first = next(tasks, None)
        if first is None:
            return
        self._connect()
        tasks, suspects = itertools.chain([first], tasks), []
        under_way: dict[Future, tuple[str, Task]] = {}
        done = as_completed()
        self._send(tasks, under_way, done)
        for future in done:
            student, task = under_way.pop(future)
            try:
                yield student, self._result(future)
            except KilledWorker:
                suspects.append((student, task))
            future.release()
            self._send(tasks, under_way, done)
        for student, task in suspects:
            try:
                yield student, self._result(self._submit(task))
            except KilledWorker as error:
                yield student, Result(problem=KILLED.format(attempts=error.allowed_failures + 1))

    def _send(
        self,
        tasks: Iterator[tuple[str, Task]],
        under_way: dict[Future, tuple[str, Task]],
        done: as_completed,
    ) -> None:
        """Have as many submissions under way as keep all workers busy: the others are not even read yet."""
        most = WAITING * max(self.size, 1)
        while len(under_way) < most and (following := next(tasks, None)) is not None:
            future = self._submit(following[1])
            under_way[future] = following
            done.add(future)

    def _submit(self, task: Task) -> Future:
        assert self.client is not None  # see _connect
        return self.client.submit(grade_here, task, fingerprint(), pure=False)

    def _result(self, future: Future) -> Result:
        from distributed import CancelledError, KilledWorker

        try:
            return future.result()
        except KilledWorker:
            raise
        except (CancelledError, OSError):
            raise CannotGrade(LOST.format(address=self.address)) from None
        except Exception as error:
            raise CannotGrade(NO_PACKAGE.format(error=error)) from None

    def _connect(self) -> None:
        import dask
        from distributed import Client

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"})  # each is sent once
        try:
            self.client = self._closing.enter_context(Client(self.address, timeout=CONNECT_SECONDS))
        except (OSError, ValueError) as error:
            reason = str(error) or NO_ANSWER.format(seconds=CONNECT_SECONDS)  # a TimeoutError says nothing
            raise CannotGrade(NO_SCHEDULER.format(address=self.address, error=reason)) from None
        try:
            self.client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except TimeoutError:
            raise CannotGrade(NO_WORKER.format(address=self.address)) from None


def grade_here(task: Task, expected: str) -> Result:
    """Grade a submission in a worker; what goes wrong comes back as text, never as an object.

    expected: the fingerprint of the package that sends the task.
    """
    if fingerprint() != expected:
        return Result(stop=OTHER_PACKAGE.format(worker=socket.gethostname()))
    try:
        with TURN:
            return _grader().grade(task)
    except Exception as error:
        return Result(problem=f"{type(error).__name__}: {error}")


@functools.cache
def fingerprint() -> str:
    """What tells this package, with its checks, from any other version."""
    package = Path(bplab.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"{path.relative_to(package)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


@functools.cache
def _grader() -> Grader:
    """The one of this process, which ends with it."""
    from bplab.grading.classrun.grader import Grader

    return Grader()
