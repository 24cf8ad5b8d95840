"""Every answer of the catalogue, planted into the release notebook and graded by `nbgrader autograde`."""

import pytest

from bplab.authoring.catalogue import plant
from bplab.grading.scores import disagreements, read_scores

SHARES = 6  # each share is a class of its own, so that they can be graded side by side


@pytest.mark.parametrize("share", range(SHARES))
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
        written = scores[name]["explain_linear_vs_relu"]
        assert written.by_hand is not answer.untouched and written.points == 0
        if answer.is_right:
            assert sum(cell.points for cell in scores[name].values()) == 90
