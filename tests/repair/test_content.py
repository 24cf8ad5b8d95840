"""Honest notebooks are left alone; changed, foreign and unreadable content is put right."""

import copy
import json
import re

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.authoring.units import find_units
from bplab.grading.intake.repair import OtherAssignment, filled_tasks, one_line, repair
from tests.catalogue.sample import sample
from tests.conftest import ROOT
from tests.repair.notebooks import (
    assert_intact,
    assert_same_answers,
    copied,
    find,
    in_plain_python,
    insert_after,
    kinds,
    load,
    order,
    remove,
)


@pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)
def test_an_honest_notebook_is_left_alone(unit):
    released, _ = load(unit)
    solution = solutions(nbformat.read(unit.root / unit.source, as_version=4))
    for answer in sample(load_answers(unit.lesson)):
        submitted = plant(released, solution, answer)
        insert_after(submitted, released.cells[2].id, in_plain_python("mine", "print(np.zeros(3))"))
        submitted.metadata.language_info.version = "3.12.1"
        submitted.metadata.kernelspec.display_name = "Python 3 (mine)"
        for cell in submitted.cells:
            if cell.cell_type == "code":
                cell.outputs = [nbformat.v4.new_output("stream", text="hello")]
        before = copy.deepcopy(submitted)
        notebook, repairs = repair(submitted, released)
        assert find(notebook, order(released)[0]).metadata is not find(released, order(released)[0]).metadata
        assert repairs == [], answer.name
        assert submitted == before, "the submission itself must not change"
        assert [(cell.id, cell.source) for cell in notebook.cells] == [
            (cell.id, cell.source) for cell in submitted.cells
        ]
        assert_intact(notebook, released)


def test_saved_by_an_editor_that_drops_cell_ids_and_spaces_at_line_ends(good, released):
    for number, cell in enumerate(good.cells):
        cell.id = f"x{number}"
        cell.source = "\n".join(line.rstrip() for line in cell.source.split("\n")) + "\n"
    notebook, repairs = repair(good, released)
    assert repairs == []
    assert_intact(notebook, released)


# 1. Cells that are there twice


def test_a_changed_test_is_put_back(good, released):
    find(good, "test_softmax").source = "pass"
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("changed", "test_softmax")]
    assert_intact(notebook, released)


def test_locked_cells_of_an_earlier_release_are_replaced_whole(good, released):
    for name in ("test_softmax", "given_imports"):
        cell = find(good, name)
        cell.source = cell.source.replace("\n", "  # as before\nimport math\n", 1)
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["older"] and "given_imports, test_softmax" in repairs[0].text
    assert_intact(notebook, released)
    assert len(notebook.cells) == len(released.cells)


@pytest.mark.parametrize("marks", [{"points": "many"}, {"points": None}, {"schema_version": 1}], ids=str)
def test_a_checksum_that_does_not_fit_makes_no_earlier_release(good, released, marks):
    cell = find(good, "test_softmax")
    cell.source = "pass"
    cell.metadata.nbgrader.update(marks, checksum="0")
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["damaged", "changed"]
    assert_intact(notebook, released)


def test_lines_added_to_a_given_cell_are_kept(good, released):
    cell = find(good, "given_imports")
    cell.source = cell.source.replace(
        "import numpy as np", "import math\nimport numpy as np\nfrom math import pi"
    )
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["changed", "kept"]
    assert_intact(notebook, released)
    place = notebook.cells.index(find(notebook, "given_imports"))
    assert notebook.cells[place + 1].source == "import math\nfrom math import pi"


def test_lines_added_to_a_given_cell_that_make_no_sense_alone_are_not_kept(good, released):
    cell = find(good, "given_imports")
    cell.source = cell.source.replace("import numpy as np", "import numpy as np\nx = (")
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["changed"]
    assert len(notebook.cells) == len(released.cells)


def test_foreign_cells_become_ordinary_ones(good, released):
    cell = in_plain_python("own", "print(1)")
    cell.metadata["nbgrader"] = {**find(good, "softmax").metadata.nbgrader, "grade_id": "dense\n\x1b[31m"}
    insert_after(good, "softmax", cell)
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["foreign"]
    assert repairs[0].text.isprintable()
    assert_intact(notebook, released)
    assert find(notebook, "own").metadata == {}


@pytest.mark.parametrize("other", find_units(ROOT), ids=lambda unit: unit.name)
def test_the_notebook_of_another_unit_is_refused(other, released):
    if other.name == "02_softmax_cross_entropy":
        pytest.skip("its own unit")
    with pytest.raises(OtherAssignment):
        repair(load(other)[1], released)


def test_one_task_pasted_into_the_notebook_of_another_unit_does_not_make_it_this_one(
    good, released, networks
):
    other = copy.deepcopy(networks[1])
    other.cells.append(find(good, "softmax"))
    with pytest.raises(OtherAssignment):
        repair(other, released)


def test_a_value_is_cut_to_its_limit():
    assert one_line("x" * 80) == "x" * 80 and one_line("x" * 81) == "x" * 79 + "…"


# 7. Kernels, characters, ids, values of any type


@pytest.mark.parametrize(
    "metadata", [{}, None, [], {"kernelspec": {"name": "ir", "language": "R"}}, {"kernelspec": 3}], ids=repr
)
def test_the_kernel_is_the_released_one(good, released, metadata):
    submitted = json.loads(nbformat.writes(good))
    submitted["metadata"] = metadata
    notebook, repairs = repair(submitted, released)
    assert kinds(repairs) == ["kernel"]
    assert_intact(notebook, released)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=repr)
def test_line_ends(good, released, end):
    for cell in good.cells:
        cell.source = cell.source.replace("\n", end)
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["line-ends"]
    assert_intact(notebook, released)
    assert "\r" not in nbformat.writes(notebook)


def test_characters_that_no_file_can_hold(good, released):
    find(good, "softmax").source += "\n# \x00 \ud800"
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["characters"]
    nbformat.writes(notebook).encode()
    compile(find(notebook, "softmax").source, "cell", "exec")


def test_cell_ids_are_unique_and_legal(good, released):
    strange = ["softmax", "a b", 7, "y" * 65, "twice", "twice"]
    insert_after(good, "softmax", *[in_plain_python(f"own-{number}", "") for number in range(len(strange))])
    submitted = json.loads(nbformat.writes(good))
    for cell in submitted["cells"]:
        if cell["id"].startswith("own-"):
            cell["id"] = strange[int(cell["id"][4:])]
    notebook, repairs = repair(submitted, released)
    assert repairs == []
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert_intact(notebook, released)


def test_cells_of_any_type(good, released):
    submitted = json.loads(nbformat.writes(good))
    submitted["cells"] += [
        None,
        3,
        {},
        {"cell_type": ["code"], "source": 5},
        {"cell_type": "code", "source": [1, "x = 1\n", None, "y = 2"], "metadata": 3, "id": {}},
        {"cell_type": "markdown", "source": "", "attachments": {"a.png": {"image/png": 3}, "b": []}},
        {"cell_type": "markdown", "source": "z", "attachments": [1]},
        {"cell_type": "code", "source": "x" * 2_000_000},
    ]
    notebook, repairs = repair(submitted, released)
    assert [(record.kind, re.findall("[0-9]+", record.text)[-1]) for record in repairs] == [
        ("no-cell", "2"), ("no-type", "2"), ("no-text", "2"), ("too-long", "1"), ("attachments", "3"),
    ]  # fmt: skip
    assert_intact(notebook, released)
    assert "x = 1\ny = 2" in [cell.source for cell in notebook.cells]


@pytest.mark.parametrize(
    "source",
    [
        "(" * 100_000,
        "-" * 100_000 + "1",
        "x" + ".x" * 100_000,
        "[" * 90 + "]" * 90,
        "if 1:\n " * 5000,
        "\\" * 9999,
    ],
    ids=["parentheses", "minus", "attributes", "lists", "blocks", "backslashes"],
)
def test_code_that_no_parser_likes(good, released, source):
    insert_after(good, "softmax", copied(find(good, "softmax"), source=source))
    notebook, repairs = repair(good, released)
    assert_same_answers(notebook, good) if source[0] != "[" else None
    assert kinds(repairs) in (["copies"], ["split"])


def test_filled_tasks(released, good):
    assert filled_tasks(repair(good, released)[0], released) == 4
    assert filled_tasks(repair(released, released)[0], released) == 0
    remove(good, "softmax")
    assert filled_tasks(repair(good, released)[0], released) == 3


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (
            "$a<b$ and $x < y$, 3<4, H<sub>2</sub>O, **bold** [link](https://example.org) $\\frac{1}{2}$",
            False,
        ),
        ("<script>f()</script>", True),
        ("[see](javascript&colon;f())", True),
        ("![seen](https://example.org/x.png)", True),
    ],
)
def test_text_stays_as_typed_and_what_pages_do_not_carry_out_is_noted(good, released, text, refused):
    good.cells.insert(1, nbformat.v4.new_markdown_cell(text, id="own"))
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["html"] * refused
    assert find(notebook, "own").source == text
