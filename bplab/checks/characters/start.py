"""Checks of how an MLP begins (unit 7): sizes, spread of the weights, biases, the seed."""

import numpy as np

from bplab.checks.characters.network import make_network, read
from bplab.checks.core import CheckFailed, agrees, numbers, require_shape, tell
from bplab.checks.messages import characters as say

SPREAD_TOLERANCE = 0.05  # of the standard deviation; with 10 000 numbers and more it is known to 0.7 %
MEAN_TOLERANCE = 0.05  # in standard deviations: five times the mean's own error at 10 000 numbers


def check_start(network_class, *sizes):
    """Check shapes, spread, zero biases and the seed for networks with these layer sizes."""
    for each in sizes:
        _check_spread(network_class, each, seed=1)
        _check_biases(network_class, each, seed=1)
    _check_seed(network_class, sizes[0])
    tell(say.START_DONE.format(count=sum(a * b + b for a, b in _pairs(sizes[0])), sizes=sizes[0]))


def check_start_spread(network_class, sizes, seed):
    """Check that weights[k] are normal numbers of standard deviation sqrt(1 / n_in); all layers large."""
    _check_spread(network_class, sizes, seed)
    tell(say.SPREAD_DONE.format(sizes=sizes))


def check_start_biases(network_class, sizes, seed):
    """Check that biases[k] are zeros of shape (1, n_out)."""
    _check_biases(network_class, sizes, seed)
    tell(say.BIASES_DONE)


def check_start_seed(network_class, sizes):
    """Check that equal seeds give equal weights, and other seeds others."""
    _check_seed(network_class, sizes)
    tell(say.SEED_DONE)


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:], strict=True))


def _weights(network_class, sizes, seed):
    network = make_network(network_class, sizes, seed=seed)
    arrays = []
    for k, shape in enumerate(_pairs(sizes)):
        label = say.AT_START.format(name=network_class.__name__, sizes=sizes, item=f"weights[{k}]")
        arrays.append(numbers(label, read(network, "weights", k, label)))
        require_shape(label, arrays[-1], shape, say.CAUSE_WEIGHTS_SHAPE)
    return arrays


def _check_spread(network_class, sizes, seed):
    for k, weights in enumerate(_weights(network_class, sizes, seed)):
        n_in, n_out = weights.shape
        label = say.AT_START.format(name=network_class.__name__, sizes=sizes, item=f"weights[{k}]")
        if np.ptp(weights) == 0:
            raise CheckFailed(say.ALL_EQUAL.format(call=label))
        got, expected = weights.std(), np.sqrt(1 / n_in)
        if abs(weights.mean()) > MEAN_TOLERANCE * got:
            raise CheckFailed(say.NOT_AROUND_ZERO.format(call=label, got=weights.mean()))
        if abs(got / expected - 1) > SPREAD_TOLERANCE:
            cause = _cause_of_spread(got, n_in, n_out)
            raise CheckFailed(say.SPREAD.format(call=label, expected=expected, got=got, cause=cause))


def _cause_of_spread(got, n_in, n_out):
    known = {
        "no_factor": 1,
        "divided_by_n_in": 1 / n_in,
        "by_n_out": np.sqrt(1 / n_out),
        "he": np.sqrt(2 / n_in),
        "glorot": np.sqrt(2 / (n_in + n_out)),
        "upside_down": np.sqrt(n_in),
        "too_small": 0.01,
    }
    for name, spread in known.items():
        if abs(got / spread - 1) < SPREAD_TOLERANCE:
            return say.CAUSE_SPREAD[name].format(n_in=n_in)
    return say.CAUSE_SPREAD["other"].format(n_in=n_in)


def _check_biases(network_class, sizes, seed):
    network = make_network(network_class, sizes, seed=seed)
    for k, (_, n_out) in enumerate(_pairs(sizes)):
        label = say.AT_START.format(name=network_class.__name__, sizes=sizes, item=f"biases[{k}]")
        biases = numbers(label, read(network, "biases", k, label))
        require_shape(label, biases, (1, n_out), say.CAUSE_BIASES_SHAPE)
        if biases.any():
            raise CheckFailed(say.BIASES_NOT_ZERO.format(call=label, got=biases.flat[0]))


def _check_seed(network_class, sizes):
    first, again, other = (_weights(network_class, sizes, seed) for seed in (3, 3, 4))
    name = network_class.__name__
    if not all(map(agrees, first, again)):
        raise CheckFailed(say.SEED_IGNORED.format(name=name))
    if any(map(agrees, first, other)):
        raise CheckFailed(say.SEED_FIXED.format(name=name))
