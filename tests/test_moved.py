"""The files of running courses work on: what they import under a name of before is found."""

import importlib.util
import subprocess
import sys

import pytest

from bplab.commands import nbgrader
from bplab.moved import MOVED, NAMES, NO_MORE, NOW
from tests.conftest import ROOT

# As it stood in every course of version 0.1.
CONFIG = """
from bplab.grading import autograde, pages, release, timestamps
from bplab.grading.preprocessors import BlankSolutions
from bplab.grading.verdicts import SUFFIX

pages.install()
timestamps.install()
release.install()
autograde.install()

from nbgrader.apps.autogradeapp import AutogradeApp
print(AutogradeApp.start.__globals__["Autograde"].__name__, BlankSolutions.__name__, SUFFIX)
"""


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_a_name_of_before_is_the_module_of_today(old, new):
    assert importlib.import_module(old) is importlib.import_module(new)


def test_an_earlier_configuration_puts_all_in_its_place(tmp_path):
    done = subprocess.run([sys.executable, "-c", CONFIG], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split() == ["CourseAutograde", "BlankSolutions", ".verdicts.json"], done.stderr


@pytest.mark.parametrize(("old", "new"), NOW.items())
def test_what_no_course_imports_is_refused_with_the_line_to_write(old, new):
    with pytest.raises(ModuleNotFoundError) as refused:
        importlib.import_module(old)
    line = f"from {new} import ..."
    assert str(refused.value) == f"{old} is {new} now: write `{line}`"
    assert importlib.util.find_spec(new) is not None


@pytest.mark.parametrize(
    ("module", "new", "name"),
    [(module, new, name) for module, names in NAMES.items() for new in names for name in names[new].split()],
)
def test_a_name_of_before_in_a_module_of_today_says_the_line_to_write(module, new, name):
    with pytest.raises(ImportError) as refused:
        exec(f"from {module} import {name}", {})
    line = f"from {new} import {name}"
    assert str(refused.value) == f"{name} is in {new} now: write `{line}`"
    exec(line, {})


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, names in NO_MORE.items() for name in names.split()]
)
def test_what_nothing_has_taken_the_place_of_says_so(module, name):
    with pytest.raises(ImportError, match=rf"{module}\.{name} is no longer there, and no longer needed"):
        exec(
            f"from {module} import {name}" if module != "bplab" else f"from bplab.{name} import any_name", {}
        )


def test_any_other_name_is_missing_as_ever():
    with pytest.raises(ImportError, match="cannot import name 'Sandboxes'"):
        exec("from bplab.grading.sandbox import Sandboxes", {})
    assert not hasattr(importlib.import_module("bplab.grading.judge"), "Judges")


def test_an_instructor_reads_the_line_where_a_configuration_imports_one(tmp_path):
    text = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    old = text.replace("from bplab.grading.judge.verdicts import", "from bplab.grading.submissions import")
    (tmp_path / "nbgrader_config.py").write_text(old, encoding="utf-8")
    done = nbgrader("list", course_root=tmp_path, settings=tmp_path, allow_failure=True)
    assert done.returncode == 1 and "write `from bplab.grading.intake.submissions import ...`" in done.stderr


def test_what_never_was_there_is_not():
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("bplab.grading.no_such_module")
