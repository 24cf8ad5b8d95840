"""The answer catalogues are sound: every mistake is its own, and every check names what it sees.

Of the units whose answers train for seconds, one share in eight by default; the rest is marked slow.
"""

import contextlib
import io
import itertools
import re
import warnings

import numpy as np
import pytest

from bplab.authoring.catalogue import Answer, load_probe, plant
from bplab.authoring.units import find_units
from bplab.checks import messages
from bplab.checks.core import TOLERANCE
from bplab.checks.seeds import drawn_with
from bplab.gradients import relative_error
from bplab.grading.judge import HIDDEN
from tests.conftest import ROOT

TESTS = ("test_", "hidden_")
UNITS = find_units(ROOT)
LONG = ("06_curve_fitting", "07_characters")
SHARES = 8
# Answers in which no formula went wrong: there is none, and no better cause can be named.
NOTHING_COMPUTED = (
    *("all-ones", "all-zeros", "one-spot", "one-spot-errors", "constant-rows"),
    *("arguments-back", "values-passed-on", "identity"),
)
DRAWN = re.compile(r"(?!.*\bdatasets\b).*(seed=|generator\()", re.DOTALL)  # a test whose inputs are drawn


@pytest.fixture(params=UNITS, ids=lambda unit: unit.name)
def unit(request):
    return request.param


def whole(unit):
    """A unit whose answers are looked at all together."""
    return pytest.param(unit, marks=pytest.mark.slow if unit.name in LONG else (), id=unit.name)


def shares(unit):
    """A unit whose answers are looked at in shares, side by side."""
    for share in range(SHARES):
        slow = share and unit.name in LONG
        yield pytest.param(unit, share, marks=pytest.mark.slow if slow else (), id=f"{unit.name}-{share}")


def run_cells(notebook, source, wanted, secret=""):
    """Run the code cells whose id passes `wanted`; return (namespace, {cell id: message of its failure}).

    secret: what the inputs of hidden tests are drawn with.
    """
    full = {cell.id: cell.source for cell in source.cells}
    namespace, failures = {}, {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or not wanted(cell.id):
            continue
        text = full[cell.id] if cell.id.startswith(TESTS) else cell.source
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            drawn_with(secret if cell.id.startswith(HIDDEN) else ""),
        ):
            try:
                exec(compile(text, cell.id, "exec"), namespace)
            except Exception as error:
                failures[cell.id] = str(error)
    return namespace, failures


def test_there_are_enough_answers_with_names_titles_and_reasons(answers):
    assert sum(answer.is_right for answer in answers) >= 10
    assert sum(not answer.is_right for answer in answers) >= 20
    names = {answer.name for answer in answers}
    assert len(names) == len(answers) and all(answer.same_as in names | {""} for answer in answers)
    assert all(answer.title and answer.why.endswith(".") for answer in answers)


def test_every_cell_that_is_lost_exists_and_every_test_is_lost_by_some_answer(answers, source):
    tests = {cell.id for cell in source.cells if cell.id.startswith(TESTS)}
    for answer in answers:
        assert set(answer.loses) <= tests, answer.name
    partly = [set(answer.loses) for answer in answers if not answer.untouched]
    assert set.union(*partly) == tests


def test_a_swap_that_no_longer_fits_the_solution_is_an_error(release, solution):
    task = next(iter(solution))
    answer = Answer("stale", "Stale", "It is stale.", swaps=((task, "no such line", ""),))
    with pytest.raises(ValueError, match=f"stale: 'no such line' stands 0 times in {task}"):
        plant(release, solution, answer)


@pytest.mark.filterwarnings("ignore")  # what students' code warns of
@pytest.mark.parametrize(("unit", "share"), [case for unit in UNITS for case in shares(unit)])
def test_every_answer_loses_the_cells_it_should(share, answers, release, solution, source):
    wrong = {}
    for answer in answers[share::SHARES]:
        _, failures = run_cells(plant(release, solution, answer), source, lambda cell_id: True)
        lost = {cell_id for cell_id in failures if cell_id.startswith(TESTS)}
        if lost != set(answer.loses):
            wrong[answer.name] = sorted(lost ^ set(answer.loses))
    assert wrong == {}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("unit", [whole(unit) for unit in UNITS])
def test_every_answer_loses_the_same_whatever_the_secret(secret, answers, release, solution, source):
    """`pytest --secrets=20` tries twenty. Cells whose data is fixed are left out: no secret acts on them."""
    drawn = {cell.id for cell in source.cells if cell.id.startswith(HIDDEN) and DRAWN.match(cell.source)}
    wrong = {}
    for answer in answers:
        notebook = plant(release, solution, answer)
        _, failures = run_cells(notebook, source, lambda i: i in drawn or not i.startswith(TESTS), secret)
        lost = {cell_id for cell_id in failures if cell_id in drawn}
        if lost != drawn & set(answer.loses):
            wrong[answer.name] = sorted(lost ^ drawn & set(answer.loses))
    assert wrong == {}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("unit", [whole(unit) for unit in UNITS])
def test_no_mistake_gives_the_numbers_of_another_answer(unit, answers, release, solution, source):
    probe, outcomes = load_probe(unit.lesson), {}
    for answer in (Answer("solution", "", ""), *(answer for answer in answers if not answer.untouched)):
        tasks = {swap[0] for swap in answer.swaps} or set(solution)
        namespace, _ = run_cells(plant(release, solution, answer), source, lambda i: not i.startswith(TESTS))
        outcomes[answer.name] = {task: probed(probe, task, namespace) for task in tasks}
    alike = [
        (a.name, b.name)
        for a, b in itertools.combinations([answer for answer in answers if not answer.untouched], 2)
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


@pytest.mark.parametrize("unit", [whole(unit) for unit in UNITS])
def test_the_visible_check_of_every_mistake_says_what_is_wrong(answers, release, solution, source):
    for answer in (answer for answer in answers if not answer.untouched):
        visible = {cell for cell in answer.loses if cell.startswith("test_")}
        skipped = {cell.id for cell in source.cells if cell.id.startswith(TESTS)} - visible
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a check must not warn: nbgrader scores stderr 0
            notebook = plant(release, solution, answer)
            _, failures = run_cells(notebook, source, lambda cell_id, skip=skipped: cell_id not in skip)
        for cell in visible:
            assert cell in failures, f"{answer.name} passes {cell}"
            if answer.name not in NOTHING_COMPUTED:
                assert messages.CAUSE_UNKNOWN not in failures[cell], f"{answer.name}: {failures[cell]}"
