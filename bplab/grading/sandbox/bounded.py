"""A process of the grader's own for all work whose size a student decides: it has a bound on time and memory.

To parse a text, to compare it, to multiply the arrays that a function returned: how long that takes is up to
whoever wrote them. So it is done in a process that the system ends at its time, whatever computes in it, and
that gets no memory beyond its bound. It runs our code only, and reads from the grader and the kernel only.
"""

import contextlib
import importlib
import os
import pickle
import signal
import socket
import subprocess
import sys
from pathlib import Path

import bplab

MEMORY_MIB = 480  # of data, so that all of it, with the programs' text, stays below 500 MB
TIME = "more than {seconds:g} s of time"
MEMORY = f"more than {MEMORY_MIB} MiB of memory"
ENDED = "more than a process can bear"
FAILED = "a bounded process failed: {error}"
BY_THE_WALL, COMPUTING = signal.ITIMER_REAL, signal.ITIMER_PROF
DONE, NO_MEMORY, RAISED, QUESTION = range(4)  # what the process sends
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # each takes memory of its own


class OutOfBounds(Exception):
    """What was asked for takes more time or memory than there is; the message says which, as "more than"."""


class Bounded:
    """Calls functions in the bounded process, which is started when it is needed, and again after it ended.

    What they leave in its modules stays until then.
    """

    def __init__(self):
        self._process = None

    def start(self):
        """Start it, and do not wait until it has done its imports."""
        if self._process is not None:
            return
        self._messages, messages = socket.socketpair()
        self._files, files = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        program = "from bplab.grading.sandbox.bounded import main; main()"
        path = os.pathsep.join(filter(None, [str(Path(bplab.__file__).parents[1]), os.getenv("PYTHONPATH")]))
        with messages, files:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", program, str(messages.fileno()), str(files.fileno())],
                env=os.environ | dict.fromkeys(THREADS, "1") | {"PYTHONPATH": path},
                pass_fds=[messages.fileno(), files.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the grader
            )
        self._stream = self._messages.makefile("rwb")

    def call(self, function, *arguments, seconds, clock=BY_THE_WALL, answer=None, file=None):
        """What a function of a module returns for these arguments; raises OutOfBounds.

        clock: COMPUTING where the function waits for nobody: it is not to blame for a busy machine then.
        answer: called with what the function asks by `ask`. file: a socket that it may `take`.
        """
        self.start()
        try:
            if file is not None:
                socket.send_fds(self._files, [b"f"], [file.fileno()])
            self._send((function, arguments, seconds, clock))
            while (message := pickle.load(self._stream))[0] == QUESTION:
                self._send(answer(*message[1]))
        except (EOFError, OSError, pickle.UnpicklingError):
            ended = self._process.wait()
            self.close()
            is_late = -ended in (signal.SIGALRM, signal.SIGPROF)
            raise OutOfBounds(TIME.format(seconds=seconds) if is_late else ENDED) from None
        except BaseException:  # a half-read message is no state to go on from
            self.close()
            raise
        kind, value = message
        if kind == NO_MEMORY:
            self.close()  # what is left of the memory is in pieces
            raise OutOfBounds(MEMORY)
        if kind == RAISED:
            raise RuntimeError(FAILED.format(error=value))
        return value

    def close(self):
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            for end in (self._messages, self._files):
                end.close()
            with contextlib.suppress(OSError):  # what could not be sent any more
                self._stream.close()

    def _send(self, value):
        pickle.dump(value, self._stream, protocol=5)  # to the file: a notebook's bytes are not copied
        self._stream.flush()


class Inside:
    """The bounded process's own side."""

    stream = files = None

    def serve(self):
        """Call one function after another, until the grader is gone."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                function, arguments, seconds, clock = pickle.load(self.stream)
                signal.setitimer(clock, seconds)  # its signal ends the process, within C code, too
                reply = _reply(function, arguments)
                del arguments
                signal.setitimer(clock, 0)
                self.send(reply)

    def send(self, value):
        pickle.dump(value, self.stream, protocol=5)
        self.stream.flush()


_inside = Inside()


def ask(*question):
    """For a function in the bounded process: what the grader answers, whose time is not the function's."""
    left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    _inside.send((QUESTION, question))
    answer = pickle.load(_inside.stream)
    signal.setitimer(signal.ITIMER_REAL, left)
    return answer


def take():
    """For a function in the bounded process: the socket that came with its call."""
    [descriptor] = socket.recv_fds(_inside.files, 1, 1)[1]
    return socket.socket(fileno=descriptor)


def _reply(function, arguments):
    try:
        return DONE, function(*arguments)
    except MemoryError:
        return NO_MEMORY, None
    except Exception as error:
        return RAISED, f"{type(error).__name__}: {error}"[:1000]


def _set_limit():
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_MIB * 2**20,) * 2)


def main():
    """Serve; arguments: the descriptors of the sockets for messages, and for files."""
    for late in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(late, signal.SIG_DFL)
    _set_limit()
    messages, _inside.files = (socket.socket(fileno=int(number)) for number in sys.argv[1:])
    _inside.stream = messages.makefile("rwb")
    _inside.serve()
