"""From each LMS and back: a class of 60 is collected, graded, and its grades stand in the LMS's own file."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from bplab.term import deadlines
from bplab.term.collect import collect
from bplab.term.export import fill
from bplab.term.roster import update_roster
from tests.term import lms
from tests.term.conftest import UNIT

ZONE = ZoneInfo("Asia/Shanghai")


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def moodle(language, folders=True, ending="_", blind=False):
    def make(people, folder):
        roster = put(folder, "roster.csv", lms.moodle_worksheet(people, language))
        sheet = put(folder, "grading.csv", lms.moodle_worksheet(people, language, blind=blind))
        return roster, [put(folder, "all.zip", lms.moodle_zip(people, folders, ending, blind)), sheet]

    def file(people, grades):
        return lms.moodle_worksheet(people, language, grades)

    return (
        make,
        file,
        {"twice": False, "times": language != "xx", "columns": "id=Tunnus" * (language == "xx")},
    )


def canvas(delimiter):
    def make(people, folder):
        roster = put(folder, "grades.csv", lms.canvas_gradebook(people, delimiter))
        return roster, [put(folder, "submissions.zip", lms.canvas_zip(people))]

    def file(people, grades):
        return lms.canvas_gradebook(people, delimiter, grades)

    return make, file, {"twice": True, "times": False}


def blackboard(kind, receipts):
    def make(people, folder):
        roster = put(folder, f"gc.{kind}", lms.blackboard_download(people, kind=kind))
        return roster, [put(folder, "gradebook_C_Double.zip", lms.blackboard_zip(people, receipts))]

    def file(people, grades):
        return lms.blackboard_download(people, grades, kind)

    return make, file, {"twice": True, "times": True}


SHAPES = {
    "moodle": moodle("en"),
    "moodle, German, older": moodle("de", ending=""),
    "moodle, no folders, unknown language": moodle("xx", folders=False),
    "canvas": canvas(","),
    "canvas, semicolons": canvas(";"),
    "blackboard": blackboard("xls", True),
    "blackboard, CSV, no receipts": blackboard("csv", False),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_class_comes_in_and_its_grades_go_back(course, people, tmp_path, shape):
    make, file, facts = SHAPES[shape]
    roster, downloads = make(people, tmp_path)
    columns = facts.get("columns", "")
    news = update_roster(course, roster, columns)
    assert len(news.new) == 60 and not news.problems
    deadlines.set_deadline(course, UNIT, "2026-03-10 23:59 Asia/Shanghai", None)

    found = collect(course, UNIT, downloads, columns=columns, zone=ZONE)
    counts = Counter(row.what for row in found.rows)
    known = {row.student.id for row in found.rows}
    assert known | {student.id for student in found.absent} == {person.id for person in people}
    assert len(found.rows) == len(known) == counts.total()
    assert counts["not matched"] == counts["failed"] == 0 and not found.left_out
    handed_in = [p for p in people if p.attempts and lms.latest(p)[1]]
    assert {person.id for person in handed_in} <= known
    bad = [
        row for row in found.rows if row.what == "no notebook" and row.student.id in {p.id for p in handed_in}
    ]
    assert len(bad) == 6 + len(lms.HOSTILE)
    for person in handed_in:
        _is_there(course, person, facts)
    assert not list(tmp_path.rglob("escaped*"))

    before = course.files()
    again = collect(course, UNIT, downloads, columns=columns, zone=ZONE)
    assert course.files() == before
    assert {row.what for row in again.rows} <= {"unchanged", "no notebook", "several"}

    graded = {row.student.id for row in found.rows if row.what != "no notebook"}
    points = {name: 1 + int(name) % 5 for name in graded}
    course.grade(points)
    grades = {name: str(scored) for name, scored in points.items()}
    if shape.startswith("canvas"):
        del grades[people[1].id]  # who is excused stays so
    filled = fill(course, UNIT, roster, columns=columns)
    assert filled.content == file(people, grades)
    assert len(filled.absent) + len(filled.not_graded) + len(graded) == 60 and not filled.missing
    assert len(filled.not_graded) == len(found.rows) - len(graded)
    assert bool(filled.problems) == shape.startswith("canvas")


def _is_there(course, person, facts):
    """A student's last attempt lies in submitted/ as it was, with its time; the one before in attempts/."""
    time, files = lms.latest(person)
    folder = course.submitted(UNIT, person.id)
    there = {path.name: path.read_bytes() for path in folder.iterdir()}
    stamp = there.pop("timestamp.txt", None)
    if facts["times"]:
        said = time.replace(second=0) if "moodle" in str(facts) else time
        assert stamp.decode() == f"{said:%Y-%m-%d %H:%M:%S} +0800\n"
    else:
        assert stamp is None
    assert sorted(there.values()) == sorted(files.values())
    kept = course.attempts / person.id / UNIT
    before = person.attempts[:-1] if facts["twice"] else ()
    assert len(list(kept.iterdir()) if kept.exists() else []) == len(before)
    for _, files in before:
        assert [path.read_bytes() for path in kept.rglob("double.ipynb")] == list(files.values())
