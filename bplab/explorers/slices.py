"""Runs a slice of training beside the notebook: the screen stays live, and everything can be stopped.

A kernel in the browser has no threads: there a slice runs at once, and is ended when it takes too long.
"""

import concurrent.futures
import contextlib
import ctypes
import sys
import threading
import time

MAX_PRINTED = 2000  # characters kept of what a slice prints
LONGEST_SECONDS = 3.0  # of a slice where there are no threads


class TookTooLong(BaseException):
    """Raised in the thread of a slice that is to end now; no `except Exception` of a student's holds it."""


class Slice:
    """One call of a function in a thread of its own.

    `done` is a future with the exception that the function raised, or None. A function that never returns can
    be stopped; if it sits inside a call of C code it is left to itself. Without threads it is done when this
    is made.
    """

    def __init__(self, function):
        self.printed = ""
        self.done = concurrent.futures.Future()
        self._thread = threading.Thread(target=self._work, args=(function,), daemon=True)
        try:
            self._thread.start()
        except RuntimeError:  # there can be none
            self._work(lambda: _within(LONGEST_SECONDS, function))

    def wait(self, seconds):
        """Whether it is done, at the latest after so many seconds."""
        return bool(concurrent.futures.wait([self.done], seconds).done)

    def stop(self):
        """End it; `done` is set at once, and what the function still does is ignored."""
        if self._finish(TookTooLong()):
            thread = ctypes.c_ulong(self._thread.ident)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TookTooLong))

    def _work(self, function):
        with contextlib.suppress(TookTooLong):  # it may come late, when the function has returned
            with Captured() as captured:
                error = _error_of(function)
            self.printed = captured.text
            self._finish(error)

    def _finish(self, error):
        with contextlib.suppress(concurrent.futures.InvalidStateError):  # stopped and returned at once
            self.done.set_result(error)
            return True
        return False


def _within(seconds, function):
    """Call it, and raise TookTooLong in it when the time is up: Python asks before each line."""
    ends = time.monotonic() + seconds

    def look(*_):
        if time.monotonic() > ends:
            raise TookTooLong
        return look

    sys.settrace(look)
    try:
        function()
    finally:
        sys.settrace(None)


def _error_of(function):
    try:
        function()
    except (
        BaseException
    ) as error:  # whatever a student's function raises, SystemExit too, is for the student to read
        return error


class Captured:
    """Keeps the beginning of what the current thread prints, and leaves what others print alone."""

    _threads, _lock, _streams = {}, threading.Lock(), ()

    def __enter__(self):
        self.text = ""
        with self._lock:
            if not self._threads:
                Captured._streams = sys.stdout, sys.stderr
                sys.stdout, sys.stderr = map(_Tap, self._streams)
            self._threads[threading.get_ident()] = self
        return self

    def __exit__(self, *_):
        with self._lock:
            del self._threads[threading.get_ident()]
            if not self._threads:
                sys.stdout, sys.stderr = self._streams


class _Tap:
    """A stream that knows which thread writes to it."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, text):
        captured = Captured._threads.get(threading.get_ident())
        if captured is None:
            return self._stream.write(text)
        captured.text += text[: MAX_PRINTED - len(captured.text)]
        return len(text)

    def __getattr__(self, name):
        return getattr(self._stream, name)
