"""`bplab report` on a class that is really graded: what it writes, and what it says where it cannot."""

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from bplab.cli import app
from tests.classes import RIGHT, UNIT, WRONG
from tests.graded_once import QuickCourse


class ReportCourse(QuickCourse):
    """A course on which the command is run."""

    def report(self, *words, code=0, root=None):
        """What it prints."""
        done = CliRunner().invoke(app, ["report", *words, f"--course-dir={root or self.root}"])
        assert done.exit_code == code, done.output
        return done.output

    def text(self, name):
        page = (self.root / "reports" / name).read_text(encoding="utf-8")
        return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


@pytest.fixture
def course(tmp_path):
    return ReportCourse(tmp_path)


def test_a_graded_class_from_the_gradebook_to_the_pages(course):
    course.hand_in("ana")
    course.hand_in("ben", code="def double(x):\n    return 2 * (x\n")
    course.hand_in("cem", code=WRONG)
    course.hand_in("dea", code="def double(x):\n    while True: pass", answer="<b>two</b>")
    (course.root / "submitted" / "eve" / UNIT).mkdir(parents=True)
    course.grade("--Sandbox.cell_seconds=1")
    course.hand_in("cem", code=RIGHT)  # after grading
    printed = course.report(UNIT)
    assert f"reports/{UNIT}.html: 4 graded" in printed and f"reports/{UNIT}.csv" in printed
    text = course.text(f"{UNIT}.html")
    assert "1 of 4 has this: Python cannot read the cell double : none of its checks could run." in text
    assert "The code has no end in the time that a check has." in text
    assert "2 students stuck" in text and "1 ungradable" in text and "1 new" in text
    assert "4 submissions graded" in text and "still waits for a person" in text
    assert "index.html: 1 units" in course.report()
    term = course.text("index.html")
    assert "Nobody." in term and "2 stuck" in term and "4 wait for a person" in term
    before = {path: path.read_bytes() for path in (course.root / "autograded").rglob("*") if path.is_file()}
    course.report()
    assert {path: path.read_bytes() for path in before} == before, "nothing is graded, nothing is changed"


def test_what_is_missing_is_said_in_a_sentence(course, tmp_path):
    assert f"nobody of {UNIT} is graded yet: `bplab grade {UNIT}` comes first" in course.report(UNIT, code=1)
    assert "nobody is graded yet, in any unit" in course.report(code=1)
    assert "the gradebook knows no unit '00_doubel'. Did you mean 00_double?" in course.report(
        "00_doubel", code=1
    )
    assert "'--forse' is no option here" in course.report("--forse", code=1)
    assert "this is no course" in course.report(UNIT, code=1, root=tmp_path / "elsewhere")
    (course.root / "gradebook.db").unlink()
    (course.root / "nbgrader_config.py").write_text("")
    assert "gradebook.db: `nbgrader generate_assignment UNIT` makes it" in course.report(UNIT, code=1)
    assert not (course.root / "reports").exists()
