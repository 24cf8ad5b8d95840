"""The processes of one sandbox, as the grader holds them: counted from the topmost, ended all at once."""

import contextlib
import os
import select
import signal
import subprocess
import threading
import time

from bplab.grading.sandbox.usage import begun_since, first_inside

READY = b"\0"  # what a forked process sends from its sandbox; anything else is why it could not move there
GRACE_SECONDS = 5  # for the last process of a sandbox to be gone
LEFT_SECONDS = 0.4  # for what an interrupted part has left running
LOOK_SECONDS = 0.01  # between two looks at it


class Started:
    """A program with its sandbox (or with none), started here."""

    is_lost = False

    def __init__(self, argv, handed_over, environment, errors=subprocess.DEVNULL):
        self._process = subprocess.Popen(
            argv,
            env=environment,  # not the grader's, which /proc/1/environ would show
            pass_fds=[end.fileno() for end in handed_over],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        self.pid = self._process.pid
        self.first = self._first_end = None

    @property
    def alive(self):
        return self._process.poll() is None

    def wait(self):
        """Return when it has ended."""
        self._process.wait()

    def note_first(self):
        """To be called when the program runs: the sandbox has its first process now."""
        self.first, self._first_end = first_inside(self.pid)

    def signal(self):
        """Kill it; return at once."""
        with contextlib.suppress(OSError):  # it has just ended
            os.killpg(self.pid, signal.SIGKILL)

    def kill(self):
        """End it, and with it everything it has started."""
        if self.alive:
            self.signal()
            self._process.wait()
        if self._first_end is not None:  # gone when all others are
            _has_ended(self._first_end, GRACE_SECONDS)
            os.close(self._first_end)
            self._first_end = None


class Forked:
    """A kernel that a server has forked, held by the first process of its sandbox."""

    def __init__(self, pid, server):
        self.pid = self.first = pid
        self._server = server
        self._end, self._lock = os.pidfd_open(pid), threading.Lock()  # the watch looks while another kills

    @property
    def alive(self):
        with self._lock:
            return self._end is not None and not _has_ended(self._end, 0)

    @property
    def is_lost(self):
        """Whether it ended because its server did."""
        return not self._server.alive

    def note_first(self):
        """Nothing to do: its first process was there first."""

    def signal(self):
        """Kill it; return at once."""
        with self._lock, contextlib.suppress(OSError):  # it has just ended
            if self._end is not None:
                signal.pidfd_send_signal(self._end, signal.SIGKILL)

    def kill(self):
        """End it, and with it everything it has started."""
        self.signal()
        if self._end is not None:
            _has_ended(self._end, GRACE_SECONDS)
            with self._lock:
                os.close(self._end)
                self._end = None


def end_since(moment, pid, first, most_tasks):
    """End what has begun in a sandbox since then; return whether nothing of it is left.

    moment: of usage.system_seconds(). pid: the topmost process; first: inside, None without a sandbox.
    """
    inside, end = _pids(first or pid), time.monotonic() + LEFT_SECONDS
    while left := begun_since(moment, pid, most_tasks):
        if time.monotonic() > end:
            return False
        for process in left:
            _kill(int(process.name), inside)
        time.sleep(LOOK_SECONDS)
    return True


def _kill(pid, inside):
    """Kill a process if it is one of this sandbox, and not one that has its number by now."""
    with contextlib.suppress(OSError):  # it has just ended
        descriptor = os.pidfd_open(pid)
        try:
            if _pids(pid) == inside:
                signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        finally:
            os.close(descriptor)


def _pids(pid):
    return os.readlink(f"/proc/{pid}/ns/pid")


def _has_ended(end, seconds):
    """Whether the first process of a sandbox has ended, which ends last; end: its pidfd."""
    poll = select.poll()
    poll.register(end, select.POLLIN)
    return bool(poll.poll(1000 * seconds))
