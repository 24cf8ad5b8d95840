"""The same training done four ways, in turns: by the sheet's code, bplab, scikit-learn and PyTorch.

The petal network 2-4-1, full-batch gradient descent in float64, from the same start; the rounds are parts of
one training. Halfway all must have the same parameters. In the second half this training is chaotic: from
iteration 6000 to 7000, where the cost rises, a difference in the last bit grows to 0.1. Whoever has the same
parameters at the end has rounded every step alike; that is asked of bplab.

scikit-learn and PyTorch are no part of the course and are left out where they are not installed.
"""

import argparse
import statistics
import sys
import time
import warnings

import numpy as np

from bplab.datasets import petals
from bplab.network import Network

N_HIDDEN, LEARNING_RATE = 4, 1.2
GOAL = 0.6  # of the time of the sheet's code
SAME = 1e-6  # a larger difference of parameters makes it another network


def main():
    arguments = parse_arguments()
    steps = arguments.iterations // arguments.rounds
    X, y = petals()
    print(
        f"petals 2-{N_HIDDEN}-1, {len(X)} points, {arguments.rounds} rounds of {steps} iterations, "
        f"numpy {np.__version__}"
    )
    sides = make_sides(X, y.reshape(-1, 1))
    times, halfway, at_end = in_turns(sides, arguments.rounds, steps)
    print_table(times, halfway, at_end)
    if max(*halfway.values(), *(at_end[name] for name in OURS)) > SAME:
        sys.exit("They do not train the same network: the times say nothing.")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--iterations", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=10)
    return parser.parse_args()


def make_sides(X, y):
    sides = {}
    for name, side in SIDES.items():
        try:
            sides[name] = side(X, y)
        except ModuleNotFoundError as error:
            print(f"left out: {name}, which is not installed (pip install {INSTALL[error.name]})")
    return sides


def start():
    """The network that everybody starts from: the weights of the sheet, by its seed."""
    rng = np.random.RandomState(3)
    network = Network((2, N_HIDDEN, 1), "tanh", output="sigmoid")
    network.weights = [rng.randn(N_HIDDEN, 2).T * 0.01, rng.randn(1, N_HIDDEN).T * 0.01]
    return network


class Sheet:
    """As a student writes it: one function for each task of the sheet, samples in columns."""

    def __init__(self, X, y):
        self.X, self.Y = X.T.copy(), y.T.astype("uint8")
        (W1, W2), (b1, b2) = start().weights, start().biases
        self.values = {"W1": W1.T.copy(), "b1": b1.T.copy(), "W2": W2.T.copy(), "b2": b2.T.copy()}

    def run(self, steps):
        for _ in range(steps):
            A2, cache = forward_propagation(self.X, self.values)
            compute_cost(A2, self.Y)
            grads = backward_propagation(self.values, cache, self.X, self.Y)
            self.values = update_parameters(self.values, grads)

    def parameters(self):
        return [value.T for value in self.values.values()]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward_propagation(X, parameters):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    Z1 = np.dot(W1, X) + b1
    A1 = np.tanh(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def compute_cost(A2, Y):
    m = Y.shape[1]
    logprobs = np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)
    return np.squeeze(-1 / m * np.sum(logprobs))


def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = A2 - Y
    dW2 = 1 / m * np.dot(dZ2, A1.T)
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = np.dot(parameters["W2"].T, dZ2) * (1 - np.power(A1, 2))
    dW1 = 1 / m * np.dot(dZ1, X.T)
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def update_parameters(parameters, grads, learning_rate=LEARNING_RATE):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    W1 -= learning_rate * grads["dW1"]
    b1 -= learning_rate * grads["db1"]
    W2 -= learning_rate * grads["dW2"]
    b2 -= learning_rate * grads["db2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


class Ours:
    def __init__(self, X, y):
        self.network = start()
        self.training = self.network.training(X, y, LEARNING_RATE)

    def run(self, steps):
        self.training.run(steps)

    def parameters(self):
        (W1, W2), (b1, b2) = self.network.weights, self.network.biases
        return [W1, b1, W2, b2]


class OursWithLoss(Ours):
    """The loss is computed at each step, as in the sheet's code and in the other libraries."""

    def run(self, steps):
        self.training.run(steps, self.network.losses)


class ScikitLearn:
    def __init__(self, X, y):
        from sklearn.neural_network import MLPClassifier

        self.X, self.y = X, y[:, 0]
        self.model = MLPClassifier(
            (N_HIDDEN,), activation="tanh", solver="sgd", alpha=0, batch_size=len(X), momentum=0,
            learning_rate_init=LEARNING_RATE, shuffle=False, tol=0, n_iter_no_change=10**9, warm_start=True,
        )  # fmt: skip
        self.run(1)  # only a fitted model has weights that can be set
        self.model.coefs_ = [weights.copy() for weights in start().weights]
        self.model.intercepts_ = [bias[0].copy() for bias in start().biases]

    def run(self, steps):
        with warnings.catch_warnings(action="ignore"):  # that it did not converge
            self.model.set_params(max_iter=steps).fit(self.X, self.y)

    def parameters(self):
        (W1, W2), (b1, b2) = self.model.coefs_, self.model.intercepts_
        return [W1, b1[None], W2, b2[None]]


class PyTorch:
    def __init__(self, X, y):
        import torch

        torch.set_num_threads(1)  # more only slow down a network of this size
        torch.set_default_dtype(torch.float64)
        self.X, self.y = torch.from_numpy(X), torch.from_numpy(y.astype(float))
        hidden, last = torch.nn.Linear(2, N_HIDDEN), torch.nn.Linear(N_HIDDEN, 1)
        self.layers = hidden, last
        with torch.no_grad():
            for layer, weights in zip(self.layers, start().weights, strict=True):
                layer.weight.copy_(torch.from_numpy(weights.T.copy()))
                layer.bias.zero_()
        self.model = torch.nn.Sequential(hidden, torch.nn.Tanh(), last)
        self.loss = torch.nn.BCEWithLogitsLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=LEARNING_RATE)

    def run(self, steps):
        for _ in range(steps):
            self.optimizer.zero_grad()
            self.loss(self.model(self.X), self.y).backward()
            self.optimizer.step()

    def parameters(self):
        return [
            part.detach().numpy().T.reshape(-1, layer.out_features)
            for layer in self.layers
            for part in (layer.weight, layer.bias)
        ]


SIDES = {
    "sheet": Sheet,
    "bplab": Ours,
    "bplab, with loss": OursWithLoss,
    "scikit-learn": ScikitLearn,
    "PyTorch": PyTorch,
}
OURS = ("bplab", "bplab, with loss")
INSTALL = {"sklearn": "scikit-learn", "torch": "torch"}


def in_turns(sides, rounds, steps):
    """Microseconds an iteration of each round, and differences of parameters halfway and at the end, by side.

    Each round starts with another side.
    """
    times, names = {name: [] for name in sides}, list(sides)
    for number in range(rounds):
        if number == rounds // 2:
            halfway = differences(sides)
        first = number % len(names)
        for name in names[first:] + names[:first]:
            begin = time.perf_counter()
            sides[name].run(steps)
            times[name].append((time.perf_counter() - begin) / steps * 1e6)
    return times, halfway, differences(sides)


def print_table(times, halfway, at_end):
    sheet = statistics.median(times["sheet"])
    print(
        "microseconds an iteration  median     min     max  / sheet   parameters differ: halfway, at the end"
    )
    for name, column in times.items():
        median = statistics.median(column)
        print(
            f"{name:<26} {median:6.1f} {min(column):7.1f} {max(column):7.1f} {median / sheet:8.2f}"
            f"   {halfway[name]:26.0e} {at_end[name]:12.0e}"
        )
    print(f"goal: bplab / sheet at most {GOAL}")


def differences(sides):
    """The largest difference of a parameter from the sheet's, by side."""
    sheet = sides["sheet"].parameters()
    return {name: largest_difference(side.parameters(), sheet) for name, side in sides.items()}


def largest_difference(some, others):
    return max(np.abs(one - other).max() for one, other in zip(some, others, strict=True))


if __name__ == "__main__":
    main()
