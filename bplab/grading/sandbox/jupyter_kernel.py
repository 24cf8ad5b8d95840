"""The student's Jupyter kernel, without what nobody needs here: it listens to nobody, and debugs nothing."""

import contextlib
import fcntl
import importlib
import os
import sys
import termios
import threading
import time
import types

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from bplab.grading.sandbox import unattended
from bplab.grading.sandbox.shown import Recorder

SETTLING_SECONDS = 0.3  # for what was written past Python to be read


class Stream(OutStream):
    """The kernel's stdout and stderr: what is written is shown by the cell that wrote it, at once."""

    def write(self, string):
        if not isinstance(string, str):
            raise TypeError(f"write() argument must be str, not {type(string)}")
        if self._is_master_process():
            self.session.write(self.name, string, self.parent_header)
        else:  # a process that the student's has forked; who reads this descriptor is still the first one
            os.write(self._original_stdstream_fd, string.encode(errors="replace"))
        return len(string)

    def flush(self):
        """Nothing waits here."""

    def settle(self):
        """Wait until what was written past Python is read, so that the right cell shows it; not for ever."""
        end = time.monotonic() + SETTLING_SECONDS
        with contextlib.suppress(OSError, ValueError):  # the student has closed it
            while fcntl.ioctl(self._fid, termios.FIONREAD, bytes(4)) != bytes(4) and time.monotonic() < end:
                time.sleep(0.002)


class Nobody(IOPubThread):
    """To whom messages are published: without a thread and a socket, as nobody listens."""

    def __init__(self):
        self.io_loop = None


class SandboxedKernel(IPKernelApp):
    """A Jupyter kernel that nobody can connect to: see JudgeServer for what runs its cells.

    `initialize` starts no thread and opens no socket, pipe or event loop: a server may fork after it.
    """

    def parse_command_line(self, argv=None):
        """There is none; to prepare for one takes time."""

    def init_connection_file(self):
        """Nobody needs one."""

    def write_connection_file(self, **kwargs):
        """Nobody needs one."""

    def log_connection_info(self):
        """There is none."""

    def init_heartbeat(self):
        """Nobody listens."""

    def init_sockets(self):
        """None: cells, outputs and interrupts travel on two sockets that are there."""
        self.configure_tornado_logger()
        self.iopub_thread = Nobody()

    def init_io(self):
        """Not yet: the streams belong to the process that runs cells."""

    def init_kernel(self):
        """The kernel, without what it would listen to."""
        shared = {name: getattr(self, name) for name in ("session", "log", "profile_dir", "user_ns")}
        cells = types.SimpleNamespace(parent_thread=threading.main_thread())  # where it can be interrupted
        self.kernel = self.kernel_class.instance(parent=self, shell_channel_thread=cells, **shared)

    def begin(self):
        """What this process needs of its own: streams, and an event loop, which is not run yet."""
        super().init_io()
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count
        self.init_signal()
        self.kernel.start()


def _exit():
    """What `exit()` does in a cell or a function: it ends that, and not the kernel a moment later."""
    raise SystemExit


def do_without_debugger():
    """Have ipykernel find no debugger: to import one is half of a kernel's start, and nobody uses it here."""
    sys.modules["debugpy"] = None
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]


def prepared():
    """A kernel that needs only to be run: what takes time and is the same for all of them."""
    do_without_debugger()
    app = SandboxedKernel.instance(
        session=Recorder(),
        outstream_class=f"{Stream.__module__}.Stream",
        config=Config({"HistoryManager": {"hist_file": ":memory:"}}),
    )
    app.initialize()
    unattended.install(app.kernel)
    # matplotlib comes with it, and asks for its backend once
    from bplab.grading.sandbox.screen import do_without

    do_without(app.shell)
    app.shell.ask_exit = _exit
    return app
