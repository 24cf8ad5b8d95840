"""Repairs of single notebooks: what a student wrote survives, and every released cell is there once."""

import copy
import json

import nbformat
import pytest

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.authoring.units import Unit, find_units
from bplab.grading.repair import OtherAssignment, filled_tasks, repair
from bplab.grading.repair.disarm import disarm
from tests.conftest import ROOT


def load(unit):
    """(released notebook, a right answer planted into it) of a unit."""
    release = nbformat.read(unit.root / unit.release, as_version=4)
    source = nbformat.read(unit.root / unit.source, as_version=4)
    return release, plant(release, solutions(source), load_answers(unit.lesson)[0])


@pytest.fixture(scope="module")
def softmax():
    return load(Unit(ROOT, "02_softmax_cross_entropy"))


@pytest.fixture
def released(softmax):
    return softmax[0]


@pytest.fixture
def good(softmax):
    return copy.deepcopy(softmax[1])


@pytest.fixture(scope="module")
def networks():
    """Unit 5: classes, and an answer in words."""
    return load(Unit(ROOT, "05_linear_vs_relu"))


def find(notebook, name):
    [cell] = [cell for cell in notebook.cells if cell.id == name]
    return cell


def remove(notebook, *names):
    notebook.cells = [cell for cell in notebook.cells if cell.id not in names]


def insert_after(notebook, name, *cells):
    place = notebook.cells.index(find(notebook, name)) + 1
    notebook.cells[place:place] = cells


def copied(cell, **changes):
    """What copying and pasting a cell gives: its metadata with it, and a new id."""
    cell = nbformat.from_dict({**copy.deepcopy(cell), **changes})
    cell.id = f"pasted-{abs(hash(cell.source)) % 10**8}"
    return cell


def split(notebook, name, text):
    """JupyterLab's "split cell" before the line that begins with text."""
    cell = find(notebook, name)
    head, tail = cell.source.split(f"\n{text}", 1)
    insert_after(notebook, name, copied(cell, source=(text + tail).strip("\n")))
    cell.source = head.strip("\n")


def merge(notebook, *names):
    """JupyterLab's "merge cells": the first one's metadata and type, the sources an empty line apart."""
    first, *others = [find(notebook, name) for name in names]
    first.source = "\n\n".join(cell.source for cell in (first, *others))
    remove(notebook, *names[1:])


def in_plain_python(name, text):
    return nbformat.v4.new_code_cell(text, id=name)


def without_marks(notebook, ids=True):
    """Saved by a program that knows nothing of nbgrader; ids=False: nor of cell ids."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata = {}
        if not ids:
            cell.id = f"anything-{number}"
    return notebook


def kinds(repairs):
    return [record.kind for record in repairs]


def order(notebook):
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def assert_intact(notebook, released):
    """Every nbgrader cell is there once, in order, with type, metadata and locked text as released."""
    nbformat.validate(notebook)
    assert order(notebook) == order(released)
    for name in order(released):
        cell, original = find(notebook, name), find(released, name)
        assert (cell.cell_type, cell.metadata) == (original.cell_type, original.metadata)
        if original.metadata.nbgrader.locked:
            assert cell.source == original.source
    assert notebook.metadata == released.metadata


def assert_same_answers(notebook, good):
    for cell in good.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            assert find(notebook, cell.id).source == cell.source


# An honest notebook


@pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)
def test_an_honest_notebook_is_left_alone(unit):
    released, _ = load(unit)
    solution = solutions(nbformat.read(unit.root / unit.source, as_version=4))
    for answer in load_answers(unit.lesson):
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


@pytest.mark.parametrize(
    "line", ["    z = z - ", "    e = ", "    return "], ids=["before body", "in body", "before return"]
)
def test_a_split_function_is_joined(good, released, line):
    find(good, "softmax").source = (
        'def softmax(z):\n    """Rows."""\n    z = z - z.max(axis=1, keepdims=True)\n\n'
        "    e = np.exp(z)\n    return e / e.sum(axis=1, keepdims=True)"
    )
    split(good, "softmax", line)
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["split"] and repairs[0].cell == "softmax"
    names = {}
    exec("import numpy as np\n" + find(notebook, "softmax").source, names)
    assert names["softmax"](names["np"].zeros((2, 4))).tolist() == [[0.25] * 4] * 2
    assert_intact(notebook, released)


def test_a_class_split_between_its_methods_is_joined(networks):
    released, good = networks[0], copy.deepcopy(networks[1])
    split(good, "relu_network", "    def backward")
    split(good, "relu_network", "    def forward")
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("split", "relu_network")]
    compile(find(notebook, "relu_network").source, "cell", "exec")
    assert find(notebook, "relu_network").source.count("    def ") == 4
    assert_intact(notebook, released)


def test_a_helper_split_off_a_task_is_kept(good, released):
    cell = find(good, "softmax")
    cell.source = "def shifted(z):\n    return z - z.max(1, keepdims=True)\n\n\n" + cell.source
    split(good, "softmax", "def softmax")
    notebook, _ = repair(good, released)
    assert "def shifted" in find(notebook, "softmax").source
    assert "def softmax" in find(notebook, "softmax").source


def test_of_copies_the_last_one_filled_in_counts_and_no_other_runs(good, released):
    cell, blank = find(good, "softmax"), find(released, "softmax")
    right = cell.source
    cell.source = "def softmax(z):\n    return z"
    insert_after(good, "test_softmax", copied(cell, source=right), copied(blank))
    insert_after(good, "given_imports", copied(cell, source="print(softmax"))
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["copies", "moved"]
    assert "softmax is there 4 times" in repairs[0].text
    assert_intact(notebook, released)
    assert find(notebook, "softmax").source == right
    others = [c for c in notebook.cells if c.cell_type == "code" and c.id != "softmax"]
    assert not any("def softmax" in c.source or "print(softmax" in c.source for c in others)
    assert sum(c.cell_type == "raw" for c in notebook.cells) == 3, "they stay visible"


def test_a_copy_made_for_something_else_still_runs(good, released):
    first = find(good, "one_hot")
    insert_after(good, "test_softmax", copied(first, source="helper = 3"), copied(first))
    insert_after(good, "test_softmax", copied(first))
    notebook, repairs = repair(good, released)
    assert kinds(repairs)[0] == "copies"
    assert [c.cell_type for c in notebook.cells if c.source == "helper = 3"] == ["code"]


def test_copies_of_locked_cells_are_dropped_but_not_what_a_student_wrote_there(good, released):
    test = find(good, "test_softmax")
    mine = copied(test, source="def helper():\n    return 3")
    insert_after(good, "test_softmax", copied(test), mine, copied(find(good, "given_imports")))
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["dropped"]
    assert_intact(notebook, released)
    assert [c.source for c in notebook.cells].count(test.source) == 1
    assert [c.cell_type for c in notebook.cells if c.source == mine.source] == ["code"]


def test_a_split_test_is_whole_again(good, released):
    split(good, "test_softmax_stable", find(good, "test_softmax_stable").source.split("\n")[-1])
    notebook, _ = repair(good, released)
    assert_intact(notebook, released)
    assert len(notebook.cells) == len(released.cells)


def test_answers_in_words_are_joined(networks):
    released, good = networks[0], copy.deepcopy(networks[1])
    cell = find(good, "explain_linear_vs_relu")
    cell.source = "First."
    insert_after(good, cell.id, copied(cell, source="Second."), copied(cell), copied(find(released, cell.id)))
    notebook, repairs = repair(good, released)
    assert kinds(repairs) == ["joined"]
    assert find(notebook, "explain_linear_vs_relu").source == "First.\n\nSecond."


# 2. Deleted cells


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


# 4. Merged cells


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


# 5. Lost and damaged metadata


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


# Changed locked cells, foreign cells


def test_a_changed_test_is_put_back(good, released):
    find(good, "test_softmax").source = "pass"
    notebook, repairs = repair(good, released)
    assert [(record.kind, record.cell) for record in repairs] == [("changed", "test_softmax")]
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
    assert kinds(repairs) == ["no-cell", "no-type", "no-text", "too-long", "attachments"]
    assert_intact(notebook, released)
    assert "x = 1\ny = 2" in [cell.source for cell in notebook.cells]


def test_pictures_in_an_answer_are_kept(networks):
    released, good = networks[0], copy.deepcopy(networks[1])
    picture = {"photo.png": {"image/png": "iVBORw0KGgo="}}
    find(good, "explain_linear_vs_relu")["attachments"] = picture
    notebook, repairs = repair(good, released)
    assert repairs == []
    assert find(notebook, "explain_linear_vs_relu").attachments == picture


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
    ("text", "shown"),
    [
        ("$a<b$ and $x < y$, 3<4", "$a< b$ and $x < y$, 3<4"),
        ("<script>f()</script><!-- x -->", "< script>f()< /script>< !-- x -->"),
        (r"$\href{javascript:f()}{x}$ \\ \classical", r"$\ href{javascript :f()}{x}$ \\ \classical"),
        ("**bold** `code` [link](https://example.org) $\\frac{1}{2}$", None),
    ],
)
def test_html_in_text_is_shown_and_not_carried_out(text, shown):
    assert disarm(text) == (text if shown is None else shown)
