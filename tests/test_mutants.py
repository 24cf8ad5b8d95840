"""`bplab mutants`: what is made of a solution, and what its answers are worth. 10 s of CPU.

The slow ones cost a minute and a half more.
"""

import itertools
from collections import Counter

import nbformat
import pytest

from bplab.authoring.catalogue import load_answers, load_sentences, solutions
from bplab.authoring.mutants import catalogue, equivalent, judge, report, run
from bplab.authoring.mutants.judge import Verdict, verdict
from bplab.authoring.mutants.mutator import Mutant, mutants
from bplab.authoring.mutants.pinned import CATALOGUE, PINNED, line, pinned
from bplab.authoring.units import find_units
from bplab.checks.messages import CAUSE_UNKNOWN
from tests.conftest import ROOT

CELL = """def mean(X, W, b):
    n = len(X)  # given
    ### BEGIN SOLUTION
    total = np.sum(X @ W.T, axis=0)
    return total / n
    ### END SOLUTION"""
# The least share of mutants that must be named, and the most that may get a general word or a wrong one.
NAMED, GENERAL, WRONG = 0.95, 0.03, 0.01
# A minute and a half of processor time.
SLOW = ("03_backpropagation", "05_linear_vs_relu", "06_curve_fitting", "07_characters")


def made(source=CELL):
    return {mutant.after: mutant for mutant in mutants("mean", source)}


def test_one_edit_is_made_of_each_part_of_a_solution_and_of_nothing_else():
    after = made()
    totals = ("np.sum(X * W.T, axis=0)", "np.sum(X @ W, axis=0)", "np.sum(X @ W.T)", "np.sum(X, axis=0)",
              "np.sum(X @ W.T, axis=1)", "np.mean(X @ W.T, axis=0)", "X @ W.T")  # fmt: skip
    assert {f"total = {total}" for total in totals} <= after.keys()
    assert {"return total * n", "return n / total", "return total", "pass"} <= after.keys()
    assert not any(line.startswith("n = ") for line in after)
    assert all(mutant.line in (4, 5) for mutant in after.values())
    for mutant in after.values():
        compile(mutant.code, "cell", "exec")
        assert sum(a != b for a, b in zip(CELL.split("\n"), mutant.code.split("\n"), strict=True)) == 1


def test_the_statements_of_loops_and_functions_inside_are_changed_too():
    source = "### BEGIN SOLUTION\nfor i in range(3):\n    x -= 2 * i\n### END SOLUTION"
    after = made(source)
    assert {"x += 2 * i", "x = -(2 * i)", "x -= i", "for i in range(4):", "pass"} <= after.keys()


def outcome(edit, text, after="return e", cell="test_x"):
    return run.Outcome(Mutant("task", edit, 1, "return e * n", after, ""), cell, text)


@pytest.mark.parametrize(
    "edit, text, worth",
    [
        ("factor dropped", "`e` gives exactly these numbers. The factor `n` is missing.", Verdict.NAMED),
        ("factor dropped", "Only the sign is wrong.", Verdict.WRONG),
        ("sign dropped", "`e` gives exactly these numbers. Rows and columns are all right.", Verdict.NAMED),
        ("factor dropped", "stopped with OSError: disk\n  line 3:  open('x')", Verdict.EXCEPTION),
        ("factor dropped", CAUSE_UNKNOWN, Verdict.GENERAL),
        (
            "axis dropped",
            "The factor `n` is missing.\nWithout an axis, `sum` runs over all entries.",
            Verdict.NAMED,
        ),
    ],
)
def test_a_sentence_is_worth_what_it_says_of_the_edit(edit, text, worth):
    assert verdict(outcome(edit, text)) == worth


def test_what_passes_every_test_survives_or_is_listed_with_a_reason():
    assert verdict(outcome("sign dropped", "", cell=None)) == Verdict.SURVIVES
    kept = Mutant(
        "relu_derivative", "comparison changed", 4, "return x > 0", "return (x >= 0).astype(float)", ""
    )
    assert "either choice" in equivalent.reason("03_backpropagation", kept)
    assert equivalent.reason("04_petals", kept) is None


def test_every_edit_has_sentences_that_fit_it():
    assert {edit for unit in find_units(ROOT) for edit in _edits(unit)} <= judge.FITTING.keys()


def _edits(unit):
    source = nbformat.read(unit.root / unit.source, as_version=4)
    solved = {cell.id for cell in source.cells} & solutions(source).keys()
    return {
        mutant.edit for cell in source.cells if cell.id in solved for mutant in mutants(cell.id, cell.source)
    }


def units():
    for unit in find_units(ROOT, PINNED):
        yield pytest.param(unit, id=unit.name, marks=[pytest.mark.slow] if unit.name in SLOW else [])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("unit", list(units()))
def test_the_figures_are_those_that_are_pinned(unit):
    found = report.count(unit.name, run.outcomes(unit))
    assert dict(found.counts) == PINNED[unit.name], "\n".join([found.row(), *found.lines()])


@pytest.mark.parametrize("name", PINNED)
def test_nearly_every_mutant_is_named_and_none_survives(name):
    found = pinned(name)
    assert found.counts[Verdict.SURVIVES] == 0
    assert found.share(Verdict.NAMED) >= NAMED, found.row()
    assert found.share(Verdict.GENERAL) + found.share(Verdict.EXCEPTION) <= GENERAL, found.row()
    assert found.share(Verdict.WRONG) + found.share(Verdict.UNJUDGED) <= WRONG, found.row()


@pytest.mark.parametrize("unit", find_units(ROOT, PINNED), ids=lambda unit: unit.name)
def test_the_record_of_the_catalogue_has_every_mistake_and_nearly_all_are_named(unit):
    """That it holds what is said, tests/catalogue sees."""
    mistakes = {each.name for each in load_answers(unit.lesson) if each.loses and not each.untouched}
    assert load_sentences(unit.lesson).keys() == mistakes
    assert dict(catalogue.counted(unit)) == CATALOGUE[unit.name]


def test_the_readme_and_the_build_show_the_figures_of_every_unit_with_tasks():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    with_tasks = {unit.name for unit in find_units(ROOT) if (unit.root / unit.source).exists()}
    assert with_tasks == PINNED.keys()
    for name in PINNED:
        assert pinned(name).row() in readme
        assert f"of {pinned(name).judged} mutants: named" in line(name)
    assert "fit_sine is left out" in line("06_curve_fitting")
    counts = [Counter(each) for each in CATALOGUE.values()]
    named, mistakes = sum(each["named"] for each in counts), sum(each.total() for each in counts)
    assert f"Of the {mistakes} mistakes" in readme and f"it loses names {named};" in readme


def test_what_is_said_of_the_catalogue_can_be_read():
    (unit,) = find_units(ROOT, ["01_forward_pass"])
    texts = list(itertools.islice(catalogue.said(unit), 6))
    assert all(": wrong" in text or "not" in text for text in texts) and "all-ones" in texts[0]
