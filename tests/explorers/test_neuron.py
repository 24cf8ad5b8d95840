"""`explore_neuron`: the numbers of one neuron, and that its picture follows them."""

import numpy as np
import pytest

from bplab.explorers import explore_neuron
from bplab.explorers.lettering import pixels
from bplab.explorers.neuron.model import GRID, LIMIT, NeuronModel, NeuronState
from bplab.explorers.neuron.words import NO_LINE
from bplab.gradients import numerical_gradient
from tests.explorers.sweep import message, sweep
from tests.explorers.test_spots import does


@pytest.mark.usefixtures("undrawn")
def test_the_lectures_first_neuron():
    model = NeuronModel(NeuronState())
    assert model.products.tolist() == [1.0, -1.0]
    assert model.z == 0.5 and model.a == pytest.approx(np.tanh(0.5))
    assert explore_neuron().state == NeuronState()


@pytest.mark.parametrize(
    ("activation", "expected"),
    [("relu", 0.0), ("tanh", np.tanh(-1.4)), ("sigmoid", 1 / (1 + np.exp(1.4))), ("linear", -1.4)],
)
def test_activation_and_slope(activation, expected):
    model = NeuronModel(NeuronState(x1=1.0, x2=-2.0, w1=0.6, w2=0.5, b=-1.0, activation=activation))
    assert model.z == pytest.approx(-1.4) and model.a == pytest.approx(expected)

    def answer(b):
        return NeuronModel(model.state.change(b=float(b[0]))).a

    assert model.slope == pytest.approx(numerical_gradient(answer, np.array([-1.0]))[0], abs=1e-6)


def test_the_map_holds_the_answer_to_every_input():
    model = NeuronModel(NeuronState(w1=1.5, w2=-0.5, b=1.0))
    side = np.linspace(-LIMIT, LIMIT, GRID)
    for row, column in ((0, 0), (20, 90), (GRID - 1, 3)):
        model.change(x1=float(side[column]), x2=float(side[row]))
        assert model.answers[row, column] == pytest.approx(model.a)


@pytest.mark.parametrize(("w1", "w2", "b"), [(0.5, 1.0, 0.5), (2.0, 0.0, -3.0), (0.1, -0.1, 3.0)])
def test_the_line_is_where_the_sum_is_0_and_reaches_beyond_the_plane(w1, w2, b):
    line = NeuronModel(NeuronState(w1=w1, w2=w2, b=b)).line()
    assert line @ [w1, w2] + b == pytest.approx([0, 0], abs=1e-9)
    assert (np.abs(line).max(axis=1) > LIMIT).all()


def test_the_bias_shifts_the_line_and_does_not_turn_it():
    before, after = (NeuronModel(NeuronState(b=b)).line() for b in (-1.0, 2.0))
    directions = [np.subtract(*line) / np.linalg.norm(np.subtract(*line)) for line in (before, after)]
    assert directions[0] == pytest.approx(directions[1])
    assert not np.allclose(before, after)


@pytest.mark.usefixtures("undrawn")
def test_without_weights_there_is_no_line_and_the_picture_says_so():
    explorer = explore_neuron(w1=0.0, w2=1e-16)
    assert explorer.model.line() is None
    assert NO_LINE in explorer.drawing.lettering.texts
    explorer.controls["w1"].value = 0.1
    assert NO_LINE not in explorer.drawing.lettering.texts


@pytest.mark.usefixtures("undrawn")
def test_the_picture_shows_the_numbers():
    explorer = explore_neuron(x1=3.0, w1=-2.0, x2=1.0, w2=1.0, b=-1.0, activation="sigmoid")
    texts = explorer.drawing.lettering.texts
    assert {"3.0 · (-2.0) = -6.00", "1.0 · 1.0 = 1.00", "b = -1.00", "z = -6.00", "a = 0.00"} <= set(texts)
    assert "sigmoid: a = 0.00, slope da/dz = 0.00" in texts


@pytest.mark.usefixtures("undrawn")
def test_a_point_beyond_the_axes_is_named():
    explorer = explore_neuron(x1=3.0, x2=3.0, w1=2.0, w2=2.0, b=3.0, activation="linear")
    assert explorer.model.z == 15 and "beyond" in explorer.drawing.lettering.texts[-1]


def test_every_control_moves_the_picture_and_none_warns():
    sweep(explore_neuron())


def test_the_state_opens_the_same_picture():
    explorer = explore_neuron(w1=-1.3, activation="relu")
    explorer.controls["b"].value = 2.5
    again = explore_neuron(**explorer.state)
    assert again.state == explorer.state == NeuronState(w1=-1.3, activation="relu", b=2.5)
    assert again.image.value == explorer.image.value


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"w1": 7}, "w1=7 cannot be shown: it must lie between -2.0 and 2.0. Shown is 2.0."),
        ({"b": "big"}, "b='big' cannot be shown: it must be a number"),
        ({"x1": float("nan")}, "x1=nan cannot be shown"),
        ({"activation": "tahn"}, "did you mean tanh?"),
        ({"w_1": 1.0}, "There is no setting 'w_1' (did you mean w1?)"),
    ],
)
def test_bad_input_is_a_sentence(given, said):
    explorer = explore_neuron(**given)
    assert said in message(explorer)


def plane_share(explorer, x1, x2):
    """Where a point of the plane is in the page, as shares of the picture."""
    right, down = pixels(explorer.drawing._plane, x1, x2)
    return {"x": right / explorer.drawing.width, "y": down / explorer.drawing.height}


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("to", [(1.0, 1.0), (-2.0, 0.5), (0.3, -2.4)])
def test_a_dragged_line_goes_through_the_pointer(to):
    explorer = explore_neuron(w1=1.0, w2=1.0, b=0.5)
    does(explorer, "middle", "drag", **plane_share(explorer, *to))
    state = explorer.state
    assert (state.w1, state.w2) == (1.0, 1.0) and state.b == pytest.approx(-sum(to), abs=0.03)
    assert explorer.controls["b"].value == state.b


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("to", [(2.0, -1.0), (1.0, -2.5), (-0.5, -2.5)])
def test_a_turned_line_goes_through_the_pointer_and_keeps_bias_and_length(to):
    explorer = explore_neuron(w1=1.0, w2=1.0, b=0.5)
    does(explorer, "end 1", "drag", **plane_share(explorer, *to))
    w1, w2, b = (explorer.state[name] for name in ("w1", "w2", "b"))
    assert b == 0.5 and np.hypot(w1, w2) == pytest.approx(np.sqrt(2), abs=0.05)
    assert abs(w1 * to[0] + w2 * to[1] + b) < 0.15  # w moves in steps of 0.05


@pytest.mark.usefixtures("undrawn")
def test_the_arrow_of_the_weights_and_the_input_follow_the_pointer_as_far_as_they_may():
    explorer = explore_neuron()
    does(explorer, "weights", "drag", **plane_share(explorer, -1.0, 9.0))
    does(explorer, "input", "drag", **plane_share(explorer, 0.5, -1.5))
    assert [explorer.state[name] for name in ("w1", "w2", "x1", "x2")] == [-1.0, 2.0, 0.5, -1.5]


@pytest.mark.usefixtures("undrawn")
def test_without_weights_there_is_no_line_to_drag():
    explorer = explore_neuron(w1=0.0, w2=0.0)
    assert {spot["name"] for spot in explorer.image.spots} == {"weights", "input"}
    does(explorer, "weights", "key", key="ArrowUp")
    assert explorer.state.w2 == 0.05 and len(explorer.image.spots) == 5
    does(explorer, "middle", "key", key="Enter")  # nothing
    assert explorer.state.b == 0.5


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("b", [-3.0, 3.0])
def test_a_line_outside_of_the_plane_can_still_be_taken_hold_of(b):
    explorer = explore_neuron(w1=0.1, w2=0.2, b=b)
    for spot in explorer.image.spots:
        assert 0 < spot["x"] < 0.46 and 0 < spot["y"] < 1 and np.isfinite(spot["value"])
