"""The sandbox: what its command line shows of the machine, and what happens where there is none."""

import errno
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bplab.authoring.catalogue import plant
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.verdicts import read_record
from bplab.grading.sandbox import bubblewrap as sandbox_module
from bplab.grading.sandbox import seccomp
from bplab.grading.sandbox.bubblewrap import HOME, Sandbox, SandboxMissing, calls_file
from tests.conftest import ROOT


def run_inside(code, course=(), **settings):
    """What a Python program prints inside."""
    sandbox = Sandbox(**settings)
    line = sandbox.command(["-c", code], course)
    done = subprocess.run(line, env=sandbox.environment("-"), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_there_is_a_sandbox_here():
    assert Sandbox().missing() is None
    assert Sandbox().describe().startswith("bubblewrap 0.")


@pytest.fixture
def nothing_remembered():
    """What was found out about this machine's programs is found out again, in this test and after it."""
    caches = (sandbox_module._find, sandbox_module._try)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_the_packaged_program_does_where_the_system_has_none(monkeypatch, nothing_remembered):
    monkeypatch.setenv("PATH", "/nowhere")
    assert Sandbox().missing() is None
    assert Path(Sandbox().find()[0]).is_relative_to(sys.prefix)


def test_a_program_of_the_system_is_preferred(tmp_path, monkeypatch, nothing_remembered):
    program = tmp_path / "bwrap"
    program.symlink_to(sandbox_module._packaged())
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert Sandbox().missing() is None
    assert Sandbox().find()[0] == str(program)


def test_of_the_checkout_only_the_package_and_the_environment_are_seen():
    seen = run_inside(f"import os; print(sorted(os.listdir({str(ROOT)!r})))")
    assert set(eval(seen)) <= {"bplab", ".venv"}
    home = run_inside(
        f"import os; print(os.path.exists({str(Path.home() / '.profile')!r}), os.environ['HOME'])"
    )
    assert home == f"False {HOME}"


def test_nothing_on_the_path_of_imports_can_be_written():
    code = "import os, sys; print(any(os.access(path, os.W_OK) for path in sys.path if os.path.isdir(path)))"
    assert run_inside(code) == "False"


def test_a_course_inside_the_system_is_hidden(tmp_path, monkeypatch):
    # The system and the environment are seen inside, and somebody's course may lie below them.
    system, course = tmp_path / "system", tmp_path / "system" / "course"
    course.mkdir(parents=True)
    (course / "gradebook.db").write_text("secret")
    shown = [*sandbox_module._visible(), str(system)]
    monkeypatch.setattr(sandbox_module, "_visible", lambda: shown)
    code = f"import os; print(os.listdir({str(course)!r}), os.access({str(course)!r}, os.W_OK))"
    assert run_inside(code) == "['gradebook.db'] False"
    assert run_inside(code, course=[course]) == "[] False"


def test_the_environment_has_nothing_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_TEST", "1")
    code = "import os; print(open('/proc/1/environ').read().count('SECRET_OF'), sorted(os.environ))"
    count, names = run_inside(code).split(" ", 1)
    assert count == "0" and "SECRET_OF_THE_TEST" not in names and "'USER'" in names


def test_nothing_in_proc_can_be_written():
    code = """
import os
for folder, _, names in os.walk('/proc'):
    for name in names:
        try:
            os.close(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_NONBLOCK))
            print(folder, name)
        except OSError:
            pass
"""
    opened = [line for line in run_inside(code).splitlines() if "/fd " not in line]
    assert opened == []


def test_too_old_or_missing_programs_are_named(tmp_path):
    old = tmp_path / "bwrap"
    old.write_text("#!/bin/sh\necho bubblewrap 0.4.1\n")
    old.chmod(0o755)
    assert "is version 0.4.1; 0.8 or later is needed" in Sandbox(bwrap=str(old)).missing()
    with pytest.raises(SandboxMissing, match="apt install bubblewrap"):
        Sandbox(bwrap="/no/such/program").require()
    Sandbox(bwrap="/no/such/program", required=False).require()


def test_one_that_does_not_start_says_why_and_what_to_do(tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo bubblewrap 0.9.0; else\n'
        "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1; fi\n"
    )
    broken.chmod(0o755)
    with pytest.raises(SandboxMissing) as caught:
        Sandbox(bwrap=str(broken)).require()
    assert "setting up uid map: Permission denied" in str(caught.value)
    assert "AppArmor" in str(caught.value)


@pytest.mark.slow
def test_without_a_sandbox_nothing_is_graded_unless_that_is_asked_for(course, answers, solution):
    for student in ("ana", "ben"):
        course.submit(student, plant(course.release, solution, answers[0]))
    missing = "--Sandbox.bwrap=/no/such/program"
    done = course.nbgrader("autograde", course.unit.name, missing, allow_failure=True)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.count("Student code cannot be run in a sandbox here, so nothing was graded") <= 2
    assert (
        read_scores(course.root, course.unit.name) == {} or not (course.root / "autograded" / "ben").exists()
    )

    done = course.nbgrader("autograde", course.unit.name, missing, "--Sandbox.required=False")
    assert "ana: NOT SANDBOXED" in done.stderr and "ben: NOT SANDBOXED" in done.stderr
    scores = read_scores(course.root, course.unit.name)
    assert sum(cell.points for cell in scores["ana"].values()) == 90
    notebook = course.root / "autograded" / "ana" / course.unit.name / f"{course.unit.topic}.ipynb"
    assert read_record(notebook).sandbox == "not sandboxed"


def test_a_config_that_cannot_be_loaded_stops_nbgrader(course, answers, solution, tmp_path):
    course.submit("ana", plant(course.release, solution, answers[0]))
    settings = tmp_path / "settings"
    (settings / "bplab").mkdir(parents=True)
    (settings / "bplab" / "__init__.py").write_text("raise ImportError('half an installation')")
    shutil.copy(ROOT / "nbgrader_config.py", settings)
    line = [sys.executable, "-m", "nbgrader", "autograde", course.unit.name, f"--course-dir={course.root}"]
    environment = os.environ | {"PYTHONPATH": str(settings)}
    done = subprocess.run(line, cwd=settings, env=environment, capture_output=True, text=True)
    assert done.returncode == 1 and "half an installation" in done.stderr
    assert not (course.root / "autograded" / "ana").exists()


CALL = """
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    return ctypes.get_errno() if libc.syscall(*arguments) == -1 else 0
"""


@pytest.mark.parametrize("name", seccomp.DENIED)
def test_calls_that_no_namespace_holds_are_denied(name):
    number = seccomp.DENIED[name][{"x86_64": 0, "aarch64": 1}[platform.machine()]]
    if number is None:
        pytest.skip("no such call on this machine")
    with calls_file() as calls:
        code = f"{CALL}\nprint(call({number}, 0, 0, 0, 0), open('/proc/self/status').read())"
        line = Sandbox().command(["-c", code], calls=calls)
        done = subprocess.run(line, capture_output=True, text=True, pass_fds=[calls.fileno()])
    assert done.stdout.startswith(f"{errno.EPERM} "), done
    assert "Seccomp:\t2" in done.stdout  # a filter is on


def test_the_same_calls_under_their_32_bit_numbers_are_denied():
    with calls_file() as calls:
        code = f"{CALL}\nprint(call(0x40000000 | {seccomp.DENIED['keyctl'][0]}, 0, 0, 0, 0))"
        line = Sandbox().command(["-c", code], calls=calls)
        done = subprocess.run(line, capture_output=True, text=True, pass_fds=[calls.fileno()])
    assert done.stdout.strip() == str(errno.EPERM)


LESSONS = """
import asyncio, fcntl, multiprocessing, shelve, socket, sqlite3, subprocess, tempfile, threading
import numpy as np, zmq
assert subprocess.run(["echo", "x"], capture_output=True).stdout == b"x\\n"
with multiprocessing.get_context("forkserver").Pool(2) as pool:
    assert pool.map(abs, [-1, -2]) == [1, 2]
with tempfile.TemporaryDirectory() as folder:
    with sqlite3.connect(f"{folder}/table.db") as table:
        table.execute("create table t (x)")
    with shelve.open(f"{folder}/shelf") as shelf:
        shelf["a"] = 1
    with open(f"{folder}/locked", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    np.save(f"{folder}/x.npy", np.eye(3))
    assert np.load(f"{folder}/x.npy", mmap_mode="r").sum() == 3
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).close()
assert socket.getaddrinfo("127.0.0.1", 80)
context = zmq.Context()
pull, push = context.socket(zmq.PULL), context.socket(zmq.PUSH)
push.connect(f"tcp://127.0.0.1:{pull.bind_to_random_port('tcp://127.0.0.1')}")
push.send(b"x")
assert pull.recv() == b"x"
async def wait():
    await asyncio.create_subprocess_exec("true")
    return await asyncio.to_thread(lambda: 1)
assert asyncio.run(wait()) == 1
print("all", flush=True)
import os; os._exit(0)
"""


def test_what_lessons_need_is_allowed():
    with calls_file() as calls:
        line = Sandbox().command(["-c", LESSONS], calls=calls)
        environment = Sandbox().environment("-")
        done = subprocess.run(
            line, env=environment, capture_output=True, text=True, pass_fds=[calls.fileno()], timeout=60
        )
    assert done.stdout == "all\n", done.stderr


def test_sockets_are_of_three_families_and_keep_their_size():
    code = """
import errno, fcntl, os, socket
for family in range(1, 64):
    for make in (socket.socket, socket.socketpair):
        try:
            made = make(family, socket.SOCK_STREAM)
            print(family, end=" ")
        except OSError as error:
            allowed = family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
            assert allowed or error.errno == errno.EINVAL, (family, error)
reader, writer = os.pipe()
for attempt in (
    lambda: socket.socket().setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**22),
    lambda: socket.socket().setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**22),
    lambda: fcntl.fcntl(writer, 1031, 2**20),
    lambda: os.setxattr(".", "user.x", b"x"),
):
    try:
        attempt()
        print("allowed")
    except PermissionError:
        pass
socket.socket().setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
"""
    with calls_file() as calls:
        line = Sandbox().command(["-c", code], calls=calls)
        done = subprocess.run(line, capture_output=True, text=True, pass_fds=[calls.fileno()])
    assert done.stdout.split() == ["1", "1", "2", "10"], done
