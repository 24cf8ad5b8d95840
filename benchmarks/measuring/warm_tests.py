"""Tests run again and again, each time in a fork in which all but the checkout's own modules is imported.

Starting pytest costs more than most tests. A fork imports bplab and the tests anew, as they stand by then.
"""

import atexit
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

import pytest

FORK = multiprocessing.get_context("fork")
OWN = ("bplab", "tests", "conftest", "__main__", "__mp_main__")  # modules that each fork imports itself
WAIT = 900  # seconds for one change: what waits for ever is noticed, too
SPARE = 20  # CPU seconds of a test before it is taken for one without end


@dataclass(frozen=True)
class Measured:
    """A test: how long it takes, whether it is marked slow, and the lines (path, number) that it reaches.

    The lines of the tests' process: what another one runs for them is not seen.
    """

    seconds: float
    slow: bool
    lines: set[tuple[str, int]]


class WarmTests:
    """Those of some files of the checkout, which is the current folder. paths: whose lines count.

    measured: name -> Measured. failing: names of those that fail as it is, which are not measured.
    """

    def __init__(self, files, paths):
        _, modules = _in_fork(lambda: (_pytest(["--collect-only", *files]), list(sys.modules)))
        for name in modules:
            if name.partition(".")[0] not in OWN:
                with suppress(ImportError):
                    importlib.import_module(name)
        measuring = _Measuring(paths)
        _, self.measured, self.failing = _in_fork(
            lambda: (_pytest(files, measuring), measuring.measured, measuring.failing)
        )

    def first_failed(self, names):
        """Which of these tests fails first, and again; or how they end instead; "" if they pass."""
        while names:
            failed = self._first_failed(names)
            if failed not in names or self._first_failed([failed]):
                return failed
            names = names[names.index(failed) + 1 :]  # a busy machine: a limit of time, for example
        return ""

    def _first_failed(self, names):
        running = _Running({name: self.measured[name].seconds for name in names})
        files = dict.fromkeys(name.partition("::")[0] for name in names)
        done = _in_fork(lambda: (_pytest(["-x", *files], running), running.failed), WAIT)
        return "no end" if done is None else done[1] or (done[0] and f"pytest ends with {done[0]}") or ""


class _Measuring:
    """A plugin of pytest that measures its tests."""

    def __init__(self, paths):
        self.paths, self.lines, self.measured = set(map(str, paths)), set(), {}
        self.failing = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.lines, begin = set(), time.monotonic()
        threading.settrace(self._call)
        sys.settrace(self._call)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            slow = item.get_closest_marker("slow") is not None
            if item.nodeid not in self.failing:
                self.measured[item.nodeid] = Measured(time.monotonic() - begin, slow, self.lines)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failing.append(report.nodeid)

    def _call(self, frame, event, argument):
        return self._line if frame.f_code.co_filename in self.paths else None

    def _line(self, frame, event, argument):
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line


class _Running:
    """A plugin of pytest that runs some of its tests, in their order. seconds: name -> what it takes."""

    def __init__(self, seconds):
        self.seconds, self.failed = seconds, ""

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, items):
        yield
        items[:] = [item for item in items if item.nodeid in self.seconds]
        items.sort(key=lambda item: list(self.seconds).index(item.nodeid))

    def pytest_runtest_setup(self, item):
        signal.setitimer(signal.ITIMER_PROF, SPARE + 2 * self.seconds[item.nodeid])  # it ends the process

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed = self.failed or report.nodeid


def _pytest(arguments, *plugins):
    return int(pytest.main(["-n", "0", "-m", "not browser", *arguments], plugins))


def _in_fork(act, wait=None):
    """What act() returns in a fork; None if it has not come to its end."""
    receiver, sender = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_inside, args=(act, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(wait) else None
    except EOFError:
        return None
    finally:
        process.join(5)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.join()


def _inside(act, sender):
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    atexit._clear()
    sender.send(act())
    atexit._run_exitfuncs()
