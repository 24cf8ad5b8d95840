"""`bplab grade` stopped at any point: no finished grade is lost, none is made twice, nothing is left over."""

import os
import re
import signal
import subprocess
import time

import pytest

from bplab.grading.judge.verdicts import read_record
from tests.classes import (
    NOTEBOOK,
    RIGHT,
    RUN,
    UNIT,
    WRONG,
    DoubleCourse,
    command,
    copied,
    done,
    rows,
    summary,
    tree,
)
from tests.witness import leftover_processes

SLOW = f"import time; time.sleep(1.5)\n{RIGHT}"
DIE = """
import os, signal, sys
from pathlib import Path
from bplab.grading.gradebook import staging
from bplab.grading.classrun.autograde import CourseAutograde
from bplab.grading.classrun.journal import Journal

def die_at(owner, name, time, before=True):
    original, calls = getattr(owner, name), []
    def patched(*arguments, **keywords):
        calls.append(name)
        if before and len(calls) == time:
            os.kill(os.getpid(), signal.SIGKILL)
        value = original(*arguments, **keywords)
        if len(calls) == time:
            os.kill(os.getpid(), signal.SIGKILL)
        return value
    setattr(owner, name, patched)

def half_a_line(self, *entries):
    if getattr(self, "lines", 0) == 2:
        self._file.write(b'{"student": "cem", "prob')
        self._file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    self.lines = getattr(self, "lines", 0) + 1
    write(self, *entries)

write = Journal._write
"""
POINTS = {
    "before its grades are in the gradebook": ('die_at(CourseAutograde, "init_assignment", 2)', 1),
    "after some of its grades": ('die_at(CourseAutograde, "_record_notebook", 2, before=False)', 1),
    "before its line is written": ('die_at(Journal, "add", 2)', 1),
    "in the middle of its line": ("Journal._write = half_a_line", 1),
    "after its line": ('die_at(staging, "publish", 2)', 2),
    "between the two renames": ('die_at(Path, "rename", {second_new})', 2),
    "after it is in its place": ('die_at(staging, "publish", 2, before=False)', 2),
    "before the summary": ('die_at(Journal, "finish", 1)', 4),
}


@pytest.fixture
def course(tmp_path):
    course = DoubleCourse(tmp_path)
    for student in ("ana", "ben", "cem"):
        course.hand_in(student, WRONG)
    course.submit("dee", b"{")
    return course


@pytest.mark.parametrize("regrade", [False, True])
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.slow
def test_killed_at_any_point_it_goes_on(course, tmp_path, point, regrade):
    check_kill(course, tmp_path, point, regrade)


def test_killed_with_a_result_half_in_its_place_it_goes_on(course, tmp_path):
    again = check_kill(course, tmp_path, "between the two renames", regrade=True, again=["--regrade"])
    assert re.search("unchanged +2 +graded again before the interruption", again.stdout)


def check_kill(course, tmp_path, point, regrade, again=()):
    """Kill a run; the next one grades who was not done, and all is as after a run that nobody killed."""
    options = ["--regrade"] if regrade else []
    if regrade:
        course.grade()
        for student in ("ana", "ben", "cem"):
            course.hand_in(student)
    calm = copied(course, tmp_path / "calm")
    calm.grade(*options)
    patch, finished = POINTS[point]
    patch = patch.format(second_new=4 if regrade else 2)  # an old result is put away before each new one
    with leftover_processes(grace=5) as left:
        killed = course.grade(*options, code=f"{DIE}\n{patch}\n{RUN}")
    assert killed.returncode == -signal.SIGKILL
    assert left == []
    again = course.grade(*again)
    assert "Traceback" not in again.stderr
    graded_before, graded_again = set(done(killed)) - {"dee"}, set(done(again)) - {"dee"}
    assert graded_before & graded_again == set()
    graded = {"ana", "ben", "cem"}
    assert len(graded_again) == len(graded) - min(finished, 3)
    assert rows(course) == rows(calm)
    assert tree(course) == tree(calm)
    assert set(summary(course)["students"]) == {*graded, "dee"}
    assert course.grade().stdout.count("points in") == 0
    return again


@pytest.mark.slow
def test_a_line_of_an_earlier_run_vouches_for_nothing_that_came_later(course):
    """Interrupted, handed in anew, interrupted again while that was recorded."""
    course.submit("ana", b"2026-03-01 12:00:00 UTC", name="timestamp.txt")
    first = course.grade("--jobs=1", code=f"{DIE}\ndie_at(staging, 'publish', 1, before=False)\n{RUN}")
    course.hand_in("ana", date="2026-03-02 12:00:00 UTC")
    second = course.grade("--jobs=1", code=f"{DIE}\ndie_at(Journal, 'add', 1)\n{RUN}")
    assert first.returncode == second.returncode == -signal.SIGKILL
    assert {"ana", "ben", "cem"} <= set(done(course.grade("--jobs=1")))
    graded = course.root / "autograded" / "ana" / UNIT
    assert {path.name for path in graded.iterdir()} == {NOTEBOOK, "timestamp.txt", "double.verdicts.json"}
    assert sum(verdict.points for verdict in read_record(graded / NOTEBOOK).verdicts) == 4


@pytest.mark.parametrize("wait", ["ana", pytest.param(None, marks=pytest.mark.slow)])
def test_ctrl_c_keeps_what_is_graded(course, wait):
    for student in ("ana", "ben", "cem"):
        course.hand_in(student, SLOW)
    with leftover_processes(grace=5) as left:
        process = subprocess.Popen(
            **command(course, "--jobs=1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # whatever runs the tests
        )
        if wait:
            first = process.stdout.readline()
            assert first.startswith("ana: ")
        else:
            time.sleep(1)
        begin = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        out, log = process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - begin < 15
    assert "Traceback" not in log
    assert left == []
    if wait:
        assert "Interrupted. What is graded is kept" in out
    again = course.grade()
    assert "ana" not in done(again) or not wait
    assert set(summary(course)["students"]) == {"ana", "ben", "cem", "dee"}


@pytest.mark.slow
def test_a_second_run_waits_for_nobody(course):
    first = subprocess.Popen(**command(course), stdout=subprocess.PIPE, text=True)
    journal = course.root / "autograded" / f".{UNIT}-run.jsonl"
    while not journal.exists():
        assert first.poll() is None
        time.sleep(0.05)
    second = course.grade()
    first.communicate()
    assert second.returncode == 1
    assert re.search("another `bplab grade 00_double` is at work", second.stderr)
    assert set(summary(course)["students"]) == {"ana", "ben", "cem", "dee"}
