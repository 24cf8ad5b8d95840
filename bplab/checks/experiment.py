"""Checks for the experiment of unit 5: what a non-linearity buys, measured."""

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, as_array, call
from bplab.experiment import EPOCHS, GENERATORS, HIDDEN_SIZES, LEARNING_RATE, make_data

NETWORKS = ("ReLU", "linear")


def accuracies(run_experiment, kind, seed):
    """The two accuracies that run_experiment returns, as a float array; anything else fails the check."""
    got = call(f"run_experiment({kind!r}, seed={seed})", run_experiment, kind, seed=seed)
    array = as_array(got)
    if got is None or array is None or array.shape != (2,) or not np.all((array >= 0) & (array <= 1)):
        percent = array is not None and array.shape == (2,) and np.all(array <= 100)
        cause = messages.CAUSE_PERCENT if percent else messages.CAUSE_TWO_NUMBERS
        raise CheckFailed(messages.NOT_TWO_ACCURACIES.format(kind=kind, got=got, cause=cause))
    return array


def check_run(run_experiment, seed=0):
    """Run the experiment on both kinds of data and print the accuracies beside the expected ones."""
    for kind in GENERATORS:
        relu, linear = accuracies(run_experiment, kind, seed)
        expected = messages.EXPERIMENT_EXPECTED[kind]
        print(messages.EXPERIMENT_ROW.format(kind=kind, relu=relu, linear=linear, expected=expected))


def check_protocol(run_experiment, network_classes, seeds):
    """Check that the accuracies are those of the student's own networks, trained as the text says."""
    for kind in GENERATORS:
        for seed in seeds:
            got = accuracies(run_experiment, kind, seed)
            on_test, on_train = _measure(network_classes, kind, seed)
            if np.allclose(got, on_test, atol=1e-9):
                continue
            cause = messages.CAUSE_PROTOCOL
            if np.allclose(got, on_train, atol=1e-9):
                cause = messages.CAUSE_TRAINING_SET
            elif np.allclose(got[::-1], on_test, atol=1e-9):
                cause = messages.CAUSE_SWAPPED
            text = messages.PROTOCOL.format(kind=kind, seed=seed, expected=on_test, got=got, cause=cause)
            raise CheckFailed(text)
    print(messages.PROTOCOL_DONE)


def _measure(network_classes, kind, seed):
    X_train, y_train, X_test, y_test = make_data(kind, seed)
    n_classes = int(y_train.max()) + 1
    on_test, on_train = [], []
    for network_class in network_classes:
        network = call("__init__", network_class, X_train.shape[1], *HIDDEN_SIZES, n_classes, seed=seed)
        call("train", network.train, X_train, np.eye(n_classes)[y_train], EPOCHS, LEARNING_RATE)
        for X, y, accuracy in ((X_test, y_test, on_test), (X_train, y_train, on_train)):
            predicted = np.argmax(call("forward", network.forward, X), axis=1)
            accuracy.append(float(np.mean(predicted == y)))
    return np.array(on_test), np.array(on_train)


def check_accuracy(run_experiment, network, kind, low, high=1.0, seeds=range(5)):
    """Check the median accuracy of one network ("ReLU" or "linear") over several seeds."""
    column = NETWORKS.index(network)
    got = float(np.median([accuracies(run_experiment, kind, seed)[column] for seed in seeds]))
    if not low <= got <= high:
        expected = (messages.AT_LEAST if high >= 1 else messages.BETWEEN).format(low=low, high=high)
        cause = messages.CAUSE_ONE_CLASS if got == 0.25 else messages.CAUSE_ACCURACY
        text = messages.ACCURACY.format(
            kind=kind, network=network, n=len(seeds), expected=expected, got=got, cause=cause
        )
        raise CheckFailed(text)
    print(messages.ACCURACY_DONE.format(network=network, kind=kind, got=got, n=len(seeds)))
