"""Epochs a second of a deep network in mini-batches, in turns: bplab, scikit-learn, PyTorch.

The network of the characters, 784-500-300-300-100-12 with ReLU and softmax, plain gradient descent with
batches of the same size on the same samples, in float64 and in float32. All have one thread, and seconds are
those of the CPU, so that other programs on the machine count less. "Products" are an epoch's matrix products
alone, by NumPy's BLAS and by PyTorch's: a training that calls it cannot be faster.

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
    blas = np.show_config("dicts")["Build Dependencies"]["blas"]
    print(f"{'-'.join(map(str, SIZES))}, {len(X)} samples in batches of {arguments.batch_size}")
    print(f"numpy {np.__version__} with {blas['name']} {blas['version']}")
    reports = []
    for dtype in ("float64", "float32"):
        sides = make_sides(X.astype(dtype), y, arguments.batch_size)
        reports.append(report(dtype, in_turns(sides, arguments.rounds)))
    if not all(reports):
        sys.exit("Another one is faster.")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=10, help="epochs of each side")
    return parser.parse_args()


def make_sides(X, y, batch_size):
    sides = {}
    for name, side in (LIBRARIES | PRODUCTS).items():
        try:
            sides[name] = side(X, y, batch_size)
        except ModuleNotFoundError as error:
            print(f"left out: {name}, which needs {INSTALL[error.name]} (pip install {INSTALL[error.name]})")
    return sides


class Ours:
    def __init__(self, X, y, batch_size):
        network = Network(SIZES, "relu", dtype=X.dtype.name)
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
        self.torch, self.batch_size = torch, batch_size
        self.X, self.y = torch.from_numpy(X), torch.from_numpy(y)
        layers = []
        for n_in, n_out in zip(SIZES[:-1], SIZES[1:], strict=True):
            layers += [torch.nn.Linear(n_in, n_out, dtype=self.X.dtype), torch.nn.ReLU()]
        self.model = torch.nn.Sequential(*layers[:-1])
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=LEARNING_RATE)

    def epoch(self):
        for rows in self.torch.randperm(len(self.X)).split(self.batch_size):
            self.optimizer.zero_grad()
            self.loss(self.model(self.X[rows]), self.y[rows]).backward()
            self.optimizer.step()


class Products:
    """The products for the outputs of all layers, their gradients, and the errors of all but the first."""

    def __init__(self, X, y, batch_size):
        rng, dtype, layers = np.random.default_rng(0), X.dtype, range(len(SIZES) - 1)
        W = [rng.standard_normal(shape).astype(dtype) for shape in zip(SIZES[1:], SIZES[:-1], strict=True)]
        a = [rng.standard_normal((batch_size, size)).astype(dtype) for size in SIZES]
        factors = [(a[k], W[k].T) for k in layers]
        factors += [(a[k + 1].T, a[k]) for k in layers] + [(a[k + 1], W[k]) for k in layers[1:]]
        self.products = [(left, right, np.empty_like(left @ right)) for left, right in factors]
        self.multiply, self.steps = np.dot, len(X) // batch_size

    def epoch(self):
        for _ in range(self.steps):
            for left, right, out in self.products:
                self.multiply(left, right, out=out)


class ProductsOfPyTorch(Products):
    def __init__(self, X, y, batch_size):
        import torch

        super().__init__(X, y, batch_size)
        self.products = [tuple(map(torch.from_numpy, arrays)) for arrays in self.products]
        self.multiply = torch.mm


LIBRARIES = {"bplab": Ours, "scikit-learn": ScikitLearn, "PyTorch": PyTorch}
PRODUCTS = {"products, NumPy": Products, "products, PyTorch": ProductsOfPyTorch}


def in_turns(sides, rounds):
    """CPU seconds of each epoch by side; each round starts with another side."""
    times, names = {name: [] for name in sides}, list(sides)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            begin = time.process_time()
            sides[name].epoch()
            times[name].append(time.process_time() - begin)
    return times


def report(dtype, times):
    """Print the table; return whether no library is faster than ours."""
    print(f"{dtype}       epochs a second   (slowest, fastest)   time / bplab's of the round  (least, most)")
    fastest = True
    for name, seconds in times.items():
        ratios = [theirs / ours for theirs, ours in zip(seconds, times["bplab"], strict=True)]
        fastest &= name in PRODUCTS or statistics.median(ratios) >= 1
        print(
            f"{name:<18}{1 / statistics.median(seconds):11.2f}   "
            f"({1 / max(seconds):.2f}, {1 / min(seconds):.2f})"
            f"{statistics.median(ratios):29.2f}  ({min(ratios):.2f}, {max(ratios):.2f})"
        )
    return fastest


if __name__ == "__main__":
    main()
