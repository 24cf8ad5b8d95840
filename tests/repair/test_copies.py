"""Cells split and copied: what a student wrote is joined, or the last that is filled in counts."""

import copy
import time

import pytest

from bplab.grading.intake.repair import ipython, repair
from bplab.grading.intake.repair.code import ANY, definitions
from tests.repair.notebooks import (
    assert_intact,
    copied,
    find,
    insert_after,
    kinds,
    split,
)


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


@pytest.mark.parametrize(
    "form",
    [
        "{code}",
        "{code}\nprint('%s'\n      % (softmax,))",
        "{code}\nassert (softmax\n        != 3)",
        "{code}\nnp.exp?",
        "?np.exp\n{code}\nnp.exp??",
        "{code}\nfiles = !ls",
        "{code}\nt = %timeit -o -n 1 -r 1 softmax(np.eye(3))",
        "%%time\n{code}",
        "\n\n%%capture out\n%%time\n{code}",
        "%%prun -q\n{code}",
        "/print softmax\n{code}",
        "{code}\nawait asyncio.sleep(0)",
        "%load_ext autoreload\n%autoreload 2\n{code}",
        "!pip list\n{code}\n%time softmax(np.eye(3))",
        "import sys\nif sys:\n    %matplotlib inline\n    pass\n{code}",
        "{code}\n'''\n%time\n!= y\n? what\n'''",
        "{code}\n" + "# a note of some length\n" * 3000 + "%time softmax(np.eye(3))\nfiles = !ls\nnp.exp?",
    ],
)
def test_a_copy_with_lines_of_ipython_is_complete(good, released, form):
    cell = find(good, "softmax")
    right = form.format(code=cell.source)
    cell.source = "def softmax(z):\n    return z"
    insert_after(good, "test_softmax", copied(cell, source=right))
    notebook, _ = repair(good, released)
    assert find(notebook, "softmax").source == right


@pytest.mark.parametrize("form", ["%%timeit\n{code}", "%%writefile mine.py\n{code}", "%%bash\n{code}"])
def test_a_copy_whose_code_does_not_stay_is_not_complete(good, released, form):
    cell = find(good, "softmax")
    right = cell.source
    insert_after(good, "test_softmax", copied(cell, source=form.format(code=right)))
    notebook, _ = repair(good, released)
    assert find(notebook, "softmax").source == right


def test_what_time_measures_is_defined():
    assert definitions("%time x = f()\nfiles = !ls\nt = %timeit -o f()") == dict.fromkeys(["x", "files", "t"])


def test_what_is_defined_inside_a_block_is_defined_too_and_the_last_one_counts():
    text = (
        "if a:\n    x = 1\nelse:\n    y = 2\n"
        "try:\n    import m\nexcept ImportError:\n    n = None\nfinally:\n    z = 3\n"
        "with c:\n    for i in a:\n        def f():\n            inner = 1\n"
        "if a:\n    g = 1\n    def g():\n        pass"
    )
    names = definitions(text)
    assert set(names) == {"x", "y", "m", "n", "z", "f", "g"} and names["g"] == set()


@pytest.mark.parametrize(
    ("head", "methods"),
    [
        ("class Net:", {"forward"}),
        ("class Net(object):", {"forward"}),
        ("class Net(Layer):", ANY),
        ("class Net(metaclass=Meta):", ANY),
        ("@decorated\nclass Net:", ANY),
    ],
)
def test_a_class_may_have_more_methods_than_stand_in_it(head, methods):
    assert definitions(f"{head}\n    def forward(self):\n        pass") == {"Net": methods}


def test_where_ipython_comes_to_no_end_there_is_no_code(monkeypatch):
    class Endless:
        def transform_cell(self, source):
            raise RuntimeError

    monkeypatch.setattr(ipython, "_transformer", Endless)
    assert definitions("%x") is None


@pytest.mark.parametrize(
    "text",
    [
        "%x\n" * 400,
        "a[0]?\n" * 400,
        "%time " * 5000,
        "a = !ls\n" * 400,
        "x=1\n" * 12000 + "%x\n" * 20,
        "%%time\n" * 5000,
        "\n" * 30_000 + "x y",
        " " * 30_000 + "x y",
    ],
    ids=lambda text: text[:8].strip() or repr(text[0]),
)
def test_lines_of_ipython_take_little_time(text):
    begin = time.process_time()
    definitions(text)
    assert time.process_time() - begin < 4  # 18 s without a bound
