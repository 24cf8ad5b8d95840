"""`bplab grade`: the same result as `nbgrader autograde`, and what its options choose."""

import io
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import nbformat
import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.authoring.units import Unit
from bplab.grading.classrun.progress import Report
from bplab.grading.gradebook.scores import read_scores
from tests import hostile
from tests.classes import (
    NOTEBOOK,
    UNIT,
    WRONG,
    DoubleCourse,
    bplab_grade,
    copied,
    done,
    problems,
    rows,
    summary,
    tree,
)
from tests.conftest import ROOT, Course
from tests.graded_once import QuickCourse, quickly

OLD, NEW, DUE = "2026-03-01 12:00:00 UTC", "2026-03-02 12:00:00 UTC", "2026-03-02 11:00:00"
HOSTILE = (
    "comparison_replaced",
    "exits_at_once",
    "forged_outputs",
    "forged_verdict_file",
    "function_kills_everything",
    "gradebook_rewritten_by_daemon",
    "output_giant",
    "score_above_the_maximum",
    "symbolic_link_submitted",
)


@pytest.fixture(params=[DoubleCourse])
def course(request, tmp_path):
    return request.param(tmp_path)


def points(course):
    return {
        student: sum(cell.points for cell in cells.values())
        for student, cells in read_scores(course.root, UNIT).items()
    }


def gradebook(course):
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}")


def test_a_class_is_graded_as_by_nbgrader(course, tmp_path):
    course.hand_in("right")
    course.hand_in("wrong", WRONG)
    course.hand_in("silent", course.release.cells[0].source, "Why?")
    course.submit("broken", b"{")
    (course.folder("right") / "data.csv").write_text("1,2")
    (course.folder("right") / "link.csv").symlink_to("/etc/passwd")
    other = copied(course, tmp_path / "other")
    sequential = course.nbgrader("autograde", UNIT, allow_failure=True)
    parallel = other.grade()
    assert sequential.returncode == parallel.returncode == 1
    assert problems(course, sequential.stderr) == problems(other, parallel.stderr)
    assert rows(course) == rows(other)
    assert tree(course) == tree(other)
    assert points(other) == {"right": 4, "wrong": 2, "silent": 0}
    assert sorted(done(parallel)) == ["broken", "right", "silent", "wrong"]
    found = summary(other)["students"]
    assert found["broken"]["problem"].startswith("double.ipynb is not a notebook")
    assert set(found["wrong"]["cells"][NOTEBOOK]) == {"double", "test_double", "hidden_double"}


ODD_NAMES = {
    "[red]ana": "[red]ana",
    "[": "[",
    "[bold": "[bold",
    "b\x1b[2J\x1b]0;me\x07en": r"b\x1b[2J\x1b]0;me\x07en",
    "cem: 4 of 4 points\nzoe": r"cem: 4 of 4 points\nzoe",
    "d\u202eave": r"d\u202eave",
    "\udcff": r"\udcff",  # bytes that are no UTF-8
}


@quickly
def test_names_of_folders_are_shown_and_not_obeyed(course):
    for name in ODD_NAMES:
        course.hand_in(name)
    course.submit("e\x1b[2Jve", b"{")
    finished = course.grade()
    told = [line.rpartition(": ")[0] for line in finished.stdout.split("\n") if " failed, " in line]
    assert sorted(told) == sorted([*ODD_NAMES.values(), r"e\x1b[2Jve"])
    shown = finished.stdout + finished.stderr
    assert "slowest cells" in shown
    assert not any(line.startswith("zoe") for line in shown.split("\n"))
    assert not any(bad in shown for bad in ("\x1b[2J", "\x07", "\u202e"))


@pytest.mark.parametrize(("name", "word"), ODD_NAMES.items())
def test_on_a_terminal_the_bar_and_the_table_show_them_too(name, word):
    report = Report()
    report.console = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=200)
    report.start(1)
    row = {"student": name, "problem": None, "points": 1, "max_points": 1, "seconds": 1.0}
    report.add(row | {"cells": {NOTEBOOK: {"double": 1.0}}})
    report.stop()
    report.summary(0, 1, went_on=False)
    shown = report.console.file.getvalue()
    assert shown.count(f"({word})") >= 1 and f" {word} " in shown, "in the bar, and in the table"
    assert not any(bad in shown for bad in ("\x1b[2J", "\x07", "\u202e", "\nzoe"))


@pytest.mark.slow
def test_every_row_and_file_of_a_mixed_class_is_as_by_nbgrader(tmp_path):
    """Right, wrong, broken, late, resubmitted, graded by a person, and hostile ones.

    Of the database all is compared but the ids of submissions, grades and comments, which nbgrader draws by
    chance; of the files all but the seconds in the verdict files: no two runs take the same time.
    """
    unit = Unit(ROOT, "02_softmax_cross_entropy")
    first = mixed_class(Course(tmp_path / "first", unit), tmp_path)
    second = copied(first, tmp_path / "second")
    options = ("--LateSubmissionPlugin.penalty_method=zero", "--Sandbox.cell_seconds=5")
    sequential = first.nbgrader("autograde", unit.name, *options, allow_failure=True)
    parallel = bplab_grade(second, *options, "--jobs=3")
    assert sequential.returncode == parallel.returncode == 1
    assert problems(first, sequential.stderr) == problems(second, parallel.stderr)
    assert "is 3600.0 seconds late" in parallel.stderr and "eve: cell" in parallel.stderr
    before, after = rows(first), rows(second)
    assert {name: len(found) for name, found in before.items()} == {
        name: len(found) for name, found in after.items()
    }
    for table in before:
        assert before[table] == after[table], table
    assert tree(first) == tree(second)
    with gradebook(second) as graded:
        late = graded.find_submission_notebook(unit.topic, unit.name, "late")
        assert late.late_submission_penalty == late.score == 100
        assert graded.find_submission(unit.name, "again").score > 0
        by_hand = graded.find_grade("hidden_softmax_rows", unit.topic, unit.name, "judged")
        assert by_hand.manual_score == 1 and by_hand.needs_manual_grade
    assert "unchanged" not in done(parallel) and len(done(parallel)) == 22


def mixed_class(course, tmp_path):
    """A class of which some have been graded before."""
    source = nbformat.read(course.root / course.unit.source, as_version=4)
    solution, answers = solutions(source), load_answers(course.unit.lesson)
    right = plant(course.release, solution, answers[0])
    wrong = [answer for answer in answers if answer.loses and not answer.untouched][:3]
    for student in ("again", "unchanged", "worse", "judged"):
        course.submit(student, plant(course.release, solution, wrong[0]))
        course.submit(student, OLD.encode(), name="timestamp.txt")
    course.nbgrader("autograde", course.unit.name)
    with gradebook(course) as graded:
        graded.update_or_create_assignment(course.unit.name, duedate=DUE)
        graded.add_student("enrolled")
        judged = graded.find_grade("hidden_softmax_rows", course.unit.topic, course.unit.name, "judged")
        judged.manual_score = 1
        graded.db.commit()
    for student in ("again", "judged"):
        course.submit(student, right)
        course.submit(student, NEW.encode(), name="timestamp.txt")
    course.submit("worse", b"{")
    course.submit("worse", NEW.encode(), name="timestamp.txt")
    course.submit("late", right)
    course.submit("late", NEW.encode(), name="timestamp.txt")
    course.submit("right", right)
    for answer in wrong:
        course.submit(answer.name, plant(course.release, solution, answer))
    course.submit("broken", b"[1")
    course.submit("undated", right)
    course.submit("undated", b"soon", name="timestamp.txt")
    course.submit("renamed", right, name="my homework.ipynb")
    twice = nbformat.from_dict(right)
    twice.cells.append(nbformat.from_dict(twice.cells[3] | {"id": "copy"}))
    course.submit("twice", twice)
    eve = nbformat.from_dict(right)
    eve.cells.insert(1, nbformat.v4.new_code_cell("while True: pass", id="endless"))
    course.submit("eve", eve)
    facts = {"COURSE": tmp_path, "CHECKOUT": ROOT, "HOME": tmp_path, "TMP": tmp_path, "PORT": 1}
    for name in HOSTILE:
        submission = hostile.read(name, facts)
        course.submit(name, submission.plant(course.release, solution))
        submission.hand_in(course.folder(name))
    return course


@quickly
def test_what_is_unchanged_is_left_alone_and_what_came_in_anew_is_not(course):
    for student in ("ana", "ben", "cem"):
        course.hand_in(student, WRONG, date=OLD)
    assert sorted(done(course.grade("--students=ana,ben"))) == ["ana", "ben"]
    course.hand_in("ana", date=NEW)
    missing = course.grade("--only-missing")
    assert done(missing) == ["cem"] and "unchanged  2" in missing.stdout
    assert done(course.grade()) == ["ana"]
    with gradebook(course) as book:
        book.add_student("silent")
    nothing = course.grade()
    assert "silent: no submission" in nothing.stdout + nothing.stderr
    assert done(nothing) == [] and nothing.returncode == 0 and "unchanged  3" in nothing.stdout
    some = course.grade("--regrade", "--students=ben,ana")
    assert sorted(done(some)) == ["ana", "ben"]
    assert "no submission" not in some.stdout + some.stderr  # the others were not asked for
    assert points(course) == {"ana": 4, "ben": 2, "cem": 2}
    assert set(summary(course)["students"]) == {"ana", "ben", "cem"}
    assert not list(course.root.glob("autograded/**/.*"))


@quickly
def test_a_result_without_its_grade_or_its_notebook_is_made_again(course):
    for student in ("ana", "ben", "cem"):
        course.hand_in(student)
    course.grade()
    with closing(sqlite3.connect(course.root / "gradebook.db")) as database, database:
        [(row,)] = database.execute("SELECT id FROM submitted_assignment WHERE student_id = 'ana'")
        database.execute("DELETE FROM submitted_assignment WHERE id = ?", (row,))
    (course.root / "autograded" / "ben" / UNIT / NOTEBOOK).unlink()
    again = course.grade()
    assert sorted(done(again)) == ["ana", "ben"]
    assert "ana: the result in autograded/ is not whole, or not in the gradebook" in again.stderr
    assert points(course) == dict.fromkeys(("ana", "ben", "cem"), 4)


@pytest.mark.parametrize(
    ("course", "options", "sentence"),
    [
        (QuickCourse, ["--students=an"], "there is no submission of 00_double by 'an'. Did you mean ana?"),
        (
            QuickCourse,
            ["--regrade", "--only-missing"],
            "--regrade and --only-missing cannot be used together",
        ),
        (QuickCourse, ["--db=sqlite:////nowhere/gradebook.db"], "the gradebook cannot be used"),
        pytest.param(
            DoubleCourse,
            ["--scheduler=tcp//127.0.0.1:1"],
            "no Dask scheduler answers at tcp//127.0.0.1:1",
            marks=pytest.mark.slow,
        ),
        (
            QuickCourse,
            ["--Sandbox.bwrap=/bin/false"],
            "Student code cannot be run in a sandbox here, so nothing was graded.",
        ),
    ],
    indirect=["course"],
)
def test_what_cannot_be_done_is_a_sentence(course, options, sentence):
    course.hand_in("ana")
    finished = course.grade(*options)
    assert finished.returncode in (1, 2)
    assert sentence in finished.stderr and "Traceback" not in finished.stderr
    assert not list(course.root.glob("autograded/ana/*"))


@quickly
def test_a_wrong_unit_gets_the_right_one(course):
    course.hand_in("ana")
    course.unit = Unit(course.unit.root, "00_duoble")
    finished = course.grade()
    assert finished.returncode == 1
    assert "knows no unit '00_duoble'. Did you mean 00_double?" in finished.stderr


@quickly
@pytest.mark.slow
def test_nbgrader_goes_on_from_there(course):
    course.hand_in("ana")
    shutil.rmtree(course.root / "source")
    course.grade()
    course.nbgrader("generate_feedback", UNIT)
    [page] = (path for path in (course.root / "feedback").rglob("*") if path.is_file())
    assert "All checks are right" in page.read_text() and "double(3)" not in page.read_text()
    export = [sys.executable, "-m", "nbgrader", "export", "--db=sqlite:///gradebook.db", "--to=grades.csv"]
    subprocess.run(export, cwd=course.root, check=True, capture_output=True)
    assert f"{UNIT}," in (course.root / "grades.csv").read_text()
    assert "Skipping existing" in course.nbgrader("autograde", UNIT).stderr
