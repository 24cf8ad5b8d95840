"""`bplab status`: where each submission stands, without a trace; a script that is collected and graded."""

import re

import nbformat
import pytest

from bplab.grading.classrun.standing import STATES
from bplab.grading.status import show_status
from bplab.term.collect import collect
from bplab.term.course import Course
from tests.classes import NOTEBOOK, RIGHT, UNIT, WRONG, tree
from tests.graded_once import QuickCourse
from tests.test_classrun_again import gradebook, points, release_again


@pytest.fixture
def course(tmp_path):
    return QuickCourse(tmp_path)


@pytest.fixture
def states(course, capsys, monkeypatch):
    """student -> (state, why), as `bplab status --students` shows it."""
    monkeypatch.setenv("COLUMNS", "200")

    def shown():
        before = tree(course)
        capsys.readouterr()
        show_status(UNIT, True, [f"--course-dir={course.root}"])
        lines = capsys.readouterr().out.splitlines()
        assert tree(course) == before
        row = re.compile(rf" *(\S+) +({'|'.join(STATES)})(?: +(.*))?")
        rows = [found.groups() for line in lines if (found := row.fullmatch(line.rstrip()))]
        each, counts = {}, []
        for name, state, why in rows:
            if name.isdigit():
                counts.append(int(name))
            else:
                each[name] = state, why or ""
        assert sum(counts) == len(each)
        return each

    return shown


def judge(course, *students):
    with gradebook(course) as book:
        for student in students:
            grade = book.find_grade("explain_double", "double", UNIT, student)
            grade.manual_score, grade.needs_manual_grade = 1, False
        book.db.commit()


def test_each_state_is_told_and_a_corrected_test_makes_only_whom_it_concerns_stale(course, states):
    for student in ("ana", "ben", "cem"):
        course.hand_in(student, WRONG)
    course.submit("broken", b"{")
    with gradebook(course) as book:
        book.add_student("absent")
    assert {name: state for name, (state, _) in states().items()} == {
        "absent": "missing", "ana": "new", "ben": "new", "broken": "new", "cem": "new",
    }  # fmt: skip
    course.grade()
    judge(course, "ana", "ben")
    course.hand_in("ben")
    found = states()
    assert found.pop("broken") == ("ungradable", f"{NOTEBOOK} is not a notebook: not JSON (line 1: "
                                   "Expecting property name enclosed in double quotes)")  # fmt: skip
    assert found == {
        "ana": ("graded", ""),
        "cem": ("waiting", ""),
        "ben": ("new", "handed in anew, the grade is of what was there before"),
        "absent": ("missing", ""),
    }
    course.hand_in("broken")  # and is no longer ungradable
    course.submit("ben", b"[")
    course.grade()
    assert states()["broken"] == ("waiting", "")
    assert states()["ben"][0] == "ungradable" and "of what was there before" in states()["ben"][1]
    release_again(course, lambda cells: cells["test_double"].metadata.nbgrader.update(points=3))
    assert {name: state for name, (state, _) in states().items()} == {
        "absent": "missing", "ana": "stale", "ben": "ungradable", "broken": "stale", "cem": "stale",
    }  # fmt: skip
    course.grade()
    assert states()["ana"] == ("graded", ""), "what a person gave stays"


def test_a_script_is_collected_and_graded_as_the_notebook_is(course, tmp_path):
    with gradebook(course) as book:
        for student in ("PB24011035", "PB24011036", "PB24011037"):
            book.add_student(student)
    folder = tmp_path / "download"
    folder.mkdir()
    script = f"import sys\n{RIGHT}\nprint(double(int(sys.argv[1])))\n\n# 总结\n'''\nTwo times.\n'''\n"
    (folder / "bp_PB24011035.py").write_bytes(script.replace("\n", "\r\n").encode("gbk"))
    (folder / "bp_PB24011036.py").write_text("print('hello')\n")
    (folder / "bp_PB24011037.py").write_text(WRONG)
    found = collect(Course([f"--course-dir={course.root}"]), UNIT, [folder])
    assert {row.student.id: row.what for row in found.rows} == {
        "PB24011035": "matched", "PB24011036": "no notebook", "PB24011037": "matched",
    }  # fmt: skip
    course.grade()
    assert points(course) == {"PB24011035": 4, "PB24011037": 2}
    book = nbformat.read(course.root / "autograded" / "PB24011035" / UNIT / NOTEBOOK, as_version=4)
    [answer] = [cell.source for cell in book.cells if cell.id == "explain_double"]
    assert answer == "总结\n\nTwo times."
    assert (course.folder("PB24011035") / "bp_PB24011035.py").read_bytes().startswith(b"import sys\r\n")
