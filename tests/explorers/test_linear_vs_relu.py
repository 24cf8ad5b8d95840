"""`explore_linear_vs_relu`: its numbers, its regions, and what it says."""

import numpy as np
import pytest

from bplab.datasets import crossed_axes
from bplab.explorers import explore_linear_vs_relu
from bplab.explorers.linear_vs_relu import model as m
from bplab.explorers.linear_vs_relu import picture as p
from bplab.explorers.plane import GRID
from bplab.network import Network, softmax
from tests.explorers.sweep import message, values_of

pytestmark = pytest.mark.filterwarnings("error")


def trained(epochs=1000, **settings):
    """The model of these settings after so many epochs."""
    model = m.StackModel(m.LinearVsReluState(**settings))
    model.run.advance_to(epochs)
    return model


def texts(explorer):
    """All that is written in the picture."""
    drawing = explorer.drawing
    return "\n".join([text.get_text() for text in drawing.figure.texts] + drawing.lettering.texts)


def test_the_run_is_the_courses_network_on_the_data_of_the_lecture():
    run = trained(60, depth=2, width=5, relu=True, seed=3).run
    X, y = crossed_axes(seed=3)
    network = Network((2, 5, 5, 4), "relu", seed=3).train(X, np.eye(4)[y], 60, 0.3)
    assert all(np.array_equal(*pair) for pair in zip(run.network.weights, network.weights, strict=True))
    assert run.snapshot.accuracies == (network.accuracy(X, y), network.accuracy(*crossed_axes(seed=1003)))
    assert run.snapshot.history[0, 1] == pytest.approx(network.losses[0])


@pytest.mark.parametrize("depth", range(5))
def test_without_relu_every_depth_reaches_what_one_layer_reaches(depth):
    snapshot = trained(depth=depth, seed=1).run.snapshot
    assert snapshot.accuracies == trained(depth=0, seed=1).run.snapshot.accuracies
    assert 0.57 <= snapshot.accuracies[1] <= 0.61


@pytest.mark.parametrize("seed", range(5))
def test_relu_separates_what_no_linear_stack_separates(seed):
    assert trained(relu=True, seed=seed).run.snapshot.accuracies[1] >= 0.97
    assert trained(seed=seed).run.snapshot.accuracies[1] <= 0.61
    assert trained(data="linear", seed=seed).run.snapshot.accuracies[1] >= 0.98


def test_the_folded_layer_gives_the_probabilities_of_the_stack():
    network = Network((2, 7, 6, 4), "linear", seed=2)
    rng = np.random.default_rng(0)
    network.biases = [rng.normal(size=b.shape) for b in network.biases]
    X, layer = rng.normal(size=(50, 2)), m.fold(network.weights, network.biases)
    assert layer.shape == (3, 4)
    assert np.allclose(layer.sum(axis=1), 0)
    assert np.allclose(softmax(X @ layer[:2] + layer[2]), network.forward(X))


def test_stacks_of_all_depths_end_at_the_same_twelve_numbers():
    shallow, deep = (trained(3000, depth=depth).run.snapshot.layer for depth in (0, 3))
    assert np.allclose(shallow, deep, atol=1e-3)
    assert np.isnan(trained(10, relu=True).run.snapshot.layer).all()
    assert np.isfinite(trained(10, relu=True, depth=0).run.snapshot.layer).all()  # nothing to bend


def test_the_lines_of_a_linear_stack_are_where_two_scores_of_the_one_layer_are_equal():
    model = trained(depth=3)
    _, lines, _ = p.LinearVsReluPicture().regions(model)
    points, layer = np.concatenate(lines), model.run.snapshot.layer
    third, second, first = np.sort(points @ layer[:2] + layer[2], axis=1).T[-3:]
    near_a_corner = first - third < 0.02  # there, three regions share a cell of the grid
    assert len(points) > 300 and np.mean(near_a_corner) < 0.05
    assert np.allclose(first[~near_a_corner], second[~near_a_corner], atol=1e-9)


def test_the_map_shows_the_class_that_the_network_would_choose():
    model = trained(relu=True)
    side = np.linspace(-m.LIMIT, m.LIMIT, GRID)
    points = np.array([[side[70], side[20]], [side[5], side[90]]])
    shown = p.winners(p.margins_of(model.run.snapshot.probability))
    assert [shown[20, 70], shown[90, 5]] == model.run.network.predict(points).tolist()


def test_no_class_gets_a_region_where_all_are_equal_or_nothing_is_a_number():
    equal, broken = trained(0, scale=0.0), trained(depth=4, width=16, learning_rate=10.0)
    for model in (equal, broken):
        picture = p.LinearVsReluPicture()
        areas, lines, _ = picture.regions(model)
        assert not any(len(area) for area in areas) and lines == []
        assert (picture.classes(model.run.snapshot) == p.NOBODY).all()


@pytest.mark.usefixtures("undrawn")
def test_a_stack_that_overflows_says_so_and_stops():
    explorer = explore_linear_vs_relu(depth=4, width=16, learning_rate=10.0, epoch=3000)
    assert "no longer a number at epoch" in message(explorer) and "counts as class 0" in message(explorer)
    assert explorer.model.run.finished and explorer.state.epoch < 3000
    assert "training 25.0%" in texts(explorer)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"depth": 2, "width": 8}, "3 layers, 132 numbers: equal to this one layer of 12"),
        ({"depth": 2, "width": 8, "relu": True}, "3 layers, 132 numbers: no single layer does this"),
        ({"depth": 0, "relu": True}, "one layer, 12 numbers to learn:"),
        ({"depth": 1, "width": 16}, "2 layers, 116 numbers: equal to this one layer of 12"),
    ],
)
def test_the_picture_says_what_the_layers_amount_to(settings, expected):
    assert expected in texts(explore_linear_vs_relu(**settings))


@pytest.mark.usefixtures("undrawn")
def test_the_title_is_the_lectures_result():
    shown = texts(explore_linear_vs_relu(epoch=3000))
    assert "epoch 3,000   right: training 60.0%   test 60.0%" in shown


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.123, "0.12"), (-0.001, "0.00"), (-2.5, "-2.50"), (12345.0, "1e+04"), (np.inf, "inf"), (np.nan, "–")],
)
def test_numbers_of_the_table_fit_their_columns(value, text):
    assert p.as_text(value) == text


def test_the_state_opens_the_same_explorer_again():
    first = explore_linear_vs_relu(depth=1, width=3, relu=True, mirrored=20, seed=4, epoch=120)
    again = explore_linear_vs_relu(**first.state)
    assert again.state == first.state and again.state.epoch == 120
    assert again.image.value == first.image.value


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"depth": 9}, "depth=9 cannot be shown: it must lie between 0 and 4. Shown is 4."),
        ({"width": 2.5}, "width=2.5 cannot be shown: it must be a whole number from 1 to 16. Shown is 8."),
        ({"relu": "yes"}, "relu='yes' cannot be shown: it must be True or False. Shown is False."),
        ({"data": "nonlinear"}, "(did you mean non-linear?)"),
        ({"hidden": 3}, "There is no setting 'hidden'"),
        ({"epoch": -1}, "epoch=-1 cannot be shown"),
    ],
)
def test_a_value_that_cannot_be_shown_is_named_in_a_sentence(values, sentence):
    assert sentence in message(explore_linear_vs_relu(**values))


@pytest.mark.usefixtures("undrawn")
def test_controls_without_effect_are_grey():
    explorer = explore_linear_vs_relu(data="linear", depth=0)
    assert all(explorer.controls[name].disabled for name in ("mirrored", "width", "relu"))
    explorer = explore_linear_vs_relu()
    assert not any(control.disabled for control in explorer.controls.values())


@pytest.mark.parametrize("relu", [False, True])
def test_every_control_moves_the_picture_and_moves_it_back(relu):
    explorer = explore_linear_vs_relu(relu=relu)
    drawing, start = explorer.drawing, explorer.state
    for name, control in explorer.controls.items():
        values = [*values_of(control), start[name]]
        pictures = {value: drawing.png(trained(40, **{**start, name: value})) for value in values}
        assert len(set(pictures.values())) > 1, name
        assert drawing.png(trained(40, **start)) == pictures[start[name]], name
