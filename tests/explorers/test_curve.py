"""`explore_curve`: its numbers, what its picture says, and what it says of bad settings."""

import numpy as np
import pytest

from bplab import datasets
from bplab.explorers import explore_curve
from bplab.explorers.curve import model as m
from bplab.explorers.curve.picture import CurvePicture
from bplab.network import Network
from tests.conftest import others_slow
from tests.explorers.sweep import message, values_of

pytestmark = pytest.mark.filterwarnings("error")


def trained(epochs=300, **settings):
    """The model of these settings after so many epochs."""
    model = m.CurveModel(m.CurveState(**settings))
    model.run.advance_to(epochs)
    return model


def written(explorer):
    """What is written in the picture and moves with it."""
    return "\n".join(explorer.drawing.lettering.texts)


@pytest.mark.parametrize("step", ["plain", "momentum", "adam"])
def test_the_run_is_the_courses_network_trained_in_one_go(step):
    run = trained(120, width=7, depth=2, step=step, learning_rate=0.03, seed=3).run
    x, y = datasets.sine(200, seed=3)
    network = Network((1, 7, 7, 1), "tanh", seed=3, output="linear", loss="squared error")
    network.biases[0] = np.random.default_rng(103).normal(size=(1, 7))
    network.train(x, y, 120, 0.03, step=step)
    assert np.allclose(run.snapshot.fit, network.forward(run.grid)[:, 0], rtol=1e-12)
    assert run.snapshot.history[0, 1] == pytest.approx(2 * network.losses[0])


def test_the_errors_are_means_of_squares_at_the_points_and_against_the_true_curve():
    run = trained(200, data="parabola", activation="sigmoid").run
    epoch, points, true_curve = run.snapshot.history[-1]
    assert epoch == 200
    assert points == pytest.approx(np.mean((run.network.forward(run.x) - run.y) ** 2))
    x = np.linspace(-1, 1, 2001)[:, None]
    assert true_curve == pytest.approx(np.mean((run.network.forward(x) - x**2) ** 2), rel=0.02)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear"])
def test_the_parts_add_up_to_the_fit(activation):
    run = trained(activation=activation, width=6, depth=3).run
    bias = run.network.biases[-1][0, 0]
    assert run.snapshot.parts.shape == (6, m.GRID)
    assert np.allclose(run.snapshot.parts.sum(axis=0) + bias, run.snapshot.fit)


def test_with_a_sigmoid_output_the_parts_add_up_to_what_goes_into_it():
    run = trained(output="sigmoid", width=4).run
    z = run.snapshot.parts.sum(axis=0) + run.network.biases[-1][0, 0]
    assert np.allclose(1 / (1 + np.exp(-z)), run.snapshot.fit)


@pytest.mark.parametrize("seed", range(3))
def test_a_sigmoid_output_leaves_the_left_half_of_the_sine_flat(seed):
    settings = {"step": "adam", "learning_rate": 0.03, "seed": seed}
    flat = trained(1500, output="sigmoid", **settings).run
    left = (flat.grid[:, 0] > -np.pi) & (flat.grid[:, 0] < -0.5)
    assert np.abs(flat.snapshot.fit[left]).max() < 0.05
    below = np.mean(np.minimum(flat.y, 0) ** 2)  # the error of 0 where the sine is negative
    assert flat.snapshot.history[-1, 1] == pytest.approx(below, abs=0.005)
    assert trained(1500, **settings).run.snapshot.history[-1, 1] < 1e-3


def test_a_better_step_reaches_the_goal_that_the_plain_one_does_not():
    plain = trained(6000).run.snapshot.history[:, 1].min()
    adam = trained(6000, step="adam", learning_rate=0.01).run.snapshot.history[:, 1].min()
    assert adam < 2e-6 < 1e-4 < plain


def test_the_neurons_begin_to_bend_at_places_of_their_own():
    network = trained(0, width=8).run.network
    bends = -network.biases[0] / network.weights[0]
    assert len(np.unique(bends.round(6))) == 8 and np.ptp(bends) > 1


def test_without_random_biases_all_neurons_begin_to_bend_at_zero():
    run = trained(0, activation="relu", random_biases=False, width=6).run
    parts, middle = run.snapshot.parts, m.GRID // 2
    bends = np.abs(np.diff(parts, n=2, axis=1)) > 1e-9  # a straight part has none
    assert {int(place) for place in np.argwhere(bends)[:, 1]} == {middle - 1}
    free = trained(0, activation="relu", width=6).run.snapshot.parts
    assert len(np.argwhere((np.abs(np.diff(free, n=2, axis=1)) > 1e-9).any(axis=0))) > 4


def test_the_grid_reaches_as_far_again_beyond_the_points():
    for data, reach in (("sine", np.pi), ("parabola", 1)):
        run = trained(0, data=data).run
        assert np.abs(run.x).max() <= reach
        assert (run.grid[0], run.grid[-1]) == (-2 * reach, 2 * reach)


@pytest.mark.usefixtures("undrawn")
def test_the_picture_says_epoch_errors_and_goal():
    explorer = explore_curve(epoch=50)
    _, points, true_curve = explorer.model.run.snapshot.history[-1]
    assert f"points {points:.1e}   true curve {true_curve:.1e}" in written(explorer)
    assert "epoch 50" in written(explorer)
    assert "goal 2e-6" in written(explorer)
    assert "noise² 0.04" in written(explore_curve(data="parabola", noise=0.2))
    assert "noise²" not in written(explore_curve(data="parabola", noise=0.0))  # nothing to draw at log 0


@pytest.mark.usefixtures("undrawn")
def test_a_run_that_overflows_is_a_sentence():
    explorer = explore_curve(activation="relu", width=64, depth=3, learning_rate=3.0, epoch=500)
    assert "The loss is no longer a number at epoch" in message(explorer)
    assert explorer.model.run.finished and explorer.state.epoch < 500


def test_the_state_opens_the_same_explorer_again():
    first = explore_curve(data="parabola", width=3, step="momentum", seed=4, epoch=120)
    again = explore_curve(**first.state)
    assert again.state == first.state and again.state.epoch == 120
    assert again.image.value == first.image.value


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"width": 65}, "width=65 cannot be shown: it must lie between 1 and 64. Shown is 64."),
        ({"depth": 1.5}, "depth=1.5 cannot be shown: it must be a whole number from 1 to 3. Shown is 1."),
        ({"step": "Adam"}, "(did you mean adam?)"),
        ({"learning_rate": 0.2}, "learning_rate=0.2 cannot be shown: it must be one of 0.001,"),
        ({"output": None}, "output=None cannot be shown: it must be one of 'linear', 'sigmoid'. Shown is"),
        ({"hidden": 3}, "There is no setting 'hidden'"),
        ({"epoch": -1}, "epoch=-1 cannot be shown"),
    ],
)
def test_a_value_that_cannot_be_shown_is_named_in_a_sentence(values, sentence):
    assert sentence in message(explore_curve(**values))


@pytest.mark.usefixtures("undrawn")
def test_noise_can_be_moved_where_the_data_have_some():
    assert explore_curve().controls["noise"].disabled
    assert not explore_curve(data="parabola").controls["noise"].disabled


@pytest.mark.parametrize("data", m.CURVES)
def test_every_control_moves_the_picture_and_moves_it_back(data):
    explorer = explore_curve(data=data)
    drawing, start = explorer.drawing, explorer.state
    for name, control in explorer.controls.items():
        values = [*values_of(control), start[name]]
        pictures = {value: drawing.png(trained(30, **{**start, name: value})) for value in values}
        assert (len(set(pictures.values())) > 1) is not control.disabled, name
        assert drawing.png(trained(30, **start)) == pictures[start[name]], name


@pytest.mark.parametrize("activation", others_slow(["relu", "linear", "tanh"], "relu"))
@pytest.mark.parametrize("step", ["plain", "momentum", "adam"])
def test_the_ends_of_the_sliders_draw_without_a_warning(activation, step):
    picture = CurvePicture()
    for learning_rate in (0.001, 3.0):
        model = trained(40, activation=activation, step=step, learning_rate=learning_rate, width=64, depth=3)
        picture.png(model)
