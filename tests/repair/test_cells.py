"""Cells deleted, moved, retyped: each released cell is there once, in its place."""

import copy

import pytest

from bplab.authoring.units import find_units
from bplab.grading.intake.repair import repair
from tests.conftest import ROOT
from tests.repair.notebooks import (
    assert_intact,
    assert_same_answers,
    find,
    in_plain_python,
    kinds,
    load,
    order,
    remove,
)


@pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)
def test_every_deleted_cell_is_put_back_in_its_place(unit):
    released, good = load(unit)
    for name in order(released):
        submitted = copy.deepcopy(good)
        remove(submitted, name)
        notebook, repairs = repair(submitted, released)
        assert [(record.kind, record.cell) for record in repairs] == [("missing", name)]
        assert_intact(notebook, released)
        assert [cell.id for cell in notebook.cells] == [cell.id for cell in released.cells]
        marks = find(released, name).metadata.nbgrader
        if marks.solution:
            blank = "" if marks.cell_type == "code" else find(released, name).source
            assert find(notebook, name).source == blank


def test_all_tests_and_given_cells_at_once(good, released):
    remove(good, *[name for name in order(good) if name.startswith(("test_", "hidden_", "given_"))])
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["missing"]
    assert_intact(notebook, released)
    assert_same_answers(notebook, good)


def test_a_test_above_its_task_is_moved_below(good, released):
    test = find(good, "hidden_softmax_values")
    good.cells.remove(test)
    good.cells.insert(0, test)
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("moved", "hidden_softmax_values")]
    assert_intact(notebook, released)


def test_a_task_put_back_stands_above_its_tests_wherever_the_text_around_it_is(good, released):
    names = [cell.id for cell in good.cells]
    prose = find(good, names[names.index("softmax") - 1])
    good.cells.remove(prose)
    good.cells.append(prose)
    remove(good, "softmax")
    notebook, _ = repair(good, released)
    present = order(notebook)
    tests = [name for name in present if name.startswith(("test_softmax", "hidden_softmax"))]
    assert all(present.index("softmax") < present.index(name) for name in tests)


def test_given_cells_below_the_tasks_are_moved_up(good, released):
    given = find(good, "given_imports")
    good.cells.remove(given)
    good.cells.append(given)
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["moved"]
    assert_intact(notebook, released)


def test_a_given_cell_with_nothing_left_above_it_comes_first(good, released):
    good.cells = [cell for cell in good.cells if "nbgrader" in cell.metadata]
    remove(good, "given_imports")
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("missing", "given_imports")]
    assert_intact(notebook, released)


# 3. Cells of another type


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_cells_become_code_again(good, released, kind):
    for name in ("softmax", "test_softmax", "hidden_softmax_rows", "given_imports"):
        find(good, name).cell_type = kind
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["retyped"]
    assert_intact(notebook, released)
    assert_same_answers(notebook, good)


def test_an_answer_in_words_becomes_markdown_again(networks):
    released, good = networks[0], copy.deepcopy(networks[1])
    cell = find(good, "explain_linear_vs_relu")
    cell.cell_type, cell.outputs, cell.execution_count = "code", [], None
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["retyped"]
    assert_intact(notebook, released)
    assert_same_answers(notebook, good)


def test_code_in_the_place_of_an_answer_in_words_is_none(networks):
    released, good = networks[0], copy.deepcopy(networks[1])
    place = good.cells.index(find(good, "explain_linear_vs_relu"))
    good.cells[place] = in_plain_python("mine", "print(1)")
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("missing", "explain_linear_vs_relu")]
    assert find(notebook, "mine").source == "print(1)"


# 4. Merged cells
