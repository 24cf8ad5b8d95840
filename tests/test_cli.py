"""The `bplab` command, as a person types it."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bplab.cli import app
from bplab.experiments import characters
from tests.conftest import ROOT


def bplab(*arguments, cwd=ROOT, code="from bplab.cli import main; main()", **environment):
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"} | environment
    line = [sys.executable, "-c", code, *arguments]
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("kind", "relu", "linear", "sheet"),
    [
        ("nonlinear", (0.97, 1), (0.5, 0.65), ("0.99", "0.57")),
        ("linear", (0.99, 1), (0.99, 1), ("1.00", "1.00")),
    ],
)
def test_experiment_prints_shapes_an_example_and_two_accuracies(kind, relu, linear, sheet):
    done = bplab("experiment", kind)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == "X_train: (400, 10)  y_train: (400,)"
    assert lines[1].startswith("example X_train[0]: [")
    assert lines[2].startswith("example y_train[0]: ")
    assert lines[3].startswith("example y_train_onehot[0]: [")
    got = [float(line.partition(": ")[2].split()[0]) for line in lines[4:6]]
    assert [line[-17:] for line in lines[4:6]] == [f"(the sheet: {figure})" for figure in sheet]
    rows = "240 of the 400 rows are those of linear (X_train[0] is among them), the others mirrored."
    assert lines[6:] == [rows] * (kind == "nonlinear")
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
def test_the_sines_stand_beside_the_digits_of_the_sheet_and_the_last_is_trained_longer():
    done = bplab("experiment", "sine")
    _, *rows, _, _ = done.stdout.splitlines()
    sheet, ours = zip(*([float(number) for number in row.split()[-2:]] for row in rows), strict=True)
    assert done.returncode == 0
    assert sheet == (0.2, 0.1, 0.001, 5.2e-5, 0.0016, 0.003, 1.7e-5, 7.5e-5, 2e-6)
    assert rows[-1].startswith("100 tanh, linear, 10 x") and ours[-1] < ours[5] and ours[-1] < 2e-6
    assert rows[1].startswith("100 leaky relu, leaky relu")


@pytest.mark.slow
def test_the_readers_of_characters_are_listed_beside_the_sheet_and_pass_its_best(monkeypatch):
    """Trained are those that are compared, and those of a single step an epoch."""
    trained, read = [characters.READERS[row] for row in (0, 1, 2, 3, 5, 7, 9, 10, 14)], characters.read

    def read_some(reader, seed):
        return read(reader, seed) if reader in trained else (0.0, 0.0)

    monkeypatch.setattr(characters, "read", read_some)
    done = CliRunner().invoke(app, ["experiment", "characters"])
    _, *rows, _, _, _ = done.stdout.splitlines()
    sheet, ours = zip(*(row.split()[-2:] for row in rows), strict=True)
    assert done.exit_code == 0 and sheet[1:4] == ("inf", "0.08", "0.37") and sheet[-1] == "0.87"
    ours = [float(accuracy) for accuracy in ours]
    assert ours[-1] >= 0.87 and 0.45 < ours[3] < 0.65 and len(rows) == 15
    assert ours[9] > ours[5] + 0.05  # depth gains where tanh has targets of 0 and 1
    assert abs(ours[10] - ours[7]) < 0.03  # and not with softmax


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
        "experiment, script, build, translate, new-unit, new-course, check, mutants, grade, correct, status, "
        "feedback, report, mark, roster, collect, deadline, extend, export, forget, student-data, demo, "
        "doctor"
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


@pytest.mark.slow
def test_a_wheel_is_made_as_the_readme_says_and_holds_neither_lessons_nor_solutions(tmp_path):
    for name in ("Makefile", "pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("bplab", "lessons", "source", "release", "zh", "tools", "nbgrader_config.py"):
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
    paths = [*ROOT.glob("release/*/*.ipynb"), *ROOT.glob("zh/release/*/*.ipynb")]
    released = {f"bplab/course/{path.relative_to(ROOT)}" for path in paths}
    assert notebooks == released and "bplab/course/nbgrader_config.py" in names


@pytest.mark.parametrize(
    ("command", "known"),
    [("build", "00_gradient_descent, 01_forward_pass, 02_"), ("demo", "01_forward_pass, 02_")],
)
def test_a_wrong_unit_lists_the_right_ones(command, known):
    done = bplab(command, "05")
    assert done.returncode == 1
    assert f"choose from {known}" in done.stderr
