"""Broken submissions: one line each, the rest of the class is graded, nothing in submitted/ changes."""

import copy
import hashlib
import json

import nbformat
import pytest
from nbgrader.api import Gradebook

from bplab.authoring.catalogue import Answer, plant
from bplab.grading.scores import read_scores

NOTEBOOK = "linear_vs_relu.ipynb"


def duplicated(notebook):
    notebook = copy.deepcopy(notebook)
    notebook.cells.append(copy.deepcopy(next(c for c in notebook.cells if c.id == "relu_network")))
    notebook.cells[-1].id = "pasted"
    return notebook


def damaged(notebook):
    notebook = copy.deepcopy(notebook)
    del next(c for c in notebook.cells if c.id == "relu_network").metadata.nbgrader["schema_version"]
    return notebook


def with_foreign_cell(notebook):
    notebook = copy.deepcopy(notebook)
    notebook.cells[-1].metadata["nbgrader"] = {
        "grade_id": "softmax",
        "grade": False,
        "solution": True,
        "locked": False,
        "schema_version": 3,
        "task": False,
    }
    return notebook


def other_assignment():
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print('petals')")])


def tree_hash(folder):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


@pytest.fixture
def good(course, answers, solution):
    return plant(course.release, solution, answers[0])


def test_each_broken_submission_is_one_line_and_the_class_goes_on(course, good):
    utf_16 = nbformat.writes(good).encode("utf-16")
    bom = b"\xef\xbb\xbf" + nbformat.writes(good).encode()
    expected = {
        "broken-json": (b'{"cells": [', f"{NOTEBOOK} is not a notebook: not JSON (line 1: "),
        "byte-order-mark": (bom, f"{NOTEBOOK} is not a notebook: not JSON (line 1: Unexpected UTF-8 BOM"),
        "damaged-metadata": (damaged(good), "the nbgrader metadata of cell 'relu_network' is damaged"),
        "empty-file": (b"", f"{NOTEBOOK} is empty (0 bytes)"),
        "empty-notebook": (nbformat.v4.new_notebook(), f"{NOTEBOOK} has no cells"),
        "foreign-cell": (with_foreign_cell(good), "holds cells of another assignment: softmax"),
        "json-cells": (
            b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1, 2]}',
            "it has no list of cells",
        ),
        "json-list": (b"[1, 2]", f"{NOTEBOOK} is JSON but not a notebook: it states no notebook format"),
        "json-object": (b'{"a": 1}', f"{NOTEBOOK} is JSON but not a notebook"),
        "other-assignment": (other_assignment(), f"{NOTEBOOK} holds no cell of 05_linear_vs_relu"),
        "pasted-cell": (duplicated(good), "holds cells twice (copied together with their id): relu_network"),
        "wrong-encoding": (utf_16, f"{NOTEBOOK} is not a notebook: it is not UTF-8 text"),
    }
    for student, (content, _) in expected.items():
        course.submit(student, content)
    course.submit("renamed", good, name="linear_vs_relu (1).ipynb")
    course.submit("other-name", other_assignment(), name="petals.ipynb")
    course.submit("no-notebook", b"my answers", name="answers.txt")
    lines = {student: line for student, (_, line) in expected.items()}
    (course.folder("folder") / NOTEBOOK).mkdir()
    lines["folder"] = f"no {NOTEBOOK} (found: {NOTEBOOK})"
    lines["renamed"] = f"no {NOTEBOOK}; linear_vs_relu (1).ipynb holds its cells"
    lines["other-name"] = f"no {NOTEBOOK} (found: petals.ipynb)"
    lines["no-notebook"] = "no notebook in the submission (found: answers.txt)"
    course.submit("a-first-good-one", good)
    course.submit("zoe-last-good-one", good)
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.add_student("enrolled-but-silent")
    before = tree_hash(course.root / "submitted")

    done = course.nbgrader("autograde", course.unit.name, allow_failure=True)

    log = done.stderr
    assert done.returncode == 1
    assert "Traceback" not in log
    for student, line in lines.items():
        [first, *_] = [row for row in log.splitlines() if f"{student}: " in row]
        assert line in first, first
    assert "enrolled-but-silent: no submission" in log
    assert f"{len(lines)} of {len(lines) + 2} submissions could not be graded:" in log
    scores = read_scores(course.root, course.unit.name)
    for student in ("a-first-good-one", "zoe-last-good-one"):
        assert sum(cell.points for cell in scores[student].values()) == 90
    assert not set(lines) & set(scores)
    assert tree_hash(course.root / "submitted") == before


def test_a_dead_kernel_and_an_endless_loop_cost_one_student_only(course, answers, solution):
    def with_line(line):
        old = "self.z_3 = self.a_2 @ self.weights_3 + self.bias_3"
        answer = Answer("x", "x", "x.", swaps=(("relu_network", old, f"{line}\n        {old}"),))
        return plant(course.release, solution, answer)

    course.submit("ana", with_line("exit()"))
    course.submit("ben", with_line("import os; os._exit(3)"))
    endless = with_line("pass")
    next(cell for cell in endless.cells if cell.id == "linear_network").source += "\nwhile True:\n    pass"
    course.submit("cem", endless)
    course.submit("zoe", plant(course.release, solution, answers[0]))
    done = course.nbgrader("autograde", course.unit.name, "--Execute.timeout=5", allow_failure=True)
    errors = [line for line in done.stderr.splitlines() if "ERROR]" in line]
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert sum("ana: the kernel died" in line for line in errors) == 1
    assert sum("ben: the kernel died" in line for line in errors) == 1
    assert not (course.root / "autograded" / "ana" / course.unit.name).exists()
    scores = read_scores(course.root, course.unit.name)
    assert sum(cell.points for cell in scores["zoe"].values()) == 90
    # The class of an endless cell was defined before the loop began, so nothing is lost.
    assert sum(cell.points for cell in scores["cem"].values()) == 90


def test_removed_cells_are_named_and_score_0_even_if_they_had_points_before(course, good):
    course.submit("ana", good)
    course.nbgrader("autograde", course.unit.name)
    assert sum(cell.points for cell in read_scores(course.root, course.unit.name)["ana"].values()) == 90
    gone = ("given_data", "hidden_relu_network_e_1", "explain_linear_vs_relu")
    good.cells = [cell for cell in good.cells if cell.id not in gone]
    course.submit("ana", good)
    log = course.nbgrader("autograde", course.unit.name, "--force").stderr
    assert f"ana: cells are missing from the notebook, graded ones score 0: {', '.join(sorted(gone))}" in log
    cells = read_scores(course.root, course.unit.name)["ana"]
    assert sum(cell.points for cell in cells.values()) == 87
    assert not cells["explain_linear_vs_relu"].by_hand


def test_a_changed_test_cell_is_put_back(course, answers, solution):
    wrong = next(answer for answer in answers if answer.name == "no-derivative-e-2")
    notebook = plant(course.release, solution, wrong)
    for cell in notebook.cells:
        if cell.id.startswith(("test_", "hidden_")):
            cell.source = "pass"
            cell.metadata.nbgrader["points"] = 50
    course.submit("eve", notebook)
    log = course.nbgrader("autograde", course.unit.name).stderr
    assert "for cell hidden_relu_network_e_2 has changed!" in log
    cells = read_scores(course.root, course.unit.name)["eve"]
    assert {name for name, cell in cells.items() if cell.points == 0} == {
        *wrong.loses,
        "explain_linear_vs_relu",
    }


def test_autograde_before_release_says_what_to_do(course, good):
    course.submit("ana", good)
    (course.root / "gradebook.db").unlink()
    done = course.nbgrader("autograde", course.unit.name, allow_failure=True)
    assert done.returncode == 1
    assert "run `nbgrader generate_assignment 05_linear_vs_relu` first" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_student_alone_can_be_graded_again(course, good):
    course.submit("ana", good)
    course.submit("ben", b"not a notebook")
    log = course.nbgrader("autograde", course.unit.name, "--student=ana").stderr
    assert "WARNING" not in log and "Warning" not in log  # an honest submission is nothing to warn of
    course.nbgrader("autograde", course.unit.name, "--student=ana", "--force")
    assert set(read_scores(course.root, course.unit.name)) == {"ana"}


def test_feedback_of_a_wrong_answer_shows_the_message_of_its_check(course, answers, solution):
    wrong = next(answer for answer in answers if answer.name == "no-derivative-e-2")
    course.submit("ana", plant(course.release, solution, wrong))
    course.nbgrader("autograde", course.unit.name)
    course.nbgrader("generate_feedback", course.unit.name)
    page = (course.root / "feedback" / "ana" / course.unit.name / "linear_vs_relu.html").read_text()
    assert "The ReLU derivative is missing" in page
    graded = json.loads((course.root / "autograded" / "ana" / course.unit.name / NOTEBOOK).read_text())
    [cell] = [cell for cell in graded["cells"] if cell["id"] == "hidden_relu_network_e_2"]
    assert len(cell["outputs"][0]["traceback"]) <= 6
