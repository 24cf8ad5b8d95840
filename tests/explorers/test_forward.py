"""`explore_forward`: a dense layer entry by entry, and neurons that stay equal."""

import numpy as np
import pytest

from bplab.explorers import explore_forward
from bplab.explorers.activations import NAMES
from bplab.explorers.forward.model import LEARNING_RATE, ForwardModel
from bplab.explorers.forward.state import ForwardState
from bplab.explorers.lettering import pixels
from bplab.explorers.matrices import short
from bplab.explorers.spots import Touch
from bplab.gradients import numerical_gradient
from tests.explorers.sweep import message, sweep


def test_every_entry_is_a_row_times_a_column_and_a_bias():
    model = ForwardModel(ForwardState(seed=3, activation="relu"))
    assert model.Z1.shape == (5, 4)
    for i, j in np.ndindex(5, 4):
        z = sum(model.X[i, k] * model.W1[k, j] for k in range(3)) + model.b1[0, j]
        assert model.Z1[i, j] == pytest.approx(z)
        assert model.A1[i, j] == pytest.approx(max(z, 0))


def test_samples_and_weights_are_the_same_in_every_batch():
    small, large = (ForwardModel(ForwardState(batch_size=n, row=0)) for n in (2, 6))
    assert np.array_equal(small.X, large.X[:2]) and np.array_equal(small.W1, large.W1)
    assert np.array_equal(small.Z1, large.Z1[:2])


def test_numbers_of_the_start_can_be_checked_by_hand():
    model = ForwardModel(ForwardState())
    for values in (model.X, model.W1, model.b1):
        assert np.array_equal(values, values.round(1))


@pytest.mark.parametrize("activation", NAMES)
def test_a_training_step_goes_down_the_gradient(activation):
    start, after = (ForwardModel(ForwardState(activation=activation, steps=n)) for n in (0, 1))
    positive = start.X[:, 0] > 0
    bends = {"relu": lambda z: z * (z > 0), "tanh": np.tanh, "sigmoid": lambda z: 1 / (1 + np.exp(-z))}
    bends["leaky relu"] = lambda z: np.where(z > 0, z, z / 10)

    def loss(W1):
        z = bends.get(activation, lambda z: z)(start.X @ W1 + start.b1) @ start.W2
        right, wrong = np.where(positive, z[:, 1], z[:, 0]), np.where(positive, z[:, 0], z[:, 1])
        return float(np.mean(np.log(1 + np.exp(wrong - right))))

    assert start.losses == pytest.approx((loss(start.W1), loss(start.W1)))
    assert after.losses[0] == start.losses[0] > after.losses[1]
    step = LEARNING_RATE * numerical_gradient(loss, start.W1.copy())
    np.testing.assert_allclose(after.W1, start.W1 - step, atol=1e-7)


@pytest.mark.parametrize("activation", NAMES)
@pytest.mark.parametrize("weights", ["zero", "equal"])
def test_equal_neurons_stay_equal(activation, weights):
    for steps in (0, 1, 30, 100):
        model = ForwardModel(ForwardState(activation=activation, weights=weights, steps=steps))
        assert model.different == 1
        np.testing.assert_allclose(model.A1[:, 1:], model.A1[:, [0, 0, 0]])


def test_equal_weights_move_and_zero_weights_do_not():
    equal, zero = (ForwardModel(ForwardState(weights=kind, steps=50)) for kind in ("equal", "zero"))
    assert np.abs(equal.W1 - 0.5).max() > 0.1 and equal.losses[1] < equal.losses[0]
    assert not zero.W1.any()


def test_random_neurons_differ():
    for seed in range(51):
        assert ForwardModel(ForwardState(seed=seed, steps=10)).different == 4


@pytest.mark.usefixtures("undrawn")
def test_the_picture_shows_shapes_and_the_marked_entry():
    explorer = explore_forward(row=1, column=3, activation="tanh")
    model, texts = explorer.model, explorer.drawing.lettering.texts
    assert {"X (5, 3)", "W1 (3, 4)", "b1 (1, 4)", "Z1 (5, 4)", "A1 (5, 4)"} <= set(texts)
    (x0, x1, x2), (w0, w1, w2), b = model.X[1], model.W1[:, 3], model.b1[0, 3]
    assert [x0, x1, x2, w0, w1, w2, b] == pytest.approx([0.1, -0.5, 0.4, 0.1, 0.5, 0.0, 1.4])
    assert texts[-3] == "Z1[1, 3] = 0.10 · 0.10 + (-0.50) · 0.50 + 0.40 · 0.00 + 1.40 = 1.16"
    assert texts[-2] == "A1[1, 3] = tanh(1.16) = 0.82"
    assert "random weights" in texts[-1] and "4 of 4" in texts[-1]
    explorer.controls["batch_size"].value = 6
    assert {"Z1 (6, 4)", "W1 (3, 4)"} <= set(explorer.drawing.lettering.texts)


@pytest.mark.usefixtures("undrawn")
def test_the_marks_stand_where_row_and_column_meet():
    drawing = explore_forward(row=4, column=2).drawing
    corners = {name: mark.get_xy() for name, mark in zip("XWbZA", drawing._marks, strict=True)}
    cells = {name: drawing.matrices[name]._cells for name in ("X", "Z1", "A1")}
    entry = 4 * 4 + 2  # of 4 columns
    for name in ("Z1", "A1"):
        assert tuple(cells[name].get_paths()[entry].vertices[0]) == pytest.approx(corners[name[0]])
    assert tuple(cells["X"].get_paths()[4 * 3].vertices[0]) == pytest.approx(corners["X"])


@pytest.mark.usefixtures("undrawn")
def test_the_bias_is_shown_once_and_repeated_in_grey():
    explorer = explore_forward(batch_size=3)
    row = [short(value) for value in explorer.model.b1[0]]
    texts = explorer.drawing.lettering.texts
    end = texts.index("one row for all samples")
    assert texts[end - 8 : end] == 2 * row


@pytest.mark.usefixtures("undrawn")
def test_the_buttons_change_the_weights():
    explorer = explore_forward(steps=7)
    buttons = {button.description: button for button in explorer.children[1].children}
    for name in ("Zero", "Equal", "Random"):
        buttons[f"{name} weights"].click()
        assert explorer.state == ForwardState(weights=name.lower(), steps=7)
        assert f"start: {name.lower()} weights" in explorer.drawing.lettering.texts[-1]


@pytest.mark.usefixtures("undrawn")
def test_the_row_stays_in_the_batch():
    explorer = explore_forward(batch_size=6, row=5)
    explorer.controls["batch_size"].value = 2
    assert explorer.state.row == explorer.controls["row"].value == explorer.controls["row"].max == 1
    explorer.controls["batch_size"].value = 4
    assert explorer.controls["row"].max == 3
    assert explore_forward(batch_size=1).state.row == 0


def test_every_control_moves_the_picture_and_none_warns():
    sweep(explore_forward(row=0, steps=10))


def test_the_state_opens_the_same_picture():
    explorer = explore_forward(seed=9)
    for name, value in (("row", 4), ("steps", 60), ("activation", "sigmoid"), ("weights", "equal")):
        explorer.controls[name].value = value
    again = explore_forward(**explorer.state)
    assert again.state == explorer.state and again.image.value == explorer.image.value


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"batch_size": 0}, "batch_size=0 cannot be shown: it must lie between 1 and 6. Shown is 1."),
        ({"batch_size": 2, "row": 4}, "row=4 cannot be shown: a batch of 2 ends with row 1."),
        ({"column": 1.5}, "must be a whole number from 0 to 3"),
        ({"weights": "zeros"}, "did you mean zero?"),
        ({"n": 4}, "There is no setting"),
    ],
)
def test_bad_input_is_a_sentence(given, said):
    explorer = explore_forward(**given)
    assert said in message(explorer)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.50"),
        (-0.001, "0.00"),
        (-12.34, "-12.3"),
        (99.999, "100.0"),
        (-345.6, "-346"),
        (np.inf, "inf"),
    ],
)
def test_numbers_fit_their_cells(value, text):
    assert short(value) == text and len(text) <= 5


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("room", [{"width": 934, "height": 647}, {"width": 332, "height": 779}])
def test_an_entry_that_is_pressed_is_marked(room):
    explorer = explore_forward()
    explorer.image.room = {**room, "ratio": 1, "calm": False}
    drawing = explorer.drawing
    for name, (row, column) in (
        ("Z1", (3, 1)),
        ("A1", (0, 2)),
        ("X", (4, 1)),
        ("W1", (1, 3)),
        ("b1", (0, 0)),
    ):
        before = explorer.state
        left, top = drawing._corners[name]
        explorer.touched(
            Touch("matrices", "press", *pixels(drawing.ax, left + column + 0.5, top - row - 0.5))
        )
        expected = (before.row if name in ("W1", "b1") else row, before.column if name == "X" else column)
        assert (explorer.state.row, explorer.state.column) == expected
        assert (explorer.controls["row"].value, explorer.controls["column"].value) == expected


@pytest.mark.usefixtures("undrawn")
def test_arrow_keys_stay_in_the_matrix():
    explorer = explore_forward(batch_size=2, row=0, column=3)
    moves = ("ArrowUp", (0, 3)), ("ArrowRight", (0, 3)), ("ArrowDown", (1, 3)), ("ArrowDown", (1, 3))
    for key, expected in (*moves, ("ArrowLeft", (1, 2))):
        explorer.touched(Touch("matrices", "key", key=key))
        assert (explorer.state.row, explorer.state.column) == expected
