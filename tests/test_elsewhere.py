"""Where there is no Linux, students and authors work as ever, and who would grade reads why not."""

import os
import subprocess
import sys

import nbformat
import pytest

from tests.conftest import ROOT
from tests.test_build import ASSIGNMENT, PASSES

ELSEWHERE = ROOT / "tests" / "elsewhere"  # its sitecustomize.py hides what Windows lacks
RUN = "from bplab.cli import main; main()"
STUDENTS = """
import importlib, pkgutil, bplab, bplab.checks, bplab.explorers
for room in ("checks", "explorers", "figures", "network", "experiments"):
    package = importlib.import_module(f"bplab.{room}")
    for module in pkgutil.walk_packages(package.__path__, f"bplab.{room}."):
        importlib.import_module(module.name)
import bplab.datasets, bplab.gradients, bplab.characters
from bplab.explorers import explore_petals
explore_petals(hidden=3)
"""


def python(code, *arguments, cwd=ROOT):
    environment = os.environ | {"PYTHONPATH": f"{ELSEWHERE}{os.pathsep}{ROOT}", "COLUMNS": "100"}
    line = [sys.executable, "-c", code, *arguments]
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True)


def test_what_is_hidden_is_hidden_from_us_only():
    done = python("import os, fcntl; os.sysconf; import bplab.explorers.slices")
    assert done.returncode == 0, done.stderr
    done = python("import bplab.grading.classrun.journal")
    assert "No module named 'fcntl' on Windows" in done.stderr


def test_the_students_side_works(tmp_path):
    done = python(STUDENTS)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("experiment", "parabola")])
def test_commands_work(arguments):
    done = python(RUN, *arguments)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr


@pytest.mark.slow
def test_a_unit_is_built(tmp_path):
    lesson = tmp_path / "lessons" / "01_one"
    lesson.mkdir(parents=True)
    (lesson / "lecture.py").write_text("# %%\nfrom bplab.figures import plt\nprint(1)\n")
    (lesson / "assignment.py").write_text(ASSIGNMENT.format(expected=1, hidden=PASSES))
    (tmp_path / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text())
    for arguments in (("build",), ("build", "--check")):
        done = python(RUN, *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    release = nbformat.read(tmp_path / "release" / "01_one" / "one.ipynb", as_version=4)
    assert "not written yet" in str(release.cells)


@pytest.mark.parametrize("arguments", [("grade", "05_linear_vs_relu"), ("demo",), ("doctor",)])
def test_grading_says_that_it_needs_linux(arguments):
    done = python(RUN, *arguments)
    assert done.returncode == 1 and done.stdout == ""
    assert f"bplab {arguments[0]}: grading needs Linux" in done.stderr and "use WSL 2" in done.stderr
    assert len(done.stderr.splitlines()) == 1
