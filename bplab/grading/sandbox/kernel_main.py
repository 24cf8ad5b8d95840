"""What runs inside the sandbox: the student's Jupyter kernel, and the server that answers the judge.

The judge asks for a name, a given function, a call or an attribute; the server looks it up in the notebook's
namespace and answers with a plain value, or with a number that stands for the object. Nothing here is secret
or trusted: whoever takes over this process can only give wrong answers.
"""

import asyncio
import contextlib
import contextvars
import fcntl
import importlib
import os
import platform
import re
import select
import signal
import socket
import sys
import termios
import threading
import time
import types
import warnings

import numpy as np
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from tornado.ioloop import IOLoop
from traitlets.config import Config

from bplab.grading.sandbox import absent, unattended, wire
from bplab.grading.sandbox.shown import Recorder, Shown
from bplab.student_code.stand_in import StandIn
from bplab.student_code.tracebacks import students_frames

OPEN_FILES = 256  # files and sockets: what waits in a socket is memory of no process
OF_THE_SYSTEM = {"RLIMIT_SIGPENDING": 1024, "RLIMIT_MSGQUEUE": 0}  # signals and timers, message queues
REPORT_SECONDS, SETTLING_SECONDS = 0.2, 0.3
METHODS = ("forward", "backward", "train", "predict")  # of the units' networks: called, never read as values
FOLLOWING_MS = 2  # in which the next question of a test arrives, if there is one
UNSHOWABLE = "(its message cannot be shown)"


class JudgeServer:
    """Answers the judge's requests on a socket, one frame for each; while a cell runs, one now and then."""

    def __init__(self, channel):
        self.channel, self.namespace = channel, {}
        self.objects, self.next_handle, self.process = {}, 0, os.getpid()
        self.read, self.following = wire.Reader(self._receive), select.poll()
        self.following.register(channel, select.POLLIN)
        self.nowhere = open(os.devnull, "w")  # noqa: SIM115 (for all that functions print)
        self.stood_in = {}  # name -> the student's function while a table stands in its place

    def use(self, kernel, limit):
        """The kernel that runs the cells; limit: characters of a cell's outputs."""
        self.kernel, self.limit, self.namespace = kernel, limit, kernel.shell.user_ns
        self.context = contextvars.copy_context()  # of all cells: what one sets, such as np.seterr, stays
        self.streams = sys.stdout, sys.stderr
        self.hooks = sys.displayhook, kernel.shell.displayhook, kernel.shell.display_pub
        self.request, self.running, self.sending = {}, threading.Event(), threading.Lock()
        threading.Thread(target=self._report, daemon=True).start()

    def serve(self, *_):
        """Answer one request, and those that follow at once: a turn of the event loop takes as long."""
        while True:
            try:
                request, blobs = wire.receive(self.read)
            except (EOFError, OSError):  # the judge is gone
                os._exit(0)
            if request["op"] == "run":
                asyncio.get_running_loop().create_task(self._run(request), context=self.context)
                return
            reply, arrays = self._guarded(request, blobs)
            self._send({"id": request["id"], **reply}, arrays)
            if not self.following.poll(FOLLOWING_MS):
                return

    async def _run(self, request):
        """Run a cell as Jupyter does; the outputs become the reply."""
        kernel, session = self.kernel, self.kernel.session
        content = {"code": request["code"], "silent": False, "stop_on_error": False, "allow_stdin": False}
        message = session.msg("execute_request", content)
        for stream in self.streams:
            stream.settle()
        session.begin(Shown(self.limit), message)
        self.request, kernel.shell.last_execution_result = request, None
        importlib.invalidate_caches()  # a module that the last cell has written is found
        self.running.set()
        for _ in range(2):
            try:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                try:
                    kernel.set_parent([], message)
                    await kernel.execute_request(None, [], message)
                finally:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
            except KeyboardInterrupt:  # just before or after the student's code
                break
            except BaseException:
                self._mend()
            if kernel.shell.last_execution_result is not None:  # else what shows outputs kept it from running
                break
        self._end_if_forked()
        for stream in self.streams:
            stream.settle()
        self.running.clear()
        head, blobs = self._shown(done=True)
        self._send(head | {"failure": _failure(kernel.shell.last_execution_result)}, blobs)
        session.shown = None

    def _mend(self):
        """Put back what shows outputs: the student's code has broken or closed it."""
        sys.stdout, sys.stderr = self.streams
        sys.displayhook, self.kernel.shell.displayhook, self.kernel.shell.display_pub = self.hooks

    def _report(self):
        """Send what the cell that runs has shown so far, now and then, for the case that it never ends.

        A thread of its own: an interrupt in the main thread would leave half a frame.
        """
        while self.running.wait():
            time.sleep(REPORT_SECONDS)
            with self.sending:
                if self.running.is_set() and self.kernel.session.shown.has_changed:
                    self.channel.sendall(wire.pack(*self._shown(done=False)))

    def _shown(self, done):
        shown, blobs = self.kernel.session.shown.packed()
        head = {"id": self.request["id"], "done": done, "count": self.kernel.execution_count}
        return head | shown, blobs

    def _send(self, reply, blobs):
        self._end_if_forked()
        with self.sending:
            self.channel.sendall(wire.pack(reply, blobs))

    def _end_if_forked(self):
        """Only one process answers, also where the student's code has forked."""
        if os.getpid() != self.process:
            os._exit(0)

    def _receive(self, size):
        if piece := self.channel.recv(size):
            return piece
        raise EOFError

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
        if self.nowhere.closed:  # the student's code has
            self.nowhere = open(os.devnull, "w")  # noqa: SIM115
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            contextlib.redirect_stdout(self.nowhere),
            contextlib.redirect_stderr(self.nowhere),
        ):
            warnings.simplefilter("ignore")
            match request["op"]:
                case "name":
                    return self._look_up(request["name"])
                case "define":
                    released = Released(self.namespace)
                    exec(compile(request["source"], "<given>", "exec"), released)
                    return released[request["name"]]
                case "call":
                    function = self.objects[request["on"]]
                    if "method" in request:
                        function = getattr(function, request["method"])
                    return function(*decode(request["args"]), **decode(request["kwargs"]))
                case "get":
                    return getattr(self.objects[request["on"]], request["name"])
                case "set":
                    for name, value in decode(request["values"]).items():
                        setattr(self.objects[request["on"]], name, value)
                case "stand_in":
                    self._stand_in(decode(request["tables"]))

    def _stand_in(self, tables):
        self.namespace.update(self.stood_in)
        self.stood_in = {name: self.namespace[name] for name in tables}
        self.namespace.update({name: StandIn(name, entries) for name, entries in tables.items()})

    def _look_up(self, name):
        if name not in self.namespace:
            raise NameError(f"name {name!r} is not defined")
        return self.namespace[name]

    def _keep(self, value):
        """What stands for an object that stays here: its number, and what the judge would ask of it next."""
        if isinstance(value, absent.Absentee):
            absent.refuse(value)
        self.next_handle += 1
        self.objects[self.next_handle] = value
        return [self.next_handle, type(value).__name__, callable(value), _own_name(value), _methods(value)]


def _own_name(value):
    """The name of a function or a class; None of anything else."""
    if isinstance(value, type):
        return type.__dict__["__name__"].__get__(value)
    return value.__name__ if isinstance(value, types.FunctionType) else None


def _methods(value):
    """Which of METHODS an object has by its class."""
    classes = type.__dict__["__mro__"].__get__(type(value))
    return [
        name for name in METHODS if any(isinstance(vars(c).get(name), types.FunctionType) for c in classes)
    ]


class Released(dict):
    """The names of the given cells as they were released; what they lack, the notebook has."""

    def __init__(self, notebook):
        super().__init__(__name__="__main__")
        self.notebook = notebook

    def __missing__(self, name):
        return self.notebook[name]


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


def _failure(result):
    """What ended a cell before its end, as plain values: type, message, line of the cell; None if nothing."""
    try:
        error = result.error_before_exec or result.error_in_exec
        if error is None:
            return None
        said = _describe(error)
        if isinstance(error, SyntaxError):
            return [said["type"], error.msg, error.lineno]
        return [said["type"], said["text"], said["frames"][0][0] if said["frames"] else None]
    except BaseException:  # an exception of the student's own make
        return None


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


def _set_limits(limits):
    """Limits that the student's code cannot raise again."""
    import resource

    os.nice(10)  # the grader that watches over a fork bomb comes first
    sizes = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_FSIZE: limits["file"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        **{getattr(resource, name): most for name, most in OF_THE_SYSTEM.items() if hasattr(resource, name)},
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


def _interrupt_when_asked(interrupts):
    """Raise KeyboardInterrupt in the student's code; outside of it, nothing happens."""
    while interrupts.recv(1):
        os.kill(os.getpid(), signal.SIGINT)


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


def main():
    """Start the kernel of a program of its own; the arguments are those of `run`."""
    run(*map(int, sys.argv[1:]))


def run(channel, interrupts, app=None):
    """Run a kernel, which is prepared first if it is not yet.

    channel, interrupts: file descriptors, of the judge's socket and of that for interrupts.
    """
    absent.install()
    channel, interrupts = socket.socket(fileno=channel), socket.socket(fileno=interrupts)
    for end in (channel, interrupts):
        end.set_inheritable(False)
    server = JudgeServer(channel)
    start, blobs = wire.receive(server.read)
    _set_limits(start["limits"])
    for folder in (start["work"], start["home"]):
        os.makedirs(folder, exist_ok=True)
    app = app or prepared()
    app.begin()
    # Only now: a file named like a module of Python must not take part in the start.
    os.chdir(start["work"])
    for (name, executable), data in zip(start["files"], blobs, strict=True):
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)
        os.chmod(name, 0o755 if executable else 0o644)
    # Last, so that they shadow nothing: modules handed in beside the notebook, or written by a cell.
    sys.path.append(start["work"])
    server.use(app.kernel, start["limits"]["output"])
    threading.Thread(target=_interrupt_when_asked, args=(interrupts,), daemon=True).start()
    IOLoop.current().add_handler(channel, server.serve, IOLoop.READ)
    channel.sendall(wire.pack({"id": "ready"}))
    while True:  # also when the student's code has stopped the loop: the judge goes on asking
        IOLoop.current().start()
