"""Checks of what nn_model learns (unit 4): the cost after some steps on a new flower, and the accuracy.

The flowers are turned by an angle of their own, so they are none of those of bplab.datasets.
"""

import numpy as np

from bplab.checks.core import CheckFailed, agrees, require_shape, tell
from bplab.checks.follow import made_by
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import PARAMETERS, forward, start, train
from bplab.checks.petals.model import SEED, Model
from bplab.checks.petals.read import run_forward
from bplab.datasets import petals
from bplab.network import binary_cross_entropy

# Few samples and steps: a loop over the samples in Python is slow, and right.
FIGURE_SAMPLES, FIGURE_HIDDEN, TRAINING_SAMPLES = 150, 4, 200
NEW_FLOWER = 1000  # added to the seed of a training flower


def check_figures(nn_model, initialize_with_seed, num_iterations, seed):
    """Check the cost on a flower after so many iterations: that of gradient descent from the own start."""
    X, Y = _flower(seed, FIGURE_SAMPLES)
    model = Model(nn_model, initialize_with_seed)
    got = model.cost(X, Y, FIGURE_HIDDEN, num_iterations)
    right = [_trained_cost(start(2, FIGURE_HIDDEN, 1, SEED), X, Y, num_iterations)]
    if not _equal(got, right[0]):
        own = model.parameters(X, Y, FIGURE_HIDDEN, 0)
        before = model.cost(X, Y, FIGURE_HIDDEN, 0)
        right.append(_trained_cost(own, X, Y, num_iterations))
        names = {"n_h": FIGURE_HIDDEN, "k": num_iterations, "got": got}
        if not _equal(got, right[1]):
            cause = say.CAUSE_STUCK if abs(got - np.log(2)) < 1e-3 else say.CAUSE_FIGURE
            raise CheckFailed(say.FIGURE.format(expected=right[1], cause=cause, **names))
        if _equal(right[1], before):
            raise CheckFailed(say.NOTHING_LEARNED.format(**names))
    tell(say.FIGURES_DONE.format(k=num_iterations, got=got))


def _trained_cost(parameters, X, Y, num_iterations):
    with np.errstate(all="ignore"):
        return binary_cross_entropy(forward(X, train(parameters, X, Y, num_iterations))["A2"], Y)


def _equal(a, b):
    return agrees(np.asarray(a), np.asarray(b))


def check_accuracy(nn_model, forward_propagation, n_h, num_iterations, seeds, low):
    """Check the median accuracy on flowers that training never saw, by the true forward pass.

    The student's own counts as well, if it does better and is alive: it depends on the samples and on the
    weights, and says of each sample the same in other company.
    """
    model, reached = Model(nn_model), []
    for seed in seeds:
        parameters = model.fitting(*_flower(seed, TRAINING_SAMPLES), n_h, num_iterations)
        X, Y = _flower(seed, 300, NEW_FLOWER)
        true = _output(X, parameters, n_h)
        arguments = [X, *(parameters[key] for key in PARAMETERS)]
        own = made_by(_own_output(forward_propagation), arguments, arguments, true, needed=(0, 1, 3))
        reached.append(max(float(np.mean((A2 > 0.5) == Y)) for A2 in [true, *own]))
    got = float(np.median(reached))
    if got < low:
        cause = say.CAUSE_FIGURE
        raise CheckFailed(
            say.ACCURACY.format(n_h=n_h, k=num_iterations, n=len(seeds), low=low, got=got, cause=cause)
        )
    tell(say.ACCURACY_DONE.format(got=got, n=len(seeds)))


def _own_output(forward_propagation):
    """The student's A2 as a function of arrays alone."""
    return lambda X, *values: run_forward(
        "forward_propagation", forward_propagation, X, dict(zip(PARAMETERS, values, strict=True))
    )[0]


@np.errstate(all="ignore")
def _output(X, parameters, n_h):
    """A2 by the true forward pass; parameters that fit no other number of samples fail the check."""
    try:
        return forward(X, parameters)["A2"]
    except ValueError:
        shapes = (X.shape[1], n_h), (1, n_h), (n_h, 1), (1, 1)
        for key, shape in zip(PARAMETERS, shapes, strict=True):
            require_shape(say.TRAINED.format(key=key), parameters[key], shape)
        raise


def _flower(seed, n_samples, further=0):
    """X and Y of the flower with this seed, `further` for another one, turned as the seed alone says."""
    X, y = petals(n_samples, seed + further)
    angle = np.random.default_rng(seed).uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return X @ turn, y.reshape(-1, 1)
