"""`bplab new-course`: a folder where grading works, from a checkout and from a wheel alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from bplab.authoring.catalogue import plant
from bplab.cli import app
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.verdicts import read_record
from tests.conftest import ROOT


def new_course(folder):
    done = CliRunner().invoke(app, ["new-course", str(folder)])
    return done.exit_code, done.output


def test_a_course_has_what_protects_it_and_says_what_goes_where(tmp_path):
    code, said = new_course(tmp_path / "far" / "course")
    assert code == 0 and "README.md says what goes where" in said
    course = tmp_path / "far" / "course"
    assert (course / "nbgrader_config.py").read_bytes() == (ROOT / "nbgrader_config.py").read_bytes()
    assert {path.name for path in course.iterdir() if path.is_dir()} == {"source", "release", "submitted"}
    assert "nbgrader generate_assignment" in (course / "README.md").read_text()


def test_what_cannot_become_a_course_is_refused_in_a_line(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").touch()
    for folder, reason in {
        "full": "is not empty",
        "file": "is a file",
        "file/below": "cannot be written: ",
        "full/mine.txt": "is a file",
    }.items():
        code, said = new_course(tmp_path / folder)
        assert code == 1 and said.startswith("bplab new-course: ") and reason in said, said
        assert len(said.splitlines()) == 1
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


@pytest.mark.slow  # 60 s: a wheel, an environment for it, and a class of one in that
def test_in_a_course_from_a_wheel_the_first_submission_is_graded_in_a_sandbox(
    tmp_path, unit, release, solution, answers
):
    uv = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
    venv, course = tmp_path / "venv", tmp_path / "course"
    subprocess.run([uv, "build", "-q", "--wheel", "-o", tmp_path, ROOT], check=True)
    [wheel] = tmp_path.glob("*.whl")
    subprocess.run([uv, "venv", "-q", "-p", sys.executable, venv], check=True)
    # The wheel alone is new: what it stands on is what the lock says, as here.
    subprocess.run([uv, "pip", "install", "-q", "--no-deps", "-p", venv, wheel], check=True)
    [site] = venv.glob("lib/python*/site-packages")
    here = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "lock.pth").write_text(here)

    def run(program, *arguments, cwd=course):
        environment = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH")}
        line = [venv / "bin" / "python", *program.split(), *arguments]
        done = subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    place = run("-c", "import bplab; print(bplab.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(venv)
    bplab = venv / "bin" / "bplab"
    run(str(bplab), "new-course", str(course), cwd=tmp_path)
    shutil.copytree(unit.root / unit.source.parent, course / unit.source.parent)
    run("-m nbgrader", "generate_assignment", unit.name)
    folder = course / "submitted" / "ana" / unit.name
    folder.mkdir(parents=True)
    nbformat.write(plant(release, solution, answers[0]), folder / unit.release.name)
    said = run(str(bplab), "check", str(folder / unit.release.name))
    assert "5 of 5 pass" in said
    run(str(bplab), "grade", unit.name, "--jobs", "1")
    assert sum(cell.points for cell in read_scores(course, unit.name)["ana"].values()) == 90
    record = read_record(course / "autograded" / "ana" / unit.name / unit.release.name)
    assert "bubblewrap" in record.sandbox


@pytest.mark.slow
def test_a_course_of_two_languages_has_the_chinese_below_it(tmp_path):
    for language, folders in {"both": {"source", "release"}, "zh": set(), "en": set()}.items():
        course = tmp_path / language
        done = CliRunner().invoke(app, ["new-course", str(course), "--language", language])
        assert done.exit_code == 0
        assert {path.name for path in (course / "zh").glob("*/")} == folders
        assert ("学生" in (course / "README.md").read_text("utf-8")) is (language == "zh")
    # In zh/ nbgrader finds the settings of the folder above, as typed: the blanks are ours.
    unit = Path("source") / "05_linear_vs_relu"
    shutil.copytree(ROOT / "zh" / unit, tmp_path / "both" / "zh" / unit)
    line = [sys.executable, "-m", "nbgrader", "generate_assignment", unit.name]
    subprocess.run(line, cwd=tmp_path / "both" / "zh", check=True, capture_output=True)
    [released] = (tmp_path / "both" / "zh" / "release").glob("*/*.ipynb")
    assert "None  # TODO" in released.read_text("utf-8")


def test_a_language_that_is_none_is_refused_in_a_line(tmp_path):
    done = CliRunner().invoke(app, ["new-course", str(tmp_path / "x"), "--language", "../x"])
    assert done.exit_code == 2 and "choose from en, zh, both" in done.output and not (tmp_path / "x").exists()
