"""What the lectures teach, in which order, and what the report says of their numbers. 1 s."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from bplab.authoring import report
from bplab.authoring.lesson import read_lesson
from bplab.authoring.units import find_units
from tests.conftest import ROOT

TERMS = report.read_terms(ROOT / "lessons" / "terms.txt")
UNITS = find_units(ROOT, lectures_too=True)


def lecture(unit):
    return read_lesson(unit.lesson / "lecture.py", with_roles=False)


@pytest.fixture(scope="module")
def lectures():
    return {int(unit.name[:2]): lecture(unit) for unit in UNITS}


def written(tmp_path, text):
    path = tmp_path / "lecture.py"
    path.write_text(text)
    return read_lesson(path, with_roles=False)


def test_no_term_is_used_before_it_is_taught(lectures):
    assert report.used_too_early(lectures, TERMS) == []


def test_every_term_is_introduced_by_the_lecture_that_teaches_it(lectures):
    missing = {number: report.introduced(cells, TERMS, number)[1] for number, cells in lectures.items()}
    assert missing == {number: [] for number in lectures}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Adam helps. More.", [(4, "Adam", 6, "Adam helps.")]),
        ("Look at\n# it. Mini-batches\n# run.", [(4, "mini-batch", 7, "Mini-batches run.")]),
        ("Unit 6 shows momentum and Adam.", []),
        ("Units 4 and 6 show Adam, `Adam` and $Adam$.", []),
        ("Unit 5 shows `momentum` and $Adam$.", []),
    ],
)  # fmt: skip
def test_an_early_use_is_found_with_its_sentence(tmp_path, text, found):
    terms = [term for term in TERMS if term[2] in ("Adam", "momentum", "mini-batch")]
    cells = written(tmp_path, f"# %% [markdown]\n# {text}\n")
    assert report.used_too_early({4: cells}, terms) == found


def test_the_report_says_where_each_number_stands(tmp_path):
    text = (
        "# %% [markdown]\n# The *loss* is 4.5, then 0.25, for 62 % of 400 samples, near 17.\n#\n"
        "# **Question.** Why 17?\n#\n# <details><summary>Answer</summary>\n#\n# Luck.\n#\n# </details>\n\n"
        "# %%\nn = 400\nprint(4.5)\n\n# %% claim a_quarter\n# The loss falls.\nassert 0.25 < 1 and 0.62 < 1\n"
    )
    cells = written(tmp_path, text)
    notebook = new_notebook(cells=[new_code_cell("", outputs=[new_output("stream", text="4.50\n")])])
    found = report.numbers(cells, notebook)
    expected = {"4.5": ["printed", "code"], "0.25": ["claim a_quarter"], "62": ["claim a_quarter"]}
    assert found == expected | {"400": ["code"], "17": []}
    lines = list(report.lines(cells, notebook, TERMS, 0))
    assert lines[0] == "  words: loss" and lines[1] == "  question, answered: Why 17?"
    assert lines[2] == "  claim a_quarter (line 16): The loss falls."
    assert lines[-1] == "        17   by hand: in no output, claim or code"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_most_numbers_of_a_lecture_are_computed(unit):
    found = report.numbers(lecture(unit), nbformat.read(unit.root / unit.lecture, as_version=4))
    by_hand = [number for number, places in found.items() if not places]
    assert len(by_hand) < 0.4 * len(found), by_hand
