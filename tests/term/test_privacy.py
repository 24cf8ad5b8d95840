"""A student's data: removed wherever the course has them, and given to the student as a file."""

import json
import os
import shutil
import zipfile
from datetime import UTC, datetime

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from bplab.cli import app
from bplab.term.collect import collect
from bplab.term.course import TermProblem
from bplab.term.deadlines import extend, set_deadline
from bplab.term.traces import Traces
from tests.term import lms
from tests.term.conftest import UNIT, TermCourse

TWICE = 20  # handed in twice
OLD = datetime(2020, 1, 1, tzinfo=UTC).timestamp()


def bplab_in(course, patch):
    """`bplab ...` in a course's folder; what it prints."""
    patch.chdir(course.root)
    patch.setenv("COLUMNS", "200")

    def run(*arguments, code=0, answer=""):
        """answer: to what it asks."""
        done = CliRunner().invoke(app, list(map(str, arguments)), input=answer)
        assert done.exit_code == code, done.output
        return done.output

    return run


@pytest.fixture
def bplab(course, monkeypatch):
    return bplab_in(course, monkeypatch)


@pytest.fixture
def used(used_once, course):
    """A course in which everything has been done once, with copies of the gradebook: people[19:22]."""
    shutil.copytree(used_once, course.root, dirs_exist_ok=True)
    return course


@pytest.fixture(scope="module")
def used_once(made_course, people, tmp_path_factory):
    folder = tmp_path_factory.mktemp("used")
    shutil.copytree(made_course, folder / "course")
    with pytest.MonkeyPatch.context() as patch:
        course = TermCourse(folder / "course")
        use(course, people[19:22], bplab_in(course, patch), folder / "all.zip")
    return course.root


def use(course, few, bplab, download):
    """Do everything once with these people. download: where the LMS's file is put."""
    course.enrol(few)
    set_deadline(course, UNIT, "2026-03-10 12:00 +0800", None)
    download.write_bytes(lms.blackboard_zip(few))
    collect(course, UNIT, [download], zone=lms.SHANGHAI)
    for person in few:
        extend(course, UNIT, person.id, "1h")
        for step in ("autograded", "feedback"):
            folder = course.root / step / person.id / UNIT
            folder.mkdir(parents=True)
            (folder / "double.html").write_text(f"<p>{person.name} {person.email}")
    with course.gradebook() as gradebook:
        gradebook.add_solution_cell("explain_double", "double", UNIT)  # which takes comments
    course.grade({person.id: 4 for person in few})
    with course.gradebook() as gradebook:
        for person in few:
            book = gradebook.find_submission_notebook("double", UNIT, person.id)
            for comment in book.comments:
                comment.manual_comment = f"well done, {person.name}"
        gradebook.db.commit()
    rows = {person.id: {"student": person.id, "seconds": 1} for person in few}
    (course.root / "autograded" / f"{UNIT}-run.json").write_text(json.dumps({"students": rows}))
    begun = {"begun": "now", "regrade": [person.id for person in few]}
    lines = [*rows.values(), begun]
    journal = course.root / "autograded" / f".{UNIT}-run.jsonl"
    journal.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    log = "".join(f"[INFO] Converting submitted/{person.id}/{UNIT}/double.ipynb\n" for person in few)
    (course.root / ".nbgrader.log").write_text(log)
    bplab("export", UNIT)
    (course.root / "backups").mkdir()
    for name in ("gradebook-before.db", "backups/of march"):
        shutil.copy(course.root / "gradebook.db", course.root / name)


def naming(root, *words):
    """Files below a folder in whose path or bytes one of these stands, in any of four encodings."""
    codes = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    codes += [json.dumps(word)[1:-1].encode() for word in words]
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if any(code in str(path).encode() + (path.read_bytes() if path.is_file() else b"") for code in codes)
    )


@pytest.fixture
def leaving():
    """SQLite leaves in the file what is deleted, as it does by default; some systems build it otherwise."""

    def leave(connection, record):
        connection.execute("PRAGMA secure_delete=OFF")

    event.listen(Engine, "connect", leave)
    yield
    event.remove(Engine, "connect", leave)


def test_nothing_with_the_id_or_the_name_remains(leaving, used, people, bplab):
    gone, stays = people[TWICE], people[21]
    words = (gone.id, gone.name, gone.email, gone.last + gone.first)
    before = naming(used.root, *words)
    assert len(before) > 20 and "gradebook.db" in before and "backups/of march" in before
    others = naming(used.root, stays.id)
    said = bplab("forget", gone.id, "--yes")
    assert naming(used.root, *words) == [] and f"{gone.id}: removed" in said
    assert naming(used.root, stays.id) == others, "nobody else loses anything"
    for path in ("gradebook.db", "gradebook-before.db", "backups/of march"):
        with Gradebook(f"sqlite:///{used.root / path}") as gradebook:
            assert sorted(student.id for student in gradebook.students) == [people[19].id, stays.id]
            assert gradebook.find_submission(UNIT, stays.id).score == 4
    journal = (used.root / "autograded" / f".{UNIT}-run.jsonl").read_text().splitlines()
    assert [json.loads(line).get("student") for line in journal] == [people[19].id, stays.id, None]
    assert "no student" in bplab("forget", gone.id, "--yes", code=1)


def test_it_asks_first_and_a_dry_run_changes_nothing(used, people, bplab):
    gone = people[TWICE]
    before = {path: path.read_bytes() for path in used.root.rglob("*") if path.is_file()}
    said = bplab("forget", gone.id, "--dry-run")
    for word in (f"submitted/{gone.id}/", f"attempts/{gone.id}/", "extensions.json", "backups/of march",
                 ".nbgrader.log", "1 submission, 3 marks", "nothing was written"):  # fmt: skip
        assert word in said, word
    assert "cannot be undone" in bplab("forget", gone.email, answer="n\n", code=1)
    assert {path: path.read_bytes() for path in used.root.rglob("*") if path.is_file()} == before
    bplab("forget", gone.id, answer="y\n")
    assert naming(used.root, gone.id) == []


def test_what_it_cannot_remove_is_said(used, people, bplab):
    gone = people[TWICE]
    (used.root / "participants.csv").write_bytes(lms.moodle_worksheet(people[19:22]))
    (used.root / "gradebook.xls").write_bytes(lms.blackboard_download(people[19:22]))
    (used.root / "all.zip").write_bytes(lms.moodle_zip(people[19:22]))
    (used.root / "submitted" / people[21].id / UNIT / "notes.txt").write_text(f"with {gone.name}")
    (used.root / "other.txt").write_text(f"9{gone.id} is somebody else")
    said = bplab("forget", gone.id, "--yes", code=1)
    left = said.partition("these still name the student")[2].splitlines()[1:]
    names = {"participants.csv", "gradebook.xls", "all.zip", "notes.txt"}
    assert {os.path.basename(path) for path in left} == names and len(left) == 4


@pytest.mark.parametrize("text", ["..", "../other", "*", ".", "", "nobody", "王"])
def test_what_is_no_student_is_forgotten_by_nobody(used, text):
    with pytest.raises(TermProblem, match="no student"):
        Traces.of(used, text)


def test_a_name_is_not_enough_to_forget(used, people):
    with pytest.raises(TermProblem, match=f"by name it is {people[21].id}: say that"):
        Traces.of(used, people[21].name)


def test_who_is_no_longer_in_the_gradebook_is_forgotten_by_id(used, people, bplab):
    with used.gradebook() as gradebook:
        gradebook.remove_student(people[19].id)
    bplab("forget", people[19].id, "--yes")
    assert naming(used.root, people[19].id) == []


def test_a_link_in_the_place_of_a_submission_is_removed_and_not_followed(used, people, bplab, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.move(used.root / "submitted" / people[19].id, elsewhere)
    (used.root / "submitted" / people[19].id).symlink_to(elsewhere)
    bplab("forget", people[19].id, "--yes")
    assert list(elsewhere.rglob("*.ipynb")) and not (used.root / "submitted" / people[19].id).is_symlink()


def test_what_looks_like_a_gradebook_and_was_handed_in_is_no_copy_of_one(used, people, bplab):
    theirs = used.root / "submitted" / people[21].id / UNIT / "data.db"
    shutil.copy(used.root / "gradebook.db", theirs)
    os.utime(theirs, (OLD, OLD))
    content = theirs.read_bytes()
    said = bplab("forget", people[TWICE].id, "--yes", code=1)
    assert "data.db" in said.partition("these still name the student")[2]
    bplab("forget", "--expired", "--yes")
    assert theirs.read_bytes() == content


def test_names_and_times_of_files_that_are_no_text_and_before_1980_stop_nothing(
    used, people, bplab, tmp_path
):
    strange = os.fsencode(used.root / "submitted" / people[TWICE].id / UNIT) + b"/caf\xe9.txt"
    with open(strange, "w") as file:
        file.write("old")
    os.utime(strange, (0, 0))
    bplab("student-data", people[TWICE].id, "--into", tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        assert b"old" in map(archive.read, archive.namelist())
    bplab("forget", people[19].id, "--yes")
    assert os.path.exists(strange)


def test_a_running_grading_is_waited_for(used, people, bplab):
    import fcntl

    with open(used.root / "autograded" / f".{UNIT}-run.jsonl") as journal:
        fcntl.flock(journal, fcntl.LOCK_EX)
        assert "is at work in this course" in bplab("forget", people[19].id, "--yes", code=1)
    assert (used.root / "submitted" / people[19].id).is_dir()


def test_a_student_s_data_are_a_file_for_them(used, people, bplab, tmp_path):
    one, other, path = people[TWICE], people[19], tmp_path / "data.zip"
    said = bplab("student-data", one.email, "--into", path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("data.json"))
        assert not [name for name in names if other.id in archive.read(name).decode("utf-8", "replace")]
    assert f"{len(names)} files" in said
    assert {name.partition("/")[0] for name in names[1:]} == {
        "submitted",
        "attempts",
        "autograded",
        "feedback",
    }
    assert data["student"]["email"] == one.email and data["units"][0]["points"] == 4
    assert data["units"][0]["comments"][0]["manual_comment"].startswith("well done")
    assert data["records"]["extensions.json"] == [1.0] and len(data["records"]) == 4
    assert "is there already" in bplab("student-data", one.id, "--into", path, code=1)
    assert "ends with .zip" in bplab("student-data", one.id, "--into", tmp_path / "data", code=1)


def test_what_is_older_than_it_is_kept_goes_when_it_is_said(used, people, bplab):
    new = sorted((used.root / "attempts").glob("*/*/*"))
    assert new, "of 2026-03"
    old = used.root / "attempts" / people[19].id / UNIT / "2020-03-10-100000Z-0123456789abcdef"
    old.mkdir(parents=True)
    copies = [used.root / "gradebook-before.db", used.root / "worksheet.before.csv"]
    copies[1].write_text("x")
    for path in (*copies, used.root / "gradebook.db", used.root / "backups/of march"):
        os.utime(path, (OLD, OLD))
    os.utime(used.root / "backups/of march")
    said = bplab("forget", "--expired", "--dry-run")
    assert "3 things older than 365 days; nothing was written" in said and old.is_dir()
    bplab("forget", "--expired", "--yes")
    assert not old.parent.parent.exists() and not any(path.exists() for path in copies)
    assert sorted((used.root / "attempts").glob("*/*/*")) == new
    assert (used.root / "gradebook.db").exists() and (used.root / "backups/of march").exists()
    assert "0 things" in bplab("forget", "--expired")
    assert "one student, or --expired" in bplab("forget", "--expired", people[19].id, code=1)


def test_reports_that_name_a_student_go_and_others_stay(course, people, used, bplab):
    one, other = people[20], people[21]
    course.reports.mkdir()
    for name, person in (("00_double.html", one), ("00_double.csv", one), ("01_other.html", other)):
        (course.reports / name).write_text(f"<td>{person.id}</td>")
    assert "reports/00_double.html" in bplab("forget", one.id, "--dry-run")
    bplab("forget", one.id, "--yes")
    assert [path.name for path in course.reports.iterdir()] == ["01_other.html"]
