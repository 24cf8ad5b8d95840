"""The server that forks kernels (forkserver_main.py), from outside: started, asked for a kernel, ended."""

import contextlib
import os
import socket
import struct
import tempfile
import threading
from concurrent.futures import Future
from pathlib import Path

from bplab.grading.sandbox.bubblewrap import SERVER
from bplab.grading.sandbox.process import READY, Forked, Started

LONGEST_MESSAGE = 4096
CREDENTIALS = struct.Struct("iII")  # struct ucred: process, user, group
ENDED = "the server that forks kernels ended"


class ForkServer:
    """One server, and with it all kernels that it has forked."""

    def __init__(self, sandbox, course):
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the server)
        self._control, inside = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        sizes = map(str, sandbox.sizes())
        program = "from bplab.grading.sandbox.forkserver_main import main; main()"
        with inside, contextlib.ExitStack() as lists:
            fonts = [lists.enter_context(file) for file in _font_lists()]
            named = (f"{file.fileno()}:{os.path.basename(file.name)}" for file in fonts)
            arguments = ("-c", program, str(inside.fileno()), *sizes, *named)
            argv = sandbox.command(
                arguments, course, role=SERVER
            )  # its kernels filter their calls themselves
            environment = sandbox.environment("-")
            self._process = _from_a_thread_that_lasts(argv, [inside, *fonts], environment, self._errors)

    @property
    def alive(self):
        return self._process.alive

    def launch(self, channel, ends, _folder):
        """Have a kernel forked (see StudentKernel); raise OSError if there is none."""
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            socket.send_fds(self._control, [b"k"], [end.fileno() for end in ends])
            for end in ends:
                end.close()  # so that the channel ends if nobody has it
            message, credentials, _, _ = channel.recvmsg(LONGEST_MESSAGE, socket.CMSG_SPACE(CREDENTIALS.size))
        except ConnectionError:
            message = b""
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        if message != READY:
            raise OSError(message.decode(errors="replace") or self._last_words())
        [(_, _, data)] = credentials  # the system's word for who sent it, in this side's numbers
        return Forked(CREDENTIALS.unpack(data)[0], self)

    def close(self):
        """End the server and every kernel of its."""
        self._control.close()
        self._process.note_first()
        self._process.kill()
        self._errors.close()

    def _last_words(self):
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return f"{ENDED} ({lines[-1]})" if lines else ENDED


def _font_lists():
    """matplotlib's own lists of this machine's fonts, open, of any version; none if it was not used here.

    Without one a server reads every font of the system, which takes seconds where there are many.
    """
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.environ.get("MPLCONFIGDIR") or f"{cache}/matplotlib"
    for path in Path(folder).glob("fontlist-*.json"):
        with contextlib.suppress(OSError):
            yield path.open("rb")


def _from_a_thread_that_lasts(*arguments):
    """Start a program whose sandbox dies with this process, and not with the thread that asks for it.

    The system takes the thread that has started bubblewrap for its parent; a grader's threads come and go.
    """
    started = Future()

    def start():
        try:
            process = Started(*arguments)
        except BaseException as error:
            started.set_exception(error)
        else:
            started.set_result(process)
            process.wait()

    threading.Thread(target=start, daemon=True).start()
    return started.result()
