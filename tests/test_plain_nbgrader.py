"""nbgrader as it comes, without bplab's preprocessors and settings, gives the tests the same points."""

import pytest

from bplab.authoring.catalogue import Answer, plant
from bplab.authoring.units import find_units
from bplab.commands import nbgrader
from bplab.grading.gradebook.scores import disagreements, read_scores
from tests.conftest import ROOT, Course

PLAIN = ROOT / "benchmarks" / "plain"
SOLUTION = Answer("solution", "The instructor's solution", "The tests were written with it.")


class PlainCourse(Course):
    """A course that nbgrader grades as it comes: student code is not protected against."""

    def nbgrader(self, *arguments):
        return nbgrader(*arguments, course_root=self.root, settings=PLAIN)


@pytest.fixture(params=find_units(ROOT), ids=lambda unit: unit.name)
def unit(request):
    return request.param


@pytest.mark.slow  # nbgrader takes its time
def test_plain_nbgrader_gives_the_same_points(unit, tmp_path, release, solution, answers):
    course = PlainCourse(tmp_path / "course", unit)
    untouched = next(answer for answer in answers if answer.untouched)
    wrong = min((answer for answer in answers if answer.loses), key=lambda answer: len(answer.loses))
    chosen = [SOLUTION, untouched, wrong]
    for answer in chosen:
        course.submit(answer.name, plant(release, solution, answer))
    course.nbgrader("autograde", unit.name)
    assert not list(course.root.rglob("*.verdicts.json"))  # it was plain nbgrader
    scores = read_scores(course.root, unit.name)
    for answer in chosen:
        assert disagreements(answer.name, answer, scores[answer.name]) == []
    points = {name: sum(cell.points for cell in cells.values()) for name, cells in scores.items()}
    by_hand = sum(cell.max_points for cell in scores["solution"].values() if cell.by_hand)
    assert points["solution"] == 100 - by_hand
    assert points[untouched.name] == 0 < points[wrong.name] < points["solution"]
