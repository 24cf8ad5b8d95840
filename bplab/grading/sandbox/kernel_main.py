"""What runs inside the sandbox: limits, the student's Jupyter kernel, the server that answers the judge."""

import contextlib
import os
import platform
import re
import signal
import socket
import sys
import threading

from tornado.ioloop import IOLoop

from bplab.grading.sandbox import absent, wire
from bplab.grading.sandbox.judge_server import JudgeServer
from bplab.grading.sandbox.jupyter_kernel import prepared

OPEN_FILES = 256  # files and sockets: what waits in a socket is memory of no process
OF_THE_SYSTEM = {"RLIMIT_SIGPENDING": 1024, "RLIMIT_MSGQUEUE": 0}  # signals and timers, message queues


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
