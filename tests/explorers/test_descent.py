"""`explore_descent`: the numbers of a descent, what is said of a rate, and that the picture follows them."""

import numpy as np
import pytest

from bplab.explorers import explore_descent
from bplab.explorers.descent.model import BEST, RATES, DescentModel, DescentState, gradient, loss
from bplab.explorers.lettering import pixels
from bplab.gradients import numerical_gradient
from tests.explorers.sweep import message, sweep
from tests.explorers.test_spots import does, spot_of


def model(**settings):
    return DescentModel(DescentState(**settings))


def written(explorer):
    return "\n".join(explorer.drawing.lettering.texts)


def test_one_weight_goes_the_way_that_can_be_worked_out_on_paper():
    path = model(w=0.0, rate=0.1, steps=3).path
    assert path[:, 0] == pytest.approx([0, 0.4, 0.72, 0.976]) and not path[:, 1].any()
    assert model(steps=0).losses == pytest.approx([13 / 3])


@pytest.mark.parametrize("place", [[0.0, 0.0], [-1.5, 3.0], [2.0, 0.5]])
def test_the_slopes_are_those_of_the_loss(place):
    assert gradient(np.array(place)) == pytest.approx(numerical_gradient(loss, np.array(place)), abs=1e-8)
    assert loss(np.array([place, BEST])).argmin() == 1


def test_with_the_bias_both_numbers_move_against_their_slopes():
    one = model(w=-1.0, b=2.0, rate=0.2, steps=1, bias=True)
    assert one.path[1] == pytest.approx(one.path[0] - 0.2 * gradient(one.path[0]))
    assert model(w=-1.0, b=2.0).path[0].tolist() == [-1.0, 0.0]


@pytest.mark.parametrize(
    ("bias", "rate", "said"),
    [
        (False, 0.02, "crawls: each step leaves 96% of the distance"),
        (False, 0.2, "comes down: each step leaves 60%"),
        (False, 0.9, "zigzags: each step multiplies the distance by -0.80"),
        (False, 1.0, "jumps to and fro for ever"),
        (False, 1.1, "diverges: each step multiplies the distance by -1.20"),
        (True, 0.2, "crawls: each step leaves 98% of the way along the valley"),
        (True, 0.65, "zigzags: each step multiplies the distance by -0.90 across the valley"),
        (True, 0.7, "diverges"),
    ],
)
def test_what_is_said_of_a_rate(bias, rate, said):
    assert said in model(w=-1.0, b=3.0, bias=bias, rate=rate).verdict


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("rate", RATES)
def test_what_is_said_is_what_happens(bias, rate):
    one = model(w=-1.0, b=3.0, bias=bias, rate=rate, steps=40)
    if "diverges" in one.verdict:
        assert one.losses[-1] > one.losses[-2] > one.losses[-3]
    elif "for ever" in one.verdict:
        assert one.losses == pytest.approx(one.losses[0])
    else:
        assert (np.diff(one.losses) <= 0).all()
    if "zigzags" in one.verdict or "diverges" in one.verdict:
        early = one.path[:4] - BEST
        across = early @ np.linalg.eigh([[2, 4 / 3], [4 / 3, 1]])[1][:, 1] if bias else early[:, 0]
        assert (np.sign(across[1:]) == -np.sign(across[:-1])).all()


def test_at_the_lowest_place_nothing_moves():
    assert "has arrived" in model(w=2.0, rate=1.1, steps=5).verdict


@pytest.mark.usefixtures("undrawn")
def test_the_picture_says_where_the_descent_is():
    explorer = explore_descent(w=0.0, rate=0.1, steps=2)
    assert "after 2 steps   w = 0.72" in written(explorer)
    assert "loss 1.97" in written(explorer) and "slope -2.56" in written(explorer)
    explorer.controls["rate"].value = 1.1
    explorer.controls["steps"].value = 40
    assert "diverges" in written(explorer) and "beyond the edge" in written(explorer)
    explorer.controls["rate"].value = 0.5
    explorer.controls["bias"].value = True
    assert "along w" in written(explorer) and "the line 1.86 x + 0.20" in written(explorer)


@pytest.mark.usefixtures("undrawn")
def test_the_start_of_b_is_greyed_out_while_there_is_no_b():
    explorer = explore_descent()
    assert explorer.controls["b"].disabled
    explorer.controls["bias"].value = True
    assert not explorer.controls["b"].disabled


def test_every_control_moves_the_picture_and_none_warns():
    sweep(explore_descent(bias=True, w=-1.0, b=3.0, steps=10))


@pytest.mark.parametrize("settings", [{}, {"bias": True, "b": -2.5, "rate": 0.65, "steps": 30}])
def test_the_state_opens_the_same_picture(settings):
    explorer = explore_descent(**settings)
    again = explore_descent(**explorer.state)
    assert again.state == explorer.state == DescentState(**settings)
    assert again.image.value == explorer.image.value


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"w": 70}, "w=70 cannot be shown: it must lie between -2.0 and 6.0. Shown is 6.0."),
        ({"rate": 0.123}, "rate=0.123 cannot be shown: it must be one of"),
        ({"steps": 2.5}, "it must be a whole number"),
        ({"bais": True}, "There is no setting 'bais' (did you mean bias?)"),
    ],
)
def test_bad_input_is_a_sentence(given, said):
    explorer = explore_descent(**given)
    assert said in message(explorer)


def to(explorer, x, y, ax):
    right, down = pixels(ax, x, y)
    return {"x": right / explorer.drawing.width, "y": down / explorer.drawing.height}


@pytest.mark.usefixtures("undrawn")
def test_the_start_follows_the_pointer_along_the_curve_and_on_the_map():
    explorer = explore_descent(steps=2)
    does(explorer, "start", "drag", **to(explorer, -1.33, 9.0, explorer.drawing._curve))
    assert (explorer.state.w, explorer.state.b) == (-1.3, 0.0) and explorer.controls["w"].value == -1.3
    explorer.controls["bias"].value = True
    does(explorer, "start", "drag", **to(explorer, 9.0, 1.52, explorer.drawing._map))  # as far as it may
    assert (explorer.state.w, explorer.state.b) == (6.0, 1.5) and explorer.controls["b"].value == 1.5
    does(explorer, "start", "key", key="ArrowDown")
    assert (explorer.state.w, explorer.state.b) == (6.0, 1.4)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("bias", [False, True])
def test_the_point_moves_along_the_way_by_whole_steps(bias):
    explorer = explore_descent(steps=1, rate=0.05, bias=bias)
    way, ax = explorer.model.way, explorer.drawing._map if bias else explorer.drawing._curve
    height = way[7, 1] if bias else loss(way[7])
    does(explorer, "now", "press", **to(explorer, way[7, 0], height, ax))
    assert explorer.state.steps == explorer.controls["steps"].value == 7
    does(explorer, "now", "key", key="ArrowLeft")
    assert explorer.state.steps == 6 and "6 steps" in spot_of(explorer, "now")["text"]


@pytest.mark.usefixtures("undrawn")
def test_a_place_beyond_the_edge_cannot_be_taken_hold_of_but_the_start_can():
    explorer = explore_descent(rate=1.1, steps=30)
    assert [spot["name"] for spot in explorer.image.spots] == ["start"]
    explorer = explore_descent(w=6.0, b=4.0, bias=True, steps=0)
    assert [spot["name"] for spot in explorer.image.spots] == ["now", "start"]  # the start on top
