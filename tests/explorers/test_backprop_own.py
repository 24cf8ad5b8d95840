"""A student's own network in `explore_backprop`: what is right is told from what is wrong, in words."""

import io
import time
from html import unescape

import numpy as np
import pytest
from PIL import Image

from bplab.explorers import explore_backprop
from bplab.explorers.backprop.state import OWN
from tests.explorers.stepping import written
from tests.explorers.sweep import message, sweep


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class ReluNeuralNetwork:
    """As in units 3 and 5; each step is a method of its own, so that one can be written wrong."""

    def __init__(self, input_size, hidden1_size, hidden2_size, output_size, seed=0):
        rng = np.random.default_rng(seed)
        sizes = (input_size, hidden1_size, hidden2_size, output_size)
        for k in (1, 2, 3):
            setattr(self, f"weights_{k}", rng.standard_normal(sizes[k - 1 : k + 1]))
            setattr(self, f"bias_{k}", np.zeros((1, sizes[k])))

    def activate(self, z):
        return np.maximum(z, 0)

    def slope(self, z):
        return (z > 0).astype(float)

    def forward(self, X):
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = self.activate(self.z_1)
        self.z_2 = self.a_1 @ self.weights_2 + self.bias_2
        self.a_2 = self.activate(self.z_2)
        self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
        self.y_pred = softmax(self.z_3)
        return self.y_pred

    def errors(self, y_pred, y):
        self.e_3 = y_pred - y
        self.e_2 = (self.e_3 @ self.weights_3.T) * self.slope(self.z_2)
        self.e_1 = (self.e_2 @ self.weights_2.T) * self.slope(self.z_1)

    def gradients(self, X, n):
        for k, read in ((3, self.a_2), (2, self.a_1), (1, X)):
            error = getattr(self, f"e_{k}")
            setattr(self, f"grad_weights_{k}", read.T @ error / n)
            setattr(self, f"grad_bias_{k}", np.sum(error, axis=0, keepdims=True) / n)

    def update(self, learning_rate):
        for k in (3, 2, 1):
            for kind in ("weights", "bias"):
                array = getattr(self, f"{kind}_{k}")
                array -= learning_rate * getattr(self, f"grad_{kind}_{k}")

    def backward(self, X, y, batch_size, y_pred, learning_rate):
        self.errors(y_pred, y)
        self.gradients(X, batch_size)
        self.update(learning_rate)


class LinearNeuralNetwork(ReluNeuralNetwork):
    def activate(self, z):
        return z

    def slope(self, z):
        return 1.0


class NoTranspose(ReluNeuralNetwork):
    def errors(self, y_pred, y):
        super().errors(y_pred, y)
        self.e_2 = (self.e_3 @ self.weights_3) * self.slope(self.z_2)


class NoMean(ReluNeuralNetwork):
    def gradients(self, X, n):
        super().gradients(X, 1)


class Uphill(ReluNeuralNetwork):
    def update(self, learning_rate):
        super().update(-learning_rate)


class NoSlope(ReluNeuralNetwork):
    def slope(self, z):
        return 1.0


class NoActivation(ReluNeuralNetwork):
    def activate(self, z):
        return z


class BiasNotSummed(ReluNeuralNetwork):
    def gradients(self, X, n):
        super().gradients(X, n)
        self.grad_bias_3 = self.e_3 / n


class FlatBias(ReluNeuralNetwork):
    def gradients(self, X, n):
        super().gradients(X, n)
        self.grad_bias_2 = self.grad_bias_2[0]


class Blank(ReluNeuralNetwork):
    def backward(self, X, y, batch_size, y_pred, learning_rate):
        self.e_3 = y_pred - y
        self.grad_weights_3 = None
        self.grad_bias_3 = None
        self.weights_3 -= None


class Raises(ReluNeuralNetwork):
    def gradients(self, X, n):
        raise ValueError("boom")


class NotANumber(ReluNeuralNetwork):
    def errors(self, y_pred, y):
        super().errors(y_pred, y)
        self.e_1 = self.e_1 * np.nan


class Never(ReluNeuralNetwork):
    def backward(self, *_):
        while True:
            time.sleep(0.001)


class NoReturn(ReluNeuralNetwork):
    def forward(self, X):
        super().forward(X)


class Exits(ReluNeuralNetwork):
    def backward(self, *_):
        raise SystemExit


class ForwardOnly:
    """As in unit 1."""

    __init__ = ReluNeuralNetwork.__init__
    activate = ReluNeuralNetwork.activate
    forward = ReluNeuralNetwork.forward


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("network", [ReluNeuralNetwork, LinearNeuralNetwork, ForwardOnly])
@pytest.mark.parametrize("round_", [1, 2])
def test_a_right_network_is_right_in_all_its_arrays(network, round_):
    explorer = explore_backprop(network=network, step="new_loss", round=round_)
    assert message(explorer) == "" and explorer.model.wrong == []
    assert "All arrays of your network are right." in written(explorer)
    for name in OWN.gradients:
        assert explorer.model.agrees(name)
    for step in OWN.steps:
        explorer.controls["step"].value = step
        assert "wrong" not in written(explorer)


@pytest.mark.parametrize(
    ("network", "first", "said"),
    [
        (NoTranspose, "e_2", ""),
        (NoMean, "grad_weights_3", ""),
        (Uphill, "new_weights_1", ""),
        (NoSlope, "e_2", ""),
        (NoActivation, "a_1", ""),
        (BiasNotSummed, "grad_bias_3", "Your backward raised ValueError"),
        (FlatBias, "grad_bias_2", ""),
        (NotANumber, "e_1", ""),
        (Blank, "grad_weights_3", "grad_weights_3: not written yet"),
        (Raises, None, "Your backward raised ValueError"),
        (Exits, None, "Your backward raised SystemExit"),
        (NoReturn, None, "Your forward returned None"),
        (Never, None, "Your backward did not return in time"),
    ],
)
def test_the_first_wrong_array_is_named_and_marked(network, first, said):
    explorer = explore_backprop(network=network, step="new_loss")
    assert said in message(explorer) and bool(said) is bool(message(explorer))
    assert explorer.model.wrong[:1] == ([first] if first else [])
    if first:
        assert f"The first of your arrays that is wrong: {first}." in written(explorer)
        assert explorer.drawing.lettering.texts.count("first wrong") == 1
    Image.open(io.BytesIO(explorer.image.value)).verify()


@pytest.mark.usefixtures("undrawn")
def test_a_wrong_array_stands_beside_the_right_one_and_its_sum_beside_its_entry():
    explorer = explore_backprop(network=NoTranspose, step="e_2", look="e_2[1, 0]")
    right, theirs = explorer.model.right["e_2"], explorer.model.arrays["e_2"]
    texts = explorer.drawing.lettering.texts
    assert any(text.startswith("yours\n") for text in texts)
    assert any(text.startswith("should be\n") for text in texts)
    assert theirs[1, 0] != pytest.approx(right[1, 0])
    assert f"yours is {theirs[1, 0]:.3f}" in unescape(explorer.sum.value)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("network", "step", "sentence"),
    [
        (FlatBias, "grad_bias_2", "grad_bias_2 of your network has shape (2,); it must have (1, 2)."),
        (BiasNotSummed, "grad_bias_3", "grad_bias_3 of your network has shape (3, 2); it must have (1, 2)."),
        (NotANumber, "e_1", None),
    ],
)
def test_what_cannot_be_used_is_said_where_it_is_shown(network, step, sentence):
    explorer = explore_backprop(network=network, step=step)
    assert step in explorer.model.found.faults
    if sentence:
        assert sentence in written(explorer)


@pytest.mark.usefixtures("undrawn")
def test_the_lines_that_are_the_students_to_write_are_not_shown():
    explorer = explore_backprop(network=NoTranspose)
    for step in OWN.steps:
        explorer.controls["step"].value = step
        seen = written(explorer) + explorer.sum.value + explorer.image.alt
        assert not any(line in seen for line in OWN.lines.values() if "@" in line or "sum" in line)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("given", [3, "ReluNeuralNetwork", ReluNeuralNetwork.forward, dict])
def test_what_is_no_network_is_said(given):
    explorer = explore_backprop(network=given)
    assert "network must be a class like ReluNeuralNetwork" in message(explorer)
    assert explorer.model.own is None


@pytest.mark.usefixtures("undrawn")
def test_a_network_with_another_beginning_is_told():
    class TooFew(ReluNeuralNetwork):
        def __init__(self, size):
            pass

    assert "Your TooFew raised TypeError" in message(explore_backprop(network=TooFew))


def test_the_state_opens_the_same_network_again():
    explorer = explore_backprop(network=NoMean, step="update", weights_3=[[1, 2], [3, 4]])
    explorer.value.value = -2.5
    again = explore_backprop(network=NoMean, **explorer.state)
    assert again.state == explorer.state and again.image.value == explorer.image.value
    assert explorer.state.weights_3 == ((1.0, 2.0), (3.0, 4.0))
    explorer.reset_button.click()
    assert explorer.state.weights_3 == ((1.0, -0.5), (-1.0, 1.5))


def test_every_control_of_an_own_network_moves_what_is_seen():
    explorer = explore_backprop(network=ReluNeuralNetwork, step="update", learning_rate=0.3)
    sweep(explorer, but=("pitfall", "look", "entry"))  # not shown; options by the dozen
