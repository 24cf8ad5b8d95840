"""Checks of train_characters (unit 7).

The pictures are in every student's package, those of the tests among them. So what the network predicts must
follow from its parameters: a table of known pictures would not.
"""

import numpy as np

from bplab.checks.core import CheckFailed, as_array, attempt, call, describe, set_attributes, tell
from bplab.checks.messages import characters as say
from bplab.checks.once import digest, once
from bplab.datasets import CHARACTERS

N_CLASSES = len(CHARACTERS)
SMALL = 0.01  # times the sums of the output layer, at which nothing is saturated
UNDECIDED = 0.01  # share of pictures whose two best classes may be equal but for rounding
# The limit of the lesson for four tenths of the pictures, 0.72: the solution reaches 0.750, 0.766 and 0.784
# (lowest, median, highest), the best mistakes 0.690 (sigmoid), 0.682 (a layer of 20) and
# 0.639 (squared error) at most: benchmarks/thresholds.py 07 --fractions 0.4, 20 seeds.
LEAST_OTHER_LABELS = 0.18  # of the training pictures, by exchanged labels: twice what guessing gives


def check_accuracy(train_characters, training, test, low):
    """Train on (X, y) and check the accuracy on the pictures of the other pair."""
    _check_accuracy(*_trained(train_characters, *training), training, test, low)


def check_new_pictures(train_characters, training, test, low):
    """The same with the labels exchanged: one training for this and for check_own_data on the same pictures.

    Who trains on other labels is charged there: here their accuracy by the usual labels counts as well.
    """
    trained = _trained_on_others(train_characters, *training)
    try:
        _check_accuracy(*trained, *((X, _others(y)) for X, y in (training, test)), low)
    except CheckFailed:
        if _accuracy(*trained, *test) < low:
            raise
        _check_accuracy(*trained, training, test, low)


def _check_accuracy(label, network, training, test, low):
    (X, y), (X_test, y_test) = training, test
    got = _accuracy(label, network, X_test, y_test)
    seen = _accuracy(label, network, X[: len(X_test)], y[: len(X_test)])
    if got < low:
        if got < 2 / N_CLASSES:
            cause = say.CAUSE_CHANCE
        else:
            cause = (say.CAUSE_TOO_LITTLE if seen < 0.95 else say.CAUSE_OVERFITTED).format(seen=seen)
        raise CheckFailed(say.ACCURACY.format(call=label, m=len(X_test), low=low, got=got, cause=cause))
    tell(say.ACCURACY_DONE.format(got=got, m=len(X_test), seen=seen))


def check_own_data(train_characters, X, y):
    """Check that training goes by the arguments: with the labels exchanged, the new ones are learned."""
    other = _others(y)
    label, network = _trained_on_others(train_characters, X, y)
    got, usual = (_accuracy(label, network, X, labels) for labels in (other, y))
    if got < LEAST_OTHER_LABELS:
        own = usual > LEAST_OTHER_LABELS
        cause = say.CAUSE_OWN_DATA.format(usual=usual) if own else say.CAUSE_NOT_LEARNED
        raise CheckFailed(say.OTHER_LABELS.format(call=label, got=got, low=LEAST_OTHER_LABELS, cause=cause))
    tell(say.OTHER_LABELS_DONE.format(got=got))


def _others(y):
    """The labels, exchanged."""
    return (np.asarray(y) + 5) % N_CLASSES


def _trained_on_others(train_characters, X, y):
    """The same as _trained with the labels exchanged, once for all cells that ask for it."""
    key = "train_characters", *digest(X, y)
    return once(key, lambda: _trained(train_characters, X, _others(y)))


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
