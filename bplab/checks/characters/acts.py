"""Checks that dropout, L2 and the order of the samples act where MLP.train makes its steps (unit 7).

Whether dropout acts is read off the last layer. Its weights start at 0, and sample i has a large target in an
output of its own: after a small step, column i of the weights is what the last layer read of sample i, times
a number.
"""

import numpy as np

from bplab.checks.characters.case import REGRESSION
from bplab.checks.characters.network import copied, make_network
from bplab.checks.core import CheckFailed, agrees, as_array, attempt, call, tell
from bplab.checks.messages import characters as say
from bplab.checks.seeds import generator

INPUTS, HIDDEN, OUTPUTS = 5, 16, 3
TARGET = 1e4  # of a sample, in its own output; 0 in the others
BIAS = 0.3  # of the outputs; where a prediction is 0, a wrong error term may vanish
TINY = 1e-3  # size of the hidden sums: a step changes no prediction, even without the learning rate
GONE = 1e-2  # of the largest number read of a sample, below which nothing was read
SLOW, RATE = 1e-6, 0.1  # learning rates; the first changes no prediction by the biases either
DROPOUT, LAMBDA = 0.4, 0.5


def check_train_dropout(network_class, n, seed):
    """Check that the steps of train drop hidden activations."""
    _check_drops(network_class, n, seed)
    tell(say.TRAIN_DROPOUT_DONE.format(name=network_class.__name__))


def check_train_masks(network_class, n, batch_size, seed):
    """Check that each batch of train has masks of its own. n: three batches of more than three samples."""
    _check_masks(network_class, n, batch_size, seed)
    tell(say.TRAIN_MASKS_DONE.format(name=network_class.__name__))


def check_train_l2(network_class, n, seed):
    """Check that l2_lambda makes a difference in train."""
    _check_l2(network_class, n, seed)
    tell(say.TRAIN_L2_DONE.format(name=network_class.__name__))


def check_train_order(network_class, n, batch_size, seed):
    """Check that the network's seed decides which samples share a batch."""
    _check_order(network_class, n, batch_size, seed)
    tell(say.TRAIN_ORDER_DONE.format(name=network_class.__name__))


def check_train_acts(network_class, n, batch_size, seed):
    """All four, but of train alone: what forward and backward do not do yet is not asked of it."""
    plain, with_l2, dropped = (
        _own_gradient(network_class, n, seed, **options)
        for options in ({}, {"l2_lambda": LAMBDA}, {"dropout": DROPOUT})
    )
    if plain is None:
        return
    if dropped is not None and not agrees(dropped, plain):
        _check_drops(network_class, n, seed)
        _check_masks(network_class, n, batch_size, seed)
    if with_l2 is not None and not agrees(with_l2, plain):
        _check_l2(network_class, n, seed)
    _check_order(network_class, n, batch_size, seed)


def _small_sums(n, seed):
    """Samples (n, INPUTS), and (weights, biases) of a network with n outputs: z[0] is about TINY, never 0."""
    rng = generator(seed)
    weights = [0.05 * TINY * rng.normal(size=(INPUTS, HIDDEN)), np.zeros((HIDDEN, n))]
    biases = [TINY * rng.choice([-1, 1], size=(1, HIDDEN)), np.full((1, n), BIAS)]
    return rng.normal(size=(n, INPUTS)), (weights, biases)


def _usual(n, seed):
    """Samples, targets, and (weights, biases) of any network with one hidden layer."""
    rng = generator(seed)
    weights = [rng.normal(size=shape) / 2 for shape in ((INPUTS, HIDDEN), (HIDDEN, OUTPUTS))]
    biases = [rng.normal(size=(1, size)) / 2 for size in (HIDDEN, OUTPUTS)]
    return rng.normal(size=(n, INPUTS)), rng.normal(size=(n, OUTPUTS)), (weights, biases)


def _network(network_class, start, rate=RATE, **options):
    weights, biases = start
    sizes = (INPUTS, HIDDEN, weights[1].shape[1])
    network = make_network(network_class, sizes, rate, task_type=REGRESSION, **options)
    network.weights, network.biases = copied(weights), copied(biases)
    return network


def _own_gradient(network_class, n, seed, **options):
    """The gradient of the last weights by the student's own forward and backward, as in train; or None."""
    X, y, start = _usual(n, seed)
    network = _network(network_class, start, **options)
    for method, arguments, how in ((network.forward, (X,), {"training": True}), (network.backward, (y,), {})):
        if attempt(method, *arguments, **how)[1] is not None:
            return None
    return as_array(attempt(lambda: network.grad_weights[1])[0])


def _trained(network_class, X, y, start, batch_size, **options):
    """(label, the two weights after an epoch of train), which are numbers and others than before."""
    label = say.TRAIN.format(name=network_class.__name__, epochs=1, batch_size=batch_size, n=len(X))
    network = _network(network_class, start, **options)
    call(label, network.train, X.copy(), y.copy(), epochs=1, batch_size=batch_size)
    weights, old = attempt(lambda: [as_array(each) for each in network.weights])[0] or [], start[0]
    fits = len(weights) == 2 and all(
        new is not None and new.shape == before.shape and np.isfinite(new).all()
        for new, before in zip(weights, old, strict=True)
    )
    if not fits or np.array_equal(weights[1], old[1]):
        raise CheckFailed(say.NO_LEARNING.format(call=label))
    return label, weights


def _dropped(network_class, n, batch_size, seed, dropout=DROPOUT):
    """(label, what the last layer did not read of each sample in train, shape (n, HIDDEN))."""
    X, start = _small_sums(n, seed)
    targets = TARGET * np.eye(n)
    label, weights = _trained(network_class, X, targets, start, batch_size, rate=SLOW, dropout=dropout)
    read = np.abs(weights[1].T)
    return label, read < GONE * read.max(axis=1, keepdims=True)


def _check_drops(network_class, n, seed):
    (label, dropped), (_, without) = (_dropped(network_class, n, n, seed, share) for share in (DROPOUT, 0.0))
    if dropped.mean() < without.mean() + DROPOUT / 4:
        raise CheckFailed(say.TRAIN_WITHOUT_DROPOUT.format(call=label, dropout=DROPOUT))


def _check_masks(network_class, n, batch_size, seed):
    label, dropped = _dropped(network_class, n, batch_size, seed)
    if not dropped.any():
        raise CheckFailed(say.TRAIN_WITHOUT_DROPOUT.format(call=label, dropout=DROPOUT))
    # Repeated masks are as many as a batch has samples. One mask for all samples of a batch is charged
    # elsewhere: of those there are as many as batches.
    different = len(np.unique(dropped, axis=0))
    if different <= batch_size and different != n // batch_size:
        raise CheckFailed(say.SAME_MASKS.format(call=label))


def _check_l2(network_class, n, seed):
    X, y, start = _usual(n, seed)
    runs = [_trained(network_class, X, y, start, n, l2_lambda=each) for each in (LAMBDA, 0.0)]
    (label, with_l2), (_, without) = runs
    if all(map(agrees, with_l2, without)):
        raise CheckFailed(say.TRAIN_WITHOUT_L2.format(call=label, l2_lambda=LAMBDA))


def _check_order(network_class, n, batch_size, seed):
    X, y, start = _usual(n, seed)
    label, first = _trained(network_class, X, y, start, batch_size, seed=1)
    _, other = _trained(network_class, X, y, start, batch_size, seed=2)
    if not agrees(first[1], other[1]):
        return
    _, whole = _trained(network_class, X, y, start, n)
    if not agrees(first[1], whole[1]):
        raise CheckFailed(say.TRAIN_IN_ORDER.format(call=label))
    # One batch of all samples has no order, and is charged elsewhere; but something must have been learned.
    _, turned = _trained(network_class, X, -y, start, n)
    if agrees(first[1], turned[1]):
        raise CheckFailed(say.ALL_ALIKE.format(call=label))
