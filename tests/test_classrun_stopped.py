"""`bplab grade` stopped at any point: no finished grade is lost, none is made twice, nothing is left over."""

import os
import re
import signal
import subprocess
import time

import pytest

from bplab.grading.classrun.journal import Journal
from bplab.grading.gradebook import staging
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
from tests.conftest import ROOT, others_slow
from tests.graded_once import quickly
from tests.kill_points import POINTS, arm, die_at, die_in_a_line
from tests.witness import leftover_processes

BY_DEFAULT = ("after some of its grades", "between the two renames")
SLOW = f"import time; time.sleep(1.5)\n{RIGHT}"
ARMED = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.kill_points import arm; arm({{!r}}, {{}})"


@pytest.fixture(params=[DoubleCourse])
def course(request, tmp_path):
    course = request.param(tmp_path)
    for student in ("ana", "ben", "cem"):
        course.hand_in(student, WRONG)
    course.submit("dee", b"{")
    return course


@quickly
@pytest.mark.parametrize("regrade", others_slow([False, True], False))
@pytest.mark.parametrize("point", others_slow(POINTS, *BY_DEFAULT))
def test_killed_at_any_point_it_goes_on(course, tmp_path, point, regrade):
    check_kill(course, tmp_path, point, regrade, first=lambda: arm(point, regrade))


@pytest.mark.slow
def test_killed_with_a_result_half_in_its_place_a_cluster_goes_on(course, tmp_path):
    how = {"code": f"{ARMED.format('between the two renames', True)}\n{RUN}"}
    again = check_kill(course, tmp_path, "between the two renames", regrade=True, again=["--regrade"], **how)
    assert re.search("unchanged +2 +graded again before the interruption", again.stdout)


@pytest.mark.slow
def test_killed_before_a_line_is_written_a_cluster_goes_on(course, tmp_path):
    how = {"code": f"{ARMED.format('before its line is written', False)}\n{RUN}"}
    check_kill(course, tmp_path, "before its line is written", regrade=False, **how)


def check_kill(course, tmp_path, point, regrade, again=(), **how):
    """Kill a run; the next one grades who was not done, and all is as after a run that nobody killed.

    how: what makes course.grade die at this point.
    """
    options, finished = ["--regrade"] if regrade else [], POINTS[point][1]
    if regrade:
        course.grade()
        for student in ("ana", "ben", "cem"):
            course.hand_in(student)
    calm = copied(course, tmp_path / "calm")
    calm.grade(*options)
    with leftover_processes(grace=5) as left:
        killed = course.grade(*options, **how)
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


@quickly
def test_a_line_of_an_earlier_run_vouches_for_nothing_that_came_later(course):
    """Interrupted, handed in anew, interrupted again while that was recorded."""
    course.submit("ana", b"2026-03-01 12:00:00 UTC", name="timestamp.txt")
    first = course.grade(first=lambda: die_at(staging, "publish", 1, before=False))
    course.hand_in("ana", date="2026-03-02 12:00:00 UTC")
    second = course.grade(first=lambda: die_at(Journal, "add", 1))
    assert first.returncode == second.returncode == -signal.SIGKILL
    assert {"ana", "ben", "cem"} <= set(done(course.grade()))
    graded = course.root / "autograded" / "ana" / UNIT
    assert {path.name for path in graded.iterdir()} == {NOTEBOOK, "timestamp.txt", "double.verdicts.json"}
    assert sum(verdict.points for verdict in read_record(graded / NOTEBOOK).verdicts) == 4


@quickly
def test_half_a_line_hides_none_that_comes_later(course):
    """Killed twice: what the second run wrote behind the first one's half line counts."""
    course.grade(first=die_in_a_line)
    course.grade(first=lambda: die_at(Journal, "finish", 1))
    course.grade()
    assert set(summary(course)["students"]) == {"ana", "ben", "cem", "dee"}


@pytest.mark.parametrize("wait", ["ana", None])
@pytest.mark.slow
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
    course.hand_in("ana", f"import time; time.sleep(5)\n{RIGHT}")
    first = subprocess.Popen(**command(course), stdout=subprocess.PIPE, text=True)
    journal = course.root / "autograded" / f".{UNIT}-run.jsonl"
    while not journal.exists():
        assert first.poll() is None
        time.sleep(0.05)
    second = course.grade()
    first.communicate()
    assert second.returncode == 1
    assert re.search("another `bplab grade 00_double` is running", second.stderr)
    assert set(summary(course)["students"]) == {"ana", "ben", "cem", "dee"}
