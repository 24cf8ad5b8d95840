"""Checks of nn_model (unit 4)."""

import numpy as np

from bplab.checks.core import CheckFailed, agrees, as_array, attempt, call, check_array, numbers
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import GRAD_KEYS, LEARNING_RATE, PARAMETERS, forward, train
from bplab.checks.petals.read import copied, entry, named, run_forward
from bplab.checks.seeds import generator
from bplab.datasets import petals
from bplab.network import binary_cross_entropy

SEED = 3
FIGURES = {0: 0.693162, 1000: 0.258625, 2000: 0.239334, 3000: 0.230802, 4000: 0.225528, 5000: 0.221845}
N_HIDDEN = 4  # hidden neurons behind the figures
NEW_FLOWER = 1000  # added to the seed of a training flower
OTHER_RATES = (0.01, 0.1, 0.12, 0.3, 0.5, 1.0, 2.0)


def check_model(nn_model, before, functions, sizes, n_samples, num_iterations, seed):
    """Check start and steps, then print the costs on the petals beside the expected ones.

    before: the student's layer_sizes, and the given function that seeds their initialize_parameters.
    functions: as in check_steps.
    """
    _check_start(nn_model, before, n_samples, sizes, seed)
    _check_steps(nn_model, functions, n_samples, sizes, num_iterations, seed)
    print(say.FIGURES_HEAD)
    X, Y = _petals(1)
    for k in (0, 1000):
        cost = _cost(X, Y, _parameters(nn_model, X, Y, N_HIDDEN, k))
        print(say.FIGURES_ROW.format(k=k, got=cost, expected=FIGURES[k]))
    print(say.STEPS_DONE.format(k=num_iterations))


def check_start(nn_model, before, *sizes, n_samples, seed):
    """Check that nn_model with no iterations returns what the student's own initialize_parameters draws.

    before: as in check_model. The sizes may be the true ones or those of the student's layer_sizes.
    """
    for one in sizes:
        _check_start(nn_model, before, n_samples, one, seed)
    print(say.START_OF_MODEL_DONE)


def _check_start(nn_model, before, n_samples, sizes, seed):
    layer_sizes, initialize_with_seed = before
    n_x, n_h, n_y = sizes
    X, Y = _data(n_samples, sizes, seed)
    label = _label(X, n_h, 0)
    got = _parameters(nn_model, X, Y, n_h, 0)
    starts = [_own_start(initialize_with_seed, SEED, sizes)]
    theirs, _ = attempt(lambda: [int(size) for size in layer_sizes(X.copy(), Y.copy())])
    if theirs is not None and len(theirs) == 3:
        starts.append(_own_start(initialize_with_seed, SEED, (theirs[0], n_h, theirs[2])))
    if any(all(agrees(got[key], own[key]) for key in PARAMETERS) for own in starts):
        return
    slips = [("size_ignored", {}, _own_start(initialize_with_seed, SEED, (n_x, N_HIDDEN, n_y)))]
    for other in (*range(SEED), *range(SEED + 1, 10)):
        slips.append(("other_seed", {}, _own_start(initialize_with_seed, other, sizes)))
    _compare(label, got, starts[0], slips)


def _own_start(initialize_with_seed, seed, sizes):
    label = f"initialize_parameters{tuple(sizes)}"
    return _as_arrays(label, call(label, initialize_with_seed, seed, *sizes))


def _compare(label, got, right, slips):
    """Compare all parameters; slips: (key, names in its sentence, parameters)."""
    for key in PARAMETERS:
        pairs = [pair for slip, names, values in slips for pair in named({slip: values[key]}, **names)]
        check_array(say.PARAMETER.format(call=label, key=key), got[key], [right[key]], pairs)


def check_steps(nn_model, functions, *sizes, n_samples, num_iterations, seed):
    """Check that nn_model makes num_iterations rounds of the student's own functions from its own start.

    functions: the student's (forward_propagation, backward_propagation, update_parameters).
    """
    for one in sizes:
        _check_steps(nn_model, functions, n_samples, one, num_iterations, seed)
    print(say.STEPS_DONE.format(k=num_iterations))


def _check_steps(nn_model, functions, n_samples, sizes, num_iterations, seed):
    n_h = sizes[1]
    X, Y = _data(n_samples, sizes, seed)
    label = _label(X, n_h, num_iterations)
    start = _parameters(nn_model, X, Y, n_h, 0)
    got = _parameters(nn_model, X, Y, n_h, num_iterations)
    right = _rounds(functions, X, Y, start, num_iterations)
    slips = []
    if not all(agrees(got[key], right[key]) for key in PARAMETERS):
        slips = [
            ("no_step", {}, start),
            ("one_step", {}, _rounds(functions, X, Y, start, 1)),
            ("one_too_few", {}, _rounds(functions, X, Y, start, num_iterations - 1)),
            ("one_too_many", {}, _rounds(functions, X, Y, start, num_iterations + 1)),
            ("stale_forward", {}, _rounds(functions, X, Y, start, num_iterations, stale=True)),
        ]
        for rate in OTHER_RATES:
            values = _rounds(functions, X, Y, start, num_iterations, learning_rate=rate)
            slips.append(("rate", {"value": rate}, values))
    _compare(label, got, right, slips)


def check_figures(nn_model, num_iterations):
    """Check the cost on the petals after so many iterations: the known one, or that of another start.

    num_iterations: one of FIGURES.
    """
    X, Y = _petals(1)
    got = _cost(X, Y, _parameters(nn_model, X, Y, N_HIDDEN, num_iterations))
    if not agrees(np.asarray(got), np.asarray(FIGURES[num_iterations])):
        _check_own_figure(got, nn_model, X, Y, num_iterations)
    print(say.FIGURES_DONE.format(k=num_iterations, got=got))


def _check_own_figure(got, nn_model, X, Y, num_iterations):
    """Check the cost against the one that follows from the start of this nn_model."""
    start = _parameters(nn_model, X, Y, N_HIDDEN, 0)
    trained, _ = attempt(train, start, X, Y, num_iterations)  # it stops where the shapes do not fit
    expected = _cost(X, Y, start if trained is None else trained)
    if not agrees(np.asarray(got), np.asarray(expected)):
        stuck = abs(got - np.log(2)) < 1e-3
        cause = say.CAUSE_STUCK if stuck else say.CAUSE_FIGURE
        raise CheckFailed(say.FIGURE.format(k=num_iterations, expected=expected, got=got, cause=cause))


def check_accuracy(nn_model, forward_propagation, n_h, num_iterations, seeds, low):
    """Check the median accuracy on flowers that training never saw, by the student's own forward pass.

    The true forward pass counts as well, if it does better.
    """
    reached = []
    for seed in seeds:
        parameters = _parameters(nn_model, *_petals(seed), n_h, num_iterations)
        X, Y = _petals(seed + NEW_FLOWER, n_samples=300)
        label = say.ON.format(function="forward_propagation", case=say.SAMPLES.format(n=len(X)))
        A2 = as_array(run_forward(label, forward_propagation, X, parameters)[0])
        outputs = [_forward(X, parameters)] + ([A2] if A2 is not None and A2.shape == Y.shape else [])
        reached.append(max(float(np.mean((A2 > 0.5) == Y)) for A2 in outputs))
    got = float(np.median(reached))
    if got < low:
        cause = say.CAUSE_FIGURE
        raise CheckFailed(
            say.ACCURACY.format(n_h=n_h, k=num_iterations, n=len(seeds), low=low, got=got, cause=cause)
        )
    print(say.ACCURACY_DONE.format(got=got, n=len(seeds)))


def _petals(seed, n_samples=400):
    X, y = petals(n_samples, seed)
    return X, y.reshape(-1, 1)


def _data(n_samples, sizes, seed):
    rng = generator(seed)
    return rng.normal(size=(n_samples, sizes[0])), rng.integers(2, size=(n_samples, sizes[2]))


def _label(X, n_h, num_iterations):
    return f"nn_model(X of shape {X.shape}, Y, n_h={n_h}, num_iterations={num_iterations})"


def _parameters(nn_model, X, Y, n_h, num_iterations):
    """The parameters that a student's nn_model returns, as arrays by name."""
    label = _label(X, n_h, num_iterations)
    return _as_arrays(label, call(label, nn_model, X.copy(), Y.copy(), n_h, num_iterations=num_iterations))


def _as_arrays(label, got):
    """The four parameters that a student's function returned, as arrays by name."""
    return {
        key: numbers(say.PARAMETER.format(call=label, key=key), entry(label, got, key, PARAMETERS))
        for key in PARAMETERS
    }


def _rounds(functions, X, Y, parameters, n, learning_rate=LEARNING_RATE, stale=False):
    """What n rounds of the student's own functions make of the parameters.

    stale: with the forward pass of the first round in all of them.
    """
    forward_propagation, backward_propagation, update_parameters = functions
    cache = None
    for _ in range(n):
        if cache is None or not stale:
            _, cache = run_forward("forward_propagation", forward_propagation, X, parameters)
        arguments = copied(parameters), copied(cache), X.copy(), Y.copy()
        grads = call("backward_propagation", backward_propagation, *arguments)
        for key in GRAD_KEYS:
            entry("backward_propagation", grads, key, GRAD_KEYS)
        arguments = copied(parameters), copied(grads)
        new = call("update_parameters", update_parameters, *arguments, learning_rate=learning_rate)
        parameters = _as_arrays("update_parameters", new)
    return parameters


def _forward(X, parameters):
    """A2 of the true forward pass, or all 0 where the student's parameters do not fit together."""
    try:
        with np.errstate(all="ignore"):
            return forward(X, parameters)["A2"]
    except ValueError:
        return np.zeros((len(X), 1))


def _cost(X, Y, parameters):
    with np.errstate(all="ignore"):
        return binary_cross_entropy(_forward(X, parameters), Y)
