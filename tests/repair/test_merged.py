"""Cells merged into one are taken apart again."""

import copy

import pytest

from bplab.grading.intake.repair import repair
from tests.repair.notebooks import (
    assert_intact,
    assert_same_answers,
    copied,
    find,
    in_plain_python,
    insert_after,
    kinds,
    merge,
    order,
    remove,
)


def test_a_task_merged_with_its_tests(good, released):
    code = find(good, "softmax").source
    merge(good, "softmax", "test_softmax", "test_softmax_stable", "hidden_softmax_shape")
    notebook, repairs = repair(good, released)
    assert repairs[0].kind == "merged" and "test_softmax_stable" in repairs[0].text
    assert_intact(notebook, released)
    assert find(notebook, "softmax").source == code


def test_two_tasks_merged(good, released):
    merge(good, "softmax", "cross_entropy")
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("missing", "cross_entropy")]
    assert_intact(notebook, released)
    assert find(notebook, "cross_entropy").source == "", "the released blank would define it again"
    assert "def cross_entropy" in find(notebook, "softmax").source


@pytest.mark.parametrize("first", ["given_paper_example", "test_one_hot", "hidden_one_hot_shape"])
def test_a_locked_cell_merged_with_a_task_gives_the_task_back(good, released, first):
    code = find(good, "softmax").source
    merge(good, first, "softmax")
    notebook, repairs = repair(good, released)
    assert repairs[0].kind == "merged"
    assert find(notebook, "softmax").source == code
    assert sorted(order(notebook)) == sorted(order(released))
    assert find(notebook, first).source == find(released, first).source


def test_everything_from_one_task_to_the_next_merged(good, released):
    names = [cell.id for cell in good.cells]
    merge(good, *names[names.index("one_hot") : names.index("softmax") + 1])
    notebook, _ = repair(good, released)
    assert_intact(notebook, released)
    source = find(notebook, "one_hot").source
    compile(source, "cell", "exec")
    assert "def one_hot" in source and "def softmax" in source


def test_the_text_above_merged_with_the_task(good, released):
    names = [cell.id for cell in good.cells]
    above = names[names.index("softmax") - 1]
    merge(good, above, "softmax")
    notebook, repairs = repair(good, released)
    assert {"merged", "retyped"} <= set(kinds(repairs))
    assert_intact(notebook, released)
    assert find(notebook, above).source == find(released, above).source
    assert "def softmax" in find(notebook, "softmax").source


def test_the_text_above_merged_with_an_answer_in_words(networks):
    released, good = networks[0], copy.deepcopy(networks[1])
    names = [cell.id for cell in good.cells]
    merge(good, names[names.index("explain_linear_vs_relu") - 1], "explain_linear_vs_relu")
    notebook, repairs = repair(good, released)
    assert repairs[0].kind == "merged"
    assert_intact(notebook, released)
    assert_same_answers(notebook, networks[1])


def test_a_merged_cell_is_taken_apart_even_if_its_text_stands_elsewhere_too(good, released):
    names = [cell.id for cell in good.cells]
    above = names[names.index("softmax") - 1]
    insert_after(good, "given_imports", copied(find(good, above)))
    merge(good, names[names.index("softmax") - 2], above, "softmax")
    notebook, _ = repair(good, released)
    assert_intact(notebook, released)
    assert find(notebook, "softmax").source.startswith("def softmax")


def test_all_cells_merged_into_the_first_task(good, released):
    names = [name for name in order(good) if name != "given_imports"]
    merge(good, *names)
    notebook, _ = repair(good, released)
    assert sorted(order(notebook)) == sorted(order(released))
    code = "\n".join(
        cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")
    )
    for name in ("one_hot", "softmax", "cross_entropy", "output_error"):
        assert f"def {name}(" in code or any(f"def {name}(" in cell.source for cell in notebook.cells)


def test_a_text_that_stands_inside_a_line_is_not_cut_out(good, released):
    text = find(good, "hidden_one_hot_values").source
    own = in_plain_python("own", f"print(1)  {text}")
    insert_after(good, "one_hot", own)
    remove(good, "hidden_one_hot_values")
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["missing"]
    assert [cell.id for cell in notebook.cells if cell.source == own.source] == ["own"]
    assert len(notebook.cells) == len(released.cells) + 1


def test_a_merged_text_that_stands_in_two_answers_is_one_cell(good, released):
    text = find(good, "test_softmax").source
    merge(good, "softmax", "test_softmax")
    find(good, "one_hot").source += f"\n\n{text}"
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs][0] == ("merged", "test_softmax")
    assert kinds(repairs) in (["merged"], ["merged", "moved"])
    assert_intact(notebook, released)


def test_a_short_text_may_stand_in_an_answer_by_chance(good, released):
    released = copy.deepcopy(released)
    short = copied(find(released, "given_imports"), source="n = 3")
    short.id = short.metadata.nbgrader.grade_id = "given_short"
    insert_after(released, "given_imports", short)
    answer = find(good, "softmax")
    answer.source = f"n = 3\n{answer.source}"
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("missing", "given_short")]
    assert find(notebook, "softmax").source == answer.source


# 5. Lost and damaged metadata
