"""Epochs a second of a deep network in mini-batches, in turns: bplab, scikit-learn, PyTorch.

The network of the characters, 784-500-300-300-100-12 with ReLU and softmax, plain gradient descent in float64
with batches of the same size on the same samples, one BLAS thread each.

scikit-learn and PyTorch are no part of the course and are left out where they are not installed.
"""

import argparse
import os
import statistics
import sys
import time
import warnings

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is imported

import numpy as np  # noqa: E402

from bplab.datasets import characters  # noqa: E402
from bplab.network import Network  # noqa: E402

SIZES, LEARNING_RATE = (784, 500, 300, 300, 100, 12), 0.05
INSTALL = {"sklearn": "scikit-learn", "torch": "torch"}


def main():
    arguments = parse_arguments()
    X, y = characters("train")
    sides = {}
    for name, side in SIDES.items():
        try:
            sides[name] = side(X, y, arguments.batch_size)
        except ModuleNotFoundError as error:
            print(f"left out: {name}, which is not installed (pip install {INSTALL[error.name]})")
    print(f"{'-'.join(map(str, SIZES))}, {len(X)} samples in batches of {arguments.batch_size}, float64")
    report(in_turns(sides, arguments.rounds))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=6, help="epochs of each side")
    return parser.parse_args()


class Ours:
    def __init__(self, X, y, batch_size):
        network = Network(SIZES, "relu")
        self.training = network.training(X, np.eye(12)[y], LEARNING_RATE, batch_size=batch_size)

    def epoch(self):
        self.training.run(self.training.steps_per_epoch)


class ScikitLearn:
    def __init__(self, X, y, batch_size):
        from sklearn.neural_network import MLPClassifier

        self.X, self.y = X, y
        self.model = MLPClassifier(
            SIZES[1:-1], solver="sgd", alpha=0, batch_size=batch_size, momentum=0, max_iter=1,
            learning_rate_init=LEARNING_RATE, tol=0, n_iter_no_change=10**9, warm_start=True,
        )  # fmt: skip

    def epoch(self):
        with warnings.catch_warnings(action="ignore"):  # that it did not converge
            self.model.fit(self.X, self.y)


class PyTorch:
    def __init__(self, X, y, batch_size):
        import torch

        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64)
        self.torch, self.batch_size = torch, batch_size
        self.X, self.y = torch.from_numpy(X), torch.from_numpy(y)
        layers = []
        for n_in, n_out in zip(SIZES[:-1], SIZES[1:], strict=True):
            layers += [torch.nn.Linear(n_in, n_out), torch.nn.ReLU()]
        self.model = torch.nn.Sequential(*layers[:-1])
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=LEARNING_RATE)

    def epoch(self):
        for rows in self.torch.randperm(len(self.X)).split(self.batch_size):
            self.optimizer.zero_grad()
            self.loss(self.model(self.X[rows]), self.y[rows]).backward()
            self.optimizer.step()


SIDES = {"bplab": Ours, "scikit-learn": ScikitLearn, "PyTorch": PyTorch}


def in_turns(sides, rounds):
    """Seconds of each epoch by side; each round starts with another side."""
    times, names = {name: [] for name in sides}, list(sides)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            begin = time.perf_counter()
            sides[name].epoch()
            times[name].append(time.perf_counter() - begin)
    return times


def report(times):
    ours = statistics.median(times["bplab"])
    print("              epochs a second   (slowest, fastest)   bplab is faster by")
    for name, seconds in times.items():
        median = statistics.median(seconds)
        print(
            f"{name:<14} {1 / median:14.2f}   ({1 / max(seconds):.2f}, {1 / min(seconds):.2f})"
            f"{median / ours:20.2f}"
        )
    if ours > min(statistics.median(seconds) for seconds in times.values()):
        sys.exit("Another one is faster.")


if __name__ == "__main__":
    main()
