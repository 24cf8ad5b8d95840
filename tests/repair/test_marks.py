"""Metadata lost or damaged: the cells are found again."""

import copy
import json

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from bplab.authoring.units import find_units
from bplab.grading.intake.repair import repair
from bplab.grading.intake.repair.restore import checksum
from tests.conftest import ROOT
from tests.repair.notebooks import (
    assert_intact,
    assert_same_answers,
    find,
    in_plain_python,
    insert_after,
    kinds,
    load,
    split,
    without_marks,
)


@pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)
@pytest.mark.parametrize("ids", [True, False], ids=["ids kept", "ids lost"])
def test_lost_metadata_is_put_back(unit, ids):
    released, good = load(unit)
    notebook, repairs = repair(without_marks(copy.deepcopy(good), ids), released)
    assert kinds(repairs) == ["lost"]
    assert_intact(notebook, released)
    assert_same_answers(notebook, good)
    assert len(notebook.cells) == len(released.cells)


def test_without_metadata_own_trials_do_not_count_as_the_task(good, released):
    code = find(good, "softmax").source
    trial = in_plain_python("trial", "def softmax(z):\n    return z")
    insert_after(good, "given_paper_example", trial)
    note = nbformat.v4.new_markdown_cell("def softmax(z):\n    return 0", id="note")
    insert_after(good, "test_softmax", note)
    notebook, repairs = repair(without_marks(good, ids=False), released)
    assert kinds(repairs) == ["lost"]
    assert find(notebook, "softmax").source == code


def test_without_metadata_a_code_that_does_not_parse_is_found_by_likeness(good, released):
    find(good, "softmax").source = find(released, "softmax").source + "\n    return ("
    edited = find(good, "test_softmax")
    edited.source = edited.source.replace("softmax(", "softmax (")
    notebook, repairs = repair(without_marks(good, ids=False), released)
    assert kinds(repairs) == ["lost", "changed"]
    assert_intact(notebook, released)
    assert_same_answers(notebook, good)


@pytest.mark.parametrize("line", ["    Rows", "    z = z"], ids=["in docstring", "in body"])
def test_without_metadata_a_split_task_is_joined(good, released, line):
    cell = find(good, "softmax")
    cell.source = 'def softmax(z):\n    """\n    Rows.\n    """\n    z = z - z.max()\n    return np.exp(z)'
    code = cell.source
    split(good, "softmax", line)
    notebook, repairs = repair(without_marks(good, ids=False), released)
    assert kinds(repairs) == ["split", "lost"]
    assert find(notebook, "softmax").source == code
    assert_intact(notebook, released)


def test_without_metadata_two_functions_of_a_task_in_two_cells_are_joined(good, released):
    released = copy.deepcopy(released)
    for notebook in (good, released):
        find(notebook, "softmax").source += "\ndef shifted(z):\n    return z - z.max()"
    code = find(good, "softmax").source
    split(good, "softmax", "def shifted")
    notebook, repairs = repair(without_marks(good, ids=False), released)
    assert kinds(repairs) == ["split", "lost"]
    assert find(notebook, "softmax").source == code


def damage(marks, what):
    if what == "no version":
        del marks["schema_version"]
    elif what == "an unknown key":
        marks["colour"] = {"red": [1, 2]}
    else:
        marks.update(what)


@pytest.mark.parametrize(
    "what",
    [
        "no version",
        "an unknown key",
        {"points": 1000},
        {"points": "many"},
        {"grade": False},
        {"solution": True, "locked": False},
        {"schema_version": [3]},
        {"task": True, "cell_type": "markdown"},
    ],
    ids=str,
)
def test_damaged_metadata_is_put_right(good, released, what):
    for name in ("softmax", "test_softmax", "given_imports"):
        damage(find(good, name).metadata.nbgrader, what)
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["damaged"]
    assert_intact(notebook, released)


@pytest.mark.parametrize("value", [None, 7, "softmax", ["softmax"], {}, {"grade_id": ["softmax"]}], ids=repr)
def test_metadata_of_any_type(good, released, value):
    submitted = json.loads(nbformat.writes(good))
    for cell in submitted["cells"]:
        cell["metadata"] = value if cell["id"] == "softmax" else {"nbgrader": value}
    notebook, _ = repair(submitted, released)
    assert_intact(notebook, released)
    assert_same_answers(notebook, good)


def test_a_tag_that_would_skip_a_test_is_gone(good, released):
    find(good, "test_softmax").metadata["tags"] = ["skip-execution"]
    notebook, _ = repair(good, released)
    assert_intact(notebook, released)


@pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)
def test_the_checksum_of_a_cell_is_the_one_that_nbgrader_writes(unit):
    released, _ = load(unit)
    for cell in released.cells:
        if marks := cell.metadata.get("nbgrader"):
            assert checksum(cell.cell_type, cell.source, marks) == marks.checksum == compute_checksum(cell)
