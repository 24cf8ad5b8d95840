"""`bplab new-unit`: what it writes builds, is graded and passes; a name that cannot be is refused."""

import contextlib
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.authoring.errors import BuildError
from bplab.authoring.new_unit import new_unit
from bplab.authoring.units import Unit
from bplab.grading.gradebook.scores import read_scores
from tests.conftest import ROOT

NAME = "08_momentum"


@pytest.fixture
def checkout(tmp_path):
    """What of a checkout a new unit is written into."""
    for folder in ("lessons/01_one", "bplab/checks/messages", "tests"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *((name, "two digits, _, then small letters") for name in ("momentum", "8_momentum", "08_Momentum")),
        *((name, "two digits, _, then small letters") for name in ("08-momentum", "../08_x", "08_", "08_é")),
        ("08_lambda", "'lambda' is a word of Python's"),
        ("01_momentum", "01_one has this number; the next free one is 00"),
        ("08_curve", "curve.py is there already: choose another topic than 'curve'"),
        ("08_core", "core.py is there already"),
        ("08_layer\n", "two digits"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(checkout, name, said):
    (checkout / "bplab/checks/curve").mkdir()
    (checkout / "bplab/checks/core.py").touch()
    before = sorted(checkout.rglob("*"))
    with pytest.raises(BuildError) as refused:
        new_unit(checkout, name)
    assert said in str(refused.value) and len(str(refused.value).splitlines()) == 1
    assert sorted(checkout.rglob("*")) == before


def test_outside_of_a_checkout_it_says_so(tmp_path):
    (tmp_path / "lessons").mkdir()
    with pytest.raises(BuildError, match=r"bplab.checks is missing: .* made in a checkout"):
        new_unit(tmp_path, NAME)


@pytest.mark.slow  # 40 s: a checkout with another package, whose commands are new processes
def test_what_it_writes_builds_is_graded_and_passes(tmp_path):
    for name in ("bplab", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "terms.md", tmp_path / "docs")
    (tmp_path / "lessons").mkdir()

    def run(*line):
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def bplab(*arguments):
        return run(sys.executable, "-c", "from bplab.cli import main; main()", *arguments)

    assert "lessons/08_momentum/answers.py" in bplab("new-unit", NAME)
    assert "the solution passes" in bplab("build", NAME)
    run(sys.executable, "-m", "ruff", "check", ".")
    run(sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/test_checks_momentum.py")

    unit = Unit(tmp_path, NAME)
    release, source = (nbformat.read(tmp_path / path, as_version=4) for path in (unit.release, unit.source))
    with contextlib.chdir(tmp_path):
        answers = load_answers(unit.lesson)
    for answer in answers:
        folder = tmp_path / "submitted" / answer.name / NAME
        folder.mkdir(parents=True)
        nbformat.write(plant(release, solutions(source), answer), folder / unit.release.name)
    run(sys.executable, "-m", "nbgrader", "generate_assignment", NAME)
    bplab("grade", NAME, "--jobs", "1")
    scores = read_scores(tmp_path, NAME)
    points = {student: sum(cell.points for cell in cells.values()) for student, cells in scores.items()}
    assert points == {answer.name: 100 if answer.is_right else 0 for answer in answers}
    assert {0, 100} == set(points.values())
