"""Warm kernels: protected as cold ones, alone with themselves, and done without where they cannot be had."""

import json
import logging
import os
import subprocess
import sys
import threading
import time

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from bplab.authoring.catalogue import plant
from bplab.grading import sandbox as sandbox_module
from bplab.grading import wire
from bplab.grading.judge import GradedTest, Judge
from bplab.grading.kernel import KernelNotStarted, Stopped
from bplab.grading.kernels import Kernels
from bplab.grading.sandbox import Sandbox
from bplab.grading.scores import read_scores

NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")
IS_WARM = "import sys; print('matplotlib.pyplot' in sys.modules)"

# What a process can know of its own protection.
PROTECTION = """
import json, os, re, resource, socket, stat, sys
status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
names = ("Umask", "PPid", "Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb",
         "NoNewPrivs", "Seccomp", "Seccomp_filters", "SigBlk", "SigIgn", "TracerPid")
mounts = {}
for line in open("/proc/self/mounts"):
    _, place, kind, options, *_ = line.split()
    mounts[place] = (kind, options)  # what was mounted last at a place is what is seen
kinds = []
for descriptor in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        continue
    if target.startswith("socket:"):
        with socket.socket(fileno=os.dup(int(descriptor))) as end:
            target = f"socket {end.family.name} {end.type.name}"
    kinds.append(target.split("[")[0])
print(json.dumps({
    **{name: status[name].strip() for name in names if name in status},
    "mounts": {place: mounts[place] for place in sorted(mounts) if not place.startswith("/proc/")},
    "limits": {name: resource.getrlimit(getattr(resource, name))
               for name in dir(resource) if name.startswith("RLIMIT_")},
    "nice": os.nice(0),
    "descriptors": sorted(kinds),
    "maps": open("/proc/self/uid_map").read().split() + open("/proc/self/gid_map").read().split(),
    "processes": sorted(int(name) for name in os.listdir("/proc") if name.isdigit()),
    "ids": (os.getsid(0), os.getpgrp(), os.getppid()),
    "host": os.uname().nodename,
    "folder": os.getcwd(),
    "writable": sorted(place for place in mounts if os.access(place, os.W_OK)),
    "dev": sorted(os.listdir("/dev")), "shm": os.listdir("/dev/shm"), "tmp": sorted(os.listdir("/tmp")),
    "interfaces": socket.if_nameindex(),
    "path": sys.path, "environment": sorted(os.environ.items()),
    "shared": [line.split()[-1] for line in open("/proc/self/maps") if re.match(r"\\S+ .w.s", line)],
}))
"""

# Marks that one process leaves in every place that another might share with it, and the search for them.
MARKS = """
import ctypes, fcntl, os, signal, socket
libc = ctypes.CDLL(None, use_errno=True)
KEY, WORD = 4711, "bplab-mark"

def leave():
    for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "."):
        try:
            open(f"{folder}/{WORD}", "w").close()
        except OSError:
            pass
    libc.semget(KEY, 1, 0o1666)
    libc.mq_open(f"/{WORD}".encode(), os.O_CREAT | os.O_RDWR, 0o666, None)
    for stream in (0, 1, 2):
        fcntl.fcntl(stream, fcntl.F_SETFL, fcntl.fcntl(stream, fcntl.F_GETFL) | os.O_APPEND)
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    kept.append(socket.socket(socket.AF_UNIX))
    kept[-1].bind("\\0" + WORD)
    kept[-1].listen()
    kept.append(socket.create_server(("127.0.0.1", KEY)))
    kept.extend(os.openpty())

def found():
    for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "."):
        if os.path.exists(f"{folder}/{WORD}"):
            yield folder
    if libc.semget(KEY, 1, 0) != -1:
        yield "semaphore"
    if libc.mq_open(f"/{WORD}".encode(), os.O_RDWR) != -1:
        yield "message queue"
    for stream in (0, 1, 2):
        if fcntl.fcntl(stream, fcntl.F_GETFL) & os.O_APPEND:
            yield f"flags of {stream}"
    for address in ("\\0" + WORD, ("127.0.0.1", KEY)):
        with socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET) as end:
            try:
                end.connect(address)
                yield f"socket {address!r}"
            except OSError:
                pass
    if os.listdir("/dev/pts") != ["ptmx"]:
        yield "terminal"
    yield from (f"process {name}" for name in os.listdir("/proc") if name.isdigit() and int(name) > 60)

kept = []
"""

# Everything that could end or stop the server or a sibling, and all ways to read what it has in memory.
ATTACK = """
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
def quietly(function, *arguments):
    try:
        return function(*arguments)
    except OSError:
        pass
others = [number for number in range(1, 400) if not os.path.exists(f"/proc/self/task/{number}")]
for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
    for process in others:
        quietly(os.kill, process, number)
        if process != os.getpgrp():
            quietly(os.killpg, process, number)
word = ctypes.create_string_buffer(8)
local = (ctypes.c_void_p * 2)(ctypes.addressof(word), 8)
for process in others:
    if process > 1 and libc.process_vm_readv(process, local, 1, local, 1, 0) != -1:
        print("read", process)
    if libc.ptrace(16, process, 0, 0) != -1:
        print("attached", process)
for name in os.listdir("/proc/self/ns"):
    descriptor = os.open(f"/proc/self/ns/{name}", os.O_RDONLY)
    for request in (0xB701, 0xB702):  # the owner's user namespace, the parent
        if (outer := libc.ioctl(descriptor, request)) != -1:
            print("namespace", name, request, libc.setns(outer, 0))
for place in (1, "self"):
    for name in ("mem", "root/proc/sys/user/max_user_namespaces", "uid_map", "oom_adj"):
        if quietly(os.open, f"/proc/{place}/{name}", os.O_WRONLY) is not None:
            print("opened", place, name)
for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    child = os.fork()  # a process with threads may not
    if child == 0:
        os._exit(libc.unshare(flag) == 0)
    if os.waitpid(child, 0)[1] != 0:
        print("unshared", hex(flag))
for target in (b"/tmp", b"/proc", b"/dev/shm"):
    if libc.umount2(target, 2) == 0 or libc.mount(b"x", target, b"tmpfs", 0, None) == 0:
        print("mounted", target)
"""


@pytest.fixture(scope="module")
def kernels():
    with Kernels(Sandbox(memory_mib=1024), []) as kernels:
        yield kernels


@pytest.fixture
def kernel(kernels):
    kernel = kernels.start([])
    yield kernel
    kernel.close()


@pytest.fixture
def sibling(kernels):
    kernel = kernels.start([])
    yield kernel
    kernel.close()


def printed(kernel, code, seconds=20):
    """What a cell prints."""
    cell = new_code_cell(code)
    kernel.run_cell(cell, seconds)
    errors = [output for output in cell.outputs if output.output_type == "error"]
    assert not errors, errors
    return "".join(output.get("text", "") for output in cell.outputs).strip()


def server_of(kernels):
    """The process that forks kernels."""
    [first] = psutil.Process(kernels._server._process.pid).children()
    [server] = first.children()
    return server


def test_it_has_its_imports_and_draws(kernel):
    assert printed(kernel, IS_WARM) == "True"
    wanted = "{'numpy', 'bplab.checks.petals', 'bplab.figures'}"
    assert printed(kernel, f"print(sys.modules.keys() >= {wanted})") == "True"
    plot = new_code_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    kernel.run_cell(plot, 20)
    assert [output.output_type for output in plot.outputs] == ["display_data"]
    assert plot.outputs[0].data["image/png"]
    assert (
        printed(kernel, "%matplotlib inline\nprint(plt.get_backend(), plt.isinteractive())") == "inline True"
    )


def test_it_is_protected_as_a_cold_one(kernel):
    with Kernels(Sandbox(memory_mib=1024, warm=False), []) as cold:
        other = cold.start([])
        expected, cold_warmth = json.loads(printed(other, PROTECTION)), printed(other, IS_WARM)
        other.close()
    assert cold_warmth == "False"
    assert json.loads(printed(kernel, PROTECTION)) == expected
    assert expected["Seccomp"] == "2" and expected["processes"] == [1, 2]


def test_what_the_sandbox_shows_below_tmp_is_seen_and_cannot_be_written(tmp_path, monkeypatch):
    shown = tmp_path / "an environment"
    shown.mkdir()
    (shown / "module.py").write_text("here")
    everything = [*sandbox_module._visible(), str(shown)]
    monkeypatch.setattr(sandbox_module, "_visible", lambda: everything)
    with Kernels(Sandbox(), []) as kernels:
        kernel = kernels.start([])
        look = f"print(open({str(shown / 'module.py')!r}).read(), os.access({str(shown)!r}, os.W_OK))"
        assert printed(kernel, f"import os\n{look}") == "here False"
        assert (
            printed(kernel, "open('/tmp/mine', 'w').close(); print('mine' in os.listdir('/tmp'))") == "True"
        )
        kernel.close()


def test_its_namespaces_are_its_own(kernels, kernel, sibling):
    look = f"import os; print(*[os.readlink(f'/proc/self/ns/{{name}}') for name in {NAMESPACES}])"
    seen = [printed(one, look).split() for one in (kernel, sibling)]
    for process in (server_of(kernels).pid, "self"):
        seen.append([os.readlink(f"/proc/{process}/ns/{name}") for name in NAMESPACES])
    for name, *numbers in zip(NAMESPACES, *seen, strict=True):
        assert len(set(numbers)) == 4, name


def test_two_at_once_and_two_in_turn_find_nothing_of_each_other(kernels, sibling):
    kernel = kernels.start([])
    printed(kernel, MARKS + "leave()")
    assert len(printed(kernel, "print(*found(), sep='\\n')").splitlines()) >= 9  # the search finds
    assert printed(sibling, MARKS + "print(*found())") == ""
    kernel.close()
    after = kernels.start([])
    assert printed(after, MARKS + "print(*found())") == ""
    after.close()


def test_it_reaches_neither_the_server_nor_another_kernel(kernels, kernel, sibling):
    server = server_of(kernels)
    assert printed(kernel, ATTACK, seconds=60) == ""
    assert printed(sibling, "print('here')") == "here"
    assert server.is_running() and server.status() != psutil.STATUS_STOPPED
    with pytest.raises(Stopped):
        kernel.run_cell(new_code_cell("os.kill(0, signal.SIGKILL)"), 20)
    nobody = new_code_cell("import os; os.kill(-1, 9)")
    sibling.run_cell(nobody, 20)
    assert nobody.outputs[0].ename == "ProcessLookupError"
    after = kernels.start([])
    assert server_of(kernels) == server and printed(after, IS_WARM) == "True"
    after.close()


def test_what_was_random_when_the_server_started_is_random_again(kernel, sibling):
    draw = (
        "import random\nfrom numpy.random import default_rng, rand\n"
        "print(random.random(), rand(), default_rng().random())"
    )
    first, second = printed(kernel, draw).split(), printed(sibling, draw).split()
    assert len(set(first + second)) == 6


def test_limits_hold_and_hold_for_one_kernel_only(kernel, sibling, kernels):
    cell = new_code_cell("x = bytearray(2**30)")
    sibling.run_cell(cell, 20)
    assert cell.outputs[0].ename == "MemoryError"
    bomb = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
    with pytest.raises(Stopped, match="more than 64 processes"):
        kernel.run_cell(new_code_cell(bomb), 20)
    assert printed(sibling, "print('here')") == "here"
    with pytest.raises(Stopped, match="no end after 1 s"):
        sibling.run_cell(new_code_cell("while True: pass"), 1)
    many = "import os, time\nfor _ in range(3):\n    os.fork()\nx = bytearray(2**28)"
    with pytest.raises(Stopped, match="more than 1024 MiB") as caught:
        sibling.run_cell(new_code_cell(f"{many}\ntime.sleep(60)"), 20)
    assert caught.value.status == "memory"
    names = "for n in range(30_000):\n    open(f'/tmp/{n}', 'w').close()"
    other = kernels.start([])
    with pytest.raises(Stopped, match="more than 20000 files"):
        other.run_cell(new_code_cell(f"{names}\nimport time; time.sleep(9)"), 20)
    other.close()


def test_its_end_is_sure_and_takes_everything_with_it(kernels):
    kernel = kernels.start([])
    printed(kernel, "import subprocess\nsubprocess.Popen(['sleep', '3598'], start_new_session=True)\nNone")
    server = server_of(kernels)
    family = server.children(recursive=True)
    assert any(process.cmdline()[:1] == ["sleep"] for process in family)
    server.suspend()  # its help is not needed
    try:
        kernel.close()
        assert [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    finally:
        server.resume()
    deadline = time.monotonic() + 10
    while any(process.is_running() for process in family):  # nor are they left as zombies
        assert time.monotonic() < deadline
        time.sleep(0.05)


GRADER = """
import time
from bplab.grading.kernels import Kernels
from bplab.grading.sandbox import Sandbox
kernel = Kernels(Sandbox(), []).start([])
print("ready", flush=True)
time.sleep(60)
"""


def test_when_the_grader_is_killed_nothing_is_left():
    grader = subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE, text=True)
    assert grader.stdout.readline() == "ready\n"
    family = psutil.Process(grader.pid).children(recursive=True)
    assert len(family) == 5  # bubblewrap outside and inside, the server, a kernel and its first process
    grader.kill()
    grader.communicate()
    assert psutil.wait_procs(family, timeout=10)[1] == []


def test_the_server_outlives_the_thread_that_asked_for_it():
    kernels = Kernels(Sandbox(), [])
    thread = threading.Thread(target=kernels.prepare)
    thread.start()
    thread.join()
    with kernels:
        kernel = kernels.start([])
        assert printed(kernel, IS_WARM) == "True" and kernels.why_cold is None
        kernel.close()


def test_a_dead_server_takes_its_kernels_along_and_is_replaced(caplog):
    with Kernels(Sandbox(), []) as kernels:
        kernel = kernels.start([])
        inside = psutil.Process(kernel._process.pid)
        server_of(kernels).kill()
        assert psutil.wait_procs([inside], timeout=10)[1] == []
        kernel.close()
        after = kernels.start([])
        assert printed(after, IS_WARM) == "True"
        after.close()
    assert caplog.text == ""


def test_a_cell_whose_server_died_runs_again(tmp_path):
    wait = "import os, time\ntime.sleep(2)\nx = 7"
    cells = [("wait", wait), ("test_x", "assert x == 7")]
    notebook = new_notebook(
        cells=[new_code_cell(source, metadata={"nbgrader": {"grade_id": name}}) for name, source in cells]
    )
    with Kernels(Sandbox(), []) as kernels:
        kernels.start([]).close()
        threading.Timer(1, server_of(kernels).kill).start()
        record = Judge(kernels, {"test_x": GradedTest("assert x == 7", 1)}, [], []).grade(notebook)
    assert [verdict.status for verdict in record.verdicts] == ["passed"]
    assert record.stopped == [] and record.restarts == 0


def test_where_no_server_can_be_had_kernels_start_cold_and_one_line_says_so(tmp_path, caplog):
    program = tmp_path / "bwrap"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *--cap-add*) echo "bwrap: no rights here" >&2; exit 1;; esac\n'
        f'exec {Sandbox().find()[0]} "$@"\n'
    )
    program.chmod(0o755)
    with Kernels(Sandbox(bwrap=str(program)), [], logging.getLogger("bplab")) as kernels:
        for _ in range(2):
            kernel = kernels.start([])
            assert printed(kernel, IS_WARM) == "False"
            kernel.close()
    assert caplog.messages == [
        "Kernels are started one by one, which takes longer: "
        "the server that forks kernels ended (bwrap: no rights here)."
    ]


def test_a_submission_that_cannot_be_handed_over_leaves_the_next_one_a_warm_kernel(kernels):
    with pytest.raises(KernelNotStarted):
        kernels.start([("large", False, bytes(wire.MAX_BYTES + 1))])
    kernel = kernels.start([])
    assert printed(kernel, IS_WARM) == "True" and kernels.why_cold is None
    kernel.close()


def test_nbgrader_autograde_uses_warm_kernels_for_more_than_one_student(course, answers, solution):
    notebook = plant(course.release, solution, answers[0])
    notebook.cells.append(new_code_cell(IS_WARM))
    course.submit("ana", notebook)
    course.submit("ben", notebook)
    for options, expected in (
        ((), "True\n"),
        (("--force", "--student=ana"), "False\n"),  # for one student the server would take longer
    ):
        course.nbgrader("autograde", course.unit.name, *options)
        graded = course.root / "autograded" / "ana" / course.unit.name / f"{course.unit.topic}.ipynb"
        assert nbformat.read(graded, as_version=4).cells[-1].outputs[0].text == expected
        scores = read_scores(course.root, course.unit.name)["ana"].values()
        assert sum(cell.points for cell in scores) == 90
