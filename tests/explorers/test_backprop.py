"""`explore_backprop`: right numbers, pitfalls that go wrong where they should, words that fit the picture."""

import io
import re
from html import unescape
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from bplab.explorers import explore_backprop
from bplab.explorers.backprop.model import ENTRIES, MATRICES, SHAPES, WRITTEN, BackpropModel, BackpropState
from bplab.explorers.backprop.mystery import ARRAYS, NOTHING, REASONS
from bplab.explorers.backprop.picture import HEIGHT, WIDTH
from bplab.explorers.backprop.steps import GRADIENTS, LINES, PARAMETERS, PITFALLS, STEPS
from bplab.explorers.backprop.words import number, table
from bplab.explorers.backprop.written_out import written_out
from bplab.explorers.lettering import _set
from bplab.gradients import numerical_gradient, relative_error
from bplab.network import Network
from tests.conftest import others_slow
from tests.explorers.sweep import sweep

# For every pitfall the first wrong array, and all gradients that become wrong.
HIDDEN = {"grad_weights_1", "grad_bias_1"}
FAULTS = {
    "no derivative": ("e_1", HIDDEN),
    "derivative 1 - a": ("e_1", HIDDEN),
    "no mean": ("grad_weights_2", set(GRADIENTS)),
    "mean taken twice": ("e_2", set(GRADIENTS)),
    "bias not summed": ("grad_bias_2", {"grad_bias_1", "grad_bias_2"}),
    "updated weights used": ("back", HIDDEN),
    "transpose forgotten": ("back", HIDDEN),
    "sign turned": ("e_2", set(GRADIENTS)),
}


def model(**state):
    return BackpropModel(BackpropState().change(**state))


def another_place(seed=0, **state):
    """A model at numbers of no special kind."""
    rng = np.random.default_rng(seed)
    drawn = {name: tuple(map(tuple, rng.uniform(-2, 2, np.shape(MATRICES[name])))) for name in MATRICES}
    return model(**drawn, **state)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss_of_scores(z_2, y):
    shifted = z_2 - z_2.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.mean((y * log_p).sum(axis=1))


def written(explorer):
    return "\n".join(explorer.drawing.lettering.texts)


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
    for name in GRADIENTS:
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
    assert set(at.wrong) & set(GRADIENTS) == gradients
    assert {name for name in GRADIENTS if not at.agrees(name)} == gradients


def test_the_size_of_the_faults():
    for pitfall, error in {
        "no mean": 0.5, "mean taken twice": 0.5, "sign turned": 1.0,
    }.items():  # fmt: skip
        at = another_place(pitfall=pitfall)
        assert [at.error(name) for name in GRADIENTS] == pytest.approx([error] * 4, rel=1e-6)
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


def test_a_pitfall_that_the_numbers_hide_is_told():
    symmetric = {"weights_2": ((1.0, 2.0), (2.0, 1.0))}
    explorer = explore_backprop(step="new_loss", pitfall="transpose forgotten", **symmetric)
    assert explorer.model.wrong == []
    assert "With these numbers it changes nothing." in written(explorer)


def test_the_arrays_come_one_step_at_a_time():
    explorer = explore_backprop()
    first, back, step, last = explorer.buttons
    assert set(explorer.model.reached) == {*MATRICES, "y"}
    for name, made in STEPS.items():
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


def test_a_gradient_stands_beside_its_measurement():
    explorer = explore_backprop(step="grad_weights_1")
    assert "They agree: relative error" in written(explorer)
    explorer.controls["pitfall"].value = "sign turned"
    assert "They differ: relative error 1." in written(explorer)
    explorer = explore_backprop(step="grad_bias_2", pitfall="bias not summed")
    assert "They differ: the shape is (3, 2), it must be (1, 2)." in written(explorer)


def test_saturated_neurons_are_no_disagreement():
    far = {"weights_1": ((5.0, 5.0), (5.0, 5.0)), "bias_1": ((5.0, 5.0),)}
    assert "They agree" in written(explore_backprop(step="grad_weights_1", **far))


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


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_the_ends_of_every_number_raise_and_warn_nothing(pitfall):
    at = model(pitfall=pitfall, learning_rate=3.0)
    with np.errstate(all="raise", under="ignore"):
        for entry in ENTRIES:
            for value in (-5.0, 5.0):
                at.change(entry=entry)
                at.change_value(value)
                assert all(np.isfinite(array).all() for array in at.arrays.values())


def test_the_state_opens_the_same_explorer():
    explorer = explore_backprop(step="update", pitfall="sign turned", entry="X[2, 1]")
    explorer.value.value = -2.5
    again = explore_backprop(**explorer.state)
    assert again.state == explorer.state and again.image.value == explorer.image.value
    assert eval(repr(explorer.state)) == explorer.state


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
    Image.open(io.BytesIO(explorer.image.value)).verify()


def test_arrays_of_numpy_are_taken():
    W = np.array([[1, 2], [3, 4]])
    assert explore_backprop(weights_2=W).state.weights_2 == ((1.0, 2.0), (3.0, 4.0))


def extents(lettering):
    """Left, upper, right and lower edge of the ink of every text, and the text."""
    for x, y, text, _, look in lettering._written:
        (left, top), ink = _set(text, *look)
        rows, columns = np.nonzero(ink[..., 0])
        left, top = round(x) + left, round(y) + top
        yield left + columns.min(), top + rows.min(), left + columns.max(), top + rows.max(), text


@pytest.mark.parametrize("step", STEPS)
def test_no_text_leaves_the_picture_or_meets_another(step):
    explorer = explore_backprop()
    for pitfall in PITFALLS:
        explorer.model = another_place(step=step, pitfall=pitfall, entry="X[0, 1]", learning_rate=3.0)
        explorer.drawing.draw(explorer.model)
        texts = list(extents(explorer.drawing.lettering))
        for left, top, right, bottom, text in texts:
            assert left >= 0 and right < WIDTH and top >= 0 and bottom < HEIGHT, (pitfall, text)
        for (left, top, right, bottom, one), (x, y, x_end, y_end, other) in combinations(texts, 2):
            assert x_end < left or right < x or y_end < top or bottom < y, (pitfall, one, other)


def test_numbers_fit_into_their_boxes():
    for pitfall in PITFALLS:
        for seed in range(3):
            at = another_place(seed, pitfall=pitfall, learning_rate=3.0)
            for name in (*GRADIENTS, *PARAMETERS, "e_1", "back", "z_2"):
                assert max(map(len, table(at.arrays[name]).split())) <= 6


@pytest.mark.parametrize(
    "value, text",
    [(0, "0"), (-0.0, "0"), (2.0, "2"), (-0.25, "-0.25"), (1 / 3, "0.333"), (-12.3456, "-12.35"),
     (100, "100"), (-123.456, "-123.5"), (1e-5, "1e-05"), (-0.0004, "-4e-04"), (0.0005, "0.001"),
     (-0.9999, "-1")],
)  # fmt: skip
def test_numbers_are_short(value, text):
    assert number(value) == text


@pytest.mark.parametrize("pitfall", PITFALLS)
@pytest.mark.parametrize("round_", [1, 2])
def test_every_entry_is_the_sum_that_is_written_out(pitfall, round_):
    at = another_place(pitfall=pitfall, round=round_)
    rules = {"exp": np.exp, "ln": np.log}
    for name in LINES:
        array = np.atleast_2d(at.arrays[name])
        for index in np.ndindex(array.shape):
            text = written_out(at.lines[name], at.names | at.arrays, index, number=lambda v: repr(float(v)))
            if name == "new_loss":
                assert "whole forward pass" in text
            else:
                assert eval(text.replace("·", "*"), rules) == pytest.approx(array[index], rel=1e-12), text


def test_a_sum_is_written_with_the_numbers_of_the_boxes():
    explorer = explore_backprop(step="z_2", look="z_2[0, 0]")
    assert "z_2[0, 0] = a_1 @ weights_2 + bias_2\n= 0.5·4 + 0.5·(-2) + 0\n= 1" in unescape(explorer.sum.value)
    explorer.controls["step"].value = "e_1"
    assert explorer.state.look == "e_1[0, 0]" == explorer.controls["look"].value
    assert "= (-2)·0.5·(1 - 0.5)\n= -0.5<" in unescape(explorer.sum.value)
    explorer.controls["look"].value = "new_loss"
    assert "new_loss is not computed yet" in explorer.sum.value


def test_every_entry_can_be_written_out():
    shapes = {name: np.shape(array) for name, array in model().arrays.items() if name in LINES}
    assert {name: shape for name, shape in shapes.items() if shape} == SHAPES
    assert len(WRITTEN) == sum(int(np.prod(shape)) for shape in shapes.values())


def test_the_second_step_begins_where_the_first_has_ended():
    first, second = another_place(learning_rate=0.3), another_place(learning_rate=0.3, round=2)
    for name in PARAMETERS:
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
    assert at.wrong[0] == first and {name for name in GRADIENTS if not at.agrees(name)} == gradients


def test_new_and_old_parameters_stand_beside_each_other():
    explorer = explore_backprop(step="new_loss")
    for name in PARAMETERS:
        assert {name, f"new_{name}"} <= set(explorer.drawing.lettering.texts)
        assert table(explorer.model.arrays[f"new_{name}"]) in explorer.drawing.lettering.texts


def mystery_of(pitfall, **state):
    """An explorer with this pitfall, unnamed."""
    for mystery in range(1, 1000):
        if model(mystery=mystery).pitfall == pitfall:
            return explore_backprop(mystery=mystery, **state)


@pytest.mark.parametrize("step", others_slow(STEPS, *list(STEPS)[::5]))
def test_a_mystery_shows_right_lines_and_names_nothing(step):
    for pitfall in FAULTS:
        explorer = mystery_of(pitfall, step=step, look="back[0, 0]")
        texts = written(explorer) + explorer.sum.value + repr(explorer.state)
        assert pitfall not in texts and PITFALLS[pitfall].symptom not in texts
        assert "wrong" not in written(explorer) and "should be" not in written(explorer)
        for name, line in STEPS[step].lines.items():
            assert f"{name} = {line}" in written(explorer)
        assert explorer.model.wrong[0] == FAULTS[pitfall][0]  # it is there


@pytest.mark.parametrize("pitfall", FAULTS)
def test_only_the_first_wrong_array_and_its_reason_are_right(pitfall):
    explorer = mystery_of(pitfall)
    assert explorer.reason.layout.display == "none"
    for name in ARRAYS:
        explorer.first.value = name
        assert ("Right" in explorer.verdict.value) is (name == FAULTS[pitfall][0]), name
        said = re.sub("<[^>]*>", "", unescape(explorer.verdict.value))
        if name in LINES and name not in explorer.model.wrong:
            assert f"No: {name} is right." in said
        elif name != FAULTS[pitfall][0] and name != NOTHING:
            assert said.startswith(f"Not the first: {name} is wrong")
    assert explorer.reason.layout.display == ""
    for name in REASONS:
        explorer.reason.value = name
        said = unescape(explorer.verdict.value)
        assert ("Right" in said) is (name == pitfall), name
        if name != pitfall and FAULTS[name][0] != FAULTS[pitfall][0]:
            assert f"that mistake would show first in {FAULTS[name][0]}." in said
    explorer.reason.value = pitfall
    assert PITFALLS[pitfall].symptom in unescape(explorer.verdict.value)


def test_the_reason_is_refuted_with_numbers():
    explorer = mystery_of("no derivative")
    explorer.first.value = "e_1"
    explorer.reason.value = "derivative 1 - a"
    would, is_ = model(pitfall="derivative 1 - a").arrays["e_1"], explorer.model.arrays["e_1"]
    i, j = np.unravel_index(np.abs(would - is_).argmax(), (3, 2))
    sentence = f"No: e_1[{i}, {j}] would then be {number(would[i, j])}; it is {number(is_[i, j])}."
    assert sentence in unescape(explorer.verdict.value)


def test_a_mystery_may_be_that_nothing_is_wrong():
    explorer = mystery_of("none", step="new_loss")
    explorer.first.value = "back"
    assert "No: back is right." in explorer.verdict.value
    explorer.first.value = NOTHING
    assert "Right: every array" in explorer.verdict.value and explorer.reason.layout.display == "none"


def test_a_mystery_begins_at_the_start_and_ends_with_a_pitfall_by_name():
    explorer = explore_backprop(step="e_1", pitfall="sign turned")
    assert explorer.first.layout.display == "none"
    explorer.mystery_button.click()
    assert explorer.state.mystery and explorer.state.step == "start" and "Mystery" in written(explorer)
    assert explorer.first.layout.display == "" and explorer.controls["pitfall"].value == "none"
    again = explore_backprop(**explorer.state)
    assert again.model.pitfall == explorer.model.pitfall and again.image.value == explorer.image.value
    explorer.controls["pitfall"].value = "no mean"
    assert explorer.state.mystery == 0 and explorer.first.layout.display == "none"
    assert "Planted: no mean." in written(explorer)
