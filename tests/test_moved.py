"""The files of running courses work on: what they import under a name of before is found."""

import importlib
import subprocess
import sys

import pytest

from bplab.moved import MOVED

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


def test_what_never_was_there_is_not():
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("bplab.grading.no_such_module")
