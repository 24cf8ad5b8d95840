"""Numbers that are clicked in the picture of `explore_backprop`, or reached by keys."""

from html import unescape

import numpy as np
import pytest

from bplab.explorers import explore_backprop
from bplab.explorers.backprop.cells import cells
from bplab.explorers.backprop.steps import LECTURE
from bplab.explorers.spots import Touch
from tests.explorers.stepping import FAULTS, another_place, model

SPOT = "arrays"
ROOMS = pytest.mark.parametrize("room", [{"width": 934, "height": 647}, {"width": 332, "height": 779}])


def opened(room=None, **state):
    explorer = explore_backprop(**state)
    if room:
        explorer.image.room = {**room, "ratio": 1, "calm": False}
    return explorer


def middle(explorer, name, index):
    left, top, right, bottom = cells(*explorer.drawing.boxes[name])[index]
    return (left + right) / 2, (top + bottom) / 2


def press(explorer, name, index):
    x, y = middle(explorer, name, index)
    explorer.touched(Touch(SPOT, "press", x, y))


@pytest.mark.usefixtures("undrawn")
@ROOMS
def test_every_number_can_be_clicked(room):
    explorer = opened(room, step="new_loss")
    for name, array in explorer.model.arrays.items():
        if name in explorer.model.given:
            continue
        for index in np.ndindex(np.shape(array) or (1, 1)):
            press(explorer, name, index)
            look = f"{name}[{index[0]}, {index[1]}]" if np.ndim(array) else name
            assert explorer.state.look == look == explorer.controls["look"].value
            assert f"{look} = " in unescape(explorer.sum.value)
            spot = explorer.image.spots[0]
            assert spot["text"].startswith(f"{name}[{index[0]}, {index[1]}] = ")


@pytest.mark.usefixtures("undrawn")
@ROOMS
def test_a_number_that_is_given_goes_to_the_slider(room):
    explorer = opened(room, step="z_2")
    for name, index in (("weights_2", (1, 0)), ("X", (2, 1)), ("bias_1", (0, 1))):
        press(explorer, name, index)
        assert explorer.state.entry == f"{name}[{index[0]}, {index[1]}]"
        assert explorer.value.value == explorer.model.arrays[name][index]
        assert explorer.drawing.cursor == (name, *index)


def test_a_click_shows_what_the_number_is_made_of():
    at = model(step="new_loss", look="grad_weights_1[1, 0]")
    numbers, sources, value = at.written_out()
    assert sources == {("X", i, 1) for i in range(3)} | {("e_1", i, 0) for i in range(3)}
    at.change(look="y_pred[2, 0]")
    assert at.written_out()[1] == {("z_2", 2, 0), ("z_2", 2, 1)}
    at.change(look="z_2[1, 1]")
    assert at.written_out()[1] == {
        ("a_1", 1, 0),
        ("a_1", 1, 1),
        ("weights_2", 0, 1),
        ("weights_2", 1, 1),
        ("bias_2", 0, 1),
    }
    at.change(look="back[0, 1]")
    assert at.written_out()[1] == {("e_2", 0, 0), ("e_2", 0, 1), ("weights_2", 1, 0), ("weights_2", 1, 1)}
    at.change(look="loss")
    assert at.written_out()[1] == {
        (name, *place) for name in ("y_pred", "y") for place in ((0, 0), (1, 1), (2, 1))
    }


def test_only_numbers_that_a_changed_source_moves_are_made_of_it():
    before = another_place(step="new_loss", pitfall="none")
    for name in LECTURE.lines:
        for index in np.ndindex(np.shape(before.arrays[name]) or (1, 1)):
            look = f"{name}[{index[0]}, {index[1]}]" if np.ndim(before.arrays[name]) else name
            before.change(look=look)
            assert before.written_out()[2] == pytest.approx(np.atleast_2d(before.arrays[name])[index])


@pytest.mark.usefixtures("undrawn")
def test_the_frame_lies_on_the_number_and_the_ground_on_its_sources():
    explorer = opened(step="grad_weights_1", look="grad_weights_1[1, 0]")
    drawing = explorer.drawing
    (frame,) = drawing._mark.get_paths()
    x, y = frame.vertices[:4].mean(axis=0)
    assert drawing.entry_at(x, y) == ("grad_weights_1", 1, 0)
    grounds = {drawing.entry_at(*path.vertices[:4].mean(axis=0)) for path in drawing._sources.get_paths()}
    assert grounds == explorer.model.written_out()[1]


@pytest.mark.usefixtures("undrawn")
def test_arrow_keys_lead_from_number_to_number_and_reach_all():
    explorer = opened(step="new_loss")
    explorer.choose("z_1", 0, 0)
    for key, entry in (
        ("ArrowRight", ("z_1", 0, 1)), ("ArrowDown", ("z_1", 1, 1)), ("ArrowRight", ("a_1", 1, 0)),
        ("ArrowLeft", ("z_1", 1, 1)), ("ArrowUp", ("z_1", 0, 1)),
    ):  # fmt: skip
        explorer.touched(Touch(SPOT, "key", key=key))
        assert explorer.drawing.cursor == entry
    seen, found = {explorer.drawing.cursor}, [explorer.drawing.cursor]
    while found:
        explorer.drawing.cursor = found.pop()
        for arrow in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            if (entry := explorer.drawing.beside(explorer.model, arrow)) not in seen:
                seen.add(entry)
                found.append(entry)
    every = {
        (name, *index) for name in explorer.drawing.boxes for index in cells(*explorer.drawing.boxes[name])
    }
    assert seen == every


@pytest.mark.usefixtures("undrawn")
def test_another_step_takes_the_cursor_along():
    explorer = opened(step="z_2")
    press(explorer, "weights_1", (0, 1))
    explorer.controls["step"].value = "e_2"
    assert explorer.drawing.cursor is None and explorer.image.spots[0]["text"].startswith("e_2[0, 0] = ")


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("by", ["name", "Enter"])
def test_in_a_mystery_the_first_wrong_array_is_clicked(by):
    mystery = next(n for n in range(1, 1000) if model(mystery=n).pitfall == "no derivative")
    explorer = opened(mystery=mystery, step="new_loss")
    for name, right in (("back", False), (FAULTS["no derivative"][0], True)):
        press(explorer, name, (0, 0))  # to look at its sum is no answer
        before = explorer.verdict.value
        if by == "name":
            place, _ = explorer.drawing.boxes[name]
            explorer.touched(Touch(SPOT, "press", place.x - place.width / 2 + 8, place.y - 8))
        else:
            explorer.touched(Touch(SPOT, "key", key="Enter"))
        assert explorer.verdict.value != before and explorer.first.value == name
        assert ("Right" in explorer.verdict.value) is right
    assert explorer.reason.layout.display == ""


@pytest.mark.usefixtures("undrawn")
def test_enter_is_no_answer_where_nothing_is_asked():
    explorer = opened(step="e_1", pitfall="no derivative")
    press(explorer, "e_1", (0, 0))
    explorer.touched(Touch(SPOT, "key", key="Enter"))
    assert explorer.verdict.value == ""


def test_a_press_beside_the_boxes_changes_nothing():
    explorer = opened(step="e_1")
    state, picture = explorer.state, explorer.image.value
    explorer.touched(Touch(SPOT, "press", 3, 3))
    assert explorer.state == state and explorer.image.value == picture


@pytest.mark.usefixtures("undrawn")
def test_a_slider_that_adds_up_its_steps_leaves_a_value_that_reads_well():
    explorer = opened()
    explorer.value.value = 2.1000000000000005
    assert explorer.state.weights_1[0][0] == 2.1
