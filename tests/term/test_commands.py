"""The commands of the term, as a person types them: from a download to a filled file; every error a line."""

import zipfile

import pytest
from typer.testing import CliRunner

from bplab.cli import app
from tests.term import lms
from tests.term.conftest import UNIT


@pytest.fixture
def bplab(course, monkeypatch):
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments, code=0):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == code, done.output
        assert "Traceback" not in done.output
        return done.output

    return run


def test_a_term_from_the_roster_to_the_feedback(course, bplab, people, tmp_path):
    class_of_four = [*people[:3], people[59]]
    sheet, download, feedback = tmp_path / "grading.csv", tmp_path / "all.zip", tmp_path / "feedback.zip"
    sheet.write_bytes(lms.moodle_worksheet(class_of_four))
    download.write_bytes(lms.moodle_zip(class_of_four))
    assert "moodle: 4 new, 0 changed" in bplab("roster", str(sheet))
    said = bplab("deadline", UNIT, "2026-03-10 18:00 Asia/Shanghai")
    assert f"{UNIT}: until 2026-03-10 18:00 +0800 (2026-03-10 10:00 UTC)" in said
    assert "3 matched" in bplab(
        "collect", UNIT, str(download), str(sheet), "--zone=Asia/Shanghai", "--dry-run"
    )
    assert not course.files()
    said = bplab("collect", UNIT, str(download), str(sheet), "--zone=Asia/Shanghai")
    assert "3 matched" in said and f"nothing from 1 on the roster: {people[59].id}" in said
    course.grade({person.id: 4 for person in people[:3]})
    assert "2 d more" in bplab("extend", UNIT, "Jörg Weiß", "48h")
    said = bplab("deadline", UNIT)
    assert people[0].id in said and "58 min" in said and said.count(people[1].id) == 1, "who has more time"
    assert "4 students" in bplab("export", UNIT)
    assert (course.root / f"grades-{UNIT}.csv").read_bytes().startswith(b"student_id,")
    for person in people[:2]:
        folder = course.feedback(UNIT, person.id)
        folder.mkdir(parents=True)
        (folder / "double.html").write_text("well done")
    before = sheet.read_bytes()
    said = bplab("export", UNIT, f"--into={sheet}", f"--feedback={feedback}")
    grades = {person.id: "4" for person in people[:3]}
    assert sheet.read_bytes() == lms.moodle_worksheet(class_of_four, grades=grades)
    assert (tmp_path / "grading.before.csv").read_bytes() == before
    assert "column 'Grade' of moodle, 3 grades" in said and "nothing handed in" in said
    with zipfile.ZipFile(feedback) as archive:
        folders = {name.partition("/")[0] for name in archive.namelist()}
    with zipfile.ZipFile(download) as archive:
        assert folders < {name.partition("/")[0] for name in archive.namelist()} and len(folders) == 2
    bplab("export", UNIT, f"--into={sheet}")
    assert len(list(tmp_path.glob("grading*"))) == 2, "the same again makes no other copy"


def test_what_needs_a_look_ends_with_1_and_says_what_to_do(course, bplab, people, tmp_path):
    course.enrol(people[:2])
    path = tmp_path / "all.zip"
    path.write_bytes(lms.moodle_zip([people[0], people[32]]))
    said = bplab("collect", UNIT, str(path), code=1)
    assert "1 matched, 1 not matched" in said and "--match" in said and "grading worksheet" in said


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("collect", "00_doubel", "x.zip"), "Did you mean 00_double?"),
        (("collect", UNIT, "x.zip"), "bplab roster FILE"),
        (("roster", "x.csv"), "x.csv cannot be read: No such file"),
        (("deadline", UNIT, "2026-03-10 23:59 CST"), "may mean several"),
        (("deadline", UNIT, "--zone=Mars"), "'Mars' is no time zone"),
        (("extend", UNIT, "ana", "2d"), "has no deadline yet"),
        (("export", UNIT, "--into=x.csv"), "x.csv cannot be read"),
        (("export", UNIT, "--column=x"), "--column goes with --into"),
        (("export", UNIT, "--course-dir=/nowhere"), "there is no /nowhere/"),
        (("collect", UNIT, "x.zip", "--dryrun"), "'--dryrun' is no option here"),
        (("export", UNIT, "--courses=/nowhere"), "'--courses=/nowhere' is no option here"),
    ],
)
def test_every_mistake_is_a_line(bplab, arguments, reason):
    said = bplab(*arguments, code=1)
    assert said.startswith("bplab: ") and reason in said and len(said.splitlines()) == 1


def test_outside_a_course_no_gradebook_is_made(bplab, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class.csv").write_text("id\n1\n")
    assert "this is no course" in bplab("roster", "class.csv", code=1)
    assert not (tmp_path / "gradebook.db").exists()
