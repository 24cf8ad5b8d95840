"""The processes of this machine that grade side by side: what becomes of one that ends, or that is ended."""

import re
import signal
import subprocess
import time
from contextlib import suppress

import psutil
import pytest

from tests.classes import RIGHT, RUN, DoubleCourse, command, done, summary
from tests.conftest import others_slow
from tests.witness import leftover_processes

SLOW = f"import time; time.sleep(3)\n{RIGHT}"
DEADLY = f"""
import os
from bplab.grading.classrun.grader import Grader
grade = Grader.grade
def deadly(grader, task):
    if task.student == "killer":
        os._exit(9)
    if task.student == "once" and not os.path.exists({{been!r}}):
        open({{been!r}}, "w").close()
        os._exit(9)
    return grade(grader, task)
Grader.grade = deadly
{RUN}
"""


@pytest.fixture
def course(tmp_path):
    return DoubleCourse(tmp_path)


@pytest.mark.parametrize("jobs", others_slow([1, 2], 1))
def test_a_submission_that_ends_its_worker_is_graded_again_alone_and_then_one_line(course, tmp_path, jobs):
    students = ("ana", "ben", "killer", "once", "zoe")
    for student in students:
        course.hand_in(student)
    finished = course.grade(f"--jobs={jobs}", code=DEADLY.format(been=str(tmp_path / "been")))
    assert finished.returncode == 1
    assert re.search(r"^killer: the process that graded it ended each time \(2 times", finished.stderr, re.M)
    assert sorted(done(finished)) == sorted(students)
    found = summary(course)["students"]
    assert [found[student]["points"] for student in ("ana", "ben", "once", "zoe")] == [4, 4, 4, 4]


@pytest.mark.slow
def test_a_local_worker_that_is_killed_is_started_again(course):
    students = [f"student-{number}" for number in range(3)]
    for student in students:
        course.hand_in(student, SLOW)
    run = subprocess.Popen(**command(course, "--jobs=1"), stdout=subprocess.PIPE, text=True)
    with run:
        worker = None
        while worker is None:
            assert run.poll() is None
            time.sleep(0.1)
            worker = who_runs_a_sandbox(run.pid)
        worker.kill()
        lines = run.stdout.readlines()
    assert run.returncode == 0
    assert sorted(line.partition(":")[0] for line in lines if " failed, " in line) == students
    found = summary(course)["students"].values()
    assert {row["points"] for row in found} == {4}
    assert str(worker.pid) not in {row["worker"].rpartition(":")[2] for row in found}


def who_runs_a_sandbox(pid):
    """The first process below this one that has started a sandbox."""
    for process in psutil.Process(pid).children(recursive=True):
        with suppress(psutil.Error):
            if process.name() == "bwrap" and process.parent().name() != "bwrap":
                return process.parent()
    return None


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_who_has_started_them(course, tmp_path, number):
    for student in ("ana", "ben", "cem"):
        course.hand_in(student, SLOW)
    with leftover_processes(grace=5) as left:
        how = command(course, "--jobs=2")
        how["env"] |= {"TMPDIR": str(tmp_path)}
        with subprocess.Popen(**how, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            while who_runs_a_sandbox(run.pid) is None:
                assert run.poll() is None
                time.sleep(0.1)
            run.send_signal(number)
    assert left == []
    if number == signal.SIGINT:  # the others leave nobody to tidy up
        assert not list(tmp_path.glob("bplab-*"))
