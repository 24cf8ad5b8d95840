"""The answer catalogue is sound: every mistake is its own, and every check names what it sees."""

import contextlib
import io
import warnings

import numpy as np
import pytest

from bplab.authoring.catalogue import Answer, plant
from bplab.checks import messages
from bplab.checks.case import Case
from bplab.checks.four_layer import BACKWARD, FORWARD


def run_cells(notebook, source, wanted):
    """Run the code cells whose id passes `wanted`; return (namespace, {cell id: message of its failure})."""
    full = {cell.id: cell.source for cell in source.cells}
    namespace, failures = {}, {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or not wanted(cell.id):
            continue
        text = full[cell.id] if cell.metadata.nbgrader.grade else cell.source
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                exec(compile(text, cell.id, "exec"), namespace)
            except Exception as error:
                failures[cell.id] = str(error)
    return namespace, failures


def test_there_are_enough_answers_with_names_titles_and_reasons(answers):
    assert sum(answer.is_right for answer in answers) >= 12
    assert sum(not answer.is_right for answer in answers) >= 25
    assert len({answer.name for answer in answers}) == len(answers)
    assert all(answer.title and answer.why.endswith(".") for answer in answers)


def test_every_cell_that_is_lost_exists_and_every_test_is_lost_by_some_answer(answers, source):
    tests = {cell.id for cell in source.cells if cell.id.startswith(("test_", "hidden_"))}
    for answer in answers:
        assert set(answer.loses) <= tests, answer.name
    partly = [set(answer.loses) for answer in answers if not answer.untouched]
    assert set.union(*partly) == tests


def test_a_swap_that_no_longer_fits_the_solution_is_an_error(release, solution):
    answer = Answer("stale", "Stale", "It is stale.", swaps=(("relu_network", "no such line", ""),))
    with pytest.raises(ValueError, match="stale: 'no such line' stands 0 times in relu_network"):
        plant(release, solution, answer)


def test_no_two_mistakes_give_the_same_numbers(answers, release, solution, source):
    seen = {}
    for answer in (answer for answer in answers if not answer.is_right):
        notebook = plant(release, solution, answer)
        namespace, _ = run_cells(notebook, source, lambda i: not i.startswith(("test_", "hidden_")))
        fingerprint = (_fingerprint(namespace), _code(notebook, "run_experiment"))
        assert fingerprint not in seen, f"{answer.name} and {seen[fingerprint]}"
        seen[fingerprint] = answer.name


def _fingerprint(namespace):
    """All numbers that both networks compute on one case, rounded, as text."""
    parts = []
    for name, activation in (("ReluNeuralNetwork", "relu"), ("LinearNeuralNetwork", "linear")):
        case = Case.random(activation, (5, 8, 6, 4), 9, seed=77)
        if name not in namespace:
            parts.append("missing")
            continue
        for network in (case.run_forward(namespace[name])[0], case.run_backward(namespace[name])[0]):
            for value in (*FORWARD, *BACKWARD, *case.parameters):
                got = getattr(network, value, None)
                parts.append("none" if got is None else str(np.round(np.asarray(got, dtype=float), 9) + 0.0))
    return "\n".join(parts)


def _code(notebook, cell_id):
    return next(cell.source for cell in notebook.cells if cell.id == cell_id)


def test_the_visible_check_of_every_network_mistake_says_what_is_wrong(answers, release, solution, source):
    vague = (messages.CAUSE_UNKNOWN, messages.CAUSE_NOT_FINITE)
    for answer in answers:
        visible = [c for c in answer.loses if c.startswith("test_") and "experiment" not in c]
        if not visible or answer.untouched:
            continue
        notebook = plant(release, solution, answer)
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a check must not warn: nbgrader scores stderr 0
            _, failures = run_cells(notebook, source, lambda i: "experiment" not in i and "hidden" not in i)
        for cell in visible:
            assert cell in failures, f"{answer.name} passes {cell}"
            assert not any(text in failures[cell] for text in vague), f"{answer.name}: {failures[cell]}"
