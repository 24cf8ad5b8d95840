"""What is graded again, and what is not: content, tests and points, the time, what a person has judged."""

import json
import re
import subprocess
import sys

import nbformat
import pytest
from nbgrader.api import Gradebook

from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.verdicts import read_record
from tests.classes import NOTEBOOK, RUN, UNIT, WRONG, done
from tests.conftest import ROOT
from tests.graded_once import QuickCourse

DUE, EARLY, LATE = "2026-03-02 12:00:00", "2026-03-02 19:00:00 +0800", "2026-03-02 21:00:00 +08:00"

WAITING = """import pdb
from IPython.core.debugger import set_trace
breakpoint()
name = input("Name? ")
def double(x):
    breakpoint()
    pdb.set_trace()
    input()
    return 2 * x
set_trace()
pdb.Pdb().set_trace()
try:
    1 / 0
except ZeroDivisionError:
    pdb.post_mortem()"""


@pytest.fixture
def course(tmp_path):
    return QuickCourse(tmp_path)


def points(course):
    return {
        student: sum(cell.points for cell in cells.values())
        for student, cells in read_scores(course.root, UNIT).items()
    }


def gradebook(course):
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}")


def record_of(course, student):
    return read_record(course.root / "autograded" / student / UNIT / NOTEBOOK)


def release_again(course, change):
    """Change the instructor's version and release it."""
    path = course.root / "source" / UNIT / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    change({cell.id: cell for cell in notebook.cells})
    nbformat.write(notebook, path)
    course.nbgrader("generate_assignment", UNIT)


def test_content_counts_and_not_the_clock(course):
    course.hand_in("ana", WRONG)
    course.hand_in("ben", WRONG)
    course.hand_in("cem", WRONG, date="2026-03-02 12:00:00 UTC")
    course.grade()
    course.hand_in("ana")
    (course.folder("ben") / "data.csv").write_text("1,2")
    course.hand_in("cem", date="2026-03-01 12:00:00 UTC")  # an earlier one is put in its place
    assert sorted(done(course.grade())) == ["ana", "ben", "cem"]
    assert points(course) == {"ana": 4, "ben": 2, "cem": 4}
    path = course.folder("ana") / NOTEBOOK
    content = nbformat.read(path, as_version=4)
    content.cells[0].execution_count, content.metadata["toc"] = 7, {}
    nbformat.write(content, path)
    last = course.grade()
    assert done(last) == [] and "unchanged  3" in last.stdout


@pytest.mark.slow
def test_new_tests_and_points_are_named_and_grade_whom_they_concern(course):
    for student in ("ana", "ben"):
        course.hand_in(student, WRONG)

    def reworded(cells):
        cells["hidden_double"].source = cells["hidden_double"].source.replace("three", "six is twice three")
        cells["explain_double"].metadata.nbgrader["points"] = 1

    def easier(cells):
        cells["test_double"].metadata.nbgrader["points"] = 3
        cells["test_double"].source += "\n# thoroughly"
        cells["hidden_double"].source = cells["hidden_double"].source.replace("== 6", "== 5")

    course.grade()
    release_again(course, reworded)
    again = course.grade()
    assert done(again) == [] and "older tests" not in again.stderr
    release_again(course, easier)
    course.hand_in("new")  # with the release of before
    again = course.grade("--only-missing")
    assert done(again) == ["new"] and "older tests" not in again.stderr
    again = course.grade()
    assert sorted(done(again)) == ["ana", "ben"] and "graded with older tests: 2" in again.stderr
    assert points(course) == {"ana": 5, "ben": 5, "new": 3}
    for wrong in ("repaired", "put back", "put right", "changed", "damaged"):
        assert wrong not in again.stderr
    assert "ana: cells of an earlier release are replaced by those of today: test_double" in again.stderr
    assert "older tests" not in course.grade().stderr
    record = course.root / "autograded" / "ana" / UNIT / "double.verdicts.json"
    content = json.loads(record.read_text())
    del content["submission"], content["tests"]  # as an earlier version wrote it
    record.chmod(0o600)
    record.write_text(json.dumps(content))
    assert done(course.grade()) == []


@pytest.mark.slow
def test_the_same_content_at_another_time_changes_how_late_it_is_and_runs_nothing(course):
    course.hand_in("ana", date=EARLY)
    with gradebook(course) as book:
        book.update_or_create_assignment(UNIT, duedate=DUE)
    late = "--LateSubmissionPlugin.penalty_method=zero"
    course.grade(late)
    before = record_of(course, "ana")
    for date, penalty in ((LATE, 4), (EARLY, None)):
        course.hand_in("ana", date=date)
        again = course.grade(late)
        assert done(again) == [] and "ana: the same content came in at 2026-03-02 1" in again.stderr
        with gradebook(course) as book:
            assert book.find_submission_notebook("double", UNIT, "ana").late_submission_penalty == penalty
        assert points(course) == {"ana": 4} and record_of(course, "ana") == before
        assert "the same content" not in course.grade(late).stderr


def test_more_time_that_was_given_before_anything_came_in_counts_when_it_is_graded(course):
    policy = "\nc.LatePolicy.share_a_day = 0.25\n"
    (course.root / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + policy)
    with gradebook(course) as book:
        book.update_or_create_assignment(UNIT, duedate=DUE)
    (course.root / "extensions.json").write_text(json.dumps({UNIT: {"ana": 2}}))
    course.hand_in("ana", date=LATE)
    course.hand_in("ben", date=LATE)
    run = course.grade()
    with gradebook(course) as book:
        costs = {row.student_id: row.late_submission_penalty for row in book.assignment_submissions(UNIT)}
    assert costs == {"ana": 0, "ben": 1} and read_scores(course.root, UNIT)
    assert re.search(r"^late +handed in +by +costs +leaves", run.stdout, re.MULTILINE)
    assert re.search(r"^ben .* 1 h +1 of 4 +3", run.stdout, re.MULTILINE)
    assert not re.search(r"^ana +2026", run.stdout, re.MULTILINE), "who has more time is not late"


def test_what_a_person_has_judged_waits_for_nobody_while_it_is_the_same(course):
    for student in ("same", "other", "test"):
        course.hand_in(student)
    course.grade()
    with gradebook(course) as book:
        for student, cell in (
            ("same", "explain_double"),
            ("other", "explain_double"),
            ("test", "hidden_double"),
        ):
            grade = book.find_grade(cell, "double", UNIT, student)
            grade.manual_score, grade.needs_manual_grade = 1, False
            comment = book.find_comment("explain_double", "double", UNIT, student)
            comment.manual_comment = "Well said."
        book.db.commit()
    course.hand_in("other", answer="Three times.")
    course.grade("--regrade")
    with gradebook(course) as book:
        waits = {
            (student, cell): book.find_grade(cell, "double", UNIT, student).needs_manual_grade
            for student in ("same", "other", "test")
            for cell in ("explain_double", "hidden_double")
        }
        kept = book.find_grade("explain_double", "double", UNIT, "same")
        assert kept.manual_score == 1
        assert book.find_comment("explain_double", "double", UNIT, "same").manual_comment == "Well said."
    assert [key for key, waiting in waits.items() if waiting] == [
        ("other", "explain_double"),
        ("test", "explain_double"),  # which nobody has judged yet
    ]


@pytest.mark.slow
def test_ids_may_look_like_patterns_and_everybody_is_exported(course):
    for student in ("[abc]", "x,y", "a", "x", "q?", "zoe"):
        course.hand_in(student)
    course.submit("broken", b"{")
    assert sorted(done(course.grade("--students=x,y,[abc]"))) == ["[abc]", "x,y"]
    course.nbgrader("autograde", UNIT, "--student=[abc]", "--force")
    assert sorted(done(course.grade("--students=x, a"))) == ["a", "x"]
    assert course.grade().returncode == 1
    assert points(course) == dict.fromkeys(("[abc]", "x,y", "a", "x", "q?", "zoe"), 4)
    export = [sys.executable, "-m", "nbgrader", "export", "--db=sqlite:///gradebook.db", "--to=grades.csv"]
    subprocess.run(export, cwd=course.root, check=True, capture_output=True)
    [line] = [line for line in (course.root / "grades.csv").read_text().splitlines() if ",broken," in line]
    assert line.endswith(",0.0,0.0,0.0,5.0")


def test_a_renamed_notebook_is_not_missed_and_what_waits_for_somebody_costs_nothing(course):
    course.hand_in("ana", WAITING)
    (course.folder("ana") / NOTEBOOK).rename(course.folder("ana") / "double (1).ipynb")
    course.hand_in("ben", WAITING)
    log = course.grade().stderr
    assert "No submitted file" not in log and "graded as double.ipynb" in log
    assert points(course) == {"ana": 4, "ben": 4}
    assert record_of(course, "ben").stopped == [] and record_of(course, "ben").seconds < 20


def test_outside_of_a_course_nothing_is_left(course, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    line = [sys.executable, "-c", RUN, "grade", UNIT]
    finished = subprocess.run(line, cwd=elsewhere, capture_output=True, text=True)
    assert finished.returncode == 1 and "Traceback" not in finished.stderr
    assert "go to the folder of your course" in finished.stderr
    assert list(elsewhere.iterdir()) == []
