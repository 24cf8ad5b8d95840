"""The `bplab` command, as a person types it."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


def bplab(*arguments, cwd=ROOT, code="from bplab.cli import main; main()", **environment):
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"} | environment
    line = [sys.executable, "-c", code, *arguments]
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("kind", "relu", "linear"), [("nonlinear", (0.97, 1), (0.5, 0.65)), ("linear", (0.99, 1), (0.99, 1))]
)
def test_experiment_prints_shapes_an_example_and_two_accuracies(kind, relu, linear):
    done = bplab("experiment", kind)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == "X_train: (400, 10)  y_train: (400,)"
    assert lines[1].startswith("example X_train[0]: [")
    assert lines[2].startswith("example y_train[0]: ")
    assert lines[3].startswith("example y_train_onehot[0]: [")
    got = [float(line.rpartition(" ")[2]) for line in lines[4:]]
    assert lines[4].startswith("test accuracy of the non-linear model: ") and relu[0] <= got[0] <= relu[1]
    assert lines[5].startswith("test accuracy of the linear model: ") and linear[0] <= got[1] <= linear[1]


def test_the_parabola_ends_near_its_noise_floor():
    done = bplab("experiment", "parabola", "--seed", "3")
    *epochs, last = done.stdout.splitlines()
    losses = [float(line.rpartition(" ")[2]) for line in epochs]
    sheet, floor = (float(part.split()[0]) for part in last.split(": ")[1:])
    assert done.returncode == 0 and [line.split()[1] for line in epochs][-1] == "1000"
    assert sheet == 0.0057 and 0.9 * floor < losses[-1] < 1.2 * floor < losses[0] / 5


@pytest.mark.slow
def test_the_readers_of_characters_are_listed_beside_the_sheet_and_pass_its_best():
    done = bplab("experiment", "characters")
    _, *rows, _ = done.stdout.splitlines()
    sheet, ours = zip(*([float(number) for number in row.split()[-2:]] for row in rows), strict=True)
    assert done.returncode == 0 and sheet[0] == 0.37 and sheet[-1] == 0.87
    assert ours[-1] >= 0.87 and 0.45 < ours[0] < 0.65 and len(rows) == 9


def test_the_environment_has_the_command():
    line = [Path(sys.executable).parent / "bplab", "--help"]
    assert "autograder" in subprocess.run(line, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("arguments", [("experiment", "quadratic"), ("experiment",)])
def test_any_other_word_lists_the_choices(arguments):
    done = bplab(*arguments)
    assert done.returncode == 2
    kinds = ("linear", "nonlinear", "parabola", "sine", "characters")
    assert all(kind in done.stderr for kind in kinds)
    assert "Traceback" not in done.stderr


def test_a_wrong_command_lists_the_right_ones():
    done = bplab("experimnt")
    assert done.returncode == 2
    names = (
        "experiment, build, new-unit, new-course, check, mutants, grade, roster, collect, deadline, extend, "
        "export, demo, doctor"
    )
    assert done.stderr == f"bplab: no command 'experimnt': choose from {names}\n"


@pytest.mark.parametrize("command", ["build", "demo"])
def test_outside_a_checkout_it_says_so(command, tmp_path):
    done = bplab(command, cwd=tmp_path)
    assert done.returncode == 2
    assert "is not a checkout of bplab" in done.stderr and "Traceback" not in done.stderr


def test_the_environment_need_not_be_activated(tmp_path):
    done = bplab("grade", "05_linear_vs_relu", cwd=tmp_path, PATH="/usr/bin:/bin")
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_what_was_installed_for_students_says_that_it_does_not_build():
    code = "import sys; sys.modules['jupytext'] = None\nfrom bplab.cli import main; main()"
    done = bplab("build", code=code)
    assert done.returncode == 1 and done.stderr.startswith("bplab build: jupytext is missing: ")
    assert len(done.stderr.splitlines()) == 1 and "make build" in done.stderr


@pytest.mark.slow
def test_a_wheel_is_made_as_the_readme_says_and_holds_neither_lessons_nor_solutions(tmp_path):
    for name in ("Makefile", "pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("bplab", "lessons", "source", "release", "tools", "nbgrader_config.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    if (ROOT / ".uv").exists():
        (tmp_path / ".uv").symlink_to(ROOT / ".uv")
    [command] = re.findall(r"`(make \w+)` makes a package of `bplab`", (ROOT / "README.md").read_text())
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    [wheel] = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"bplab"}
    assert "bplab/explorers/characters/pad.js" in names and "bplab/data/characters.npz" in names
    template = {"bplab/authoring/template/answers.py"}  # of the unit that `bplab new-unit` writes
    assert not any("solution" in name or name.endswith("answers.py") for name in {*names} - template)
    notebooks = {name for name in names if name.endswith(".ipynb")}
    released = {f"bplab/course/{path.relative_to(ROOT)}" for path in ROOT.glob("release/*/*.ipynb")}
    assert notebooks == released and "bplab/course/nbgrader_config.py" in names


@pytest.mark.parametrize(
    ("command", "known"),
    [("build", "00_gradient_descent, 01_forward_pass, 02_"), ("demo", "01_forward_pass, 02_")],
)
def test_a_wrong_unit_lists_the_right_ones(command, known):
    done = bplab(command, "05")
    assert done.returncode == 1
    assert f"choose from {known}" in done.stderr
