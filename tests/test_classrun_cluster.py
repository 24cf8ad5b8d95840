"""`bplab grade --scheduler`: a real Dask scheduler and real workers, of which some die."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress

import psutil
import pytest
from distributed import Client

from tests.classes import RIGHT, DoubleCourse, command, done, rows, summary

STARTING_SECONDS = 120
SLOW = f"import time; time.sleep(3)\n{RIGHT}"
DEADLY = """
import os
from bplab.grading.classrun.grader import Grader
grade = getattr(Grader, "really_grade", Grader.grade)  # Dask loads this file twice
def deadly(grader, task):
    if task.student == "killer":
        os._exit(9)
    return grade(grader, task)
Grader.really_grade, Grader.grade = grade, deadly
"""


@pytest.fixture
def course(tmp_path):
    return DoubleCourse(tmp_path)


class DaskCluster:
    """A scheduler and two workers that have no file of the course: they start in an empty folder."""

    def __init__(self, folder, *options):
        self.folder, self.options = folder, options
        folder.mkdir()
        self.processes = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        self._start("scheduler", "--host=127.0.0.1", f"--port={port}", "--no-dashboard")
        self.workers = [
            self._start("worker", self.address, "--nthreads=1", "--no-dashboard", *options) for _ in "12"
        ]

    def _start(self, *arguments):
        line = [sys.executable, "-m", "dask", *arguments]
        with (self.folder / f"log-{len(self.processes)}").open("w") as log:
            self.processes.append(subprocess.Popen(line, cwd=self.folder, stdout=log, stderr=log))
        return self.processes[-1]

    def __enter__(self):
        """Wait until both workers are there: on a busy machine they take longer than `bplab grade` waits."""
        try:
            with Client(self.address, timeout=STARTING_SECONDS) as client:
                client.wait_for_workers(len(self.workers), timeout=STARTING_SECONDS)
        except OSError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        for process in self.processes:
            with suppress(psutil.Error):
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()  # a worker is the child of its nanny
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_worker_dies_and_the_other_one_grades_its_submissions_once(course, tmp_path):
    students = [f"student-{number}" for number in range(6)]
    for student in students:
        course.hand_in(student, SLOW)
    with DaskCluster(tmp_path / "cluster", "--no-nanny") as cluster, ExitStack() as closing:
        run = command(course, f"--scheduler={cluster.address}")
        process = closing.enter_context(subprocess.Popen(**run, stdout=subprocess.PIPE, text=True))
        lines = [process.stdout.readline()]
        graded = (course.root / "autograded" / f".{course.unit.name}-run.jsonl").read_text()
        one = next(worker.pid for worker in cluster.workers if f':{worker.pid}"' in graded)
        os.kill(one, signal.SIGKILL)
        lines += process.stdout.readlines()
    assert process.returncode == 0, lines
    found = summary(course)["students"]
    assert (
        sorted(line.partition(":")[0] for line in lines if " failed, " in line) == students == sorted(found)
    )
    assert {row["points"] for row in found.values()} == {4}
    by = [int(row["worker"].rpartition(":")[2]) for row in found.values()]
    [other] = {worker.pid for worker in cluster.workers} - {one}
    assert by.count(one) in (1, 2) and by.count(one) + by.count(other) == 6
    assert [row for row in rows(course)["grade"] if "'auto_score': 2" in row].__len__() == 12


@pytest.mark.slow
def test_a_submission_that_ends_its_worker_again_and_again_is_one_line(course, tmp_path):
    (tmp_path / "deadly.py").write_text(DEADLY)
    for student in ("ana", "killer", "zoe"):
        course.hand_in(student)
    with DaskCluster(tmp_path / "cluster", f"--preload={tmp_path / 'deadly.py'}") as cluster:
        finished = course.grade(f"--scheduler={cluster.address}", timeout=120)
    assert finished.returncode == 1
    assert re.search(r"^killer: the process that graded it ended each time", finished.stderr, re.MULTILINE)
    assert sorted(done(finished)) == ["ana", "killer", "zoe"]
    found = summary(course)["students"]
    assert [found[student]["points"] for student in ("ana", "zoe")] == [4, 4]


@pytest.mark.slow
def test_a_worker_with_another_version_grades_nothing(course, tmp_path):
    other = "from bplab.grading.classrun import cluster\ncluster.fingerprint = lambda: 'another'\n"
    (tmp_path / "other.py").write_text(other)
    course.hand_in("ana")
    with DaskCluster(tmp_path / "cluster", f"--preload={tmp_path / 'other.py'}") as cluster:
        finished = course.grade(f"--scheduler={cluster.address}", timeout=120)
    assert finished.returncode == 1 and "has a different version of bplab" in finished.stderr
    assert not (course.root / "autograded" / "ana").exists()


@pytest.mark.slow
def test_a_scheduler_without_workers_says_what_to_start(course, tmp_path, monkeypatch):
    course.hand_in("ana")
    code = "from bplab.grading.classrun import cluster; cluster.WORKER_SECONDS = 1\n"
    with DaskCluster(tmp_path / "cluster") as cluster:
        for worker in cluster.workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        finished = course.grade(
            f"--scheduler={cluster.address}", code=code + "from bplab.cli import main; main()"
        )
    assert finished.returncode == 1
    assert f"start `dask worker {cluster.address} --nthreads 1`" in finished.stderr
