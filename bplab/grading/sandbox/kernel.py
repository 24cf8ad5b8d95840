"""The student's kernel, from outside: started in the sandbox, watched, and ended with all it has started."""

import contextlib
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path

from bplab.grading.sandbox import wire
from bplab.grading.sandbox.cells import TIMEOUT, CellRunner
from bplab.grading.sandbox.process import end_since
from bplab.grading.sandbox.usage import family, files, memory, system_seconds, terminals, watches

STARTUP_SECONDS = 60
WATCH_SECONDS = 0.1
MOST_FILES = 20_000  # names take memory of the system, however small the files
MOST_TERMINALS = 64  # the machine has a few thousand, for everybody
NO_START = "the kernel did not start: {error}"
GONE = "the process ended"
RUBBISH = "what it sent could not be read"
MEMORY = "it used more than {limit} MiB of memory"
FILES = "it made more than {limit} files and folders"
TERMINALS = "it opened more than {limit} terminals"
WATCHES = "it watched more than {limit} open files"
PROCESSES = "it ran more than {limit} processes and threads at one time"


class KernelNotStarted(Exception):
    """The student's process could not be started, which is no fault of the student's."""


class KernelLost(BaseException):
    """The student's process ended because the server that had forked it did; no Exception, as Stopped."""


class Stopped(BaseException):
    """A cell or a function of the student's that had to be stopped, or ended its process itself.

    No Exception: the checks handle exceptions of student code, and this is the end of the check.
    status: "timeout", "memory" or "killed".
    """

    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


class StudentKernel:
    """One process of the student's: it runs cells, and its `channel` leads to the judge's server inside.

    launch: called with the judge's end of the channel, the sockets for the process, and a folder for it if
        there is no sandbox; returns what is started (see process.py).
    data: (path in the work folder, whether it can be executed, bytes) of each data file.
    """

    def __init__(self, sandbox, launch, data):
        self.sandbox, self.reason = sandbox, None
        self._folder = Path(tempfile.mkdtemp(prefix="bplab-"))
        try:
            self._launch(launch, data)
            self._read_ready()
        except BaseException as error:
            self.close()
            if not isinstance(error, Exception):  # Ctrl-C
                raise
            raise KernelNotStarted(NO_START.format(error=error)) from error
        self._process.note_first()
        self._start_watch()
        self._cells = CellRunner(self.channel, lambda: self.alive, self.interrupt, sandbox.output_kib * 1024)

    def run_cell(self, cell, seconds):
        """Run a code cell, with its outputs; return its Failure, or None if it got to its end.

        Raises Stopped if it had to be stopped; the kernel may then be gone: see `alive`.
        """
        if not self.alive:
            raise self.stopped(GONE)
        begin = system_seconds()
        try:
            was_interrupted = self._cells.run(cell, seconds)
        except TimeoutError:
            self.kill()
            raise Stopped("timeout", TIMEOUT.format(seconds=seconds)) from None
        except (EOFError, OSError):
            self.kill()
            raise self.stopped(GONE) from None
        except Exception:  # whatever can be made of a reply that is none
            self.kill()
            raise self.stopped(RUBBISH) from None
        if was_interrupted:
            self.end_since(begin)
            raise Stopped("timeout", TIMEOUT.format(seconds=seconds))
        return self._cells.failure

    @property
    def alive(self):
        return self._process is not None and self._process.alive

    def interrupt(self):
        """Raise KeyboardInterrupt in the student's code.

        A thread of its process does it: a signal would reach whatever the student has made of the process.
        """
        with contextlib.suppress(OSError):  # the process has just ended, or takes none
            self._interrupts.send(b"i", socket.MSG_DONTWAIT)

    def end_since(self, moment):
        """End what an interrupted part has started since then: what that uses would count in a later one.

        moment: of usage.system_seconds(). The kernel ends, too, if something of it goes on all the same.
        """
        try:
            if end_since(moment, self._process.pid, self._process.first, self.sandbox.processes):
                return
        except OSError:  # the kernel has just ended
            pass
        self.kill()

    def stopped(self, message):
        """Why the process is gone, as a Stopped; message if nothing better is known.

        Raises KernelLost if it was nobody.
        """
        if self.is_lost():
            raise KernelLost
        status, reason = self.reason or ("killed", message)
        return Stopped(status, reason)

    def is_lost(self):
        """Whether the process, which has ended, did so because its server did.

        Waits a moment, since who killed it may be about to say why.
        """
        time.sleep(WATCH_SECONDS)
        return self._process.is_lost

    def kill(self):
        """End the process, and with it everything it has started."""
        if self._process is not None:
            self._process.kill()

    def close(self):
        """End the process and leave nothing behind."""
        self.kill()
        self.channel.close()
        self._interrupts.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _launch(self, launch, data):
        self._process = None
        self.channel, inside = socket.socketpair()
        self._interrupts, interrupts = socket.socketpair()
        self.channel.settimeout(STARTUP_SECONDS)
        ends = [inside, interrupts]
        try:
            self._process = launch(self.channel, ends, self._folder)
        finally:
            for end in ends:
                end.close()
        work, home = self.sandbox.places(self._folder)
        start = {
            "limits": self.sandbox.limits(),
            "work": work,
            "home": home,
            "files": [[name, executable] for name, executable, _ in data],
        }
        self.channel.sendall(wire.pack(start, [content for *_, content in data]))

    def _read_ready(self):
        """Wait until the kernel can run cells."""

        def read(size):
            data = bytearray()
            while len(data) < size:
                if not (piece := self.channel.recv(size - len(data))):
                    raise EOFError(GONE)
                data += piece
            return data

        wire.receive(read)

    def _start_watch(self):
        # A thread for each: while processes multiply, their memory takes seconds to read.
        for check, seconds in (
            (self._too_many_tasks, WATCH_SECONDS),
            (self._too_much_memory, WATCH_SECONDS),
            (self._too_many_files, WATCH_SECONDS),
            (self._too_many_watches, 5 * WATCH_SECONDS),  # takes longer, and grows more slowly
        ):
            threading.Thread(target=self._watch, args=(check, seconds), daemon=True).start()

    def _watch(self, check, seconds):
        """Kill the process when a check says what all that it has started uses too much of."""
        while self.alive:
            if (reason := check()) is not None:
                self.reason = self.reason or reason
                self._process.signal()
                return
            time.sleep(seconds)

    def _too_many_tasks(self):
        limit = self.sandbox.processes
        _, tasks = family(self._process.pid, limit)
        return ("killed", PROCESSES.format(limit=limit)) if tasks > limit else None

    def _too_many_files(self):
        first = self._process.first
        if files(first) > MOST_FILES:
            return "killed", FILES.format(limit=MOST_FILES)
        if terminals(first) > MOST_TERMINALS:
            return "killed", TERMINALS.format(limit=MOST_TERMINALS)
        return None

    def _too_much_memory(self):
        limit = self.sandbox.memory_mib
        processes, _ = family(self._process.pid, self.sandbox.processes)
        used = memory(processes, self._process.first, limit * 2**20)
        return ("memory", MEMORY.format(limit=limit)) if used > limit * 2**20 else None

    def _too_many_watches(self):
        processes, _ = family(self._process.pid, self.sandbox.processes)
        if watches(processes, MOST_FILES) > MOST_FILES:
            return "killed", WATCHES.format(limit=MOST_FILES)
        return None
