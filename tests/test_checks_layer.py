"""The checks of one dense layer accept what is right in any form, and name typical mistakes."""

import re

import numpy as np
import pytest

from bplab.checks import layer
from bplab.checks.core import CheckFailed
from bplab.checks.messages.edits import EDITS
from bplab.checks.messages.layer import DENSE_SLIPS, RELU_SLIPS, SIGMOID_SLIPS

BATCH = layer.random_layer(n_samples=5, n_in=3, n_out=4, seed=1)
X = np.random.default_rng(2).normal(size=(4, 3))
EXTREMES = np.array([-1000.0, 0, 1000])


def dense(X, W, b):
    return X @ W + b


def relu(x):
    return np.maximum(x, 0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_right_answers_pass_and_say_something(capsys):
    layer.check_dense(dense, layer.paper_layer(), BATCH)
    layer.check_dense_shape(dense, BATCH)
    layer.check_dense_weights(dense, BATCH)
    layer.check_dense_bias(dense, BATCH)
    layer.check_relu(relu, X)
    layer.check_relu_negative(relu, X)
    layer.check_relu_positive(relu, X)
    layer.check_sigmoid(sigmoid, X)
    layer.check_sigmoid_extremes(sigmoid, EXTREMES)
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 9 and err == ""


def test_the_paper_layer_is_the_one_of_the_lesson():
    layer.check_dense(lambda X, W, b: [[3, 1, -1], [-1, -2, 0]], layer.paper_layer())


@pytest.mark.parametrize(
    "said, wrong",
    [
        ("The term `b` is missing.", lambda X, W, b: X @ W),
        ("`X @ (W + b)` gives exactly these numbers.", lambda X, W, b: X @ (W + b)),
        ("`relu` does not belong there.", lambda X, W, b: relu(X @ W + b)),
        (EDITS["result_transposed"], lambda X, W, b: (X @ W + b).T),
        (DENSE_SLIPS["extra_axis"], lambda X, W, b: [x @ W + b for x in X]),
        (EDITS["last_row"], lambda X, W, b: X[-1] @ W + b),
    ],
)
def test_slips_of_dense_are_named(said, wrong):
    with pytest.raises(CheckFailed, match=re.escape(said)):
        layer.check_dense(wrong, BATCH)


@pytest.mark.parametrize(
    "said, wrong",
    [
        (RELU_SLIPS["largest_of_columns"], lambda x: np.max(x, 0)),
        ("`relu_derivative` is another function", lambda x: x > 0),
        ("`abs` is another function", np.abs),
        (RELU_SLIPS["leaky"], lambda x: np.where(x > 0, x, 0.01 * x)),
        ("`maximum` is not applied", lambda x: x),
    ],
)
def test_slips_of_relu_are_named(said, wrong):
    with pytest.raises(CheckFailed, match=re.escape(said)):
        layer.check_relu(wrong, X)


@pytest.mark.parametrize(
    "said, wrong, z",
    [
        ("The sign inside `sigmoid` is wrong.", lambda z: sigmoid(-z), X),
        (SIGMOID_SLIPS["brackets"], lambda z: 1 / 1 + np.exp(-z), X),
        ("`tanh` is another function", np.tanh, X),
        ("`softmax` is another function", lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), X),
        (SIGMOID_SLIPS["overflow"], lambda z: np.exp(z) / (1 + np.exp(z)), EXTREMES),
    ],
)
def test_slips_of_sigmoid_are_named(said, wrong, z):
    with pytest.raises(CheckFailed, match=re.escape(said)):
        layer.check_sigmoid(wrong, z)


def test_a_forgotten_bias_costs_the_bias_only():
    layer.check_dense_weights(lambda X, W, b: X @ W, BATCH)
    layer.check_dense_shape(lambda X, W, b: X @ W, BATCH)
    with pytest.raises(CheckFailed):
        layer.check_dense_bias(lambda X, W, b: X @ W, BATCH)


@pytest.mark.parametrize("wrong", [np.abs, lambda x: np.where(x > 0, x, 0.1 * x)])
def test_what_is_right_above_zero_earns_the_positive_part(wrong):
    layer.check_relu_positive(wrong, X)
    with pytest.raises(CheckFailed):
        layer.check_relu_negative(wrong, X)


@pytest.mark.parametrize("nothing", [lambda x: x, lambda x: 0 * x, lambda x: None, lambda x: "relu"])
def test_what_computes_nothing_earns_neither_part(nothing):
    for check in (layer.check_relu_negative, layer.check_relu_positive):
        with pytest.raises(CheckFailed):
            check(nothing, X)


def test_a_bias_in_every_row_is_no_layer():
    for check in (layer.check_dense_bias, layer.check_dense_shape):
        with pytest.raises(CheckFailed, match="nothing can be seen"):
            check(lambda X, W, b: b + np.zeros((len(X), 1)), BATCH)


def test_a_relu_that_writes_into_its_argument_is_charged_once():
    def in_place(x):
        x[x < 0] = 0
        return x

    with pytest.raises(CheckFailed, match="written into the argument"):
        layer.check_relu(in_place, X)
    layer.check_relu_negative(in_place, X)
    layer.check_relu_positive(in_place, X)


def test_a_function_that_takes_one_number_is_told_so():
    with pytest.raises(CheckFailed, match="one number at a time"):
        layer.check_relu(lambda x: max(x, 0), X)
