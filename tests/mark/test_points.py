"""The list of points: read from a lesson's text, changed by a grader or in the lesson, and what follows."""

from itertools import pairwise

import pytest

from bplab.authoring.errors import LessonError
from bplab.authoring.lesson import read_lesson
from bplab.authoring.rubric import Item, missing_points, read_list
from bplab.authoring.units import find_units
from bplab.mark.points import RIGHT, BadList, ListOfPoints, Ticks
from tests.conftest import ROOT

LESSON = """# %% [markdown]
# Say why:
#
# - one (3 points);
# - two (2 points).

# %% explain why [markdown] points={points}
# Because.{own}
"""
OWN = "\n#\n# - first (1 point)\n# - second (4 points)\n# - copied from the lecture (-2 points)"


def test_the_list_of_a_question_is_read_with_its_line_ends_and_formulas():
    question = (
        "Write:\n\n- a formula, $a_{1}$, with\n  a reason (3\n  points);\n* an example (1.5 points).\n\nMore"
    )
    model, items = read_list("Since.", question)
    assert model == "Since."
    assert items == [Item("a formula, $a_{1}$, with a reason", 3), Item("an example", 1.5)]


@pytest.mark.parametrize("text", ["1. one (2 points)\n2. two (1 point)", "- one（2 分）；\n- two（1 分）。"])
def test_other_lists_are_read_too(text):
    assert read_list("", text)[1] == [Item("one", 2), Item("two", 1)]


@pytest.mark.parametrize(
    "text", ["", "no list (3 points)", "- one (2 points)\n- two", "- one (1 point) or (2 points)", "- x\n- y"]
)
def test_what_is_no_list_of_points_is_none(text):
    assert read_list("Since.", text) == ("Since.", [])


def test_a_list_in_the_model_answer_is_the_list_and_no_part_of_the_answer():
    model, items = read_list("Because:\n\n- a\n- b\n\n- x (1 point)\n- y (-1 point)", "- z (9 points)")
    assert model == "Because:\n\n- a\n- b" and items == [Item("x", 1), Item("y", -1)]
    assert missing_points(items, 1) == 0 and missing_points(items, 3) == 2


@pytest.mark.parametrize(("points", "own", "gives"), [(6, "", 5), (4, OWN, 5), (5, "", None), (5, OWN, None)])
def test_a_lesson_whose_list_gives_other_points_is_refused(tmp_path, points, own, gives):
    path = tmp_path / "assignment.py"
    path.write_text(LESSON.format(points=points, own=own), encoding="utf-8")
    if gives is None:
        assert read_lesson(path, with_roles=True)[-1].points == points
        return
    with pytest.raises(LessonError, match=f"assignment.py:7: .*'why' gives {gives}, not {points}"):
        read_lesson(path, with_roles=True)


def test_every_written_answer_of_the_course_has_a_list():
    cells = [read_lesson(ROOT / "lessons" / unit.name / "assignment.py", True) for unit in find_units(ROOT)]
    written = [(above, cell) for unit in cells for above, cell in pairwise(unit) if cell.role == "explain"]
    assert len(written) == 4
    for above, cell in written:
        items = read_list(cell.source, above.source)[1]
        assert len(items) >= 3 and sum(item.points for item in items) == cell.points


@pytest.fixture
def points():
    made = ListOfPoints([], 6)
    made.follow([Item("one", 2), Item("two", 4)])
    return made


def test_ticks_give_points_within_the_question_s_and_a_comment_that_names_them(points):
    points.change([*points.content()["items"], {"text": "copied", "points": -3}])
    one, two, copied = (item.id for item in points.items)
    assert points.score(Ticks((one,))) == 2
    assert points.score(Ticks((one, two), 0.5)) == 6
    assert points.score(Ticks((one, copied))) == 0
    comment = points.comment(Ticks((one, copied), -0.5, "Look at section 2."))
    assert (
        comment == "- 2 of 2: one\n- 0 of 4: two\n- -3: copied\n- -0.5: beside the list\n\nLook at section 2."
    )


def test_a_lesson_without_a_list_has_one_item():
    points = ListOfPoints([], 6)
    points.follow([])
    assert [(item.text, item.points) for item in points.items] == [(RIGHT, 6)]


def test_what_changes_in_the_lesson_is_taken_over_and_ticks_stay_with_their_item(points):
    one, two = (item.id for item in points.items)
    points.follow([Item("one", 3), Item("two", 3)])
    assert [(item.id, item.points) for item in points.items] == [(one, 3), (two, 3)]
    points.follow([Item("zero", 1), Item("one", 3), Item("two", 2)])  # another one, and one that has changed
    assert [item.text for item in points.items] == ["one", "zero", "two"]
    assert points.items[0].id == one and points.items[2].id not in (one, two)


def test_what_a_grader_changed_or_removed_stays_so_until_the_lesson_changes_it(points):
    one = points.items[0].id
    points.change([{"id": one, "text": "the first", "points": 2.5}])
    points.follow([Item("one", 2), Item("two", 4)])
    assert [(item.text, item.points) for item in points.items] == [("the first", 2.5)]
    again = ListOfPoints.of_content(points.content(), 6, 2)
    again.follow([Item("one", 1), Item("two", 4)])
    assert [(item.id, item.text, item.points) for item in again.items] == [(one, "one", 1)]


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([], "1 to 30 items"),
        ([{"text": " ", "points": 1}], "no text"),
        ([{"text": "x", "points": 7}], "'x': its points are to be a number between -6 and 6"),
        ([{"text": "x", "points": None}], "number"),
        ([{"text": "x", "points": float("nan")}], "number"),
        ([{"text": "x", "points": True}], "number"),
    ],
)
def test_a_list_that_is_none_changes_nothing(points, items, sentence):
    before = points.content()
    with pytest.raises(BadList, match=sentence):
        points.change(items)
    assert points.content() == before
