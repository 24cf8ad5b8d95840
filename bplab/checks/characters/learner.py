"""Checks of train_characters (unit 7)."""

import numpy as np

from bplab.checks.core import CheckFailed, as_array, attempt, call, describe
from bplab.checks.messages import characters as say
from bplab.datasets import CHARACTERS

N_CLASSES = len(CHARACTERS)
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
    """The share of pictures of which the student's network predicts the class."""
    classes, error = attempt(lambda: network.predict(X.copy()))
    if error is not None:
        raise CheckFailed(say.NO_PREDICTION.format(call=label, error=describe(error)))
    classes = None if classes is None else as_array(classes)
    if classes is None or classes.shape != (len(X),):
        shape = None if classes is None else classes.shape
        raise CheckFailed(say.NOT_CLASSES.format(call=label, got=shape, n=len(X)))
    return float(np.mean(classes == y))
