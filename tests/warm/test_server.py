"""The server that forks kernels: it ends with all of its own, is replaced, and done without."""

import logging
import subprocess
import sys
import threading
import time

import nbformat
import psutil
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from bplab.authoring.catalogue import plant
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.judge import GradedTest, Judge
from bplab.grading.sandbox import wire
from bplab.grading.sandbox.bubblewrap import Sandbox
from bplab.grading.sandbox.kernel import KernelNotStarted
from bplab.grading.sandbox.kernels import Kernels
from tests.warm.insiders import IS_WARM, printed, server_of


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
from bplab.grading.sandbox.kernels import Kernels
from bplab.grading.sandbox.bubblewrap import Sandbox
kernel = Kernels(Sandbox(), []).start([])
print("ready", flush=True)
time.sleep(60)
"""


def test_when_the_grader_is_killed_nothing_is_left():
    grader = subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE, text=True)
    assert grader.stdout.readline() == "ready\n"
    family = psutil.Process(grader.pid).children(recursive=True)
    # Bubblewrap outside and inside, the server, a kernel and its first process; the bounded process.
    assert len(family) == 6
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


@pytest.mark.slow
def test_a_server_that_died_between_two_cells_is_no_restart_of_the_students():
    first, test = (
        new_code_cell(source, metadata={"nbgrader": {"grade_id": name}})
        for name, source in [("x", "x = 7"), ("test_x", "assert x == 7")]
    )
    with Kernels(Sandbox(), []) as kernels:
        judge = Judge(kernels, {"test_x": GradedTest("assert x == 7", 1)}, [], [])

        def cells():
            yield first
            server_of(kernels).kill()
            assert psutil.wait_procs([psutil.Process(judge.kernel._process.pid)], timeout=10)[1] == []
            yield test

        record = judge.grade(NotebookNode(cells=cells()))
    assert [verdict.status for verdict in record.verdicts] == ["passed"] and record.restarts == 0


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


@pytest.mark.slow
def test_a_submission_that_cannot_be_handed_over_leaves_the_next_one_a_warm_kernel(kernels):
    with pytest.raises(KernelNotStarted):
        kernels.start([("large", False, bytes(wire.MAX_BYTES + 1))])
    kernel = kernels.start([])
    assert printed(kernel, IS_WARM) == "True" and kernels.why_cold is None
    kernel.close()


@pytest.mark.slow
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
