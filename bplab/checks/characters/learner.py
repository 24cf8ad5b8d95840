"""Checks of train_characters (unit 7).

The pictures are in every student's package, those of the tests among them. So what the network predicts must
follow from its parameters: a table of known pictures would not.
"""

import numpy as np

from bplab.checks.core import CheckFailed, as_array, attempt, call, describe, set_attributes
from bplab.checks.messages import characters as say
from bplab.datasets import CHARACTERS

N_CLASSES = len(CHARACTERS)
SMALL = 0.01  # times the sums of the output layer, at which nothing is saturated
UNDECIDED = 0.01  # share of pictures whose two best classes may be equal but for rounding
LEAST_OTHER_LABELS = 0.18  # of the training pictures, by exchanged labels: twice what guessing gives


def check_accuracy(train_characters, training, test, low):
    """Train on (X, y) and check the accuracy on the pictures of the other pair."""
    (X, y), (X_test, y_test) = training, test
    label, network = _trained(train_characters, X, y)
    got = _accuracy(label, network, X_test, y_test)
    seen = _accuracy(label, network, X[: len(X_test)], y[: len(X_test)])
    if got < low:
        if got < 2 / N_CLASSES:
            cause = say.CAUSE_CHANCE
        else:
            cause = (say.CAUSE_TOO_LITTLE if seen < 0.95 else say.CAUSE_OVERFITTED).format(seen=seen)
        raise CheckFailed(say.ACCURACY.format(call=label, m=len(X_test), low=low, got=got, cause=cause))
    print(say.ACCURACY_DONE.format(got=got, m=len(X_test), seen=seen))


def check_own_data(train_characters, X, y):
    """Check that training goes by the arguments: with the labels exchanged, the new ones are learned."""
    other = (np.asarray(y) + 5) % N_CLASSES
    label, network = _trained(train_characters, X, other)
    got, usual = (_accuracy(label, network, X, labels) for labels in (other, y))
    if got < LEAST_OTHER_LABELS:
        own = usual > LEAST_OTHER_LABELS
        cause = say.CAUSE_OWN_DATA.format(usual=usual) if own else say.CAUSE_NOT_LEARNED
        raise CheckFailed(say.OTHER_LABELS.format(call=label, got=got, low=LEAST_OTHER_LABELS, cause=cause))
    print(say.OTHER_LABELS_DONE.format(got=got))


def _trained(train_characters, X, y):
    """(label, the network that train_characters returned)."""
    label = say.TRAIN_CHARACTERS.format(n=len(X))
    # Half the bytes: what a test sends to a student's process is limited.
    network = call(label, train_characters, X.astype(np.float32), np.array(y))
    return label, network


def _accuracy(label, network, X, y):
    """The share of pictures of which the student's network predicts the class, by its parameters."""
    classes = _predicted(label, network, X)
    _check_follows(label, network, X, classes)
    return float(np.mean(classes == y))


def _predicted(label, network, X):
    classes, error = attempt(lambda: network.predict(X.copy()))
    if error is not None:
        raise CheckFailed(say.NO_PREDICTION.format(call=label, error=describe(error)))
    classes = None if classes is None else as_array(classes)
    if classes is None or classes.shape != (len(X),):
        shape = None if classes is None else classes.shape
        raise CheckFailed(say.NOT_CLASSES.format(call=label, got=shape, n=len(X)))
    return classes


def _check_follows(label, network, X, classes):
    """Check that the classes follow from weights and biases.

    They do if the forward pass of the text gives them. Another forward pass, which is charged elsewhere, must
    give the classes in another order as soon as the output neurons are in that order. Their sums are made
    small for that: where a wrong output is saturated, several classes are equal.
    """
    weights, biases = (_parameters(label, network, name) for name in ("weights", "biases"))
    if np.mean(classes == _by_the_text(weights, biases, X)) > 1 - UNDECIDED:
        return
    order = np.roll(np.arange(N_CLASSES), 1)
    try:
        plain, moved = (
            _predicted(label, _with_last(network, weights, biases, columns), X)
            for columns in (np.arange(N_CLASSES), order)
        )
    finally:
        set_attributes(network, {"weights": weights, "biases": biases})
    if np.mean(plain == order[np.clip(moved, 0, N_CLASSES - 1).astype(int)]) < 1 - UNDECIDED:
        raise CheckFailed(say.NOT_BY_PARAMETERS.format(call=label))


def _with_last(network, weights, biases, columns):
    """The network with small sums in the output layer, whose neurons are in another order."""
    last = [SMALL * arrays[-1][:, columns] for arrays in (weights, biases)]
    set_attributes(network, {"weights": [*weights[:-1], last[0]], "biases": [*biases[:-1], last[1]]})
    return network


def _parameters(label, network, name):
    """The list network.weights or network.biases as arrays, the last of them with N_CLASSES columns."""
    values, _ = attempt(lambda: list(getattr(network, name)))
    arrays = [as_array(value) for value in values or [None]]
    if any(array is None or array.ndim != 2 for array in arrays) or arrays[-1].shape[1] != N_CLASSES:
        raise CheckFailed(say.NO_PARAMETERS.format(call=label, name=name, n=N_CLASSES))
    return arrays


def _by_the_text(weights, biases, X):
    """The classes by the forward pass of the text; -1 where the parameters do not fit together."""
    a = X
    try:
        with np.errstate(all="ignore"):
            for W, b in zip(weights[:-1], biases[:-1], strict=True):
                a = np.tanh(a @ W + b)
            return np.argmax(a @ weights[-1] + biases[-1], axis=1)
    except ValueError:
        return np.full(len(X), -1)
