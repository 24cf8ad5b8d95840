"""The answer catalogues are sound: every mistake is its own, and every check names what it sees.

Of most units some shares by default; the rest is marked slow.
"""

import itertools
import json
import re

import numpy as np
import pytest

from bplab.authoring.catalogue import Answer, load_probe, load_sentences, plant
from bplab.authoring.mutants.sentences import spoken
from bplab.authoring.translation.compared import NUMBER
from bplab.authoring.translation.program_keeper import NAMES, left_over
from bplab.authoring.translation.terms import read_terms
from bplab.authoring.units import find_units
from bplab.checks import messages
from bplab.checks.core import TOLERANCE
from bplab.gradients import relative_error
from bplab.language import CHINESE, in_language
from tests.catalogue.oneprocess import run, texts_of
from tests.catalogue.sample import WITH_ERRORS
from tests.conftest import ROOT

UNITS = find_units(ROOT)
LONG = ("06_curve_fitting", "07_characters")
COMPARED_SLOWLY = ("03_backpropagation", "04_petals", "05_linear_vs_relu", *LONG)
SHARES = 24
# How many of the shares run by default: none of units that train for seconds; of others all do.
BY_DEFAULT = {
    "02_softmax_cross_entropy": 5,
    "03_backpropagation": 4,
    "04_petals": 3,
    "05_linear_vs_relu": 1,
    "06_curve_fitting": 0,
    "07_characters": 0,
}
# Answers in which no formula went wrong: there is none, and no better cause can be named.
NOTHING_COMPUTED = (
    *("all-ones", "all-zeros", "one-spot", "one-spot-errors", "constant-rows"),
    *("arguments-back", "values-passed-on", "identity"),
)
OWN_LINE = re.compile(r"  line \d+:")  # the student's own
PYTHONS = re.compile(r"\w*Error: ")
OWN_NAMES = {"mixed", "network", "nonlinear'", "linear'"}  # functions, tasks and arguments of the lessons


def whole(unit):
    """A unit whose answers are looked at all together."""
    return pytest.param(unit, marks=pytest.mark.slow if unit.name in COMPARED_SLOWLY else (), id=unit.name)


def shares(unit):
    """A unit whose answers are looked at in shares, side by side."""
    for share in range(SHARES):
        slow = share >= BY_DEFAULT.get(unit.name, SHARES)
        yield pytest.param(unit, share, marks=pytest.mark.slow if slow else (), id=f"{unit.name}-{share}")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_there_are_enough_answers_with_names_titles_and_reasons(unit):
    texts = texts_of(unit)
    answers, one_task = texts.answers, len(texts.solution) == 1  # as in a unit that has just been begun
    assert sum(answer.is_right for answer in answers) >= (3 if one_task else 10)
    assert sum(not answer.is_right for answer in answers) >= (5 if one_task else 20)
    names = {answer.name for answer in answers}
    assert len(names) == len(answers) and all(answer.same_as in names | {""} for answer in answers)
    assert all(answer.title and answer.why.endswith(".") for answer in answers)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_cell_that_is_lost_exists_and_every_test_is_lost_by_some_answer(unit):
    texts = texts_of(unit)
    for answer in texts.answers:
        assert set(answer.loses) <= set(texts.tests), answer.name
    partly = [set(answer.loses) for answer in texts.answers if not answer.untouched]
    assert set.union(*partly) == set(texts.tests)


def test_a_swap_that_no_longer_fits_the_solution_is_an_error(release, solution):
    task = next(iter(solution))
    answer = Answer("stale", "Stale", "It is stale.", swaps=((task, "no such line", ""),))
    with pytest.raises(ValueError, match=f"stale: 'no such line' stands 0 times in {task}"):
        plant(release, solution, answer)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_no_answer_is_charged_for_what_stands_before_its_change(unit):
    """These tests see the solution, and so they are not run."""
    texts = texts_of(unit)
    for answer in texts.answers:
        changed = texts.changed(answer)
        cells = [cell.id for cell in texts.source.cells]
        first = min(map(cells.index, changed), default=len(cells))
        assert not set(answer.loses) & set(cells[:first]), answer.name


@pytest.mark.parametrize(("unit", "share"), [case for unit in UNITS for case in shares(unit)])
def test_every_answer_loses_what_it_should_whatever_the_secret_and_is_told_why(unit, share, found_once):
    """Of a secret those tests are tried on whose inputs it acts; where data is fixed, none does.

    What the first check says is what sentences.toml keeps of it.
    """
    texts, wrong, recorded = texts_of(unit), [], load_sentences(unit.lesson)
    for answer in texts.answers[share::SHARES]:
        found, expected = found_once(unit, answer), set(answer.loses)
        wrong += [
            f"{answer.name}: {cell}: {found.lost.get(cell)}" for cell in sorted(set(found.lost) ^ expected)
        ]
        for secret, lost in found.lost_with.items():
            other = sorted(lost ^ expected & texts.drawn)
            wrong += [f"{answer.name} with {secret!r}: {cell}" for cell in other]
        if recorded and found.lost and not answer.untouched:
            said = spoken(next(iter(found.lost.values()))[1])
            if said != recorded.get(answer.name):
                wrong.append(f"in sentences.toml: {answer.name} = {json.dumps(said)}")
        if not answer.untouched and answer.name not in NOTHING_COMPUTED:
            wrong += [
                f"{answer.name}: {cell} does not say what is wrong: {message}"
                for cell, (_, message) in found.lost.items()
                if cell.startswith("test_") and messages.CAUSE_UNKNOWN in message
            ]
        if any(status == "error" for status, _ in found.lost.values()) and not answer.untouched:
            assert answer.name in WITH_ERRORS, "it is graded in the sandbox, too"
    assert wrong == []


@pytest.mark.parametrize(("unit", "share"), [case for unit in UNITS for case in shares(unit)])
def test_what_is_said_of_a_mistake_is_said_in_chinese_with_the_same_numbers(unit, share, found_once):
    """Of the answers that were found above: next to nothing. What Python says stays English."""
    kept, wrong = NAMES | read_terms(ROOT).kept, []
    for answer in texts_of(unit).answers[share::SHARES]:
        lost = found_once(unit, answer).lost.values()
        for line in {line for status, message in lost if status == "failed" for line in message.split("\n")}:
            if OWN_LINE.match(line):
                continue
            chinese = in_language(line, CHINESE)
            if left := left_over(PYTHONS.split(chinese)[0], kept | OWN_NAMES):
                wrong.append(f"{line!r} is {chinese!r}: {left}")
            if sorted(NUMBER.findall(line)) != sorted(NUMBER.findall(chinese)):
                wrong.append(f"{line!r} is {chinese!r}: other numbers")
    assert wrong == []


@pytest.mark.filterwarnings("ignore")  # what students' code warns of
@pytest.mark.parametrize("unit", [whole(unit) for unit in UNITS])
def test_no_mistake_gives_the_numbers_of_another_answer(unit):
    texts, probe, outcomes = texts_of(unit), load_probe(unit.lesson), {}
    answers = [answer for answer in texts.answers if not answer.untouched]
    for answer in (Answer("solution", "", ""), *answers):
        names = run(texts, answer, tests=False).names
        tasks = texts.changed(answer) or set(texts.solution)
        outcomes[answer.name] = {task: probed(probe, task, names) for task in tasks}
    alike = [
        (a.name, b.name)
        for a, b in itertools.combinations(answers, 2)
        if not (a.is_right and b.is_right) and b.name != a.same_as and a.name != b.same_as
        if same_tasks(outcomes[a.name], outcomes[b.name], outcomes["solution"])
    ]
    assert alike == []


def probed(probe, task, namespace):
    """The outcomes of a task, or the name that the answer does not define."""
    try:
        return list(probe(task, namespace))
    except KeyError as missing:
        return [str(missing)]


def same_tasks(a, b, solution):
    """Whether two answers give equal outcomes in every task that one of them changes."""
    return all(same(a.get(task, solution[task]), b.get(task, solution[task])) for task in a.keys() | b.keys())


def same(a, b):
    """Whether two outcomes agree: containers item by item, numbers up to the tolerance of the checks."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    try:
        a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    except (TypeError, ValueError):
        return type(a) is type(b) and a == b
    if np.isfinite(a).all() and np.isfinite(b).all():
        return a.shape == b.shape and relative_error(a, b) <= TOLERANCE
    return np.array_equal(a, b, equal_nan=True)
