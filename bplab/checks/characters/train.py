"""Checks of MLP.train (unit 7): every sample once in an epoch, batches of the right size, new orders.

What a run did is read off one linear layer that it trained. Each sample has an input of its own, so large
that the shared bias hardly matters; its row of the weights then tells how often the sample was used, in how
large a batch, and with whose target.
"""

import numpy as np

from bplab.checks import messages
from bplab.checks.characters.acts import check_train_acts
from bplab.checks.characters.case import REGRESSION
from bplab.checks.characters.network import make_network
from bplab.checks.core import CheckFailed, as_array, attempt, call, describe, tell
from bplab.checks.messages import characters as say

INPUT = 1e3  # the only input of a sample that is not 0
BIAS = 0.3  # at the start; where a prediction is 0, a wrong error term may vanish
STEP = 2.5  # learning rate times INPUT²: a step in a batch of five removes half of the error
CLOSE = 1e-3  # what the bias blurs is below it
EPOCHS = 4  # enough that no fresh permutation repeats the same last batch by chance


def check_train(network_class, n, batch_size, seed):
    """The batches of one epoch, new ones in every epoch, and that dropout, L2 and the order act in them."""
    _check_batches(network_class, n, batch_size, seed)
    _check_shuffled(network_class, n, batch_size, seed)
    check_train_acts(network_class, 3 * batch_size, batch_size, seed)
    tell(say.TRAIN_DONE.format(name=network_class.__name__, n=n, batches=-(-n // batch_size)))


def check_batches(network_class, n, batch_size, seed):
    """Check that an epoch uses every sample once, in batches of batch_size and a smaller last one."""
    _check_batches(network_class, n, batch_size, seed)
    name, rest = network_class.__name__, n % batch_size
    tell(say.BATCHES_DONE.format(name=name, n=n, batch_size=batch_size, rest=rest))


def check_shuffled(network_class, n, batch_size, seed):
    """Check that the samples come in a random order, another one in every epoch."""
    _check_shuffled(network_class, n, batch_size, seed)
    tell(say.SHUFFLED_DONE.format(name=network_class.__name__))


def _network(network_class, n, seed):
    """The student's linear layer for n samples, with weights 0."""
    learning_rate = STEP / INPUT**2
    network = make_network(network_class, (n, 2), learning_rate, task_type=REGRESSION, seed=seed)
    network.weights, network.biases = [np.zeros((n, 2))], [np.full((1, 2), BIAS)]
    return network


def _data(n):
    """Inputs, and two targets: 1, and a number by which the sample can be told."""
    return INPUT * np.eye(n), np.stack([np.ones(n), 1 + np.arange(n) / n], axis=1)


def _learned(network, label):
    """What the layer has learned of each sample, shape (n, 2): the prediction without the bias."""
    weights = as_array(attempt(lambda: network.weights[0])[0])
    if weights is None or weights.ndim != 2 or not np.isfinite(weights).all() or not weights.any():
        raise CheckFailed(say.NO_LEARNING.format(call=label))
    return INPUT * weights


def _trained(network_class, n, batch_size, epochs, seed):
    """(label, what was learned of each sample) in a run of `train`."""
    name = network_class.__name__
    label = say.TRAIN.format(name=name, epochs=epochs, batch_size=batch_size, n=n)
    network = _network(network_class, n, seed)
    X, y = _data(n)
    call(label, network.train, X, y, epochs=epochs, batch_size=batch_size)
    return label, _learned(network, label)


def _own_steps(network_class, size, steps=1):
    """What the student's own forward, backward and update teach in steps on one batch of this size."""
    network = _network(network_class, size, seed=0)
    X, y = _data(size)
    label = say.NETWORK_STEP.format(name=network_class.__name__)
    for _ in range(steps):
        for method, arguments, how in (
            ("forward", (X,), {"training": True}),
            ("backward", (y,), {}),
            ("update", (), {}),
        ):
            _, error = attempt(getattr(network, method), *arguments, **how)
            if error is not None:
                raise CheckFailed(messages.RAISED.format(call=f"{label}: {method}", error=describe(error)))
    return _learned(network, label)


def _check_batches(network_class, n, batch_size, seed):
    label, learned = _trained(network_class, n, batch_size, 1, seed)
    # The first target is 1 for all samples, so what one batch teaches of it depends on the batch's size only.
    by_size = np.array([_own_steps(network_class, size)[0, 0] for size in range(1, n + 1)])
    _check_visits(label, learned[:, 0], by_size)
    own = _own_steps(network_class, n)
    _require_targets(label, own)
    _check_pairs(label, learned, own)
    rest = n % batch_size
    in_usual, in_last = (
        np.isclose(learned[:, 0], by_size[size - 1], atol=CLOSE) for size in (batch_size, rest)
    )
    if (
        in_usual.all() and in_last.all()
    ):  # their gradient is no mean: charged elsewhere, and sizes leave no trace
        return
    if in_last.sum() != rest or not np.all(in_last | in_usual):
        known = {1: say.CAUSE_SINGLE, n: say.CAUSE_FULL_BATCH}
        causes = (
            cause
            for size, cause in known.items()
            if np.allclose(learned[:, 0], by_size[size - 1], atol=CLOSE)
        )
        got = say.GOT_BATCHES.format(usual=in_usual.sum(), batch_size=batch_size)
        counts = {"expected": n - rest, "batch_size": batch_size, "rest": rest, "got": got}
        raise CheckFailed(say.BATCH_SIZES.format(call=label, cause=next(causes, say.CAUSE_BATCHES), **counts))


def _require_targets(label, own):
    """A step must teach by the targets; own: what one teaches on all samples, each with its own target."""
    if np.ptp(own[:, 1]) <= CLOSE * np.abs(own[:, 1]).max():
        raise CheckFailed(say.ALL_ALIKE.format(call=label))


def _check_visits(label, learned, by_size):
    """Every sample must have learned what one batch teaches, of whatever size."""
    n = len(learned)
    never = np.isclose(learned, 0, atol=CLOSE)
    once = np.isclose(learned[:, None], by_size, atol=CLOSE).any(axis=1) & ~never
    if once.all():
        return
    counts = {"never": never.sum(), "once": once.sum(), "more": n - never.sum() - once.sum()}
    cause = say.CAUSE_VISITS
    if counts["more"] and counts["never"]:
        cause = say.CAUSE_WITH_REPLACEMENT
    elif counts["never"]:
        cause = say.CAUSE_LAST_LEFT_OUT if counts["never"] < n / 2 else say.CAUSE_ONE_BATCH
    raise CheckFailed(say.VISITS.format(call=label, n=n, cause=cause, **counts))


def _check_pairs(label, learned, own):
    """The second target tells the samples apart: it must have been learned in the measure of the first."""
    wrong = ~np.isclose(learned[:, 1] * own[:, 0], own[:, 1] * learned[:, 0], rtol=CLOSE)
    if wrong.any():
        raise CheckFailed(say.PAIRS.format(call=label, i=np.flatnonzero(wrong)[0]))


def _check_shuffled(network_class, n, batch_size, seed):
    """Who is always in the last batch, or never, learned what so many steps in such a batch teach."""
    label, learned = _trained(network_class, n, batch_size, EPOCHS, seed)
    rest = n % batch_size
    never, always = (
        np.isclose(learned[:, 0], _own_steps(network_class, size, EPOCHS)[0, 0], atol=CLOSE)
        for size in (batch_size, rest)
    )
    _require_targets(label, _own_steps(network_class, n))
    if never.all() and always.all():  # as above
        return
    if np.all(never | always):
        in_order = np.array_equal(np.flatnonzero(always), np.arange(n - rest, n))
        raise CheckFailed((say.NOT_SHUFFLED if in_order else say.SHUFFLED_ONCE).format(call=label))
