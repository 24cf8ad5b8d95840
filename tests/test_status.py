"""`bplab status`: where each submission stands, without a trace; a script that is collected and graded."""

import json
import re
import shutil

import nbformat
import pytest

from bplab.grading.classrun.standing import STATES
from bplab.grading.status import show_status
from bplab.term.collect import collect
from bplab.term.course import Course
from tests.classes import NOTEBOOK, RIGHT, UNIT, WRONG, done, tree
from tests.conftest import ROOT
from tests.graded_once import QuickCourse
from tests.test_classrun_again import gradebook, points, record_of, release_again


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


def test_the_grade_of_an_earlier_attempt_is_kept_with_what_a_person_gave(course):
    def kept():
        return [json.loads(line) for line in path.read_text().splitlines()]

    path = course.root / "attempts" / "ana" / UNIT / "grades.jsonl"
    course.hand_in("ana", WRONG, date="2026-03-02 12:00:00 UTC")
    course.grade()
    first = record_of(course, "ana").submission
    judge(course, "ana")
    course.grade("--regrade")
    assert not path.exists(), "the same content is no other attempt"
    course.hand_in("ana", date="2026-03-03 12:00:00 UTC")
    course.grade()
    [line] = kept()
    assert line["submission"] == {NOTEBOOK: first} and line["handed_in"] == "2026-03-02 12:00:00 UTC"
    assert (line["points"], line["by_hand"]) == (3, {"double/explain_double": 1})
    assert line["cells"] == {"double/test_double": 2, "double/hidden_double": 0, "double/explain_double": 1}
    course.hand_in("ana", "def double(x):\n    return x", date="2026-03-04 12:00:00 UTC")
    course.grade()
    assert [line["handed_in"][:10] for line in kept()] == ["2026-03-02", "2026-03-03"]


@pytest.mark.slow
def test_where_the_best_attempt_counts_it_comes_back_with_what_a_person_gave(course):
    config = (ROOT / "nbgrader_config.py").read_text() + '\nc.Term.attempts = "best"\n'
    (course.root / "nbgrader_config.py").write_text(config)
    with gradebook(course) as book:
        book.add_student("ana")
    attempts = course.root / "attempts" / "ana" / UNIT

    def again(code, day):
        """A new attempt, as `bplab collect` puts it in the place of the one before."""
        if day > 1:
            attempts.mkdir(parents=True, exist_ok=True)
            shutil.move(course.folder("ana"), attempts / f"before-{day}")
        course.hand_in("ana", code, f"In {day} words.", date=f"2026-03-0{day} 12:00:00 UTC")
        return course.grade()

    again(RIGHT, 1)
    judge(course, "ana")
    run = again(WRONG, 2)
    assert "it counts" not in run.stdout, "the answer waits for a person"
    judge(course, "ana")
    assert points(course) == {"ana": 3}
    run = course.grade()
    assert (
        "ana: an earlier attempt has 5 points, the last one 3: it counts, and is graded again" in run.stdout
    )
    assert points(course) == {"ana": 5}
    with gradebook(course) as book:
        assert not book.find_grade("explain_double", "double", UNIT, "ana").needs_manual_grade
    assert "timestamp.txt" in {path.name for path in course.folder("ana").iterdir()}
    assert len([path for path in attempts.iterdir() if path.is_dir()]) == 1
    assert done(course.grade()) == [], "and that is the end of it"
