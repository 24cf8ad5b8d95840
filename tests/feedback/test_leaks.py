"""Submissions that carry what a hidden test gave them out of it: nothing of it is in a page."""

import re

import nbformat
import pytest

from bplab.authoring.units import find_units
from tests.catalogue.oneprocess import texts_of
from tests.conftest import ROOT
from tests.feedback.making import page_of, seen, unit_of
from tests.judging import graded

[UNIT] = find_units(ROOT, ["02_softmax_cross_entropy"])
MARK, NUMBER, LINE = "LEAK", "987654", "4321"  # no submission has these in its text
KEEP = """
kept = []
word = "LE" + "AK"
def softmax(z):
    kept.append(f"{word} {z!r}")
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
"""
RAISE = "\ndef softmax(z):\n    {}\n"
# name -> task, or "last" for a cell of their own at the end, -> code
LEAKS = {
    "text of an exception": {"softmax": RAISE.format('raise ValueError("LE" + f"AK {z!r}")')},
    "name of an exception": {"softmax": RAISE.format('raise type("LE" + "AK", (Exception,), {})("x")')},
    "text without a class": {"softmax": RAISE.format('raise NotImplementedError("LE" + "AK")')},
    "key": {"softmax": RAISE.format('return {}["LE" + "AK"]')},
    "exit": {"softmax": RAISE.format('raise SystemExit("LE" + "AK")')},
    "name of a type": {"softmax": RAISE.format('return type("LE" + "AK", (), {})()')},
    "value": {"softmax": RAISE.format("return np.full(z.shape, 987 * 1000 + 654.0)")},
    "value of one place": {"softmax": RAISE.format("return np.where(z == z.max(), 987 * 1000 + 654.0, 0.1)")},
    "shape": {"softmax": RAISE.format("return np.zeros((987 * 1000 + 654, 1))")},
    "sentence of ours": {
        "softmax": RAISE.format(r'raise ValueError("x\n  The factor `" + "LE" + "AK` is missing.")')
    },
    "name that is missing": {
        "softmax": RAISE.format("raise NameError(\"name '\" + 'LE' + \"AK' is not defined\")")
    },
    "line": {
        "softmax": RAISE.format(
            r"""exec(compile("\n" * (4000 + 320) + "raise ValueError('LE' + 'AK')", "<cell>", "exec"))"""
        )
    },
    "printed later": {"softmax": KEEP, "last": 'print(kept[-1])'},
    "raised later": {"softmax": KEEP, "last": "raise ValueError(kept[-1])"},
    "syntax error raised later": {"softmax": KEEP, "last": "raise SyntaxError(kept[-1])"},
    "displayed later": {"softmax": KEEP, "last": 'from IPython.display import display\ndisplay(kept[-1])'},
    "answer to a visible check": {
        "softmax": KEEP,
        "cross_entropy": "\ndef cross_entropy(y_pred, y):\n    raise ValueError(kept[-1])\n",
    },
    "value for a visible check": {
        "softmax": KEEP,
        "cross_entropy": "\ndef cross_entropy(y_pred, y):\n    return 987 * 1000 + 654.0\n",
    },
    "name defined later": {"softmax": KEEP, "last": "globals()[kept[-1]] = 1\nraise KeyError(kept[-1])"},
}  # fmt: skip


@pytest.fixture(scope="module")
def texts():
    return texts_of(UNIT)


def judge(texts, known, notebook):
    """(record, notebook as it was graded)."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = [(cell.id, texts.tests.get(cell.id, cell.source)) for cell in code]
    released = [cell for cell in texts.release.cells if cell.cell_type == "code"]
    given = [cell.source for cell in released if cell.id in known.given]
    return graded(cells, given, cell_seconds=10)


@pytest.mark.parametrize("name", LEAKS)
def test_nothing_that_came_out_of_a_hidden_test_is_in_a_page(name, texts):
    known, code = unit_of(texts, UNIT.name), LEAKS[name]
    notebook = nbformat.from_dict(texts.release)
    for cell in notebook.cells:
        if cell.id in texts.solution:
            cell.source = code.get(cell.id, texts.solution[cell.id])
    if "last" in code:
        notebook.cells.append(nbformat.v4.new_code_cell(code["last"], id="last"))
    record, judged = judge(texts, known, notebook)

    marks = re.compile(f"{MARK}|{NUMBER}|{LINE}")
    hidden = [v for v in record.verdicts if not v.grade_id.startswith("test_softmax")]
    out = "".join(v.message for v in hidden) + str(
        [c.get("outputs") for c in judged.cells if c.id not in texts.tests]
    )
    assert marks.search(out), "this submission carries nothing out"
    page = page_of(known, judged, record)
    assert not marks.search(seen(page))
    everything = page_of(known, judged, record, with_tests=True)
    assert marks.search(seen(everything)) or "last" in code


def test_what_came_before_any_hidden_test_is_shown(texts):
    known, notebook = unit_of(texts, UNIT.name), nbformat.from_dict(texts.release)
    for cell in notebook.cells:
        if cell.id in texts.solution:
            cell.source = texts.solution[cell.id]
        if cell.id == "one_hot":
            cell.source = "def one_hot(labels, n_classes):\n    return np.eye(n_classes)[labels] / unknown\n"
    record, judged = judge(texts, known, notebook)
    page = seen(page_of(known, judged, record))
    first = page[page.index('<li id="test_one_hot"') :].partition("</li>")[0]
    assert "NameError: name 'unknown' is not defined" in first
    assert "▲ line 2" in page
    hidden = page[page.index('<li id="hidden_one_hot_shape"') :].partition("</li>")[0]
    assert "stopped with an error" in hidden and "unknown" not in hidden
