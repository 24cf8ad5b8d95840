"""`explore_backprop` as it is seen: words and numbers that fit the picture, controls, what was given."""

from html import unescape
from itertools import combinations

import numpy as np
import pytest

from bplab.explorers import explore_backprop
from bplab.explorers.backprop.numbers import number, table
from bplab.explorers.backprop.picture import BackpropPicture
from bplab.explorers.backprop.pitfalls import PITFALLS
from bplab.explorers.backprop.state import MATRICES, BackpropState
from bplab.explorers.backprop.steps import LECTURE
from bplab.explorers.lettering import _set
from tests.explorers.stepping import another_place, written
from tests.explorers.sweep import sweep


@pytest.mark.usefixtures("undrawn")
def test_a_pitfall_that_the_numbers_hide_is_told():
    symmetric = {"weights_2": ((1.0, 2.0), (2.0, 1.0))}
    explorer = explore_backprop(step="new_loss", pitfall="transpose forgotten", **symmetric)
    assert explorer.model.wrong == []
    assert "With these numbers it changes nothing." in written(explorer)


@pytest.mark.usefixtures("undrawn")
def test_the_arrays_come_one_step_at_a_time():
    explorer = explore_backprop()
    first, back, step, last = explorer.buttons
    assert set(explorer.model.reached) == {*MATRICES, "y"}
    for name, made in LECTURE.steps.items():
        assert explorer.state.step == name
        assert set(made.lines) <= set(explorer.model.reached)
        assert all(f"{array} = " in written(explorer) for array in made.lines)
        step.click()
    assert explorer.state.step == "new_loss"  # there it stays
    back.click()
    assert explorer.state.step == "update"
    first.click()
    back.click()
    assert explorer.state.step == "start" and "1.085" not in written(explorer)
    last.click()
    assert explorer.state.step == "new_loss" and "1.085" in written(explorer)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    "step, line, shapes",
    [
        ("z_1", "z_1 = X @ weights_1 + bias_1", "(3, 2) @ (2, 2) + (1, 2) -> (3, 2)"),
        ("loss", "loss = cross_entropy(y_pred, y)", "cross_entropy((3, 2), (3, 2)) -> ()"),
        ("grad_weights_2", "grad_weights_2 = a_1.T @ e_2 / n", "(2, 3) @ (3, 2) / n -> (2, 2)"),
        ("back", "back = e_2 @ weights_2.T", "(3, 2) @ (2, 2) -> (3, 2)"),
        ("e_1", "e_1 = back * a_1 * (1 - a_1)", "(3, 2) * (3, 2) * (1 - (3, 2)) -> (3, 2)"),
        ("grad_bias_1", "grad_bias_1 = e_1.sum(axis=0, keepdims=True) / n",
         "(3, 2).sum(axis=0, keepdims=True) / n -> (1, 2)"),
    ],
)  # fmt: skip
def test_a_step_shows_its_line_and_its_shapes(step, line, shapes):
    texts = explore_backprop(step=step).drawing.lettering.texts
    assert line in texts and shapes in texts


@pytest.mark.usefixtures("undrawn")
def test_a_gradient_stands_beside_its_measurement():
    explorer = explore_backprop(step="grad_weights_1")
    assert "They agree: relative error" in written(explorer)
    explorer.controls["pitfall"].value = "sign turned"
    assert "They differ: relative error 1." in written(explorer)
    explorer = explore_backprop(step="grad_bias_2", pitfall="bias not summed")
    assert "They differ: the shape is (3, 2), it must be (1, 2)." in written(explorer)


@pytest.mark.usefixtures("undrawn")
def test_saturated_neurons_are_no_disagreement():
    far = {"weights_1": ((5.0, 5.0), (5.0, 5.0)), "bias_1": ((5.0, 5.0),)}
    assert "They agree" in written(explore_backprop(step="grad_weights_1", **far))


@pytest.mark.usefixtures("undrawn")
def test_the_first_wrong_array_is_named_only_when_it_is_reached():
    explorer = explore_backprop(step="grad_bias_2", pitfall="transpose forgotten")
    assert "Nothing is wrong up to here." in written(explorer)
    assert "first wrong" not in explorer.drawing.lettering.texts
    explorer.controls["step"].value = "back"
    assert "First wrong: back." in written(explorer)
    assert PITFALLS["transpose forgotten"].symptom in written(explorer)
    assert "right: back = e_2 @ weights_2.T" in written(explorer)
    assert table(explorer.model.right["back"]) in written(explorer)
    explorer.controls["step"].value = "grad_weights_1"
    texts = explorer.drawing.lettering.texts
    assert texts.count("first wrong") == 1 and texts.count("wrong") == 2  # e_1 and grad_weights_1


def test_a_number_moves_everything_behind_it():
    explorer = explore_backprop(step="new_loss", entry="bias_1[0, 1]")
    before, picture = dict(explorer.model.arrays), explorer.image.value
    explorer.value.value = 1.5
    assert explorer.state.bias_1 == ((0.0, 1.5),)
    moved = {name for name in before if not np.array_equal(before[name], explorer.model.arrays[name])}
    assert moved == set(before) - {"X", "y", "weights_1", "weights_2", "bias_2"}
    assert explorer.image.value != picture and "▸1.5" in written(explorer)
    explorer.controls["entry"].value = "weights_1[0, 1]"
    assert explorer.value.value == -4 and explorer.state.bias_1 == ((0.0, 1.5),)
    explorer.reset_button.click()
    assert explorer.state.bias_1 == ((0.0, 0.0),) and "▸-4" in written(explorer)


@pytest.mark.usefixtures("undrawn")
def test_the_slider_follows_a_reset():
    explorer = explore_backprop(entry="X[0, 0]", X=[[-3, 1], [1, 1], [0, 1]])
    assert explorer.value.value == -3
    explorer.reset_button.click()
    assert explorer.value.value == 1
    assert explorer.state == BackpropState(entry="X[0, 0]")


def test_every_control_moves_the_picture_and_back():
    sweep(
        explore_backprop(step="new_loss", pitfall="updated weights used", learning_rate=0.3, look="new_loss")
    )


def test_the_state_opens_the_same_explorer():
    explorer = explore_backprop(step="update", pitfall="sign turned", entry="X[2, 1]")
    explorer.value.value = -2.5
    again = explore_backprop(**explorer.state)
    assert again.state == explorer.state and again.image.value == explorer.image.value
    assert eval(repr(explorer.state)) == explorer.state


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    "state, sentence",
    [
        ({"step": "e_3"}, "step='e_3' cannot be shown: it must be one of 'start', 'z_1'"),
        ({"pitfall": "transpose"}, "pitfall='transpose' cannot be shown"),
        ({"wieghts_1": 1}, "There is no setting 'wieghts_1' (did you mean weights_1?)"),
        ({"learning_rate": 0.5}, "learning_rate=0.5 cannot be shown: it must be one of 0.01, 0.1"),
        (
            {"weights_1": [[1, 2]]},
            "it must be 2 x 2 numbers, row by row, from -5 to 5. Shown is ((2.0, -4.0)",
        ),
        ({"bias_2": "zero"}, "it must be 1 x 2 numbers"),
        ({"bias_2": [[0, None]]}, "it must be 1 x 2 numbers"),
        ({"bias_2": [[0, np.nan]]}, "it must be 1 x 2 numbers"),
        ({"bias_2": [[0, 9]]}, "from -5 to 5. Shown is ((0.0, 5.0),)."),
        ({"entry": "X[3, 0]"}, "entry='X[3, 0]' cannot be shown"),
    ],
)
def test_what_cannot_be_shown_is_said(state, sentence):
    explorer = explore_backprop(**state)
    message = explorer.message.value.replace("&#x27;", "'")
    assert sentence in message


@pytest.mark.usefixtures("undrawn")
def test_arrays_of_numpy_are_taken():
    W = np.array([[1, 2], [3, 4]])
    assert explore_backprop(weights_2=W).state.weights_2 == ((1.0, 2.0), (3.0, 4.0))


def extents(lettering):
    """Left, upper, right and lower edge of the ink of every text, and the text."""
    for x, y, text, _, look in lettering._written:
        (left, top), ink = _set(text, *look)
        rows, columns = np.nonzero(ink)
        left, top = round(x) + left, round(y) + top
        yield left + columns.min(), top + rows.min(), left + columns.max(), top + rows.max(), text


@pytest.fixture(scope="module", params=[860, 332])
def drawing(request):
    """The picture in a page of this width."""
    drawing = BackpropPicture(LECTURE)
    drawing.fit(request.param, 2000, 1)
    return drawing


@pytest.mark.parametrize("step", LECTURE.steps)
def test_no_text_leaves_the_picture_or_meets_another(step, drawing):
    for pitfall in PITFALLS:
        drawing.draw(another_place(step=step, pitfall=pitfall, entry="X[0, 1]", learning_rate=3.0))
        texts = list(extents(drawing.lettering))
        for left, top, right, bottom, text in texts:
            assert left >= 0 and right < drawing.width and top >= 0 and bottom < drawing.height, (
                pitfall,
                text,
            )
        for (left, top, right, bottom, one), (x, y, x_end, y_end, other) in combinations(texts, 2):
            assert x_end < left or right < x or y_end < top or bottom < y, (pitfall, one, other)


def test_numbers_fit_into_their_boxes():
    for pitfall in PITFALLS:
        for seed in range(3):
            at = another_place(seed, pitfall=pitfall, learning_rate=3.0)
            for name in (*LECTURE.gradients, *LECTURE.parameters, "e_1", "back", "z_2"):
                assert max(map(len, table(at.arrays[name]).split())) <= 6


@pytest.mark.parametrize(
    "value, text",
    [(0, "0"), (-0.0, "0"), (2.0, "2"), (-0.25, "-0.25"), (1 / 3, "0.333"), (-12.3456, "-12.35"),
     (100, "100"), (-123.456, "-123.5"), (1e-5, "1e-05"), (-0.0004, "-4e-04"), (0.0005, "0.001"),
     (-0.9999, "-1")],
)  # fmt: skip
def test_numbers_are_short(value, text):
    assert number(value) == text


@pytest.mark.usefixtures("undrawn")
def test_a_sum_is_written_with_the_numbers_of_the_boxes():
    explorer = explore_backprop(step="z_2", look="z_2[0, 0]")
    assert "z_2[0, 0] = a_1 @ weights_2 + bias_2\n= 0.5·4 + 0.5·(-2) + 0\n= 1" in unescape(explorer.sum.value)
    explorer.controls["step"].value = "e_1"
    assert explorer.state.look == "e_1[0, 0]" == explorer.controls["look"].value
    assert "= (-2)·0.5·(1 - 0.5)\n= -0.5<" in unescape(explorer.sum.value)
    explorer.controls["look"].value = "new_loss"
    assert "new_loss is not computed yet" in explorer.sum.value


@pytest.mark.usefixtures("undrawn")
def test_new_and_old_parameters_stand_beside_each_other():
    explorer = explore_backprop(step="new_loss")
    for name in LECTURE.parameters:
        assert {name, f"new_{name}"} <= set(explorer.drawing.lettering.texts)
        assert table(explorer.model.arrays[f"new_{name}"]) in explorer.drawing.lettering.texts
