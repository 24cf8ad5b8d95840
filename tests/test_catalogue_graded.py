"""Every answer of the catalogues, planted into the release notebook and graded by `nbgrader autograde`.

One share in eight by default; the others are marked slow, and CI runs them, too.
"""

import pytest

from bplab.authoring.catalogue import plant
from bplab.authoring.units import find_units
from bplab.grading.scores import disagreements, read_scores
from tests.conftest import ROOT

SHARES = 8  # each share is a class of its own, so that they can be graded side by side
MARKED = [0, *(pytest.param(share, marks=pytest.mark.slow) for share in range(1, SHARES))]


@pytest.fixture(params=find_units(ROOT), ids=lambda unit: unit.name)
def unit(request):
    return request.param


@pytest.mark.parametrize("share", MARKED)
def test_every_cell_scores_what_the_catalogue_says(share, course, answers, solution):
    chosen = {answer.name: answer for answer in answers[share::SHARES]}
    for name, answer in chosen.items():
        course.submit(name, plant(course.release, solution, answer))
    course.nbgrader("autograde", course.unit.name)
    scores = read_scores(course.root, course.unit.name)
    assert set(scores) == set(chosen)
    assert [
        line for name, answer in chosen.items() for line in disagreements(name, answer, scores[name])
    ] == []
    for name, answer in chosen.items():
        written = [cell for cell_id, cell in scores[name].items() if cell_id.startswith("explain_")]
        assert all(cell.by_hand is not answer.untouched and cell.points == 0 for cell in written)
        if answer.is_right:
            by_hand = sum(cell.max_points for cell in written)
            assert sum(cell.points for cell in scores[name].values()) == 100 - by_hand
