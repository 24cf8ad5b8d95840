"""A course's secret draws the inputs of its hidden tests, and only those; without one all is as it was."""

import json
import re
import subprocess
import sys
import threading

import nbformat
import numpy as np
import pytest

from bplab.authoring.catalogue import Answer, plant
from bplab.authoring.units import Unit
from bplab.checks.characters import MLPCase
from bplab.checks.classification import Batch
from bplab.checks.curve import CurveCase
from bplab.checks.four_layer import Case
from bplab.checks.layer import random_layer
from bplab.checks.petals import PetalsCase
from bplab.checks.seeds import drawn_with, generator
from bplab.commands import command
from tests.classes import RUN
from tests.conftest import ROOT
from tests.judging import graded, verdicts

CASES = {
    "batch": lambda: Batch.random(5, 4, seed=3).z,
    "layer": lambda: random_layer(4, 3, 2, seed=3)["X"],
    "four_layer": lambda: Case.random("relu", (3, 4, 5, 2), 6, seed=3).X,
    "petals": lambda: PetalsCase.random((3, 4, 1), 6, seed=3).X,
    "curve": lambda: CurveCase.random((1, 4, 1), 6, seed=3).x,
    "characters": lambda: MLPCase.random((3, 4, 2), 6, seed=3).X,
}
DRAW = "from bplab.checks.seeds import generator\nraise ValueError(generator(5).integers(10**9))"
CELL = "hidden_relu_positive"
PUBLIC = str(np.random.default_rng(5).integers(10**9))


@pytest.fixture
def unit():
    return Unit(ROOT, "01_forward_pass")


@pytest.mark.parametrize("draw", CASES.values(), ids=CASES)
def test_each_secret_gives_cases_of_its_own_and_none_gives_those_of_the_seed(draw):
    public = draw()
    drawn = []
    for secret in ("autumn", "spring", "autumn"):
        with drawn_with(secret):
            drawn.append(draw())
    assert np.array_equal(drawn[0], drawn[2])
    assert not np.allclose(drawn[0], drawn[1]) and not np.allclose(drawn[0], public)
    assert np.array_equal(draw(), public)


def test_without_a_secret_the_seed_is_numpys():
    assert np.array_equal(generator(7).normal(size=3), np.random.default_rng(7).normal(size=3))


def test_neighbouring_seeds_are_apart_and_a_secret_holds_in_its_own_thread_only():
    with drawn_with("autumn"):
        assert len({generator(seed).integers(2**60) for seed in range(50)}) == 50
        elsewhere = []
        thread = threading.Thread(target=lambda: elsewhere.append(generator(5).integers(10**9)))
        thread.start()
        thread.join()
    assert str(elsewhere[0]) == PUBLIC


def drawn_by_tests(secret):
    """What a visible and a hidden test draw from the same seed."""
    record, _ = graded([("test_f", DRAW), ("hidden_f", DRAW)], secret=secret)
    return {name: verdict.message.split()[-1] for name, verdict in verdicts(record).items()}


def test_hidden_tests_are_drawn_with_the_secret_and_visible_ones_are_not():
    assert drawn_by_tests("") == {"test_f": PUBLIC, "hidden_f": PUBLIC}
    first, again, other = map(drawn_by_tests, ("autumn", "autumn", "spring"))
    assert first == again and first["test_f"] == other["test_f"] == PUBLIC
    assert len({PUBLIC, first["hidden_f"], other["hidden_f"]}) == 3


def expected_numbers(course, *command):
    """What the hidden test of a wrong `relu` expected, after grading with this command."""
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    verdict_file = course.root / "autograded" / "ana" / course.unit.name / "forward_pass.verdicts.json"
    [verdict] = [v for v in json.loads(verdict_file.read_text())["verdicts"] if v["grade_id"] == CELL]
    return re.search(r"expected +(.*)", verdict["message"])[1]


@pytest.mark.slow
def test_the_secret_of_the_settings_reaches_the_tests_and_nothing_else(course, release, solution):
    answer = Answer("-", "-", "-", swaps=(("relu", "np.maximum(x, 0)", "np.maximum(x, 0) + 1"),))
    notebook = plant(release, solution, answer)
    look = "import os, sys\nopen('/proc/self/environ').read(), sys.argv, os.environ"
    notebook.cells.append(nbformat.v4.new_code_cell(look, id="look"))
    course.submit("ana", notebook)
    autograde = command("autograde", course.unit.name, "--force", course_root=course.root)
    grade = [sys.executable, "-c", RUN, "grade", course.unit.name, "--regrade", "--jobs", "1"]
    grade += [f"--course-dir={course.root}", f"--db=sqlite:///{course.root}/gradebook.db"]
    public = expected_numbers(course, *autograde)
    secret = "--JudgeNotebook.secret=a-sentence-of-my-own"
    drawn = expected_numbers(course, *autograde, secret)
    assert drawn != public and drawn == expected_numbers(course, *grade, secret)
    for path in (course.root / "autograded").rglob("*"):
        assert not path.is_file() or "sentence-of-my-own" not in path.read_text()
