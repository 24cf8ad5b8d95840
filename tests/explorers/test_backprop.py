"""`explore_backprop`: right numbers, and pitfalls that go wrong where they should."""

import numpy as np
import pytest

from bplab.explorers.backprop.pitfalls import LINES, PITFALLS
from bplab.explorers.backprop.state import ENTRIES, SHAPES, WRITTEN
from bplab.explorers.backprop.steps import LECTURE
from bplab.explorers.backprop.written_out import written_out
from bplab.gradients import numerical_gradient, relative_error
from bplab.network import Network
from tests.explorers.stepping import FAULTS, another_place, model


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss_of_scores(z_2, y):
    shifted = z_2 - z_2.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.mean((y * log_p).sum(axis=1))


def test_the_first_sample_is_the_one_of_the_lecture():
    arrays = model().arrays
    for name, row in {
        "X": (1, 2), "z_1": (0, 0), "a_1": (0.5, 0.5), "z_2": (1, 1), "y_pred": (0.5, 0.5),
        "e_2": (-0.5, 0.5), "back": (-2, 2), "e_1": (-0.5, 0.5),
    }.items():  # fmt: skip
        assert arrays[name][0] == pytest.approx(row, abs=1e-15)


@pytest.mark.parametrize("seed", range(3))
def test_error_terms_are_n_times_the_derivatives_of_the_loss(seed):
    arrays = another_place(seed).arrays
    y, n = arrays["y"], len(arrays["X"])

    def from_hidden(z_1):
        return loss_of_scores(sigmoid(z_1) @ arrays["weights_2"] + arrays["bias_2"], y)

    measured = n * numerical_gradient(from_hidden, arrays["z_1"])
    assert relative_error(arrays["e_1"], measured) < 1e-8
    measured = n * numerical_gradient(lambda z_2: loss_of_scores(z_2, y), arrays["z_2"])
    assert relative_error(arrays["e_2"], measured) < 1e-8
    assert arrays["loss"] == pytest.approx(from_hidden(arrays["z_1"]), rel=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_gradients_agree_with_central_differences(seed):
    at = another_place(seed)
    for name in LECTURE.gradients:
        assert at.error(name) < 1e-8 and at.agrees(name)


@pytest.mark.parametrize("rate", [0.01, 3.0])
def test_the_update_is_that_of_the_engine(rate):
    at = another_place(learning_rate=rate)
    engine = Network((2, 2, 2), activation="sigmoid")
    engine.weights = [at.arrays[f"weights_{k}"] for k in (1, 2)]
    engine.biases = [at.arrays[f"bias_{k}"] for k in (1, 2)]
    engine.train(at.arrays["X"], at.arrays["y"], 2, rate)
    assert engine.losses == pytest.approx([at.arrays["loss"], at.arrays["new_loss"]], rel=1e-12)
    once = Network((2, 2, 2), activation="sigmoid")
    once.weights = [at.arrays[f"weights_{k}"] for k in (1, 2)]
    once.biases = [at.arrays[f"bias_{k}"] for k in (1, 2)]
    once.train(at.arrays["X"], at.arrays["y"], 1, rate)
    for k in (1, 2):
        assert np.allclose(at.arrays[f"new_weights_{k}"], once.weights[k - 1], rtol=1e-12)
        assert np.allclose(at.arrays[f"new_bias_{k}"], once.biases[k - 1], rtol=1e-12)


def test_nothing_is_wrong_without_a_pitfall():
    assert model().wrong == [] and another_place().wrong == []


def test_every_pitfall_has_its_fault():
    assert set(FAULTS) == set(PITFALLS) - {"none"}


@pytest.mark.parametrize("pitfall", FAULTS)
@pytest.mark.parametrize("place", [model, another_place])
def test_a_pitfall_goes_wrong_first_where_its_line_is(pitfall, place):
    at = place(pitfall=pitfall)
    first, gradients = FAULTS[pitfall]
    assert at.wrong[0] == first and first in PITFALLS[pitfall].lines
    assert set(at.wrong) & set(LECTURE.gradients) == gradients
    assert {name for name in LECTURE.gradients if not at.agrees(name)} == gradients


def test_the_size_of_the_faults():
    for pitfall, error in {
        "no mean": 0.5, "mean taken twice": 0.5, "sign turned": 1.0,
    }.items():  # fmt: skip
        at = another_place(pitfall=pitfall)
        assert [at.error(name) for name in LECTURE.gradients] == pytest.approx([error] * 4, rel=1e-6)
    at = another_place(pitfall="bias not summed")
    assert at.arrays["new_bias_1"].shape == (3, 2) and at.error("grad_bias_1") == np.inf
    errors = [
        another_place(pitfall="updated weights used", learning_rate=r).error("grad_weights_1")
        for r in (0.01, 0.1)
    ]
    assert errors[1] == pytest.approx(10 * errors[0], rel=0.1)
    at = another_place(pitfall="no derivative")
    assert np.all(np.abs(at.arrays["e_1"]) >= 4 * np.abs(at.right["e_1"]))
    at = another_place(pitfall="derivative 1 - a")
    assert np.allclose(at.arrays["e_1"], at.right["e_1"] / at.arrays["a_1"])


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_the_ends_of_every_number_raise_and_warn_nothing(pitfall):
    at = model(pitfall=pitfall, learning_rate=3.0)
    with np.errstate(all="raise", under="ignore"):
        for entry in ENTRIES:
            for value in (-5.0, 5.0):
                at.change(entry=entry)
                at.change_value(value)
                assert all(np.isfinite(array).all() for array in at.arrays.values())


@pytest.mark.parametrize("pitfall", PITFALLS)
@pytest.mark.parametrize("round_", [1, 2])
def test_every_entry_is_the_sum_that_is_written_out(pitfall, round_):
    at = another_place(pitfall=pitfall, round=round_)
    rules = {"exp": np.exp, "ln": np.log}
    for name in LINES:
        array = np.atleast_2d(at.arrays[name])
        for index in np.ndindex(array.shape):
            text = written_out(at.lines[name], at.names | at.arrays, index, number=lambda v: repr(float(v)))[
                0
            ]
            if name == "new_loss":
                assert "whole forward pass" in text
            else:
                assert eval(text.replace("·", "*"), rules) == pytest.approx(array[index], rel=1e-12), text


def test_every_entry_can_be_written_out():
    shapes = {name: np.shape(array) for name, array in model().arrays.items() if name in LINES}
    assert {name: shape for name, shape in shapes.items() if shape} == SHAPES
    assert len(WRITTEN) == sum(int(np.prod(shape)) for shape in shapes.values())


def test_the_second_step_begins_where_the_first_has_ended():
    first, second = another_place(learning_rate=0.3), another_place(learning_rate=0.3, round=2)
    for name in LECTURE.parameters:
        assert np.array_equal(second.arrays[name], first.arrays[f"new_{name}"])
    assert second.arrays["loss"] == pytest.approx(first.arrays["new_loss"], rel=1e-12)
    engine = Network((2, 2, 2), activation="sigmoid")
    engine.weights = [first.arrays[f"weights_{k}"] for k in (1, 2)]
    engine.biases = [first.arrays[f"bias_{k}"] for k in (1, 2)]
    engine.train(first.arrays["X"], first.arrays["y"], 2, 0.3)
    assert np.allclose(second.arrays["new_weights_1"], engine.weights[0], rtol=1e-12)


@pytest.mark.parametrize("pitfall", FAULTS)
def test_the_second_step_goes_wrong_as_the_first(pitfall):
    at = another_place(pitfall=pitfall, round=2)
    first, gradients = FAULTS[pitfall]
    assert at.wrong[0] == first and {name for name in LECTURE.gradients if not at.agrees(name)} == gradients
