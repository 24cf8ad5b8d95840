"""Checks of nn_model (unit 4): its start, and its rounds of the student's own functions."""

import itertools

import numpy as np

from bplab.checks.core import CheckFailed, agrees, attempt, call, check_array, numbers, tell
from bplab.checks.follow import alive
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import GRAD_KEYS, LEARNING_RATE, PARAMETERS, forward, train
from bplab.checks.petals.case import start as right_start
from bplab.checks.petals.read import copied, entry, named, run_forward
from bplab.checks.seeds import generator
from bplab.datasets import petals
from bplab.network import binary_cross_entropy

SEED = 3
STATE = 4000  # seed of NumPy's generator before nn_model is called, where it sets none of its own
FIGURES = {0: 0.693162, 100: 0.610439, 1000: 0.258625, 2000: 0.239334, 3000: 0.230802, 4000: 0.225528,
           5000: 0.221845}  # fmt: skip
SHOWN = (0, 100)  # few, because a loop over the samples in Python is slow, and right
N_HIDDEN = 4  # hidden neurons behind the figures


class Model:
    """A student's nn_model, which is called with NumPy's generator in a known state, so that it repeats.

    initialize_with_seed: the given function that sets it, or None where nothing must repeat. That nn_model
    sets seed 3 itself is for check_start to see, and charged there alone.
    """

    def __init__(self, nn_model, initialize_with_seed=None):
        self.nn_model, self.initialize_with_seed = nn_model, initialize_with_seed

    def parameters(self, X, Y, n_h, num_iterations, state=STATE):
        """The parameters that it returns, as arrays by name."""
        if self.initialize_with_seed is not None:
            attempt(self.initialize_with_seed, state, X.shape[1], n_h, Y.shape[1])
        label = _label(X, n_h, num_iterations)
        got = call(label, self.nn_model, X.copy(), Y.copy(), n_h, num_iterations=num_iterations)
        return as_arrays(label, got)

    def fitting(self, X, Y, n_h, num_iterations):
        """The same for a use that computes with them; fails where the shapes do not fit together.

        How many outputs there are is for layer_sizes to say, and charged there.
        """
        got = self.parameters(X, Y, n_h, num_iterations)
        A2, _ = attempt(lambda: forward(X, got)["A2"])
        if A2 is not None and A2.ndim == 2 and len(A2) == len(X):
            return got
        n_x, n_y = X.shape[1], Y.shape[1]
        shapes = {"W1": (n_x, n_h), "b1": (1, n_h), "W2": (n_h, n_y), "b2": (1, n_y)}
        shapes |= {f"got_{key}": value.shape for key, value in got.items()}
        raise CheckFailed(say.NOT_FITTING.format(call=_label(X, n_h, num_iterations), **shapes))

    def cost(self, X, Y, n_h, num_iterations):
        """The cost with them, by the true forward pass."""
        got = self.fitting(X, Y, n_h, num_iterations)
        with np.errstate(all="ignore"):
            return binary_cross_entropy(forward(X, got)["A2"], Y)


def check_model(nn_model, before, functions, sizes, n_samples, num_iterations, seed):
    """Check start and steps, then print the costs on the petals beside the expected ones.

    before: the student's layer_sizes, and the given function that seeds their initialize_parameters.
    functions: as in check_steps.
    """
    model = Model(nn_model, before[1])
    _check_start(model, before, functions, n_samples, sizes, seed)
    _check_steps(model, functions, n_samples, sizes, num_iterations, seed)
    tell(say.FIGURES_HEAD)
    X, y = petals(seed=1)
    for k in SHOWN:
        cost = model.cost(X, y.reshape(-1, 1), N_HIDDEN, k)
        tell(say.FIGURES_ROW.format(k=k, got=cost, expected=FIGURES[k]))
    tell(say.STEPS_DONE.format(k=num_iterations))


def check_start(nn_model, before, functions, *sizes, n_samples, seed):
    """Check that nn_model with no iterations returns what the student's own initialize_parameters draws.

    before, functions: as in check_model. The sizes may be the true ones or those of their layer_sizes.
    """
    for one in sizes:
        _check_start(Model(nn_model, before[1]), before, functions, n_samples, one, seed)
    tell(say.START_OF_MODEL_DONE)


def _check_start(model, before, functions, n_samples, sizes, seed):
    layer_sizes, initialize_with_seed = before
    n_x, n_h, n_y = sizes
    X, Y = _data(n_samples, sizes, seed)
    got = model.parameters(X, Y, n_h, 0)
    accepted = [sizes]
    theirs, _ = attempt(lambda: [int(size) for size in layer_sizes(X.copy(), Y.copy())])
    if theirs is not None and len(theirs) == 3:
        accepted.append((theirs[0], n_h, theirs[2]))
    for one in accepted:
        if _equal(got, _own_start(initialize_with_seed, SEED, one)):
            other = _own_start(initialize_with_seed, STATE, one)
            # Weights that are equal, or never drawn, show nothing: then the first rounds must show a model.
            if _equal(got, other) or not _varies(got, right_start(*one, SEED)):
                _check_steps(model, functions, n_samples, sizes, 2, seed)
            return
    slips = [("size_ignored", {}, _own_start(initialize_with_seed, SEED, (n_x, N_HIDDEN, n_y)))]
    for first, last in itertools.product((n_x, N_HIDDEN, n_y, n_samples), repeat=2):
        slips.append(("sizes_mixed", {}, _own_start(initialize_with_seed, SEED, (first, n_h, last))))
    for other in (*range(SEED), *range(SEED + 1, 10)):
        slips.append(("other_seed", {}, _own_start(initialize_with_seed, other, sizes)))
    if not _equal(got, model.parameters(X, Y, n_h, 0, state=STATE + 1)):
        slips.append(("no_seed", {}, got))
    _compare(_label(X, n_h, 0), got, _own_start(initialize_with_seed, SEED, sizes), slips)


def _own_start(initialize_with_seed, seed, sizes):
    label = f"initialize_parameters{tuple(sizes)}"
    return as_arrays(label, call(label, initialize_with_seed, seed, *sizes))


def _varies(start, true):
    """Whether both weights are alive, be they transposed or not."""
    return all(any(alive(start[key], W) for W in (true[key], true[key].T)) for key in ("W1", "W2"))


def _compare(label, got, right, slips):
    """Compare all parameters; slips: (key, names in its sentence, parameters)."""
    for key in PARAMETERS:
        pairs = [pair for slip, names, values in slips for pair in named({slip: values[key]}, **names)]
        check_array(say.PARAMETER.format(call=label, key=key), got[key], [right[key]], pairs)


def check_steps(nn_model, initialize_with_seed, functions, *sizes, n_samples, num_iterations, seed):
    """Check that nn_model makes num_iterations rounds of the student's own functions from its own start.

    functions: the student's (forward_propagation, backward_propagation, update_parameters). True rounds are
    right, too. Where the own functions make no difference between rounds and none, nothing can be seen of
    nn_model, and only true rounds are right.
    """
    for one in sizes:
        _check_steps(Model(nn_model, initialize_with_seed), functions, n_samples, one, num_iterations, seed)
    tell(say.STEPS_DONE.format(k=num_iterations))


def _check_steps(model, functions, n_samples, sizes, num_iterations, seed):
    n_h = sizes[1]
    X, Y = _data(n_samples, sizes, seed)
    label = _label(X, n_h, num_iterations)
    start = model.parameters(X, Y, n_h, 0)
    got = model.parameters(X, Y, n_h, num_iterations)
    true, _ = attempt(train, start, X, Y, num_iterations)
    if true is not None and _equal(got, true) and not _equal(got, start):
        return
    right = _rounds(functions, X, Y, start, num_iterations)
    fewer = {
        "start": start,
        "one_step": _rounds(functions, X, Y, start, 1),
        "one_too_few": _rounds(functions, X, Y, start, num_iterations - 1),
        "stale": _rounds(functions, X, Y, start, num_iterations, stale=True),
    }
    if _equal(got, right):
        for name, parameters in fewer.items():
            if _equal(right, parameters):
                names = {"k": num_iterations, "fewer": say.FEWER[name]}
                raise CheckFailed(say.NO_ROUNDS.format(call=label, **names))
        return
    slips = [
        ("no_step", {}, start),
        ("one_step", {}, fewer["one_step"]),
        ("one_too_few", {}, fewer["one_too_few"]),
        ("one_too_many", {}, _rounds(functions, X, Y, start, num_iterations + 1)),
        ("stale_forward", {}, fewer["stale"]),
    ]
    if (rate := _rate(model.parameters(X, Y, n_h, 1), start, fewer["one_step"])) is not None:
        slips.append(("rate", {"value": f"{rate:.6g}"}, got))
    _compare(label, got, right, slips)


def _rate(got, start, right):
    """The learning rate, if not 1.2, with which one round leads from the start to what they have."""
    theirs, true = (np.concatenate([np.ravel(p[k] - start[k]) for k in PARAMETERS]) for p in (got, right))
    share = np.sum(theirs * true) / (np.sum(true**2) or 1)
    is_rate = share and agrees(theirs, share * true) and not agrees(theirs, true)
    return LEARNING_RATE * share if is_rate else None


def _equal(got, right):
    return all(agrees(got[key], right[key]) for key in PARAMETERS)


def _data(n_samples, sizes, seed):
    rng = generator(seed)
    return rng.normal(size=(n_samples, sizes[0])), rng.integers(2, size=(n_samples, sizes[2]))


def _label(X, n_h, num_iterations):
    return f"nn_model(X of shape {X.shape}, Y, n_h={n_h}, num_iterations={num_iterations})"


def as_arrays(label, got):
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
        parameters = as_arrays("update_parameters", new)
    return parameters
