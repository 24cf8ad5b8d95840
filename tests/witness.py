"""To see that student code touched nothing: secrets, sockets that listen, processes left over, files."""

import ctypes
import os
import platform
import secrets
import signal
import socket
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36
ADD_KEY, KEYCTL = (217, 219) if platform.machine() == "aarch64" else (248, 250)
SESSION_KEYRING, REVOKE = -3, 3
libc = ctypes.CDLL(None)


class Witness:
    """A home, a temporary folder and an environment with secrets in them, and sockets that nobody may reach.

    facts: what the student knows about them, for tests.hostile.
    """

    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="bplab-hostile-"))
        self.secret = secrets.token_hex(8)
        self.visitors, abstract = [], f"bplab-{secrets.token_hex(8)}"
        self.home, self.tmp = self.root / "home", self.root / "tmp"
        for folder in (self.home, self.tmp / "bplab-canary"):
            folder.mkdir(parents=True)
            (folder / "canary.txt").write_text(self.canary("file"))
        key = self.canary("keyring").encode()
        self._key = libc.syscall(ADD_KEY, b"user", b"bplab-canary", key, len(key), SESSION_KEYRING)
        self._sockets = [socket.create_server(("0.0.0.0", 0)), socket.socket(socket.AF_UNIX)]
        self._sockets.append(socket.socket(socket.AF_UNIX))
        self._sockets[1].bind(str(self.root / "socket"))
        self._sockets[2].bind(f"\0{abstract}")
        for listener in self._sockets:
            listener.listen()
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        self.facts = {
            "HOME": self.home,
            "TMP": self.tmp,
            "PORT": self._sockets[0].getsockname()[1],
            "ADDRESS": _own_address(),
            "SOCKET": self.root / "socket",
            "ABSTRACT": abstract,
        }

    def canary(self, place):
        """A text that must stay where it is put."""
        return f"CANARY-{place}-{self.secret}"

    def environment(self):
        """Environment variables for the grader."""
        return {"HOME": str(self.home), "TMPDIR": str(self.tmp), "BPLAB_SECRET": self.canary("environment")}

    def close(self):
        libc.syscall(KEYCTL, REVOKE, self._key)
        for listener in self._sockets:
            listener.close()

    def _accept(self, listener):
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self.visitors.append(f"{listener.getsockname()!r}: {connection.recv(100)!r}")


def _own_address():
    """This machine's address on its network, if it has one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # sends nothing
        return probe.getsockname()[0]
    return "127.0.0.1"


@contextmanager
def leftover_processes(grace=3):
    """Collect the command lines of all processes that what runs inside the block leaves behind, and end them.

    This process becomes the parent of every orphan among its descendants, whatever session it has gone to.
    """
    left, before = [], {child.pid for child in psutil.Process().children(recursive=True)}
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
    try:
        yield left
        deadline = time.monotonic() + grace
        while (found := _new_children(before)) and time.monotonic() < deadline:
            time.sleep(0.1)
        for process in found:
            with suppress(psutil.Error):
                left.append(" ".join(process.cmdline()))
                process.send_signal(signal.SIGKILL)
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, 0)


def _new_children(before):
    children = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    alive = []
    for child in children:
        with suppress(psutil.Error):
            if child.status() == psutil.STATUS_ZOMBIE:
                with suppress(ChildProcessError):
                    os.waitpid(child.pid, os.WNOHANG)
            else:
                alive.append(child)
    return alive


def states(*folders, skip=("__pycache__",)):
    """path -> (kind and permissions, size, time of the last change) of all files below the folders."""
    found = {}
    for folder in folders:
        for base, names, files in os.walk(folder):
            names[:] = [name for name in names if name not in skip]
            for name in (*names, *files):
                path = os.path.join(base, name)
                with suppress(FileNotFoundError):
                    seen = os.lstat(path)
                    is_folder = os.path.isdir(path) and not os.path.islink(path)
                    found[path] = (
                        (seen.st_mode,) if is_folder else (seen.st_mode, seen.st_size, seen.st_mtime_ns)
                    )
    return found
