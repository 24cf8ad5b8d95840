"""The sandbox and one process agree: samples of the catalogues, graded as classes.

By default four answers of one unit; marked slow are ten of each, and every right answer of those
that do not train for seconds, since these are written with other types, which must travel.
"""

import nbformat
import pytest

from bplab.authoring.units import find_units
from bplab.grading.gradebook.scores import disagreements, read_scores
from bplab.grading.judge.verdicts import read_record
from tests.catalogue.oneprocess import texts_of
from tests.catalogue.sample import SIZE, WITH_ERRORS, sample
from tests.catalogue.test_sound import LONG
from tests.classes import bplab_grade
from tests.conftest import ROOT, UNIT, Course

UNITS = find_units(ROOT)
SHORT = [unit for unit in UNITS if unit.name not in LONG]


@pytest.fixture
def course(unit, tmp_path):
    return Course(tmp_path / "course", unit)


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        pytest.param(UNIT, 4, id="a few"),
        *(pytest.param(unit, SIZE, marks=pytest.mark.slow, id=unit.name) for unit in UNITS),
    ],
)
def test_the_sandbox_gives_what_one_process_gives(unit, size, course, found_once):
    answers = sample(texts_of(unit).answers, size)
    hand_in(course, answers)
    graded = bplab_grade(course)
    assert graded.returncode == 0, graded.stderr
    check_scores(course, answers)
    seen = set()
    for answer in answers:
        there, here = verdicts(course, answer), found_once(unit, answer)
        expected = {test: here.lost.get(test, ("passed", "")) for test in here.run}
        assert {test: there[test][0] for test in here.run} == {
            test: said[0] for test, said in expected.items()
        }
        assert {there[test] for test in there.keys() - set(here.run)} <= {("passed", "")}
        for test, (status, message) in expected.items():
            if status == "failed":
                assert there[test][1].split("\n")[0] == message.split("\n")[0], f"{answer.name}: {test}"
        seen |= {status for status, _ in there.values()}
    # What has to be stopped (time, memory, the end of a process) is in tests/submissions.
    errors = {"error"} if any(answer.name in WITH_ERRORS for answer in answers) else set()
    assert seen >= {"passed", "failed"} | errors


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_sample_has_right_answers_and_mistakes_in_most_tasks(unit):
    texts = texts_of(unit)
    answers = [answer for answer in sample(texts.answers) if not answer.untouched]
    assert sum(answer.is_right for answer in answers) >= 2
    wrong = set().union(*(texts.changed(answer) for answer in answers if answer.loses))
    assert len(wrong) >= len(texts.solution) / 2


@pytest.mark.slow
@pytest.mark.parametrize("unit", SHORT, ids=lambda unit: unit.name)
def test_every_right_answer_is_right_in_the_sandbox_too(unit, course):
    """But for those that the sample has."""
    texts = texts_of(unit)
    sampled = sample(texts.answers)
    answers = [answer for answer in texts.answers if answer.is_right and answer not in sampled]
    if not answers:
        pytest.skip("the sample has all of them")
    hand_in(course, answers)
    bplab_grade(course)
    check_scores(course, answers)


@pytest.mark.slow
@pytest.mark.parametrize("unit", [UNIT], ids=lambda unit: unit.name)
def test_nbgrader_autograde_gives_the_same(unit, course):
    answers = sample(texts_of(unit).answers, size=4)
    hand_in(course, answers)
    course.nbgrader("autograde", unit.name)
    check_scores(course, answers)


def hand_in(course, answers):
    for answer in answers:
        course.submit(answer.name, texts_of(course.unit).plant(answer))


def check_scores(course, answers):
    """Every cell has the points that the catalogue says, and what is written waits for a person."""
    scores = read_scores(course.root, course.unit.name)
    assert set(scores) == {answer.name for answer in answers}
    assert [
        line for answer in answers for line in disagreements(answer.name, answer, scores[answer.name])
    ] == []
    for answer in answers:
        written = [cell for cell_id, cell in scores[answer.name].items() if cell_id.startswith("explain_")]
        assert all(cell.by_hand is not answer.untouched and cell.points == 0 for cell in written)
        if answer.is_right:
            by_hand = sum(cell.max_points for cell in written)
            assert sum(cell.points for cell in scores[answer.name].values()) == 100 - by_hand


def verdicts(course, answer):
    """test -> (status, message), from the file beside a graded notebook."""
    path = course.root / "autograded" / answer.name / course.unit.name / f"{course.unit.topic}.ipynb"
    nbformat.validate(nbformat.read(path, as_version=4))
    return {found.grade_id: (found.status, found.message) for found in read_record(path).verdicts}
