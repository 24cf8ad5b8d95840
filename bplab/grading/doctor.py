"""`bplab doctor`: tries on this machine, for real, what the sandbox and the judge promise."""

from __future__ import annotations

import os
import socket
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbgrader.apps.autogradeapp
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.apps import NbGrader

from bplab.feedback.check import page_of
from bplab.grading.canary import grade_canary
from bplab.grading.classrun.autograde import CourseAutograde
from bplab.grading.gradebook.pages import check
from bplab.grading.judge.judge import GradedTest, Judge
from bplab.grading.sandbox.bubblewrap import Sandbox
from bplab.grading.sandbox.kernels import Kernels

CONFIG = "`nbgrader autograde` and formgrader, started in this folder, grade with it"
CANARY = "`nbgrader autograde`, run on one hostile submission, protects from it"
NO_CONFIG = "the nbgrader_config.py of bplab is not in {folder}, nor where Jupyter looks for it"
WENT_ON = "it was not stopped"
STILL_RUNS = "a process that the submission had started still runs"
WARM = "kernels are forked from a server, or started one by one; both are tried"
COLD = "kernels are started one by one, which takes longer: {reason}"
MEMORY, WRITTEN = 512, 32  # MiB, so that it is quick


@dataclass(frozen=True)
class Promise:
    """A promise and a submission that tries to break it.

    code: the student's; it defines try_it(), and has `known`: what a student might know of the machine.
    test: passes if the promise was kept.
    statuses: what the verdict of the test may be.
    """

    name: str
    text: str
    code: str
    test: str
    statuses: tuple = ("passed",)


PROMISES = (
    Promise(
        "tests",
        "hidden tests and expected values do not reach the student's process",
        """
import gc
def try_it():
    word = ''.join(known['halves'])
    return [item for item in gc.get_objects() if isinstance(item, dict) and word in item]
""",
        "word_of_the_test = 1\nassert try_it() == [], 'found in memory'",
    ),
    Promise(
        "files",
        "the course, your home and your temporary files are not seen",
        "def try_it():\n    return [path for path in known['paths'] if os.path.exists(path)]",
        "assert try_it() == [], f'seen: {try_it()}'",
    ),
    Promise(
        "environment",
        "your environment variables are not seen",
        "def try_it():\n    return known['variable'] in os.environ",
        "assert not try_it(), 'a variable was seen'",
    ),
    Promise(
        "processes",
        "your processes are not seen",
        "def try_it():\n    return len([name for name in os.listdir('/proc') if name.isdigit()])",
        "assert try_it() <= 3, f'{try_it()} processes are seen'",
    ),
    Promise(
        "network",
        "there is no network, not even to this machine",
        """
import socket
def try_it():
    try:
        socket.create_connection(('127.0.0.1', known['port']), timeout=2)
    except OSError:
        return False
    return True
""",
        "assert not try_it(), 'a server of this machine was reached'",
    ),
    Promise(
        "read-only",
        "the system and the Python environment cannot be changed",
        "def try_it():\n    return [folder for folder in known['folders'] if os.access(folder, os.W_OK)]",
        "assert try_it() == [], f'can be written: {try_it()}'",
    ),
    Promise(
        "disk",
        f"a submission writes {WRITTEN} MiB at most here (see c.Sandbox.written_mib)",
        f"""
def try_it():
    try:
        for number in range({2 * WRITTEN}):
            with open(f'/tmp/bplab-doctor-{{number}}', 'wb') as file:
                file.write(bytes(2**20))
    except OSError:
        return True
""",
        "assert try_it(), 'more could be written'",
    ),
    Promise(
        "memory",
        f"a submission has {MEMORY} MiB of memory here (see c.Sandbox.memory_mib)",
        f"def try_it():\n    return len(bytearray({MEMORY} * 2**20))",
        "try_it()",
        ("memory",),
    ),
    Promise(
        "system",
        "memory of the system that no process has is denied or counted",
        """
import ctypes
import fcntl
import socket
def try_it():
    libc = ctypes.CDLL(None)
    made = [libc.semget(0, 1, 0o600), libc.msgget(0, 0o600), libc.shmget(0, 4096, 0o600)]
    with open('/tmp/bplab-doctor-locks', 'w') as file:
        for number in range(0, 100, 2):
            fcntl.lockf(file, fcntl.LOCK_EX, 1, number)
        with open(f'/proc/self/fdinfo/{file.fileno()}') as info:
            locks = info.read().count('lock:')
    with socket.socket(socket.AF_UNIX) as end:
        before = end.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
        try:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * before)
        except OSError:
            pass
        grown = end.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) > before
    return [made != [-1, -1, -1] and 'System V', locks and 'locks', grown and 'buffers of sockets']
""",
        "assert not any(try_it()), f'it had: {try_it()}'",
    ),
    Promise(
        "sockets",
        "sockets that lead out of the sandbox, or into the system, cannot be made",
        """
import socket
def try_it():
    made = []
    for family in set(range(1, 64)) - {socket.AF_UNIX, socket.AF_INET, socket.AF_INET6}:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
            try:
                socket.socket(family, kind).close()
                made.append(family)
            except OSError:
                pass
    return made
""",
        "assert try_it() == [], f'families: {try_it()}'",
    ),
    Promise(
        "grader",
        "what a student's answer makes the grader compute is bounded",
        "import numpy as np\ndef try_it():\n    return np.ones((1, 2 * 10**6))",
        "wide = try_it()\nwide.T @ wide",  # 29 TiB
        ("failed",),
    ),
    Promise(
        "time",
        "a function without end is stopped",
        "def try_it():\n    while True:\n        pass",
        "try_it()",
        ("timeout",),
    ),
    Promise(
        "end",
        "what a submission has started ends with it",
        """
import subprocess
def try_it():
    subprocess.Popen(['sleep', known['marker']], start_new_session=True)
""",
        "try_it()",
    ),
)
NAMES = Promise(
    "names",
    "files are bounded in number, too, wherever they can be written",
    """
import time
def try_it():
    for number in range(100_000):
        os.mknod(f'/dev/shm/bplab-doctor-{number}')
    time.sleep(1)
""",
    "try_it()",
    ("killed",),
)
BOMB = Promise(
    "fork bomb",
    "processes are bounded",
    """
def try_it():
    try:
        while True:
            os.fork()
    except OSError:
        pass
""",
    "try_it()",
    ("killed", "passed"),  # by the watch; or refused by the system, which counts for all users but root
)


def examine(folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """Try everything; yield (name, promise, what went wrong or None). folder: where nbgrader is started."""
    app = NbGrader()
    app.initialize([])
    used = nbgrader.apps.autogradeapp.Autograde is CourseAutograde
    yield "nbgrader", CONFIG, None if used else NO_CONFIG.format(folder=folder)
    yield "pages", check.PROMISE, check.problem(page_of)
    limits = {"cell_seconds": 5, "notebook_seconds": 60, "memory_mib": MEMORY, "written_mib": WRITTEN}
    sandbox = Sandbox(parent=app, **limits)
    yield "sandbox", f"student code runs behind {sandbox.describe()}", sandbox.missing()
    if sandbox.missing() is None:
        yield "autograde", CANARY, grade_canary(folder)
        why_cold = _why_cold(sandbox)
        yield "kernels", COLD.format(reason=why_cold) if why_cold else WARM, None
        kinds = [sandbox] if why_cold else [sandbox, Sandbox(parent=app, **limits, warm=False)]
        for promises in (PROMISES, [NAMES], [BOMB]):  # the last ones apart: they take the process with them
            tried = [attempts(kind, promises, folder) for kind in kinds]
            for same in zip(*tried, strict=True):
                name, text, _ = same[0]
                yield name, text, next((problem for *_, problem in same if problem is not None), None)


def attempts(sandbox: Sandbox, promises: Any, folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """Try some promises in one notebook; yield (name, promise, what went wrong or None)."""
    marker = str(10**6 + uuid.uuid4().int % 10**6)
    os.environ["BPLAB_DOCTOR"] = "seen"
    with (
        tempfile.NamedTemporaryFile(prefix="bplab-doctor-") as secret,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        paths = [folder / "nbgrader_config.py", folder / "source", *Path.home().glob(".profile")]
        known = {
            "halves": ["word_of", "_the_test"],
            "paths": [secret.name, *map(str, paths)],
            "folders": ["/", "/usr", "/usr/lib", os.path.dirname(os.__file__), os.path.dirname(__file__)],
            "variable": "BPLAB_DOCTOR",
            "port": server.getsockname()[1],
            "marker": marker,
        }
        cells = {"known": f"import os\nknown = {known!r}"}
        for promise in promises:
            cells |= {f"try_{promise.name}": promise.code, promise.name: promise.test}
        tests = {promise.name: GradedTest(promise.test, 1) for promise in promises}
        notebook = new_notebook(
            cells=[
                new_code_cell(source, metadata={"nbgrader": {"grade_id": name}})
                for name, source in cells.items()
            ]
        )
        with Kernels(sandbox, []) as kernels:
            verdicts = Judge(kernels, tests, [], []).grade(notebook).verdicts
    for promise, verdict in zip(promises, verdicts, strict=True):
        problem = None if verdict.status in promise.statuses else verdict.message or WENT_ON
        if promise.name == "end" and problem is None and _is_running(marker):
            problem = STILL_RUNS
        yield promise.name, promise.text, problem


def _why_cold(sandbox: Sandbox) -> str | None:
    with Kernels(sandbox, []) as kernels:
        kernels.start([]).close()
        return kernels.why_cold


def _is_running(word: str) -> bool:
    """Whether a process with this word on its command line runs."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if word.encode() in process.read_bytes():
                return True
        except OSError:  # it has just ended
            continue
    return False
