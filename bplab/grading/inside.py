"""What runs inside the sandbox: the student's Jupyter kernel, and the server that answers the judge.

The judge asks for a name, a call or an attribute; the server looks it up in the notebook's namespace and
answers with a plain value, or with a number that stands for the object. Nothing here is secret or trusted:
whoever takes over this process can only give wrong answers.
"""

import contextlib
import importlib
import json
import os
import platform
import re
import signal
import socket
import sys
import warnings

import numpy as np
from ipykernel.iostream import OutStream
from ipykernel.kernelapp import IPKernelApp
from tornado.ioloop import IOLoop
from traitlets.config import Config

from bplab.checks.core import students_frames
from bplab.grading import unattended, wire

OPEN_FILES = 256  # files and sockets: what waits in a socket is memory of no process
UNSHOWABLE = "(its message cannot be shown)"


class Server:
    """Answers the judge's requests on a socket, one frame for each."""

    def __init__(self, channel, namespace):
        self.channel, self.namespace = channel, namespace
        self.objects, self.next_handle, self.process = {}, 0, os.getpid()

    def serve(self, *_):
        """Read one request, answer it."""
        try:
            request, blobs = wire.receive(self._read)
        except (EOFError, OSError):  # the judge is gone
            os._exit(0)
        reply, arrays = self._guarded(request, blobs)
        if os.getpid() != self.process:  # the student's function forked: only one process answers
            os._exit(0)
        self.channel.sendall(wire.pack({"id": request["id"], **reply}, arrays))

    def _read(self, size):
        data = bytearray()
        while len(data) < size:
            piece = self.channel.recv(min(size - len(data), 2**20))
            if not piece:
                raise EOFError
            data += piece
        return data

    def _guarded(self, request, blobs):
        """Carry a request out; whatever is raised, and an interrupt by the judge, becomes the reply."""
        try:
            # Interrupts are ignored outside of cells: they reach the student's code, never this server.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                encoder = wire.Encoder(self._keep)
                value = encoder.encode(self._carry_out(request, blobs))
                return {"value": value}, encoder.blobs
            finally:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
        except BaseException as error:
            return {"error": _describe(error)}, []

    def _carry_out(self, request, blobs):
        for handle in request["release"]:
            self.objects.pop(handle, None)
        decode = wire.Decoder(blobs, self.objects.__getitem__).decode
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            open(os.devnull, "w") as nowhere,
            contextlib.redirect_stdout(nowhere),
            contextlib.redirect_stderr(nowhere),
        ):
            warnings.simplefilter("ignore")
            match request["op"]:
                case "name":
                    return self._look_up(request["name"])
                case "call":
                    function = self.objects[request["on"]]
                    return function(*decode(request["args"]), **decode(request["kwargs"]))
                case "get":
                    return getattr(self.objects[request["on"]], request["name"])
                case "set":
                    for name, value in decode(request["values"]).items():
                        setattr(self.objects[request["on"]], name, value)

    def _look_up(self, name):
        if name not in self.namespace:
            raise NameError(f"name {name!r} is not defined")
        return self.namespace[name]

    def _keep(self, value):
        """What stands for an object that stays here: its number, its type, whether it can be called."""
        self.next_handle += 1
        self.objects[self.next_handle] = value
        return [self.next_handle, type(value).__name__, callable(value)]


def _describe(error):
    """An exception as plain values: type, nearest built-in type, message, the student's own lines."""
    bases = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
    try:
        text = str(error)[: wire.MAX_MESSAGE]
    except BaseException:
        text = UNSHOWABLE
    try:
        frames = [[frame.lineno, frame.line] for frame in students_frames(error)]
    except BaseException:
        frames = []
    return {"type": type(error).__name__, "builtin": bases[0], "text": text, "frames": frames}


class BoundedStream(OutStream):
    """The kernel's stdout and stderr: what a cell writes beyond the limit is thrown away."""

    limit = written = 0

    def set_parent(self, parent):
        self.written = 0  # a new cell begins
        super().set_parent(parent)

    def write(self, string):
        room = self.limit - self.written
        self.written += len(string)
        if room > 0:
            super().write(string[:room])
        return len(string)


class SandboxedKernel(IPKernelApp):
    """A Jupyter kernel that listens on sockets made outside: no folder is shared with the grader."""

    listening = {}  # channel -> file descriptor

    def parse_command_line(self, argv=None):
        """There is none; to prepare for one takes time."""

    def _bind_socket(self, s, port):
        channels = {self.shell_port: "shell", self.iopub_port: "iopub", self.control_port: "control"}
        if port in channels:
            s.use_fd = self.listening[channels[port]]
            os.set_inheritable(s.use_fd, False)
        return super()._bind_socket(s, port)


def _set_limits(limits):
    """Limits that the student's code cannot raise again."""
    import resource

    os.nice(10)  # the grader that watches over a fork bomb comes first
    sizes = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_FSIZE: limits["file"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
    }
    # A second line behind the grader's watch, which ends the process: one that is refused a thread would
    # only limp on. Without a namespace of its own all the user's tasks would count.
    if limits["processes"] and _tasks_are_counted_in_namespaces():
        sizes[resource.RLIMIT_NPROC] = 2 * limits["processes"]
    for kind, size in sizes.items():
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on memory
            resource.setrlimit(kind, (size, size))


def _tasks_are_counted_in_namespaces():
    """Since Linux 5.14; before, the limit holds for the user's tasks on the whole machine."""
    version = re.match(r"(\d+)\.(\d+)", platform.release())
    return sys.platform == "linux" and version and tuple(map(int, version.groups())) >= (5, 14)


def _exit():
    """What `exit()` does in a cell or a function: it ends that, and not the kernel a moment later."""
    raise SystemExit


def do_without_debugger():
    """Have ipykernel find no debugger: to import one is half of a kernel's start, and nobody uses it here."""
    sys.modules["debugpy"] = None
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]


def main():
    """Start the kernel of a program of its own; the arguments are those of `run`."""
    run(*map(int, sys.argv[1:]))


def run(channel, shell, iopub, control):
    """Start the kernel; the arguments are file descriptors: the judge's socket, and those of the kernel."""
    do_without_debugger()
    channel = socket.socket(fileno=channel)
    channel.set_inheritable(False)
    server = Server(channel, {})
    start, blobs = wire.receive(server._read)
    _set_limits(start["limits"])
    for folder in (start["work"], start["home"]):
        os.makedirs(folder, exist_ok=True)
    SandboxedKernel.listening = {"shell": shell, "iopub": iopub, "control": control}
    connection_file = f"{start['home']}/.kernel.json"
    with open(connection_file, "w") as file:
        json.dump(start["connection"], file)
    BoundedStream.limit = start["limits"]["output"] + 1  # the grader sees that it was more
    app = SandboxedKernel.instance(
        connection_file=connection_file,
        outstream_class=f"{BoundedStream.__module__}.BoundedStream",
        config=Config({"HistoryManager": {"hist_file": ":memory:"}}),
    )
    app.initialize()
    unattended.install(app.kernel)
    # Only now: a file named like a module of Python must not take part in the start.
    os.chdir(start["work"])
    for (name, executable), data in zip(start["files"], blobs, strict=True):
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)
        os.chmod(name, 0o755 if executable else 0o644)
    app.shell.ask_exit = _exit
    server.namespace = app.shell.user_ns
    IOLoop.current().add_handler(channel, server.serve, IOLoop.READ)
    app.start()
