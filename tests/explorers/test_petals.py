"""The numbers of `explore_petals`: the course's network, a student's functions, what goes wrong in them."""

import asyncio
import io
import itertools
import time
from html import unescape

import numpy as np
import pytest
from PIL import Image

from bplab import datasets
from bplab.checks.petals import case
from bplab.explorers import explore_petals, training
from bplab.explorers.petals.edits import WEIGHTS, weights_of
from bplab.explorers.petals.graph import BOX
from bplab.explorers.petals.maps import NEGATIVE, POSITIVE, share
from bplab.explorers.petals.model import PetalsModel, PetalsState, split_of
from bplab.explorers.petals.picture import PetalsPicture
from bplab.explorers.petals.presets import PRESETS
from bplab.explorers.petals.students import student_start, whose
from bplab.network import Network
from tests.conftest import others_slow
from tests.explorers.counting import in_notebook
from tests.explorers.sweep import message

LINES = (("W1", 0), ("W1", 1), ("W2", 0))  # of a hidden neuron: from each input, to the output
pytestmark = pytest.mark.filterwarnings("error")


def initialize_parameters(n_x, n_h, n_y):
    W1, W2 = np.random.randn(n_h, n_x).T * 0.01, np.random.randn(n_y, n_h).T * 0.01
    return {"W1": W1, "b1": np.zeros((1, n_h)), "W2": W2, "b2": np.zeros((1, n_y))}


def forward_propagation(X, parameters):
    cache = case.forward(X, parameters)
    return cache["A2"], cache


def compute_cost(A2, Y):
    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))


def backward_propagation(parameters, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dZ1 = dZ2 @ parameters["W2"].T * (1 - cache["A1"] ** 2)
    return {
        "dW1": X.T @ dZ1 / len(X), "db1": dZ1.mean(axis=0, keepdims=True),
        "dW2": cache["A1"].T @ dZ2 / len(X), "db2": dZ2.mean(axis=0, keepdims=True),
    }  # fmt: skip


def update_parameters(parameters, grads, learning_rate=1.2):
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    np.random.seed(3)
    parameters = initialize_parameters(2, n_h, 1)
    for _ in range(num_iterations):
        _, cache = forward_propagation(X, parameters)
        parameters = update_parameters(parameters, backward_propagation(parameters, cache, X, Y))
    return parameters


FUNCTIONS = {
    f.__name__: f
    for f in (
        initialize_parameters,
        forward_propagation,
        compute_cost,
        backward_propagation,
        update_parameters,
    )
}


def trained(epoch, start=None, **settings):
    state = PetalsState(**settings)
    model = PetalsModel(state, start) if start else PetalsModel(state)
    model.run.advance_to(epoch)
    return model


@pytest.fixture(scope="module")
def picture():
    return PetalsPicture()


def test_the_numbers_are_those_of_the_network_trained_in_one_go():
    model = trained(300, hidden=5, test_share=0, seed=4, data_seed=3)
    X, y = datasets.petals(seed=4)
    order = np.random.default_rng(3).permutation(400)
    X, y = X[order], y[order]
    network = Network((2, 5, 1), "tanh", seed=4, output="sigmoid").train(X, y[:, None], 300, 1.2)
    snapshot = model.run.snapshot
    assert snapshot.epoch == 300 and snapshot.accuracies[0] == network.accuracy(X, y)
    assert np.allclose(snapshot.probability[70, 20], network.forward([[-3.0, 2.0]]), rtol=1e-9)
    assert np.isnan(snapshot.accuracies[1])
    epochs = snapshot.history[:, 0].astype(int)
    losses = [*network.losses, None]
    assert np.allclose(snapshot.history[:-1, 1], [losses[k] for k in epochs[:-1]], rtol=1e-9)


def test_the_hidden_neurons_are_those_of_the_first_layer():
    model = trained(50, hidden=3)
    network = model.run.network
    expected = np.tanh([[-3.0, 2.0]] @ network.weights[0] + network.biases[0])
    assert np.allclose(model.run.snapshot.neurons[:, 70, 20], expected)


def test_training_and_test_points_are_one_flower_split_in_two():
    split = split_of(PetalsState(test_share=30))
    assert len(split.X) == 280 and len(split.X_test) == 120
    both = np.concatenate([split.X, split.X_test])
    assert np.array_equal(np.sort(both, axis=0), np.sort(datasets.petals()[0], axis=0))
    assert set(np.unique(split.Y_test)) == {0, 1}


def test_a_control_begins_again_and_what_is_only_shown_goes_on():
    model = trained(100)
    run = model.run
    model.change(show="neuron 2")
    assert model.run is run
    model.change(hidden=7)
    assert model.run is not run and model.run.epoch == 0
    model.run.advance_to(10)
    assert model.state == PetalsState(hidden=7, show="neuron 2", epoch=10)


def test_the_explorer_opens_where_another_one_stands():
    first = explore_petals(hidden=3, data="moons", epoch=200)
    assert first.state.epoch == 200
    again = explore_petals(**first.state)
    assert again.state == first.state and again.image.value == first.image.value


def test_a_students_functions_train_as_the_courses_own_network_does():
    state = PetalsState(test_share=0, hidden=4)
    model = trained(200, student_start(FUNCTIONS), test_share=0)
    split = split_of(state)
    np.random.seed(state.seed)
    start = initialize_parameters(2, 4, 1)
    network = Network((2, 4, 1), "tanh", output="sigmoid")
    network.weights, network.biases = [start["W1"], start["W2"]], [start["b1"], start["b2"]]
    network.train(split.X, split.Y, 200, 1.2)
    assert np.allclose(model.run.parameters["W1"], network.weights[0], rtol=1e-8)
    assert np.allclose(model.run.snapshot.probability[70, 20], network.forward([[-3.0, 2.0]]), rtol=1e-8)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_function_of_the_student_goes_with_the_courses_others(name):
    model = trained(300, student_start({name: FUNCTIONS[name]}))
    own = trained(300, student_start(FUNCTIONS))
    assert model.run.snapshot.history[-1, 1] == pytest.approx(own.run.snapshot.history[-1, 1], abs=0.15)
    assert f"your {name}" in whose({name: FUNCTIONS[name]})


def test_a_whole_nn_model_trains_from_the_start_for_every_picture():
    model = trained(40, student_start({"nn_model": nn_model}), test_share=0)
    split = split_of(PetalsState(test_share=0))
    expected = nn_model(split.X, split.Y, 4, num_iterations=40)
    assert all(np.array_equal(model.run.parameters[key], expected[key]) for key in expected)


def shapeless(parameters, cache, X, Y):
    return backward_propagation(parameters, cache, X, Y) | {"dW1": np.zeros((4, 2))}


def without_db2(parameters, cache, X, Y):
    grads = backward_propagation(parameters, cache, X, Y)
    return {key: grads[key] for key in ("dW1", "db1", "dW2")}


def not_a_number(parameters, grads, learning_rate):
    return {key: value * np.nan for key, value in parameters.items()}


def writes_into_its_input(X, parameters):
    X[0] = 0


def dividing(A2, Y):
    return 1 / 0


def todo(X, parameters):
    raise NotImplementedError("forward_propagation: not written yet (section 4)")


def leaving(n_x, n_h, n_y):
    raise SystemExit


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ({"backward_propagation": shapeless}, ["dW1 of your backward_propagation", "(4, 2)", "(2, 4)"]),
        ({"backward_propagation": without_db2}, ["backward_propagation", "no 'db2'"]),
        ({"backward_propagation": lambda *_: None}, ["backward_propagation returned None"]),
        ({"backward_propagation": lambda *_: 3}, ["must return a dict", "type int"]),
        ({"update_parameters": not_a_number}, ["W1 of your update_parameters holds nan at [0, 0]"]),
        ({"forward_propagation": writes_into_its_input}, ["ValueError", "read-only", "X[0] = 0"]),
        ({"forward_propagation": lambda X, p: np.zeros((3, 1))}, ["must return a pair"]),
        ({"forward_propagation": lambda X, p: (X, {})}, ["A2 of your forward_propagation", "(320, 2)"]),
        ({"forward_propagation": todo}, ["not written yet (section 4)"]),
        ({"compute_cost": dividing}, ["ZeroDivisionError", "return 1 / 0"]),
        ({"compute_cost": lambda A2, Y: A2}, ["compute_cost must return one number"]),
        ({"initialize_parameters": leaving}, ["initialize_parameters raised SystemExit"]),
        ({"nn_model": lambda X, Y: {}}, ["nn_model raised TypeError"]),
        ({"nn_model": 3}, ["nn_model must be a function, not 3"]),
    ],
)
def test_what_goes_wrong_in_a_students_function_is_said(given, texts):
    explorer = explore_petals(**given, epoch=1)
    for text in texts:
        assert text in unescape(explorer.message.value)


@pytest.mark.parametrize("given", [{"initialize_parameters": leaving}, {"compute_cost": dividing}])
def test_what_there_is_of_a_run_that_went_wrong_is_drawn(given):
    explorer = explore_petals(**given, epoch=1)
    assert Image.open(io.BytesIO(explorer.image.value)).size == (860, 480)


@pytest.mark.usefixtures("undrawn")
def test_a_function_that_never_returns_does_not_hold_the_notebook(monkeypatch):
    monkeypatch.setattr(training, "OPENING_SECONDS", 0.3)

    def endless(X, parameters):
        while True:
            pass

    began = time.monotonic()
    explorer = explore_petals(forward_propagation=endless)
    assert time.monotonic() - began < 10
    assert "took too long" in unescape(explorer.message.value)


@pytest.mark.usefixtures("undrawn")
def test_settings_that_the_students_functions_decide_are_locked():
    def locked(**functions):
        return {name for name, control in explore_petals(**functions).controls.items() if control.disabled}

    assert locked() == set()
    assert locked(forward_propagation=forward_propagation) == {"activation", "scale", "l2", "weight"}
    assert locked(nn_model=nn_model) == {"activation", "scale", "l2", "weight", "learning_rate"}


@pytest.mark.parametrize(
    "name",
    [
        "hidden",
        "learning_rate",
        "activation",
        "scale",
        "l2",
        "data",
        "noise",
        "test_share",
        "data_seed",
        "seed",
    ],
)
def test_every_setting_changes_the_picture_and_back_is_the_same_picture(name, picture):
    state = PetalsState()
    others = {"activation": "relu", "data": "circles", "learning_rate": 0.1, "scale": 0.1, "noise": 0.5}
    others["l2"] = 0.03
    model = trained(20)
    before = picture.png(model)
    for value, same in ((others.get(name, 10), False), (state[name], True)):
        model.change(**{name: value})
        model.run.advance_to(20)
        assert (picture.png(model) == before) is same


@pytest.mark.parametrize("activation", others_slow(["tanh", "relu", "sigmoid", "linear"], "relu"))
@pytest.mark.parametrize("learning_rate", [0.01, 30.0])
@pytest.mark.parametrize("scale", [0.0, 30.0])
def test_the_ends_of_the_sliders_draw_without_a_warning(activation, learning_rate, scale, picture):
    model = trained(
        300, activation=activation, learning_rate=learning_rate, scale=scale, hidden=20, noise=1.0
    )
    picture.png(model)


def test_one_half_is_zero_on_a_neurons_map():
    assert share(np.array([-1.0, 0, 0.5])).tolist() == [0, 0.5, 0.75]
    assert share(np.array([0.0, 4, -2])).tolist() == [0.5, 1, 0.25]
    assert np.isfinite(share(np.array([np.nan, np.inf, -np.inf]))).all()


def test_the_seed_changes_the_start_alone_and_the_seed_of_data_the_samples_alone():
    first, start, data = trained(0), trained(0, seed=1), trained(0, data_seed=1)
    assert np.array_equal(first.run.split.X, start.run.split.X)
    assert not np.allclose(first.run.parameters["W1"], start.run.parameters["W1"])
    assert not np.array_equal(first.run.split.X, data.run.split.X)
    assert np.array_equal(first.run.parameters["W1"], data.run.parameters["W1"])


def test_l2_is_a_step_along_the_loss_with_its_term():
    rate, l2, before = 0.6, 0.1, trained(0, test_share=0)
    W1, b1, W2, b2 = (np.array(values) for values in before.run.parameters.values())
    X, Y = before.run.split.X, before.run.split.Y
    A1 = np.tanh(X @ W1 + b1)
    dZ2 = 1 / (1 + np.exp(-(A1 @ W2 + b2))) - Y
    dZ1 = dZ2 @ W2.T * (1 - A1**2)
    after = trained(1, test_share=0, learning_rate=rate, l2=l2).run.snapshot.parameters
    assert np.allclose(after["W2"], W2 - rate * (A1.T @ dZ2 / len(X) + l2 * W2))
    assert np.allclose(after["W1"], W1 - rate * (X.T @ dZ1 / len(X) + l2 * W1))
    assert np.allclose(after["b1"], b1 - rate * dZ1.mean(axis=0))


def test_the_line_of_a_neuron_is_where_its_sum_is_zero():
    for model in (trained(100, hidden=5), trained(20, student_start(FUNCTIONS))):
        parameters = model.run.snapshot.parameters
        lines = model.run.snapshot.lines()
        assert len(lines) == model.state.hidden
        for k, line in enumerate(lines):
            assert line @ parameters["W1"][:, k] + parameters["b1"][0, k] == pytest.approx([0, 0], abs=1e-10)
            assert np.linalg.norm(line[0] - line[1]) > 30
    assert trained(0, scale=0.0).run.snapshot.lines() == [None] * 4


def test_one_neuron_is_shown_without_what_belongs_to_the_whole_network():
    model, picture = trained(200, hidden=3, activation="sigmoid"), PetalsPicture()
    picture.png(model)
    output = set(shown_texts(picture))
    assert any("probability ½" in text for text in output) and "class 0" in output
    model.change(show="neuron 2")
    picture.png(model)
    neuron = set(shown_texts(picture))
    assert not any("probability" in text or "class" in text for text in neuron) and "above 0" in neuron
    (line,) = picture._boundary.get_segments()
    assert np.allclose(line, model.run.snapshot.lines()[1])
    model.change(show="output", lines=True)
    picture.png(model)
    assert set(shown_texts(picture)) == output and len(picture._lines.get_segments()) == 3
    for settings in (
        {"show": "neuron 1"},
        {"data": "moons"},
        {"show": "output"},
    ):  # what was kept is not stale
        model.change(**settings)
        model.run.advance_to(20)
        assert picture.png(model) == PetalsPicture().png(model)


def shown_texts(picture):
    return [text.get_text() for text in picture.figure.texts if text.get_visible()]


def test_the_network_is_drawn_with_its_weights_and_told_from_by_clicks():
    model, picture = trained(500, hidden=3, weight="W2[1, 0]"), PetalsPicture()
    picture.png(model)
    weights = model.run.snapshot.parameters
    for sign, colour in ((1, POSITIVE), (-1, NEGATIVE)):
        lines = picture.graph._lines[colour]
        widths = iter(lines.get_linewidths())
        for k, (name, layer) in itertools.product(range(3), LINES):
            value = weights[name][(layer, k) if name == "W1" else (k, 0)]
            if np.sign(value) == sign:
                largest = np.abs(weights[name]).max()
                assert next(widths) == pytest.approx(0.3 + 4.7 * abs(value) / largest, abs=0.01)
        assert next(widths, None) is None
    (chosen,) = picture.graph._chosen.get_segments()
    assert picture.graph.at(*chosen.mean(axis=0)) == {"weight": "W2[1, 0]"}
    for name, (left, top, side) in picture.graph._places.items():
        assert picture.graph.at(left + side / 2, top + side / 2) == {"show": name}
    assert len(picture.graph._places) == 4 and picture.graph.at(BOX[0], BOX[1]) == {}


def test_a_weight_goes_where_the_slider_puts_it_and_training_goes_on_from_there():
    explorer = explore_petals(hidden=3, epoch=100, weight="W2[1, 0]", test_share=0)
    shown = explorer.value.value  # on a step of the slider, exactly
    assert abs(shown - explorer.model.run.parameters["W2"][1, 0]) <= 0.0625 and not shown % 0.125
    W1, b1, W2, b2 = (np.array(values) for values in explorer.model.run.parameters.values())
    before = explorer.image.value
    explorer.value.value = -3.0
    W2[1] = -3
    seen = explorer.model.run.snapshot
    expected = 1 / (1 + np.exp(-(np.tanh([-3.0, 2.0] @ W1 + b1) @ W2 + b2)))
    assert seen.probability[70, 20] == pytest.approx(expected.item()) and explorer.image.value != before
    assert explorer.state.epoch == 100 and explorer.state.edits == ((100, "W2[1, 0]", -3.0),)
    explorer.value.value = -2.0
    assert explorer.state.edits == ((100, "W2[1, 0]", -2.0),)
    W2[1] = -2
    network = Network((2, 3, 1), "tanh", output="sigmoid")
    network.weights, network.biases = [W1, W2], [b1, b2]
    split = explorer.model.run.split
    network.train(split.X, split.Y, 1, 1.2)
    explorer.step()
    assert np.allclose(explorer.model.run.parameters["W2"], network.weights[1])
    again = explore_petals(**explorer.state)
    assert again.state == explorer.state
    assert np.allclose(again.model.run.parameters["W1"], explorer.model.run.parameters["W1"])
    explorer.reset()
    assert explorer.state.edits == () and explorer.state.epoch == 0


@pytest.mark.usefixtures("undrawn")
def test_lists_offer_only_what_the_network_has():
    explorer = explore_petals(hidden=5, show="neuron 5", weight="b1[0, 4]")
    assert [value for _, value in explorer.controls["weight"].options] == weights_of(5)
    assert weights_of(20) == list(WEIGHTS) and len(weights_of(1)) == 5
    explorer.model.change(hidden=2)
    explorer.reset()
    assert explorer.state.show == "output" and explorer.state.weight == "W1[0, 0]"
    assert explorer.controls["show"].value == "output"


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    "edits", [3, "W1", [(0, "W9[0, 0]", 1)], [(0, "W1[0, 0]", np.nan)], [(-1, "W1[0, 0]", 1)], [(0, 1)]]
)
def test_edits_that_are_none_are_said(edits):
    assert "must be at most 100 rows like" in message(explore_petals(edits=edits))


@pytest.mark.usefixtures("undrawn")
def test_a_preset_sets_its_settings_and_says_what_to_see():
    async def student():
        explorer = explore_petals(seed=7, data="moons", show="neuron 1")
        explorer.presets[1].click()
        assert explorer.state.change(epoch=0, show="output") == PetalsState(hidden=3, seed=3, lines=True)
        assert explorer.controls["seed"].value == 3 and explorer.playing
        assert PRESETS["Stuck start"].sentence in explorer.story.value
        await asyncio.sleep(0)
        explorer.controls["seed"].value = 4
        assert explorer.story.value == ""
        explorer.cancel()

    in_notebook(student())


def follow(name):
    """What a preset's training has come to after 100, 1,000, and 10,000 epochs."""
    run = PetalsModel(PetalsState().change(**PRESETS[name].settings)).run
    for epochs in (100, 900, 9_000):
        run.train(epochs)
        yield run.look()


def test_the_sentences_of_the_presets_hold():
    _, thousand, _ = follow("Three are enough")
    assert round(thousand.accuracies[0], 1) == 0.9
    for seed in range(5):
        two = PetalsModel(PetalsState(hidden=2, seed=seed)).run
        two.train(10_000)
        assert two.look().accuracies[0] < 0.7
    _, early, late = follow("Stuck start")
    assert late.accuracies[0] < 0.7 and late.accuracies[0] - early.accuracies[0] < 0.0101
    hundred, *_ = follow("Too large a rate")
    assert hundred.history[-1, 1] > np.log(2)
    assert trained(100).run.snapshot.history[-1, 1] < 0.35
    *_, equal = follow("All weights equal")
    assert equal.history[-1, 1] == pytest.approx(0.693, abs=0.001)
    assert np.ptp(equal.parameters["W1"], axis=1).max() == 0
    *_, heart = follow("By heart")
    assert heart.accuracies[0] == 1 and heart.accuracies[1] == pytest.approx(2 / 3, abs=0.04)
    *_, held = follow("By heart, with L2")
    assert held.accuracies[0] == 74 / 80 and held.history[-1, 2] < heart.history[-1, 2] / 2
    assert max(np.abs(held.parameters[name]).max() for name in ("W1", "W2")) < 4
