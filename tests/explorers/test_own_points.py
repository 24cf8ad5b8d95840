"""Points of the student's own in `explore_petals`: put by click and by key, and given as arrays."""

import asyncio

import numpy as np
import pytest

from bplab.explorers import explore_petals
from bplab.explorers.lettering import pixels
from bplab.explorers.petals.points import CLICKED, GIVEN
from tests.explorers.counting import in_notebook
from tests.explorers.sweep import message
from tests.explorers.test_spots import does

OWN = "your own"


def at(explorer, x1, x2):
    right, down = pixels(explorer.drawing.ax, x1, x2)
    return {"x": right / explorer.drawing.width, "y": down / explorer.drawing.height}


def in_loop(act):
    """Do it where a notebook's event loop runs: a point starts the training."""

    async def student():
        act()
        await asyncio.sleep(0)

    in_notebook(student())


def test_a_click_puts_a_point_that_is_trained_on_and_the_record_opens_it_again():
    def act():
        explorer = explore_petals(data="moons", test_share=50, new_class=0)
        before = len(explorer.model.run.split.X)
        does(explorer, "map", "press", **at(explorer, 1.0, -2.0))
        does(explorer, "map", "drag", **at(explorer, 2.0, -2.0))  # puts none
        does(explorer, "map", "press", **at(explorer, -1.0, 0.5), shift=True)
        assert explorer.playing
        explorer.cancel()
        assert np.allclose(np.array(explorer.state.points), [[1, -2, 0], [-1, 0.5, 1]], atol=0.02)
        split = explorer.model.run.split
        assert len(split.X) == before + 2 and split.Y[-2:, 0].tolist() == [0, 1] and len(split.X_test) == 200
        again = explore_petals(**explorer.state)
        assert again.state == explorer.state and np.array_equal(again.model.run.split.X, split.X)
        explorer.undo_button.click()
        assert len(explorer.state.points) == 1
        explorer.clear_button.click()
        assert explorer.state.points == () and len(explorer.model.run.split.X) == before
        explorer.cancel()

    in_loop(act)


@pytest.mark.usefixtures("undrawn")
def test_keys_move_a_cross_and_put_points():
    def act():
        explorer = explore_petals(data=OWN)
        assert "There is no point to train on" in message(explorer)
        does(explorer, "map", "key", key="Enter")  # there is no cross yet
        assert explorer.state.points == ()
        for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Enter"):
            does(explorer, "map", "key", key=key)
        does(explorer, "map", "key", key="Enter", shift=True)
        step = 0.05 * 3.5
        assert np.allclose(explorer.state.points, [(2 * step, step, 1), (2 * step, step, 0)], atol=0.01)
        assert "2 points" in explorer.image.spots[0]["text"]
        does(explorer, "map", "key", key="Backspace")
        assert len(explorer.state.points) == 1
        for _ in range(30):
            does(explorer, "map", "key", key="ArrowLeft")
        assert explorer.drawing.cross[0] == -3.5  # as far as the map goes
        explorer.cancel()

    in_loop(act)


@pytest.mark.usefixtures("undrawn")
def test_there_is_an_end_to_the_points():
    explorer = explore_petals(points=[(0.0, 0.0, 1)] * CLICKED)
    assert len(explorer.state.points) == CLICKED
    does(explorer, "map", "press", **at(explorer, 1.0, 1.0))
    assert len(explorer.state.points) == CLICKED and "are the most" in message(explorer)


@pytest.mark.usefixtures("undrawn")
def test_the_network_is_chosen_from_by_keys_too():
    explorer = explore_petals(hidden=2, epoch=5)
    does(explorer, "network", "key", key="ArrowRight")
    does(explorer, "network", "key", key="ArrowUp")
    assert (explorer.state.show, explorer.state.weight) == ("neuron 1", "W1[1, 0]")
    assert explorer.image.spots[1]["text"].startswith("neuron 1; W1[1, 0] = ")
    for key in ("ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowDown"):
        does(explorer, "network", "key", key=key)
    assert (explorer.state.show, explorer.state.weight) == ("neuron 2", "b2[0, 0]")


def test_arrays_are_the_data_and_split_in_training_and_test():
    X = np.random.default_rng(1).normal(size=(50, 2))
    y = X[:, 0] > 0
    explorer = explore_petals(X=X, y=y, test_share=20, epoch=300)
    split = explorer.model.run.split
    assert explorer.state.data == OWN and len(split.X) == 40 and len(split.X_test) == 10
    assert np.allclose(
        np.sort(np.concatenate([split.X, split.X_test]), axis=0), np.sort(X, axis=0), atol=1e-4
    )
    assert np.array_equal(split.Y[:, 0] == 1, split.X[:, 0] > 0) and message(explorer) == ""
    assert explorer.model.run.snapshot.accuracies[0] > 0.9
    assert np.abs(X).max() <= split.limit
    again = explore_petals(**explorer.state)
    assert again.image.value == explorer.image.value


@pytest.mark.usefixtures("undrawn")
def test_arrays_far_from_zero_are_scaled_and_many_are_thinned_out():
    X = np.random.default_rng(1).normal([500, 3], [100, 0.001], size=(GIVEN + 500, 2))
    explorer = explore_petals(X=X.tolist(), y=(X[:, [0]] > 500).astype(int).tolist(), epoch=200)
    rows = np.array(explorer.state.given)
    assert len(rows) == GIVEN and np.allclose(rows[:, :2].std(axis=0), 1, atol=0.1)
    assert "2500 points 2000 are used" in message(explorer) and "shifted and scaled" in message(explorer)
    assert explorer.model.run.snapshot.accuracies[0] > 0.95


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("X", "y", "said"),
    [
        (np.zeros((4, 2)), None, "X and y must be given together"),
        (None, [0, 1], "X and y must be given together"),
        (np.zeros((4, 3)), [0] * 4, "an array of shape (4, 3)"),
        ("petals", [0, 1], "it is a value of type str"),
        ([[0, 1], [2]], [0, 1], "it is a value of type list"),
        (np.zeros((0, 2)), [], "X holds no point"),
        ([[0, np.nan], [1, 1]], [0, 1], "X holds nan in row 0"),
        (np.ones((2, 2)), [0, 1, 1], "2 labels, one for each row of X"),
        (np.ones((2, 2)), [0, 2], "it holds 2"),
        (np.ones((2, 2)), ["a", "b"], "2 labels"),
    ],
)
def test_arrays_that_cannot_be_used_are_said(X, y, said):
    explorer = explore_petals(X=X, y=y)
    assert said in message(explorer) and explorer.state.data == "petals"


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("points", [3, [(0, 0, 2)], [(0, 99.0, 1)], [(0, 0)], [("a", 0, 1)]])
def test_points_that_are_none_are_said(points):
    assert "must be at most 200 rows like" in message(explore_petals(points=points))


@pytest.mark.usefixtures("undrawn")
def test_one_class_alone_and_one_point_alone_can_be_trained_on():
    explorer = explore_petals(X=[[0.0, 0.0]], y=[1], epoch=50, test_share=80)
    assert explorer.model.run.epoch == 50 and "training" in explorer.image.alt
