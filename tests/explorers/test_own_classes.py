"""The student's own classes: unit 5's in `explore_linear_vs_relu`, unit 7's in `explore_characters`."""

import numpy as np
import pytest

from bplab.explorers import explore_characters, explore_linear_vs_relu
from bplab.explorers.linear_vs_relu.model import split_of
from bplab.network import Network
from tests.explorers.sweep import message


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class ReluNeuralNetwork:
    bends = True

    def __init__(self, input_size, hidden1_size, hidden2_size, output_size, seed=0):
        network = Network((input_size, hidden1_size, hidden2_size, output_size), "relu", seed=seed)
        self.weights_1, self.weights_2, self.weights_3 = network.weights
        self.bias_1, self.bias_2, self.bias_3 = network.biases

    def bent(self, z):
        return np.maximum(z, 0) if self.bends else z

    def forward(self, X):
        self.a_1 = self.bent(X @ self.weights_1 + self.bias_1)
        self.a_2 = self.bent(self.a_1 @ self.weights_2 + self.bias_2)
        return softmax(self.a_2 @ self.weights_3 + self.bias_3)

    def train(self, X, y, epochs, learning_rate):
        for _ in range(epochs):
            e_3 = self.forward(X) - y
            e_2 = e_3 @ self.weights_3.T * (self.a_2 > 0 if self.bends else 1)
            e_1 = e_2 @ self.weights_2.T * (self.a_1 > 0 if self.bends else 1)
            for k, (a, e) in enumerate(((X, e_1), (self.a_1, e_2), (self.a_2, e_3)), start=1):
                setattr(
                    self, f"weights_{k}", getattr(self, f"weights_{k}") - learning_rate * a.T @ e / len(X)
                )
                setattr(self, f"bias_{k}", getattr(self, f"bias_{k}") - learning_rate * e.mean(axis=0))


class LinearNeuralNetwork(ReluNeuralNetwork):
    bends = False


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("relu", [True, False])
def test_the_classes_of_unit_5_train_as_the_courses_network_does(relu):
    own = {"ReluNeuralNetwork": ReluNeuralNetwork, "LinearNeuralNetwork": LinearNeuralNetwork}
    explorer = explore_linear_vs_relu(**own, relu=relu, epoch=40)
    course = explore_linear_vs_relu(relu=relu, epoch=40)
    assert message(explorer) == "" and explorer.controls["depth"].disabled
    assert not explorer.controls["relu"].disabled
    got, expected = explorer.model.run.snapshot, course.model.run.snapshot
    assert np.allclose(got.probability, expected.probability)
    assert np.allclose(got.layer, expected.layer, equal_nan=True)
    assert len(split_of(explorer.state).X) == 400


@pytest.mark.usefixtures("undrawn")
def test_one_class_alone_decides_whether_there_is_relu():
    explorer = explore_linear_vs_relu(LinearNeuralNetwork=LinearNeuralNetwork, relu=True, epoch=2)
    assert not explorer.state.relu and explorer.controls["relu"].disabled
    explorer = explore_linear_vs_relu(ReluNeuralNetwork=ReluNeuralNetwork, epoch=2)
    assert explorer.state.relu and explorer.controls["relu"].disabled


def broken(base, **changes):
    return type(base.__name__, (base,), changes)


def raising(self, *arguments, **options):
    return 1 / 0


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({"forward": lambda self, X: None}, ["Your forward returned None"]),
        ({"forward": raising}, ["Your forward raised ZeroDivisionError"]),
        ({"forward": lambda self, X: X}, ["forward of your ReluNeuralNetwork returned", "(400, 2)"]),
        ({"train": raising}, ["Your train raised ZeroDivisionError", "epoch 0"]),
        ({"__init__": raising}, ["Your ReluNeuralNetwork raised ZeroDivisionError"]),
    ],
)
def test_what_goes_wrong_in_a_class_of_unit_5_is_said(changes, texts):
    explorer = explore_linear_vs_relu(ReluNeuralNetwork=broken(ReluNeuralNetwork, **changes), epoch=3)
    assert all(text in message(explorer) for text in texts), message(explorer)


@pytest.mark.usefixtures("undrawn")
def test_a_class_that_is_none_is_said():
    assert "ReluNeuralNetwork must be a function" in message(explore_linear_vs_relu(ReluNeuralNetwork=3))
    assert "MLP must be a function" in message(explore_characters(MLP=[], n_train=120))


class MLP:
    def __init__(self, input_dim, hidden_layers, output_dim, learning_rate,
                 l2_lambda=0.0, dropout=0.0, task_type="classification", seed=0):  # fmt: skip
        self.network = Network((input_dim, *hidden_layers, output_dim), "tanh", seed=seed)
        self.weights, self.biases = self.network.weights, self.network.biases
        self.learning_rate, self.seed = learning_rate, seed

    def forward(self, X, training=False):
        self.a = [X]
        for k, (weights, bias) in enumerate(zip(self.weights, self.biases, strict=True), start=1):
            z = self.a[-1] @ weights + bias
            self.a.append(softmax(z) if k == len(self.weights) else np.tanh(z))
        return self.a[-1]

    def train(self, X, y, epochs, batch_size=32):
        training = self.network.training(X, y, self.learning_rate, batch_size=batch_size, seed=self.seed)
        training.run(epochs * training.steps_per_epoch)
        self.weights, self.biases = self.network.weights, self.network.biases

    def predict(self, X):
        return self.forward(X).argmax(axis=1)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("depth", [0, 2])
def test_the_mlp_of_unit_7_trains_as_the_courses_network_does(depth):
    settings = {"n_train": 360, "width": 16, "depth": depth, "activation": "tanh", "epoch": 1}
    explorer, course = explore_characters(MLP=MLP, **settings), explore_characters(**settings)
    assert message(explorer) == "" and explorer.controls["activation"].disabled
    assert np.allclose(explorer.model.read().probabilities, course.model.read().probabilities, atol=1e-5)
    assert np.allclose(explorer.model.read().responses, course.model.read().responses, atol=1e-4)
    snapshot = explorer.model.run.snapshot
    before = snapshot.network.predict(np.zeros((1, 784))), snapshot.network.weights[0].copy()
    explorer.step()
    assert np.array_equal(snapshot.network.weights[0], before[1])  # a snapshot stays as it was


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({"predict": lambda self, X: self.forward(X)}, ["What your predict returned has shape"]),
        ({"predict": lambda self, X: np.full(len(X), 12)}, ["classes from 0 to 11"]),
        ({"forward": raising}, ["Your forward raised ZeroDivisionError"]),
        ({"train": raising}, ["Your train raised ZeroDivisionError"]),
        ({"__init__": lambda self, *a, **o: None}, ["no list of arrays weights"]),
        ({"forward": lambda self, X, training=False: X}, ["a must hold the inputs and the activations"]),
    ],
)
def test_what_goes_wrong_in_an_mlp_is_said(changes, texts):
    explorer = explore_characters(MLP=broken(MLP, **changes), n_train=120, width=16, epoch=1)
    assert all(text in message(explorer) for text in texts), message(explorer)
