"""Checks of layer_sizes and initialize_parameters (unit 4)."""

import numpy as np

from bplab.checks import messages
from bplab.checks.core import (
    CheckFailed,
    agrees,
    as_array,
    call,
    check_array,
    numbers,
    require_shape,
    show,
    tell,
)
from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.follow import alive, require_alive
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import PARAMETERS, START_SCALE, start
from bplab.checks.petals.read import entry, named

SIZES = ("n_x", "n_h", "n_y")
N_HIDDEN = 4
WEIGHTS, BIASES = ("W1", "W2"), ("b1", "b2")
WEIGHTS_LINE = ["randn.T * 0.01"]
OTHER_SEEDS = (*range(10), 42)  # that a student may set in the function


def check_layer_sizes(layer_sizes, *shapes, names=SIZES):
    """Check the named sizes for data of each shape (n_samples, n_x, n_y)."""
    for n, n_x, n_y in shapes:
        label = f"layer_sizes(X of shape {(n, n_x)}, Y of shape {(n, n_y)})"
        got = call(label, layer_sizes, np.zeros((n, n_x)), np.zeros((n, n_y), dtype=int))
        sizes = got if isinstance(got, tuple | list | np.ndarray) and len(got) == 3 else None
        if sizes is not None and any(size is None for size in sizes):
            blank = SIZES[[size is None for size in sizes].index(True)]
            raise CheckFailed(messages.EMPTY.format(call=label, blank=blank))
        if sizes is None or as_array(sizes) is None or as_array(sizes).shape != (3,):
            raise CheckFailed(say.NOT_THREE.format(call=label, got=got))
        right = dict(zip(SIZES, (n_x, N_HIDDEN, n_y), strict=True))
        for name, value in zip(SIZES, sizes, strict=True):
            if name in names and value != right[name]:
                raise CheckFailed(_wrong_size(label, name, right, sizes, n))
    tell(
        say.SIZES_DONE
        if names == SIZES
        else say.VALUES_DONE.format(name="layer_sizes", values=", ".join(names))
    )


def _wrong_size(label, name, right, sizes, n_samples):
    got = sizes[SIZES.index(name)]
    # Else a size that was typed in is that of another layer by chance.
    exchanged = sorted(sizes) == sorted(right.values())
    others = [other for other in SIZES if exchanged and other != name and got == right[other]]
    cause = say.CAUSE_SIZES[name]
    if got == n_samples:
        cause = say.CAUSE_ROWS
    elif others:
        cause = say.CAUSE_SWAPPED.format(other=others[0])
    return say.WRONG_SIZE.format(call=label, name=name, expected=right[name], got=got, cause=cause)


def check_initialize(initialize_parameters, initialize_with_seed, sizes, seed):
    """Check the exact numbers after a seed, one parameter after the other, and that calls differ."""
    label, got = _draw_with_seed(initialize_with_seed, sizes, seed)
    _check_shapes(label, got, sizes)
    _check_biases(label, got)
    for key in WEIGHTS:
        right, slips = start(*sizes, seed)[key], _weight_slips(key, sizes, seed)
        why = _explanation(key, sizes, seed, got[key])
        check_array(say.ENTRY.format(call=label, key=key), got[key], [right], slips, explain=why)
    _check_random(initialize_parameters, sizes)
    n_x, n_h, n_y = sizes
    tell(say.START_DONE.format(count=n_h * (n_x + 1) + n_y * (n_h + 1)))


def check_initial_shapes(initialize_parameters, *sizes):
    """Check the shapes of all four parameters for each (n_x, n_h, n_y); (h,) is fine for a bias.

    And that the weights are not all equal: then nothing was drawn.
    """
    for one in sizes:
        label, got = _draw(initialize_parameters, one)
        _check_shapes(label, got, one)
        for key in WEIGHTS:
            name, array = say.ENTRY.format(call=label, key=key), as_array(got[key])
            require_alive(name, alive(array, start(*one, seed=0)[key]))
    text = " and ".join("-".join(map(str, one)) for one in sizes)
    tell(say.SHAPES_DONE.format(function="initialize_parameters", sizes=text))


def _check_shapes(label, got, sizes):
    for key, right in start(*sizes, seed=0).items():
        name = say.ENTRY.format(call=label, key=key)
        array = numbers(name, entry(label, got, key, PARAMETERS))
        if array.shape == right.shape or (key in BIASES and array.shape == right.shape[1:]):
            continue
        cause = say.CAUSE_START_SHAPE[key[0]]
        if array.shape == right.T.shape:
            cause = say.SLIPS["bias_column" if key in BIASES else "not_transposed"]
        require_shape(name, array, right.shape, cause)


def check_initial_biases(initialize_parameters, sizes):
    """Check that both biases are zero, whatever their shape."""
    _check_biases(*_draw(initialize_parameters, sizes))
    tell(say.BIASES_DONE)


def _check_biases(label, got):
    for key in BIASES:
        value = entry(label, got, key, PARAMETERS)
        array = as_array(value)
        if array is None or np.any(array != 0):
            shown = type(value).__name__ if array is None else show(np.ravel(array))
            raise CheckFailed(say.START_BIAS.format(call=label, key=key, got=shown))


def check_initial_scale(initialize_parameters, sizes):
    """Check mean and standard deviation of both weight matrices, on sizes large enough to tell."""
    label, got = _draw(initialize_parameters, sizes)
    for key in WEIGHTS:
        array = numbers(f"{label}: {key}", entry(label, got, key, PARAMETERS))
        if np.ptp(array) > 0 and array.shape == start(*sizes, seed=0)[key].shape:
            require_alive(f"{label}: {key}", alive(array, start(*sizes, seed=0)[key]))
        # Six standard errors of the standard deviation and of the mean of n normal numbers.
        spread, tolerance = float(np.std(array)), 6 * START_SCALE / np.sqrt(2 * array.size)
        low, high = START_SCALE - tolerance, START_SCALE + tolerance
        if not low <= spread <= high:
            cause = say.CAUSE_SCALE[_scale_cause(spread)]
            raise CheckFailed(
                say.START_SCALE.format(call=label, key=key, got=spread, size=array.size, low=f"{low:.4f}",
                                       high=f"{high:.4f}", cause=cause)
            )  # fmt: skip
        if abs(np.mean(array)) > 6 * START_SCALE / np.sqrt(array.size):
            raise CheckFailed(say.START_MEAN.format(call=label, key=key, got=np.mean(array)))
    tell(say.SCALE_DONE.format(got=spread))


def _scale_cause(spread):
    if spread == 0:
        return "zero"
    for key, value in (("no_factor", 1), ("uniform", 12**-0.5), ("uniform", START_SCALE * 12**-0.5)):
        if abs(spread / value - 1) < 0.1:
            return key
    return "other"


def check_initial_random(initialize_parameters, sizes):
    """Check that weights are not all equal and that two calls draw different ones."""
    _check_random(initialize_parameters, sizes)
    tell(say.RANDOM_DONE)


def _check_random(initialize_parameters, sizes):
    label, first = _draw(initialize_parameters, sizes)
    _, second = _draw(initialize_parameters, sizes)
    for key in WEIGHTS:
        arrays = [as_array(entry(label, draw, key, PARAMETERS)) for draw in (first, second)]
        if arrays[0] is None or arrays[1] is None or np.ptp(arrays[0]) == 0:
            raise CheckFailed(say.START_EQUAL.format(call=label, key=key))
        if arrays[0].shape == arrays[1].shape and np.array_equal(*arrays):
            raise CheckFailed(say.START_REPEATED.format(call=label, key=key))


def check_initial_order(initialize_with_seed, sizes, seed):
    """Check that the weights are the expected ones, apart from what has a check of its own.

    That is: a common factor, a forgotten transpose, rand for randn, random biases, a seed of their own.
    """
    label, got = _draw_with_seed(initialize_with_seed, sizes, seed)
    for key in WEIGHTS:
        right = _unit(start(*sizes, seed)[key])
        array = as_array(entry(label, got, key, PARAMETERS))
        if array is not None and array.shape == right.T.shape != right.shape:
            array = array.T
        array = got[key] if array is None else _unit(array)
        accepted = [_unit(_weights_after_random_biases(key, sizes, seed)), _unit(_uniform(key, sizes, seed))]
        accepted += [_unit(start(*sizes, other)[key]) for other in OTHER_SEEDS]
        slips = [(sentence, _unit(slip)) for sentence, slip in _weight_slips(key, sizes, seed)]
        check_array(say.ORDER.format(call=label, key=key), array, [right, *accepted], slips)
    tell(say.ORDER_DONE)


def _unit(array):
    norm = np.linalg.norm(array)
    return array / norm if norm > 0 else array


def _draw(initialize_parameters, sizes):
    label = f"initialize_parameters{tuple(sizes)}"
    return label, call(label, initialize_parameters, *sizes)


def _draw_with_seed(initialize_with_seed, sizes, seed):
    label = say.AFTER_SEED.format(call=f"initialize_parameters{tuple(sizes)}", seed=seed)
    return label, call(label, initialize_with_seed, seed, *sizes)


def _weights_after_random_biases(key, sizes, seed):
    n_x, n_h, n_y = sizes
    rng = np.random.RandomState(seed)
    W1, _ = rng.randn(n_h, n_x).T, rng.randn(n_h)
    return W1 if key == "W1" else rng.randn(n_y, n_h).T


def _uniform(key, sizes, seed):
    n_x, n_h, n_y = sizes
    rng = np.random.RandomState(seed)
    return {"W1": rng.rand(n_h, n_x).T, "W2": rng.rand(n_y, n_h).T}[key]


def _weight_slips(key, sizes, seed):
    """What W1 or W2 would be after slips that are no edit of `randn.T * 0.01`."""
    n_x, n_h, n_y = sizes
    right = start(*sizes, seed)[key]
    rng = np.random.RandomState(seed)
    direct = {"W1": rng.randn(n_x, n_h), "W2": rng.randn(n_h, n_y)}[key]
    rng = np.random.RandomState(seed)
    late = {"W2": rng.randn(n_y, n_h).T, "W1": rng.randn(n_h, n_x).T}[key]
    rng = np.random.RandomState(seed)
    uniform_direct = {"W1": rng.rand(n_x, n_h), "W2": rng.rand(n_h, n_y)}[key]
    pairs = []
    for scale in (START_SCALE, 1):
        pairs += named({"drawn_directly": direct * scale, "drawn_in_wrong_order": late * scale})
        pairs += named({"uniform": uniform_direct * scale})
    for other in OTHER_SEEDS:
        pairs += named({"seeded": start(*sizes, other)[key]})
    known = [right, right / START_SCALE]  # the latter is an edit: without the factor
    return [(text, slip) for text, slip in pairs if not any(agrees(slip, each) for each in known)]


def _explanation(key, sizes, seed, got):
    """A function that explains wrong weights by the line that draws them."""
    n_x, n_h, _ = sizes
    names = {"randn": start(*sizes, seed)[key].T / START_SCALE, "rand": _uniform(key, sizes, seed).T}
    rng = np.random.RandomState(seed)
    rng.randn(n_h, n_x)
    after = names | {"rand": rng.rand(*names["rand"].shape)}
    array = as_array(got)
    evidence = [[Evidence(each, array)] for each in (names, after) if array is not None]
    return lambda: next(filter(None, (explain(WEIGHTS_LINE, each) for each in evidence)), None)
