"""`bplab feedback` on a class: what stands on top of a page, attempt after attempt, and what goes wrong."""

import io
from datetime import datetime

import numpy as np
import pytest
from nbgrader.api import Gradebook
from PIL import Image

from bplab.feedback import converter  # noqa: F401 (here, and not in each fork)
from tests.classes import RIGHT, UNIT, WRONG
from tests.feedback.making import seen
from tests.forked import bplab
from tests.graded_once import QuickCourse

HIDDEN = "double(3)"
BROKEN = "def double(x):\n    return 2 * (x\n"
STOPS = "def double(x):\n    return 2 * x\n\nundefined"


class FeedbackCourse(QuickCourse):
    """A course whose pages are made by the command."""

    def feedback(self, *options, code=0):
        """The finished process."""
        done = bplab("feedback", UNIT, f"--course-dir={self.root}", *options, cwd=self.root)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def path(self, student):
        return self.root / "feedback" / student / UNIT / "double.html"

    def page(self, student):
        return seen(self.path(student).read_text(encoding="utf-8"))


@pytest.fixture
def course(tmp_path):
    course = FeedbackCourse(tmp_path)
    settings = (course.unit.root / "nbgrader_config.py").read_text()
    (course.root / "nbgrader_config.py").write_text(settings)
    return course


def test_a_page_from_attempt_to_attempt(course):
    course.hand_in("ana", code=WRONG, answer="Two $x^2$ times.", date="2026-03-03 12:00 UTC")
    course.hand_in("ben", code=BROKEN)
    course.hand_in("cem", code=STOPS)
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(UNIT, duedate=datetime(2026, 3, 2, 10))
        gradebook.db.commit()
    course.grade()
    assert "3 pages" in course.feedback().stdout
    ana = course.page("ana")
    assert "<math" in ana and "1 written answer still waits for a person" in ana
    assert "It came in 1 d 2 h after the deadline." in ana
    assert HIDDEN not in ana and "three" not in ana and "Since your last attempt" not in ana
    ben = course.page("ben")
    assert "'(' was never closed" in ben and "▲ line 2" in ben
    assert "2 checks below could not run because of it" in ben
    assert "NameError: name 'undefined' is not defined" in course.page("cem") and "▲ line 4" in course.page(
        "cem"
    )

    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.find_comment(
            "explain_double", "double", UNIT, "ana"
        ).manual_comment = "Well <b>said</b>, $y$."
        grade = gradebook.find_grade("explain_double", "double", UNIT, "ana")
        grade.manual_score, grade.needs_manual_grade = 1, False
        gradebook.db.commit()
    course.feedback("--students=ana")
    ana = course.page("ana")
    assert "Well <b>said</b>" in ana and "waits for a person" not in ana
    assert "Since your last attempt" not in ana  # the same attempt, only marked

    course.hand_in("ana", code=RIGHT, answer="Two $x^2$ times.", date="2026-03-04 12:00 UTC")
    course.grade()
    course.feedback()
    ana = course.page("ana")
    assert "Since your last attempt" in ana and "Better now:" in ana and "Worse now:" not in ana
    course.feedback()
    assert course.page("ana") == ana  # made once more, it still knows the attempt before
    assert "All checks are right" in ana


def test_tests_are_shown_when_they_are_asked_for(course):
    course.hand_in("ana", code=WRONG)
    course.grade()
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(UNIT, duedate=datetime(2999, 1, 1))
        gradebook.db.commit()
    said = course.feedback("--with-tests").stdout
    assert "can be handed in until 2999-01-01" in said
    assert HIDDEN in course.page("ana") and "three" in course.page("ana")
    course.nbgrader("generate_feedback", UNIT)
    assert HIDDEN not in course.page("ana") and "three" not in course.page("ana")
    assert "as often as you like" in course.page("ana")


def test_what_goes_wrong_is_a_line_and_the_others_go_on(course):
    assert "nobody of 00_double is graded yet" in course.feedback(code=1).stderr
    for student in ("ana", "ben", "[a]*"):
        course.hand_in(student)
    course.grade()
    said = course.feedback("--students=ana,zoe,yan", code=1)
    assert said.stderr.splitlines() == [
        f"{name}: there is no graded submission of {UNIT}" for name in ("zoe", "yan")
    ]
    assert "1 pages" in said.stdout and course.path("ana").exists() and not course.path("ben").exists()
    (course.root / "feedback" / "ben").write_text("in the way")
    (course.root / "autograded" / "ana" / UNIT / "double.ipynb").write_text("{")
    said = course.feedback(code=1)
    assert [line.partition(":")[0] for line in said.stderr.splitlines()] == ["ana", "ben"]
    assert "1 pages" in said.stdout and course.path("[a]*").exists()
    wrong = bplab("feedback", "00_duoble", f"--course-dir={course.root}", cwd=course.root)
    assert wrong.returncode == 1 and "Did you mean 00_double?" in wrong.stderr


@pytest.mark.slow
def test_a_page_stays_small_whatever_was_handed_in(course):
    course.hand_in("ana", code=f"{WRONG}\n" + "# <&> $x$\n" * 40_000, answer="$\\frac{a}{b}$ <&> " * 900)
    course.hand_in("ben", answer="![plot](plot.png)\n" * 20)
    file = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (900, 900, 3), dtype=np.uint8)).save(
        file, "PNG"
    )
    course.submit("ben", file.getvalue(), name="plot.png")
    course.grade()
    course.feedback()
    for student in ("ana", "ben"):
        assert course.path(student).stat().st_size < 500_000
    assert "cut: the rest is in your notebook" in course.page("ana")
    assert "data:image/jpeg" in course.page("ben") and "a picture is left out" in course.page("ben")
