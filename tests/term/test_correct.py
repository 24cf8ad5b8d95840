"""`bplab correct`: questions that come or go, with a backup; what a person gave stays."""

import sqlite3

import pytest

from bplab.commands import nbgrader
from bplab.term import correct as correcting
from bplab.term.correct import correct
from bplab.term.course import Course, TermProblem
from tests.classes import NOTEBOOK, UNIT
from tests.graded_once import QuickCourse
from tests.test_classrun_again import gradebook, points
from tests.test_release import add_a_test, edit, remove_a_test

HIDDEN, EXPLAIN = "hidden_double", "explain_double"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """ana has a mark, a comment and a flag of a person's, and more time; ben waits."""
    course = QuickCourse(tmp_path_factory.mktemp("double"))
    for student in ("ana", "ben"):
        course.hand_in(student, date="2026-03-02 12:00:00 UTC")
    course.grade()
    with gradebook(course) as book:
        book.update_or_create_assignment(UNIT, duedate="2026-03-02 13:00:00")
        for cell, score in ((EXPLAIN, 0.5), (HIDDEN, 1)):
            grade = book.find_grade(cell, "double", UNIT, "ana")
            grade.manual_score, grade.needs_manual_grade = score, False
        book.find_comment(EXPLAIN, "double", UNIT, "ana").manual_comment = "Well said."
        book.find_submission_notebook("double", UNIT, "ana").flagged = True
        book.db.commit()
    return course


@pytest.fixture
def course(graded, tmp_path, monkeypatch):
    from tests.classes import copied

    monkeypatch.chdir(graded.unit.root)  # where its nbgrader_config.py is
    return copied(graded, tmp_path / "course")


def correct_text(notebook, cells):
    cells["test_double"].source += "\nassert double(4) == 8"


def given(course, student="ana"):
    """What a person gave, and when it came in and is due."""
    with gradebook(course) as book:
        submission = book.find_submission(UNIT, student)
        notebook = book.find_submission_notebook("double", UNIT, student)
        grade = book.find_grade(EXPLAIN, "double", UNIT, student)
        comment = book.find_comment(EXPLAIN, "double", UNIT, student).manual_comment
        times = submission.timestamp, book.find_assignment(UNIT).duedate
        return grade.manual_score, grade.needs_manual_grade, comment, notebook.flagged, *times


def corrected(course):
    return correct(Course([f"--course-dir={course.root}"]), UNIT)


def content(path):
    with sqlite3.connect(path) as database:
        return list(database.iterdump())


@pytest.mark.parametrize(
    ("change", "added", "removed", "lost", "ana"),
    [
        (add_a_test, ["hidden_new"], [], {}, 3),  # 1 by hand of 2, and not yet 2 of the new one
        pytest.param(remove_a_test, [], [HIDDEN], {HIDDEN: 1}, 2, marks=pytest.mark.slow),
        pytest.param(correct_text, [], [], {}, 3, marks=pytest.mark.slow),
    ],
)
def test_questions_come_and_go_and_what_a_person_gave_stays(course, change, added, removed, lost, ana):
    before, was = given(course), content(course.root / "gradebook.db")
    waits = given(course, "ben")
    edit(course, change)
    found = corrected(course)
    assert (found.added, found.removed, found.lost, found.students) == (added, removed, lost, 2)
    assert given(course) == before == (0.5, False, "Well said.", True, *before[4:]) and all(before[4:])
    assert given(course, "ben") == waits
    assert points(course)["ana"] == ana + 0.5
    assert content(found.backup) == was
    assert [path.name for path in (course.root / "backups").iterdir()] == [found.backup.name]


@pytest.mark.slow
def test_then_whom_it_concerns_is_graded(course):
    before = given(course)
    edit(course, add_a_test)
    corrected(course)
    run = course.grade()
    assert "graded with older tests: 2" in run.stderr
    assert points(course) == {"ana": 5.5, "ben": 6} and given(course) == before


@pytest.mark.slow
def test_a_source_that_is_no_good_changes_nothing(course):
    def no_points(notebook, cells):
        add_a_test(notebook, cells)
        del cells[HIDDEN].metadata.nbgrader["points"]

    was = content(course.root / "gradebook.db")
    release = (course.root / "release" / UNIT / NOTEBOOK).read_bytes()
    edit(course, no_points)
    with pytest.raises(TermProblem, match="nothing has changed.*'hidden_double' does not have points"):
        corrected(course)
    assert content(course.root / "gradebook.db") == was
    assert (course.root / "release" / UNIT / NOTEBOOK).read_bytes() == release
    assert not list((course.root / "backups").iterdir())


def test_what_somebody_writes_meanwhile_is_not_lost(course, monkeypatch):
    def and_somebody_grades(*arguments, **how):
        with gradebook(course) as book:
            book.find_comment(EXPLAIN, "double", UNIT, "ben").manual_comment = "Meanwhile."
            book.db.commit()
        return nbgrader(*arguments, **how)

    monkeypatch.setattr(correcting, "nbgrader", and_somebody_grades)
    edit(course, correct_text)
    with pytest.raises(TermProblem, match="run the same again"):
        corrected(course)
    assert given(course, "ben")[2] == "Meanwhile."
    assert not list((course.root / "backups").iterdir())
