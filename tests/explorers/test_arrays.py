"""Own data as arrays: what explorers take, and what they say of the rest."""

import numpy as np
import pytest

from bplab.explorers import explore_backprop, explore_forward, explore_softmax
from bplab.explorers.arrays import Classes, Matrix
from tests.explorers.sweep import message, sweep

X, W1 = np.array([[1, 2, 3], [4, 5, -6]]), np.arange(12).reshape(3, 4) / 10


def test_own_arrays_are_computed_with():
    explorer = explore_forward(X=X, W1=W1, b1=[0.5, 0, 0, 1], activation="linear", row=1)
    assert message(explorer) == "" and explorer.state.batch_size == 2
    np.testing.assert_allclose(explorer.model.Z1, X @ W1 + [0.5, 0, 0, 1])
    assert explorer.controls["batch_size"].max == 2
    again = explore_forward(**explorer.state)
    assert again.state == explorer.state and again.image.value == explorer.image.value
    assert eval(repr(explorer.state), {"ForwardState": type(explorer.state)}) == explorer.state
    explorer.controls["batch_size"].value = 1
    assert explorer.model.X.tolist() == [[1, 2, 3]]
    sweep(explore_forward(X=np.vstack([X, X]), row=0, steps=10))


@pytest.mark.usefixtures("undrawn")
def test_logits_are_taken_as_an_array():
    explorer = explore_softmax(z=np.log([1.0, 3.0, 6.0]), true_class=1)
    assert explorer.model.y_pred == pytest.approx([0.1, 0.3, 0.6]) and message(explorer) == ""


@pytest.mark.usefixtures("undrawn")
def test_true_classes_are_taken_as_an_array():
    y = np.eye(2)[[1, 1, 0]]
    explorer = explore_backprop(y=y, step="e_2")
    np.testing.assert_allclose(explorer.model.arrays["e_2"], explorer.model.arrays["y_pred"] - y)
    assert explore_backprop(**explorer.state).state == explorer.state


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("explore", "given", "said"),
    [
        (explore_forward, {"X": np.ones((7, 3))}, "it must be 1 to 6 rows of 3 numbers, from -10 to 10."),
        (explore_forward, {"X": np.ones((2, 4))}, "it must be 1 to 6 rows of 3 numbers"),
        (explore_forward, {"X": [[1, 2, np.nan]]}, "it must be 1 to 6 rows of 3 numbers"),
        (explore_forward, {"X": "abc"}, "it must be 1 to 6 rows of 3 numbers"),
        (explore_forward, {"X": [[1, 2], [3]]}, "it must be 1 to 6 rows of 3 numbers"),
        (explore_forward, {"W1": np.ones((4, 3))}, "it must be 3 x 4 numbers, row by row, from -10 to 10."),
        (explore_forward, {"b1": np.full((1, 4), 99)}, "Shown is ((10.0, 10.0, 10.0, 10.0),)."),
        (explore_forward, {"X": X, "batch_size": 5}, "batch_size=5 cannot be shown: your X has 2 rows."),
        (explore_softmax, {"z": [1, 2]}, "it must be 3 numbers, from -5 to 5."),
        (explore_softmax, {"z": [1, 2, np.inf]}, "it must be 3 numbers"),
        (explore_softmax, {"z": [1, 2, 9]}, "it must be 3 numbers"),
        (explore_backprop, {"y": np.ones((3, 2))}, "in each row a single 1"),
        (explore_backprop, {"y": [0, 1, 1]}, "it must be 3 x 2 numbers, in each row a single 1"),
        (explore_backprop, {"X": np.ones((4, 2))}, "it must be 3 x 2 numbers, row by row"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_a_sentence(explore, given, said):
    explorer = explore(**given)
    assert said in message(explorer)


def test_no_array_is_no_complaint():
    kind = Matrix(2, 3, 5.0, optional=True)
    assert kind.check(()) == kind.check(None) == ((), None)
    assert Matrix(2, 3, 5.0).check(())[0] is None
    assert Classes(2, 2).check(np.eye(2)) == (((1.0, 0.0), (0.0, 1.0)), None)


def bent(X, W, b):
    return X @ W - b


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("functions", "said"),
    [
        ({"dense": lambda X, W, b: X @ W + b, "tanh": np.tanh}, ""),
        ({"dense": bent}, "Your dense gives -0.6 for Z1[0, 0]; it should be 0.2."),
        ({"tanh": lambda z: z}, "Your tanh gives"),
        ({"dense": lambda X, W, b: (X @ W).T}, "dense returns has shape (4, 5); it must have (5, 4)."),
        ({"dense": lambda X, W, b: None}, "Your dense returned None"),
        ({"dense": lambda X, W, b: X @ W.T}, "Your dense raised ValueError"),
        ({"dense": 3}, "dense must be a function, not 3"),
        ({"relu": lambda z: 1 / 0}, ""),  # not asked: the activation is tanh
    ],
)  # fmt: skip
def test_a_students_functions_give_z1_and_a1(functions, said):
    explorer = explore_forward(**functions)
    assert message(explorer) == said if not said else said in message(explorer)
    explorer.controls["seed"].value = 1
    assert bool(message(explorer)) is (bool(said) and "must be a function" not in said)


@pytest.mark.usefixtures("undrawn")
def test_wrong_entries_of_a_students_are_framed_and_the_right_number_is_said():
    explorer = explore_forward(dense=lambda X, W, b: np.where(np.arange(4) == 2, 0.0, X @ W + b))
    texts = explorer.drawing.lettering.texts
    assert "yours: 5 of 20 wrong" in texts and not explorer.model.wrong["Z1"][:, [0, 1, 3]].any()
    assert len(explorer.drawing._wrong.get_paths()) == 5
    explorer.controls["column"].value = 2
    right = explorer.model.right["Z1"][2, 2]
    assert any(f"= {right:.2f}; yours is 0.00" in text for text in explorer.drawing.lettering.texts)
