"""Reading what the student's functions of unit 4 return: an entry of a dict, a pair, their own values."""

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, as_array, attempt, returned
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import CACHE


def entry(label, mapping, key, keys):
    """mapping[key] of a dict that a student returned; say why when it is not there."""
    if mapping is None:
        raise CheckFailed(messages.RETURNS_NONE.format(call=label))
    names = ", ".join(keys)
    _, error = attempt(lambda: mapping.keys())
    if error is not None:
        raise CheckFailed(say.NO_DICT.format(call=label, keys=names, got=type(mapping).__name__))
    value, error = attempt(lambda: mapping[key])
    if error is not None:
        raise CheckFailed(say.NO_KEY.format(call=label, key=key, keys=names))
    if value is None:
        raise CheckFailed(messages.EMPTY.format(call=say.ENTRY.format(call=label, key=key), blank=key))
    return value


def own_array(mapping, key):
    """mapping[key] as an array, or None."""
    value, error = attempt(lambda: mapping[key])
    return None if error is not None or value is None else as_array(value)


def run_forward(label, forward_propagation, X, parameters):
    """The pair (A2, cache) of a student's forward pass on copies of the arguments."""
    got = returned(label, forward_propagation, X.copy(), copied(parameters))
    pair, error = attempt(lambda: (got[0], got[1]) if len(got) == 2 else None)
    if error is not None or pair is None:
        raise CheckFailed(say.NO_PAIR.format(call=label, got=type(got).__name__))
    for key in CACHE:
        entry(label, pair[1], key, CACHE)
    return pair


def copied(mapping):
    """A dict with copies of its arrays."""
    return {key: np.array(value) for key, value in mapping.items()}


def named(arrays, **names):
    """(sentence, array) pairs for slips by key."""
    return [(say.SLIPS[key].format(**names), np.asarray(array)) for key, array in arrays.items()]
