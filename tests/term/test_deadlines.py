"""Deadlines, extensions, what lateness costs: in the gradebook at once, the same wherever it is shown."""

import csv
import io
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from nbgrader.apps.api import NbGraderAPI
from traitlets import TraitError

from bplab.grading import nbgrader_patch
from bplab.grading.gradebook.extensions import BadExtensions, apply_extensions
from bplab.grading.gradebook.late_policy import LatePolicy
from bplab.grading.intake.timestamps import BadTimestamp
from bplab.term import deadlines, times
from bplab.term.course import TermProblem
from bplab.term.export import fill, table_of
from bplab.term.grades import read_grades
from tests.term import lms
from tests.term.conftest import UNIT, TermCourse

SHANGHAI = ZoneInfo("Asia/Shanghai")
DUE = "2026-03-10 23:59 Asia/Shanghai"
TENTH = (
    "\nc.LatePolicy.share_a_day = 0.1\nc.LatePolicy.grace_minutes = 15\nc.LatePolicy.zero_after_hours = 72\n"
)


@pytest.fixture
def late_course(course, people):
    """ana in time, and others 10 minutes, an hour, 26 hours and 30 days late; all have 5 of 5 points."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(TENTH)
    course = TermCourse(course.root)
    course.enrol(people[:6])
    for person, minutes in zip(people, (-60, 10, 60, 26 * 60, 30 * 24 * 60), strict=False):
        folder = course.submitted(UNIT, person.id)
        folder.mkdir(parents=True)
        time = lms.DUE + timedelta(minutes=minutes)
        (folder / "timestamp.txt").write_text(f"{time:%Y-%m-%d %H:%M:%S %z}\n")
    course.grade({person.id: 5 for person in people[:5]})
    return course


def scores(course, people):
    grades = read_grades(course, UNIT).grades
    return [grades[person.id].score if person.id in grades else None for person in people[:6]]


def test_a_deadline_and_its_costs_are_in_the_gradebook_at_once(late_course, people):
    assert scores(late_course, people) == [5, 5, 5, 5, 5, None]
    moment = deadlines.set_deadline(late_course, UNIT, DUE, None)
    assert moment == lms.DUE == deadlines.deadline_of(late_course, UNIT)
    assert scores(late_course, people) == [5, 5, 4.5, 4, 0, None]
    late = deadlines.late_students(read_grades(late_course, UNIT))
    assert [student.id for student, _ in late] == [person.id for person in people[4:0:-1]]
    with late_course.gradebook() as gradebook:
        kept = gradebook.find_submission_notebook("double", UNIT, people[3].id)
        assert kept.late_submission_penalty == 1 and kept.score == 5
    deadlines.set_deadline(late_course, UNIT, "2026-03-12 08:00", SHANGHAI)
    assert scores(late_course, people) == [5, 5, 5, 5, 0, None]
    deadlines.set_deadline(late_course, UNIT, "none", None)
    assert scores(late_course, people) == [5, 5, 5, 5, 5, None]


def test_an_extension_is_one_student_s_and_may_come_before_anything_is_handed_in(late_course, people):
    with pytest.raises(TermProblem, match="has no deadline yet"):
        deadlines.extend(late_course, UNIT, people[3].id, "48h")
    deadlines.set_deadline(late_course, UNIT, DUE, None)
    assert deadlines.extend(late_course, UNIT, people[3].id, "1d 1h")[1] == timedelta(hours=25)
    assert scores(late_course, people)[2:4] == [4.5, 4.5]
    deadlines.extend(late_course, UNIT, people[3].email, "2d")  # in its place, not added
    assert scores(late_course, people)[2:4] == [4.5, 5]
    deadlines.extend(late_course, UNIT, people[5].name, "48h")
    assert scores(late_course, people)[5] is None, "who has handed in nothing has no grade by it"
    time = lms.DUE + timedelta(hours=49)
    folder = late_course.submitted(UNIT, people[5].id)
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text(f"{time:%Y-%m-%d %H:%M:%S %z}\n")
    late_course.grade({people[5].id: 5})
    apply_extensions(late_course.dir, UNIT, people[5].id)  # as when it is graded
    assert scores(late_course, people)[5] == 4.5
    deadlines.extend(late_course, UNIT, people[3].id, "0")
    assert scores(late_course, people)[3] == 4
    with pytest.raises(TermProblem, match="no student 'Joerg Weis'.*Did you mean .*Jörg Weiß"):
        deadlines.extend(late_course, UNIT, "Joerg Weis", "1h")


def test_lists_of_formgrader_the_table_and_the_lms_s_file_show_the_same(late_course, people, tmp_path):
    nbgrader_patch.install_lateness()
    deadlines.set_deadline(late_course, UNIT, DUE, None)
    with late_course.gradebook() as gradebook:  # written marks that come later cost their share, too
        for person in people[:5]:
            gradebook.find_grade("explain_double", "double", UNIT, person.id).manual_score = 0
        gradebook.db.commit()
    expected = [4, 4, 3.6, 3.2, 0]
    for person in people[:5]:
        (late_course.root / "autograded" / person.id / UNIT).mkdir(parents=True)
    api = NbGraderAPI(late_course.dir, parent=late_course.app)
    listed = {found["student"]: found["score"] for found in api.get_submissions(UNIT)}
    assert [listed[person.id] for person in people[:5]] == pytest.approx(expected)
    alone = [api.get_submission(UNIT, person.id)["score"] for person in people[:5]]
    assert alone == pytest.approx(expected)
    students = {found["id"]: found["score"] for found in api.get_students()}
    assert [students[person.id] for person in people[:5]] == pytest.approx(expected)
    assert api.get_student(people[3].id)["score"] == pytest.approx(3.2) and api.get_student("nobody") is None
    (late_course.root / "source" / UNIT).mkdir(parents=True)
    average = api.get_assignment(UNIT, released=set())["average_score"]
    assert average == pytest.approx(sum(expected) / 5)
    rows = csv.DictReader(io.StringIO(table_of(late_course, UNIT).decode()))
    in_table = {row["student_id"]: row["score"] for row in rows}
    assert [float(in_table[person.id]) for person in people[:5]] == pytest.approx(expected)
    assert in_table[people[5].id] == ""
    sheet = tmp_path / "grading.csv"
    sheet.write_bytes(lms.moodle_worksheet(people[:5]))
    filled = fill(late_course, UNIT, sheet)
    grades = dict(zip([person.id for person in people], ["4", "4", "3.6", "3.2", "0"], strict=False))
    assert filled.content == lms.moodle_worksheet(people[:5], grades=grades)


@pytest.mark.parametrize(
    ("settings", "costs"),
    [
        ({}, [0, 0, 0, 0]),
        ({"share_a_day": 0.1}, [0.1, 0.1, 0.2, 1]),
        ({"share_a_day": 0.1, "grace_minutes": 60}, [0, 0.1, 0.2, 1]),
        ({"share_a_day": 0.24, "step_hours": 1}, [0.01, 0.02, 0.25, 1]),
        ({"zero_after_hours": 24}, [0, 0, 1, 1]),
        ({"steps": [(0, 0.2), (24, 0.5)], "zero_after_hours": 200}, [0.2, 0.2, 0.5, 1]),
        ({"steps": [(1, 0.2)]}, [0, 0.2, 0.2, 0.2]),
    ],
)
def test_the_policy_takes_its_share(settings, costs):
    policy = LatePolicy(**settings)
    seconds = [3600, 3601, 24 * 3600 + 60, 30 * 86400]
    assert [policy.share(late) for late in seconds] == pytest.approx(costs)
    assert [policy.late_submission_penalty("ana", 50, late) or 0 for late in seconds] == pytest.approx(
        [50 * cost for cost in costs]
    )


def test_a_policy_that_cannot_be_is_refused():
    for wrong in ({"share_a_day": 10}, {"steps": [(24, 0.5), (0, 0.1)]}, {"grace_minutes": -1}):
        with pytest.raises(TraitError):
            LatePolicy(**wrong)
    assert LatePolicy(penalty_method="zero").late_submission_penalty("ana", 50, 10) == 50


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("48h", 48),
        ("2d", 48),
        ("2 days", 48),
        ("1d 12h", 36),
        ("90 min", 1.5),
        ("1.5h", 1.5),
        ("2天", 48),
        ("0", 0),
    ],
)
def test_lengths_of_time_are_read(text, hours):
    assert times.read_length(text) == timedelta(hours=hours)


def test_what_is_no_time_is_refused_with_a_right_form(late_course):
    for text in ("48", "two days", "", "-3h x"):
        with pytest.raises(BadTimestamp, match="right forms are 48h"):
            times.read_length(text)
    for text, reason in (
        ("2026-03-10 23:59 CST", "may mean several"),
        ("tomorrow", "not a date"),
        ("3/4/2026", "day"),
    ):
        with pytest.raises(TermProblem, match=reason):
            deadlines.set_deadline(late_course, UNIT, text, None)
    for broken in ("[1", "[]", '{"00_double": {"ana": "2d"}}'):
        (late_course.root / "extensions.json").write_text(broken)
        with pytest.raises(BadExtensions, match="extensions.json cannot be read .*: mend it"):
            deadlines.set_deadline(late_course, UNIT, DUE, None)
