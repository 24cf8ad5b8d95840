"""The student's kernel, from outside: started in the sandbox, watched, and ended with all it has started."""

import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from queue import Empty

import zmq.asyncio
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError

from bplab.grading import wire
from bplab.grading.cells import TIMEOUT, CellRunner
from bplab.grading.watch import family, files, memory

CHANNELS = ("shell", "iopub", "control")  # the ones the grader uses
PORTS = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}
STARTUP_SECONDS = 60
SUBSCRIPTION_SECONDS = 0.05  # for a message on iopub that the kernel has sent
GRACE_SECONDS = 5  # for an interrupted cell or function to end
WATCH_SECONDS = 0.1
MOST_FILES = 20_000  # names take memory of the system, however small the files
LARGEST_MESSAGE = 2**24  # bytes of a kernel message; the kernel's connection is cut beyond
WAITING_MESSAGES = 16  # at most in the grader's memory; the kernel throws the others away
NO_START = "the kernel did not start: {error}"
GONE = "the process ended"
RUBBISH = "what it sent could not be read"
MEMORY = "it used more than {limit} MiB of memory"
FILES = "it made more than {limit} files and folders"
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
        self._context = zmq.asyncio.Context()
        self._context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        self._context.setsockopt(zmq.RCVHWM, WAITING_MESSAGES)
        self._context.setsockopt(zmq.SNDTIMEO, GRACE_SECONDS * 1000)  # a broken kernel takes no message
        try:
            self._launch(launch, data)
            _connect(self._client)
        except BaseException as error:
            self.close()
            if not isinstance(error, Exception):  # Ctrl-C
                raise
            raise KernelNotStarted(NO_START.format(error=error)) from error
        self._process.is_up()
        self._start_watch()
        self._cells = CellRunner(self._manager, self._client, sandbox.output_kib * 1024)

    def run_cell(self, cell, seconds):
        """Run a code cell, with its outputs; raise Stopped if it had to be stopped.

        After a Stopped the kernel may be gone: see `alive`.
        """
        try:
            ended = self._cells.run(cell, seconds, seconds + 2 * GRACE_SECONDS)
        except DeadKernelError:
            self.kill()
            raise self.stopped(GONE) from None
        except TimeoutError:
            self.kill()
            raise Stopped("timeout", TIMEOUT.format(seconds=seconds)) from None
        except Exception:  # hostile messages can break any part of the client
            self.kill()
            raise self.stopped(RUBBISH) from None
        if ended == "timeout":
            raise Stopped("timeout", TIMEOUT.format(seconds=seconds))

    @property
    def alive(self):
        return self._process is not None and self._process.alive

    def interrupt(self):
        """Raise KeyboardInterrupt in the student's code."""
        run_sync(self._manager.interrupt_kernel)()

    def stopped(self, message):
        """Why the process is gone, as a Stopped; message if nothing better is known."""
        time.sleep(WATCH_SECONDS)  # who killed it may be about to say why
        if self._process.is_lost:
            raise KernelLost
        status, reason = self.reason or ("killed", message)
        return Stopped(status, reason)

    def kill(self):
        """End the process, and with it everything it has started."""
        if self._process is not None:
            self._process.kill()

    def close(self):
        """End the process and leave nothing behind."""
        self.kill()
        self.channel.close()
        if self._client is not None:
            self._client.stop_channels()
        self._context.destroy(linger=0)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _launch(self, launch, data):
        self._manager = self._client = self._process = None
        self.channel, inside = socket.socketpair()
        self.channel.settimeout(STARTUP_SECONDS)
        # The sockets of the kernel are made here and handed over open: no folder is shared with it.
        ends = [inside, *(socket.socket(socket.AF_UNIX) for _ in CHANNELS)]
        ip = str(self._folder / "kernel")
        for name, listener in zip(CHANNELS, ends[1:], strict=True):
            listener.bind(f"{ip}-{PORTS[f'{name}_port']}")
            listener.listen()
        try:
            self._process = launch(self.channel, ends, self._folder)
        finally:
            for end in ends:
                end.close()
        self._manager = Manager(self._process, ip, self._context)
        self._client = self._manager.client(context=self._context)
        work, home = self.sandbox.places(self._folder)
        info = self._manager.get_connection_info()
        start = {
            "limits": self.sandbox.limits(),
            "work": work,
            "home": home,
            "files": [[name, executable] for name, executable, _ in data],
            "connection": info | {"ip": f"{home}/.kernel", "key": info["key"].decode()},
        }
        self.channel.sendall(wire.pack(start, [content for *_, content in data]))

    def _start_watch(self):
        # A thread for each: while processes multiply, their memory takes seconds to read.
        for check in (self._too_many_tasks, self._too_much_memory, self._too_many_files):
            threading.Thread(target=self._watch, args=(check,), daemon=True).start()

    def _watch(self, check):
        """Kill the process when a check says what all that it has started uses too much of."""
        while self.alive:
            if (reason := check()) is not None:
                self.reason = self.reason or reason
                self._process.signal()
                return
            time.sleep(WATCH_SECONDS)

    def _too_many_tasks(self):
        limit = self.sandbox.processes
        _, tasks = family(self._process.pid, limit)
        return ("killed", PROCESSES.format(limit=limit)) if tasks > limit else None

    def _too_many_files(self):
        first = self._process.first
        if first is not None and files(first, "/tmp") > MOST_FILES:
            return "killed", FILES.format(limit=MOST_FILES)
        return None

    def _too_much_memory(self):
        limit = self.sandbox.memory_mib
        processes, _ = family(self._process.pid, self.sandbox.processes)
        return (
            ("memory", MEMORY.format(limit=limit))
            if memory(processes, limit * 2**20) > limit * 2**20
            else None
        )


class Manager(AsyncKernelManager):
    """jupyter_client's manager of a process that is started and ended elsewhere."""

    def __init__(self, process, ip, context):
        super().__init__(transport="ipc", ip=ip, connection_file=f"{ip}.json", context=context, **PORTS)
        self._process = process

    async def _async_is_alive(self):
        return self._process.alive

    async def interrupt_kernel(self):
        """Ask for it by a message: a signal would reach whatever the student has made of the process."""
        self._connect_control_socket()
        self.session.send(self._control_socket, self.session.msg("interrupt_request", content={}))


@run_sync
async def _connect(client):
    """Wait until the kernel answers, and until what it publishes arrives here."""
    client.start_channels(hb=False, stdin=False)
    client.allow_stdin = False
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        request = client.kernel_info()
        try:
            while (await client.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != request:
                pass
            while not _is_idle(await client.get_iopub_msg(timeout=SUBSCRIPTION_SECONDS), request):
                pass
            return
        except Empty:
            if not await client.is_alive():
                raise RuntimeError(GONE) from None
    raise TimeoutError(f"no answer within {STARTUP_SECONDS} s")


def _is_idle(message, request):
    """Whether this message says that the kernel is done with a request."""
    is_status = message["msg_type"] == "status" and message["parent_header"].get("msg_id") == request
    return is_status and message["content"]["execution_state"] == "idle"
