"""`bplab check`: what a student hears before handing in."""

import json
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from typer.testing import CliRunner

from bplab import self_check
from bplab.authoring.catalogue import plant
from bplab.cli import app


@pytest.fixture
def check(tmp_path, unit):
    """`bplab check` on a notebook, or on the text of a file: (its exit code, what it prints)."""

    def checked(notebook, name=unit.release.name, *options):
        path = tmp_path / name
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        path.write_text(text, encoding="utf-8")
        done = CliRunner().invoke(app, ["check", str(path), *options])
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.output

    return checked


@pytest.fixture
def right(release, solution, answers):
    return plant(release, solution, answers[0])


def test_a_right_notebook_passes_and_nothing_is_said_of_hidden_tests(check, right):
    code, said = check(right)
    assert code == 0, said
    assert "linear_vs_relu.ipynb is the assignment 05_linear_vs_relu: 4 of 4 answers are filled in." in said
    assert "Nothing has to be put right" in said and "visible checks: 5 of 5 pass, 18 of 18 points" in said
    assert "hidden checks: 25, worth 72 points" in said and "hidden_" not in said


def test_mistakes_loops_and_what_repair_would_do_are_said(check, right, release, monkeypatch):
    monkeypatch.setattr(self_check, "CELL_SECONDS", 2)
    for cell in right.cells:
        if cell.id == "linear_network":
            cell.source = next(each.source for each in release.cells if each.id == cell.id)
    given = next(cell for cell in right.cells if cell.id == "given_imports")
    right.cells.remove(given)
    right.cells += [new_code_cell("while True: pass", id="loop"), new_code_cell("1 / 0", id="broken")]
    code, said = check(right, "my own.ipynb")
    assert code == 1
    for text in (
        "3 of 4 answers are filled in",
        "the notebook is called my own.ipynb: graded as linear_vs_relu.ipynb",
        "missing cells are put back: given_imports",
        "stopped after 2 s: grading stops it, too",
        "ZeroDivisionError: division by zero",
        "not written yet",
        "visible checks: 2 of 5 pass",
    ):
        assert text in said, said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("import os\nos._exit(0)", "Python ended in this cell"),
        ("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.pause()", "be interrupted"),
    ],
)
def test_after_what_cannot_go_on_the_rest_is_not_run(check, right, last, text, monkeypatch):
    monkeypatch.setattr(self_check, "CELL_SECONDS", 2)
    monkeypatch.setattr(self_check, "READY_SECONDS", 1)
    right.cells.insert(0, new_code_cell(last, id="end"))
    code, said = check(right)
    assert code == 1 and text in said and "the rest was not run" in said
    assert "visible checks: 0 of 5 pass" in said


OTHER = nbformat.writes(new_notebook(cells=[new_code_cell("print('of another course')")]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty (0 bytes)"),
        ('{"cells": [', "is not a notebook: not JSON (line 1"),
        ("print(1)", "is not a notebook: not JSON"),
        ("[]", "is JSON but not a notebook"),
        (json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}), "has no cells"),
        (OTHER, "is no assignment of this course (there is: 01_forward_pass, 02_"),
    ],
)
def test_what_is_no_notebook_of_this_course_is_one_line(check, text, said):
    code, printed = check(text)
    assert code == 1 and said in printed and printed.startswith("bplab check: ")
    assert len(printed.splitlines()) == 1


def test_a_missing_file_is_one_line():
    done = CliRunner().invoke(app, ["check", "nowhere.ipynb"])
    assert done.exit_code == 1 and "nowhere.ipynb cannot be read: No such file" in done.output


def test_a_notebook_with_few_cells_of_the_assignment_is_doubted(check, right):
    right.cells = [cell for cell in right.cells if cell.id == "run_experiment"]
    code, said = check(right)
    assert code == 1 and "Only 1 of the assignment's 46 cells are in it: is it the right notebook?" in said


def test_a_newer_release_is_compared_with_if_it_is_given(check, right, release, tmp_path):
    test = next(cell for cell in release.cells if cell.id == "test_relu_network_forward")
    test.source = "# The question has changed.\nraise ValueError('newer')"
    newer = tmp_path / "newer" / "linear_vs_relu.ipynb"
    newer.parent.mkdir()
    nbformat.write(release, newer)
    code, said = check(right, "linear_vs_relu.ipynb", "--released", str(newer))
    assert code == 1 and "ValueError: newer" in said and "test_relu_network_forward" in said
    newer.write_text(OTHER)
    code, said = check(right, "linear_vs_relu.ipynb", "--released", str(newer))
    assert code == 1 and "is not what was released: its cells have no marks of nbgrader" in said


def test_it_needs_nothing_that_a_student_does_not_have():
    absent = (
        "fcntl",
        "resource",
        "nbgrader",
        "sqlalchemy",
        "rich",
        "distributed",
        "jupytext",
    )
    code = f"import sys; sys.modules |= dict.fromkeys({absent}); import bplab.self_check"
    subprocess.run([sys.executable, "-c", code], check=True)
