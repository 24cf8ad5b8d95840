"""Code that never ends, ends its process, or takes too much, costs what it defines and nothing else."""

import re

import pytest

from bplab.grading.sandbox.kernel import KernelNotStarted
from bplab.grading.sandbox.kernels import Kernels
from tests.conftest import others_slow
from tests.judging import graded, statuses, verdicts


def test_a_function_without_end_fails_its_tests_and_soon_gets_less_time():
    record, _ = graded(
        [
            ("f", "def f():\n    while True:\n        pass\ndef g():\n    return 1"),
            *((f"test_f_{number}", "f()") for number in range(4)),
            ("test_g", "assert g() == 1"),
        ],
    )
    found = verdicts(record)
    assert [found[f"test_f_{n}"].status for n in range(4)] == ["timeout"] * 4
    said = [found[f"test_f_{n}"].message for n in range(4)]
    seconds = [float(re.findall(r"f\(\.\.\.\) did not return within (\S+) s", text)[0]) for text in said]
    assert 2 < seconds[0] <= 3 and max(seconds[1:]) <= 0.3, seconds
    assert found["test_g"].status == "passed" and record.restarts == 0


def test_one_that_holds_on_to_its_end_is_killed_and_the_rest_goes_on():
    record, _ = graded(
        [
            ("f", "def f():\n    while True:\n        try:\n            while True:\n"
                  "                sum([1])\n        except KeyboardInterrupt: pass"),
            ("g", "def g():\n    return 1"),
            ("test_f", "f()"),
            ("test_g", "assert g() == 1"),
        ],
        cell_seconds=1,
    )  # fmt: skip
    assert statuses(record) == {"test_f": "timeout", "test_g": "passed"}
    assert record.restarts == 1


@pytest.mark.parametrize("end", ["import os; os._exit(0)", "import ctypes; ctypes.string_at(0)"])
def test_a_cell_that_ends_the_process_costs_only_itself(end):
    record, notebook = graded(
        [("f", "def f():\n    return 1"), ("own", end), ("g", "def g():\n    return f() + 1"),
         ("test_f", "assert f() == 1"), ("test_bad", "h()"), ("test_g", "assert g() == 2")]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "passed", "test_bad": "error", "test_g": "passed"}
    assert [(stopped.cell, stopped.status) for stopped in record.stopped] == [("own", "killed")]
    assert "own (the process ended)" in verdicts(record)["test_bad"].message
    assert notebook.cells[1].outputs[-1].evalue == "the process ended"
    assert notebook.cells[1].execution_count is None  # it may have come in time or not
    assert record.restarts == 1 and list(record.cells) == ["f", "own", "g"]


def test_a_cell_that_ends_the_process_when_it_is_run_again_costs_only_itself():
    record, _ = graded(
        [
            ("first", "early = 1\nimport time\ntime.sleep(60)"),
            ("again", "import os\nif 'early' not in globals():\n    os._exit(0)"),
            ("f", "def f():\n    return 1"),
            ("g", "def g():\n    return f() + 1"),
            ("ends", "os._exit(0)"),
            ("test_g", "assert g() == 2"),
        ],
        cell_seconds=2,
    )
    assert [stopped.cell for stopped in record.stopped] == ["first", "ends", "again"]
    assert statuses(record) == {"test_g": "passed"} and record.restarts == 2


def test_a_function_that_ends_the_process_costs_only_its_tests():
    record, _ = graded(
        [("f", "import os\ndef f():\n    os._exit(0)\ndef g():\n    return 1"), ("test_f", "f()"),
         ("test_g", "assert g() == 1")]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "killed", "test_g": "passed"}
    assert verdicts(record)["test_f"].message == "f(...): the process ended (the process ended)"


@pytest.mark.parametrize("end", ["exit()", "quit()", "import sys; sys.exit(1)", "raise SystemExit"])
def test_exit_ends_the_cell_or_the_function_only(end):
    record, _ = graded(
        [("f", f"def f():\n    {end}\ndef g():\n    return 1"), ("bad", end), ("test_f", "f()"),
         *((f"test_g_{n}", "import time\ntime.sleep(0.1)\nassert g() == 1") for n in range(4))]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "error"} | {f"test_g_{n}": "passed" for n in range(4)}
    assert record.restarts == 0


LEAVES = (
    "import os, time\ndef start(megabytes, seconds):\n    for _ in range(4):\n        if os.fork() == 0:\n"
    "            time.sleep(seconds)\n            data = bytearray(megabytes * 2**20)\n"
    "            time.sleep(60)\n            os._exit(0)"
)


@pytest.mark.parametrize("end", others_slow(["while True: pass", "time.sleep(60)"], "time.sleep(60)"))
def test_what_an_interrupted_cell_or_function_has_started_is_charged_to_no_later_one(end):
    record, _ = graded(
        [
            ("leaves", LEAVES),
            ("cell", f"start(200, 3.8)\n{end}"),
            ("f", f"def f():\n    start(200, 3.8)\n    {end}"),
            ("g", "def g():\n    time.sleep(1.7)\n    return 1"),
            ("test_g", "assert g() == 1"),
            ("test_f", "f()"),
            ("test_later", "assert g() == 1"),
        ],
        cell_seconds=3,
        memory_mib=600,
    )
    assert statuses(record) == {"test_g": "passed", "test_f": "timeout", "test_later": "passed"}
    assert [(stopped.cell, stopped.status) for stopped in record.stopped] == [("cell", "timeout")]
    assert record.restarts == 0


def test_memory_is_bounded_in_one_process_and_in_many():
    one = "import numpy as np\ndef f():\n    return np.ones(10**9).sum()"
    many = (
        "import os, time\ndef g():\n    for _ in range(8):\n        if os.fork() == 0:\n"
        "            data = bytearray(200 * 2**20)\n            time.sleep(60)\n    time.sleep(60)"
    )
    record, _ = graded(
        [("f", one), ("g", many), ("test_f", "f()"), ("test_g", "g()"), ("test_after", "assert f")],
        memory_mib=1024,
        cell_seconds=10,
    )
    assert statuses(record) == {"test_f": "memory", "test_g": "memory", "test_after": "passed"}
    assert "more than 1024 MiB" in verdicts(record)["test_g"].message


def test_a_process_that_cannot_be_started_again_costs_no_points(monkeypatch):
    real, starts = Kernels.start, []

    def only_once(*arguments):
        starts.append(arguments)
        if len(starts) > 1:
            raise KernelNotStarted("the machine has no memory left")
        return real(*arguments)

    monkeypatch.setattr(Kernels, "start", only_once)
    with pytest.raises(KernelNotStarted):
        graded(
            [
                ("f", "def f():\n    return 1"),
                ("bad", "import os; os._exit(0)"),
                ("test_f", "assert f() == 1"),
            ]
        )


def test_processes_are_counted():
    bomb = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
    record, _ = graded(
        [("f", "def f():\n    return 1"), ("bomb", bomb), ("test_f", "assert f() == 1")], cell_seconds=10
    )
    assert statuses(record) == {"test_f": "passed"}
    assert record.stopped[0].cell == "bomb" and "more than 64 processes" in record.stopped[0].message


def test_files_are_bounded_and_those_of_the_submission_are_copies():
    fill = (
        "def fill(mib):\n    try:\n        for n in range(mib):\n"
        "            with open(f'/tmp/{n}', 'wb') as file:\n                file.write(bytes(2**20))\n"
        "        return mib\n    except OSError as error:\n        return str(error)"
    )
    large = (
        "def large():\n    try:\n        with open('large', 'wb') as file:\n"
        "            file.write(bytes(65 * 2**20))\n    except OSError as error:\n        return str(error)"
    )
    record, _ = graded(
        [
            ("fill", fill),
            ("large", large),
            (
                "data",
                "import os\nwith open('data/x.csv') as file:\n    text = file.read()\nnames = os.listdir()",
            ),
            ("test_data", "assert text == '1,2' and names == ['data'], (text, names)"),
            ("test_large", "assert large() == '[Errno 27] File too large', large()"),
            ("test_fill", "assert fill(200) == '[Errno 28] No space left on device', fill(200)"),
        ],
        files=[("data/x.csv", False, b"1,2")],
    )
    assert set(statuses(record).values()) == {"passed"}, record.verdicts


@pytest.mark.slow
def test_names_are_counted_however_small_the_files():
    names = "import os\nfor n in range(10**6):\n    os.mkdir(f'/tmp/{n}')"
    record, _ = graded([("names", names), ("test_after", "pass")], cell_seconds=20)
    assert "more than 20000 files" in record.stopped[0].message
    assert statuses(record) == {"test_after": "passed"}


TABLES = """
import ctypes, os, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *3 * [ctypes.c_int], ctypes.c_long]
os.fork(), os.fork()
for number in range(50_000):
    place = libc.mmap(2**40 + number * 2**30, 4096, 1, 0x22, -1, 0)
    if place not in (None, 2**64 - 1):
        ctypes.string_at(place, 1)
time.sleep(30)
"""
CONNECTIONS = """
import socket, time
listener = socket.socket(socket.AF_UNIX)
listener.bind("/tmp/listener")
listener.listen(4096)
for _ in range(4000):
    with socket.socket(socket.AF_UNIX) as end:
        end.connect("/tmp/listener")
        end.sendall(bytes(1000))
time.sleep(30)
"""
WATCHES = """
import os, select, time
ends = [os.pipe()[0] for _ in range(40)]
watching = [select.epoll() for _ in range(20)]
for epoll in watching:
    for end in ends:
        for number in range(200, 240):
            os.dup2(end, number)
            epoll.register(number, select.EPOLLIN)
            os.close(number)
time.sleep(30)
"""
KEPT_BY_THE_SYSTEM = {
    "tables": (TABLES, "more than 1024 MiB of memory"),
    "connections": (CONNECTIONS, "more than 1024 MiB of memory"),
    "shared": ("import os\nfor n in range(10**6):\n    os.mknod(f'/dev/shm/{n}')", "more than 20000 files"),
    "terminals": (
        "import os, time\nkept = [os.openpty() for _ in range(90)]\ntime.sleep(30)",
        "64 terminals",
    ),
    "watches": (WATCHES, "watched more than 20000 open files"),
}


@pytest.mark.parametrize("kind", others_slow(KEPT_BY_THE_SYSTEM, "terminals"))
def test_what_the_system_keeps_for_a_submission_is_bounded(kind):
    code, reason = KEPT_BY_THE_SYSTEM[kind]
    record, _ = graded([("bad", code), ("test_after", "pass")], memory_mib=1024, cell_seconds=25)
    assert reason in record.stopped[0].message, record.stopped
    assert statuses(record) == {"test_after": "passed"}


ENDLESS = ("print('x' * 1000)", "display('x' * 1000)")


@pytest.mark.parametrize("endless", others_slow(ENDLESS, ENDLESS[0]))
def test_output_is_cut_while_it_streams(endless):
    record, notebook = graded(
        [("f", f"while True:\n    {endless}"), ("g", "ok = 1"), ("test_g", "assert ok == 1")],
        cell_seconds=2,
        output_kib=64,
    )
    assert statuses(record) == {"test_g": "passed"}
    assert 30_000 < len(str(notebook.cells[0].outputs)) < 250_000
    assert "64 KiB is the limit of a cell" in str(notebook.cells[0].outputs)


def test_the_time_of_the_notebook_ends_the_rest():
    record, _ = graded(
        [(f"loop_{n}", "while True: pass") for n in range(3)] + [("test_f", "pass")],
        cell_seconds=5,
        notebook_seconds=6,  # of which a kernel's start may take three on a busy machine
    )
    [verdict] = record.verdicts
    assert verdict.status == "not run"
    assert "the time of the notebook was used up (6 s); stopped before: loop_0" in verdict.message
    assert {stopped.status for stopped in record.stopped} == {"timeout", "not run"}
