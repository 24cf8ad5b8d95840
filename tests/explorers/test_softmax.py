"""`explore_softmax`: probabilities, loss and gradient of three logits, also at the ends of exp."""

import io
import time

import numpy as np
import pytest
from PIL import Image

from bplab.explorers import explore_softmax
from bplab.explorers.softmax.model import SHIFTS, SoftmaxModel, SoftmaxState
from bplab.explorers.softmax.picture import table
from bplab.gradients import numerical_gradient
from tests.explorers.sweep import message, sweep

LECTURE = {"z_0": 0.0, "z_1": float(np.log(3)), "z_2": float(np.log(6))}


def model_of(**values):
    return SoftmaxModel(SoftmaxState(**values))


def test_the_lectures_numbers():
    model = model_of(**LECTURE, true_class=1)
    assert model.y_pred == pytest.approx([0.1, 0.3, 0.6])
    assert model.loss == pytest.approx(1.204, abs=5e-4)
    assert model.error == pytest.approx([0.1, -0.7, 0.6])
    assert abs(model.error.sum()) < 1e-15


@pytest.mark.parametrize("temperature", [0.5, 1.0, 5.0])
@pytest.mark.parametrize("true_class", [0, 2])
def test_the_gradient_is_that_of_the_loss(temperature, true_class):
    model = model_of(z_0=1.5, z_1=-2.0, z_2=0.3, temperature=temperature, true_class=true_class)

    def loss(z):
        names = ("z_0", "z_1", "z_2")
        return SoftmaxModel(model.state.change(**dict(zip(names, z, strict=True)))).loss

    at_logits = numerical_gradient(loss, model.z.copy())
    assert model.error / temperature == pytest.approx(at_logits, abs=1e-7)


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_constant_changes_nothing_if_the_maximum_is_subtracted(shift):
    still, shifted = model_of(), model_of(shift=shift)
    assert shifted.y_pred == pytest.approx(still.y_pred, abs=1e-12)
    assert shifted.loss == pytest.approx(still.loss) and shifted.remark == ""


def test_overflow_and_underflow_without_the_maximum():
    over = model_of(shift=1000.0, stable=False)
    assert np.isinf(over.exp).all() and np.isnan(over.y_pred).all() and np.isnan(over.loss)
    assert over.remark.startswith("Overflow: exp(1002) is inf")
    under = model_of(shift=-1000.0, stable=False)
    assert not under.exp.any() and np.isnan(under.y_pred).all()
    assert under.remark.startswith("Underflow: exp(-998.2) is 0")


def test_one_overflow_takes_the_other_probabilities_with_it():
    model = model_of(z_2=5.0, shift=708.0, stable=False)
    assert model.y_pred[:2].tolist() == [0, 0] and np.isnan(model.y_pred[2])
    assert model.loss == np.inf


def test_few_digits_near_0_are_told():
    model = model_of(shift=-740.0, stable=False)
    assert np.isfinite(model.y_pred).all() and model.remark.startswith("Inaccurate")
    assert model.y_pred != pytest.approx(model_of().y_pred, rel=1e-9)
    assert model_of(shift=-100.0, stable=False).remark == ""


def test_a_step_goes_down_the_gradient():
    model = model_of(**LECTURE, true_class=1)
    before = model.loss
    assert model.step() == ""
    assert model.z == pytest.approx(np.log([1, 3, 6]) - [0.1, -0.7, 0.6])
    assert model.loss < before


def test_steps_shrink_with_the_loss():
    model = model_of(true_class=0)
    losses, sizes = [], []
    for _ in range(20):
        losses.append(model.loss)
        sizes.append(np.abs(model.error).max())
        assert model.step() == ""
    assert (np.diff(losses) < 0).all() and sizes[-1] < 0.1 < sizes[0]


def test_a_step_that_cannot_be_made_is_told():
    assert "cut off" in model_of(z_0=4.9, z_1=-5.0, true_class=1, temperature=0.1).step()
    lost = model_of(shift=1000.0, stable=False)
    assert "not a number" in lost.step() and lost.z.tolist() == [0.0, 1.1, 1.8]


def test_the_button_moves_the_sliders():
    explorer = explore_softmax()
    before = explorer.image.value
    explorer.step_button.click()
    logits = [explorer.controls[f"z_{c}"].value for c in range(3)]
    assert logits == pytest.approx(explorer.model.z, abs=1e-8) and logits[1] > 1.1
    assert explorer.image.value != before and message(explorer) == ""
    assert explore_softmax(**explorer.state).image.value == explorer.image.value


@pytest.mark.usefixtures("undrawn")
def test_the_picture_shows_the_numbers():
    explorer = explore_softmax(**LECTURE)
    expected = (
        ("logits z + c", "0.00", "1.10", "1.79"),
        ("exponent (z + c) / T - maximum", "-1.79", "-0.69", "0.00"),
        ("exp of it", "0.1667", "0.5", "1", "1.667"),
        ("probabilities ŷ", "0.1000", "0.3000", "0.6000", "1.0000"),
        ("gradient ŷ - y", "0.1000", "-0.7000", "0.6000", "0.0000"),
    )
    texts = explorer.drawing.lettering.texts
    assert table(explorer.model) == expected
    assert texts[-23:] == [text for line in expected for text in line]
    assert any("-ln ŷ[1] = 1.204" in text for text in texts)
    assert explorer.drawing._arrows.V.tolist() == pytest.approx([0.1, -0.7, 0.6])
    assert explorer.drawing._probabilities[2].get_height() == pytest.approx(0.6)


@pytest.mark.usefixtures("undrawn")
def test_a_constant_shows_in_the_first_line_of_the_table_only():
    explorer = explore_softmax()
    before = table(explorer.model)
    explorer.controls["shift"].value = 1000.0
    assert table(explorer.model)[0] == ("logits z + c", "1000.00", "1001.10", "1001.80")
    assert table(explorer.model)[1:] == before[1:]


@pytest.mark.usefixtures("undrawn")
def test_nan_stands_where_a_bar_would():
    explorer = explore_softmax(z_2=5.0, shift=708, stable=False)
    _, exponent, exp, y_pred, _ = table(explorer.model)
    assert exponent == ("exponent (z + c) / T", "708.00", "709.10", "713.00")
    assert exp[1:] == ("3.023e+307", "9.083e+307", "inf", "inf")
    assert y_pred[1:] == ("0.0000", "0.0000", "nan", "nan")
    assert explorer.drawing.lettering.texts[:2] == ["nan", "nan"]
    explorer.controls["stable"].value = True
    assert "nan" not in explorer.drawing.lettering.texts


@pytest.mark.usefixtures("undrawn")
def test_the_switch_clears_the_sentence():
    explorer = explore_softmax(shift=1000, stable=False)
    assert "Overflow" in message(explorer)
    explorer.controls["stable"].value = True
    assert message(explorer) == ""
    explorer.controls["stable"].value = False
    assert "Overflow" in message(explorer)


@pytest.mark.parametrize("opened", [{}, {"shift": 1000, "stable": False}, {"shift": -1000, "stable": False}])
def test_every_control_moves_the_picture_and_none_warns(opened):
    sweep(explore_softmax(**opened))


def test_the_state_opens_the_same_picture():
    explorer = explore_softmax(true_class=2)
    for name, value in (("z_1", -3.3), ("temperature", 5.0), ("shift", 100.0), ("stable", False)):
        explorer.controls[name].value = value
    again = explore_softmax(**explorer.state)
    assert again.state == explorer.state and again.image.value == explorer.image.value


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"z_0": -9}, "z_0=-9 cannot be shown: it must lie between -5.0 and 5.0. Shown is -5.0."),
        ({"temperature": 0}, "temperature=0 cannot be shown: it must be one of 0.1"),
        ({"true_class": 3}, "true_class=3 cannot be shown: it must be one of 0, 1, 2"),
        ({"stable": "no"}, "must be True or False"),
        ({"T": 2}, "There is no setting 'T'"),
    ],
)
def test_bad_input_is_a_sentence(given, said):
    explorer = explore_softmax(**given)
    assert said in message(explorer)


def simple_softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def stable_softmax(z):
    return simple_softmax(z - z.max(axis=1, keepdims=True))


def over_all(z):
    return np.exp(z) / np.exp(z).sum() / 2


def never(z):
    while True:
        time.sleep(0.001)


def dividing(z):
    return 1 / 0


@pytest.mark.usefixtures("undrawn")
def test_a_students_softmax_gives_the_probabilities():
    ours, theirs = explore_softmax(z_0=-1.0), explore_softmax(z_0=-1.0, softmax=stable_softmax)
    assert np.allclose(theirs.model.y_pred, ours.model.y_pred, rtol=1e-12)
    assert (
        message(theirs) == "" and theirs.controls["stable"].disabled and not ours.controls["stable"].disabled
    )
    theirs.controls["shift"].value = 1000.0
    assert message(theirs) == "" and theirs.model.loss == pytest.approx(ours.model.loss)


def test_a_students_softmax_that_overflows_is_a_sentence():
    explorer = explore_softmax(softmax=simple_softmax)
    assert message(explorer) == ""
    explorer.controls["shift"].value = 1000.0
    assert "What your softmax returns holds nan at [0, 0]. The largest number in it is 1002." in message(
        explorer
    )
    Image.open(io.BytesIO(explorer.image.value)).verify()
    explorer.controls["shift"].value = 0.0
    assert message(explorer) == "" and np.isfinite(explorer.model.y_pred).all()


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("softmax", "sentence"),
    [
        (over_all, "Your softmax gives"),
        (lambda z: z[:, :2], "has shape (1, 2); it must have (1, 3)"),
        (lambda z: None, "Your softmax returned None"),
        (lambda z: "no", "not an array of numbers"),
        (dividing, "Your softmax raised ZeroDivisionError"),
        (never, "Your softmax did not return in time"),
        (3, "softmax must be a function, not 3"),
    ],
)
def test_what_is_wrong_with_a_students_softmax_is_said(softmax, sentence):
    explorer = explore_softmax(softmax=softmax)
    assert sentence in message(explorer)
    explorer.step_button.click()


@pytest.mark.usefixtures("undrawn")
def test_a_wrong_probability_stands_beside_the_right_one():
    explorer = explore_softmax(softmax=over_all, z_0=0.0, z_1=0.0, z_2=0.0)
    assert message(explorer) == "Your softmax gives 0.1667 for class 0; it should be 0.3333."
