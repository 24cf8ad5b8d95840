"""The numbers of `explore_petals`: the course's network, a student's functions, what goes wrong in them."""

import io
import time
from html import unescape

import numpy as np
import pytest
from PIL import Image

from bplab import datasets
from bplab.checks.petals import case
from bplab.explorers import explore_petals
from bplab.explorers.petals.model import PetalsModel, PetalsState, split_of
from bplab.explorers.petals.picture import PetalsPicture, share, thumbnail
from bplab.explorers.petals.students import student_start, whose
from bplab.network import Network

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


def test_the_numbers_are_those_of_the_network_trained_in_one_go():
    model = trained(300, hidden=5, test_share=0, seed=4)
    X, y = datasets.petals()
    order = np.random.default_rng(4).permutation(400)
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
    split = split_of(PetalsState(test_share=30, seed=2))
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
    assert Image.open(io.BytesIO(explorer.image.value)).size == (860, 440)


def test_a_function_that_never_returns_does_not_hold_the_notebook():
    def endless(X, parameters):
        while True:
            pass

    began = time.monotonic()
    explorer = explore_petals(forward_propagation=endless)
    assert time.monotonic() - began < 10
    assert "took too long" in unescape(explorer.message.value)


def test_settings_that_the_students_functions_decide_are_locked():
    def locked(**functions):
        return {name for name, control in explore_petals(**functions).controls.items() if control.disabled}

    assert locked() == set()
    assert locked(forward_propagation=forward_propagation) == {"activation", "scale"}
    assert locked(nn_model=nn_model) == {"activation", "scale", "learning_rate"}


@pytest.mark.parametrize(
    "name", ["hidden", "learning_rate", "activation", "scale", "data", "noise", "test_share", "seed"]
)
def test_every_setting_changes_the_picture_and_back_is_the_same_picture(name):
    picture, state = PetalsPicture(), PetalsState()
    others = {"activation": "relu", "data": "circles", "learning_rate": 0.1, "scale": 0.1, "noise": 0.5}
    model = trained(20)
    before = picture.png(model)
    for value, same in ((others.get(name, 10), False), (state[name], True)):
        model.change(**{name: value})
        model.run.advance_to(20)
        assert (picture.png(model) == before) is same


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear"])
@pytest.mark.parametrize("learning_rate", [0.01, 30.0])
@pytest.mark.parametrize("scale", [0.0, 30.0])
def test_the_ends_of_the_sliders_draw_without_a_warning(activation, learning_rate, scale):
    model = trained(
        300, activation=activation, learning_rate=learning_rate, scale=scale, hidden=20, noise=1.0
    )
    PetalsPicture().png(model)
    for answers in model.run.snapshot.neurons:
        thumbnail(answers)


def test_one_half_is_zero_on_a_neurons_map():
    assert share(np.array([-1.0, 0, 0.5])).tolist() == [0, 0.5, 0.75]
    assert share(np.array([0.0, 4, -2])).tolist() == [0.5, 1, 0.25]
    assert np.isfinite(share(np.array([np.nan, np.inf, -np.inf]))).all()
