"""Checks of forward_propagation, backward_propagation and update_parameters (unit 4)."""

import numpy as np

from bplab.checks.core import CheckFailed, agrees, as_array, call, check_array, numbers, require_shape, tells
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import CACHE, GRAD_KEYS, GRADS, LEARNING_RATE, PARAMETERS, PetalsCase, layer
from bplab.checks.petals.read import copied, entry, own_array, run_forward
from bplab.checks.petals.slips import backward_slips, forward_slips, step_slips
from bplab.checks.seeds import generator
from bplab.network import sigmoid


def check_forward(forward_propagation, *cases, values=CACHE):
    """Check the named values of the cache, in this order, on each case; with A2 also the one returned."""
    for case in cases:
        label = say.ON.format(function="forward_propagation", case=case.title)
        A2, cache = run_forward(label, forward_propagation, case.X, case.parameters)
        for key in values:
            right = [case.cache[key], *_follows(case, key, cache)]
            name = say.ENTRY.format(call=label, key=key)
            check_array(name, entry(label, cache, key, CACHE), right, forward_slips(case, key))
            if key == "A2":
                check_array(say.RETURNED.format(call=label), A2, right, forward_slips(case, key))
    if values == CACHE:
        print(say.FORWARD_DONE.format(low=case.cache["A2"].min(), high=case.cache["A2"].max()))
    else:
        print(say.VALUES_DONE.format(function="forward_propagation", values=", ".join(values)))


def _follows(case, key, cache):
    """What the value would be, from the student's own value before it (an empty list if that is no use)."""
    before = {"A1": "Z1", "Z2": "A1", "A2": "Z2"}.get(key)
    own = own_array(cache, before) if before else None
    if not before or not tells(own, case.cache[before]):
        return []
    compute = {"A1": np.tanh, "Z2": lambda A: layer(A, case.parameters, 2), "A2": sigmoid}[key]
    return [compute(own)]


def check_forward_shapes(forward_propagation, sizes, n_samples, seed):
    """Check the shapes of the cache and of the returned A2 for several numbers of samples."""
    for n in n_samples:
        case = PetalsCase.random(sizes, n, seed)
        label = say.ON.format(function="forward_propagation", case=case.title)
        A2, cache = run_forward(label, forward_propagation, case.X, case.parameters)
        for key in CACHE:
            _same_shape(say.ENTRY.format(call=label, key=key), cache[key], case.cache[key])
        _same_shape(say.RETURNED.format(call=label), A2, case.cache["A2"])
    samples = " and ".join(map(str, n_samples))
    print(say.SHAPES_DONE.format(function="forward_propagation", sizes=say.SAMPLES.format(n=samples)))


def _same_shape(label, got, expected):
    require_shape(label, numbers(label, got), expected.shape)


def check_backward(backward_propagation, *cases, values=GRADS):
    """Check the named error terms and gradients on each case; one number n_y of outputs, 1, is assumed.

    The error terms are not returned. They are read off the gradients of batches of one sample, where
    db is dZ and dW the outer product of what the layer read with dZ.
    """
    for case in cases:
        rows = _check_backward(backward_propagation, case, values)
    if values == GRADS:
        print("\n".join([*rows, say.BACKWARD_DONE]))
    else:
        print(say.VALUES_DONE.format(function="backward_propagation", values=", ".join(values)))


def _check_backward(backward_propagation, case, values):
    label = say.ON.format(function="backward_propagation", case=case.title)
    grads = _run_backward(label, backward_propagation, case)
    routes = _read_errors(label, backward_propagation, case)
    own, rows = {name: case.truth[name] for name in ("dZ2", "dZ1")}, []
    for key in GRADS:
        expected = case.right(key, own)
        row = {"name": key, "shape": str(expected.shape)}
        try:
            if key.startswith("dZ"):
                own[key] = _check_error(label, case, key, expected, routes[int(key[-1])], own, key in values)
            elif key in values:
                right = [case.truth[key], expected]
                slips, name = backward_slips(case, key, own), say.ENTRY.format(call=label, key=key)
                got = entry(label, grads, key, GRAD_KEYS)
                check_array(name, got, right, slips, any_shape=key.startswith("db"))
        except CheckFailed as failure:
            rows.append(say.ROW_WRONG.format(**row))
            raise CheckFailed("\n".join([*(rows if len(values) > 1 else []), str(failure)])) from None
        rows.append(say.ROW_RIGHT.format(**row))
    return rows


def _run_backward(label, backward_propagation, case):
    arguments = copied(case.parameters), copied(case.cache), case.X.copy(), case.Y.copy()
    grads = call(label, backward_propagation, *arguments)
    for key in GRAD_KEYS:
        entry(label, grads, key, GRAD_KEYS)
    return grads


def _read_errors(label, backward_propagation, case):
    """The student's error terms by layer and by the gradient they were read off.

    {2: {"db2": (n, n_out), "dW2": (n, n_out)}, 1: ...}; None where a shape does not allow it.
    """
    alone = f"{label}, one sample alone"
    grads = [_run_backward(alone, backward_propagation, sample) for sample in case.samples]
    routes = {}
    for k in (2, 1):
        shape = case.parameters[f"W{k}"].shape
        from_db, from_dW = [], []
        for sample, got in zip(case.samples, grads, strict=True):
            db, dW = own_array(got, f"db{k}"), own_array(got, f"dW{k}")
            read = (sample.X, sample.cache["A1"])[k - 1]
            from_db.append(db.ravel() if db is not None and db.size == shape[1] else None)
            from_dW.append(read[0] @ dW / np.sum(read**2) if dW is not None and dW.shape == shape else None)
        rows = {f"db{k}": from_db, f"dW{k}": from_dW}
        routes[k] = {
            key: None if any(row is None for row in got) else np.array(got) for key, got in rows.items()
        }
    return routes


def _check_error(label, case, key, expected, routes, own, wanted):
    """Check dZk (if wanted); return the student's own, or the right one where theirs is not clear."""
    readable = {source: array for source, array in routes.items() if array is not None}
    if any(agrees(array, expected) for array in readable.values()):
        return expected
    arrays = list(readable.values())
    if wanted and not readable:
        k, (n_in, n_out) = key[-1], case.parameters[f"W{key[-1]}"].shape
        text = say.NOT_READABLE.format(call=label, key=key, W=f"W{k}", b=f"b{k}", shape_W=(n_in, n_out),
                                       shape_b=(1, n_out))  # fmt: skip
        raise CheckFailed(text)
    if wanted:
        source, array = next(iter(readable.items()))
        name = say.READ_OFF.format(call=label, key=key, source=source)
        check_array(name, array, [expected], backward_slips(case, key, own))
    clear = len(arrays) == 1 or (len(arrays) == 2 and agrees(*arrays))
    return arrays[0] if clear and tells(arrays[0], expected) else expected


def check_update(update_parameters, *cases, keys=PARAMETERS, learning_rates=(0.3, 1.2)):
    """Check that the named parameters move by learning_rate times the given gradients, downhill."""
    for case, learning_rate in zip(cases * len(learning_rates), learning_rates, strict=False):
        grads = _random_gradients(case)
        label = f"update_parameters(parameters, grads, learning_rate={learning_rate})"
        new = call(
            label, update_parameters, copied(case.parameters), copied(grads), learning_rate=learning_rate
        )
        for key in keys:
            name = say.AFTER_STEP.format(call=label, key=key)
            old, gradient = case.parameters[key], grads[f"d{key}"]
            value = entry(label, new, key, PARAMETERS)
            _same_shape(name, value, old)
            # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
            step = (old - as_array(value)) / learning_rate
            slips = step_slips(key, old, gradient, learning_rate)
            check_array(say.STEP.format(label=name), step, [gradient], slips)
    print(say.UPDATE_DONE.format(keys=", ".join(keys)))


def check_default_rate(update_parameters, case):
    """Check that a step without learning_rate is the step with 1.2, true or by the student's own function."""
    grads = _random_gradients(case)
    label = "update_parameters(parameters, grads)"
    new = call(label, update_parameters, copied(case.parameters), copied(grads))
    own = call(f"{label[:-1]}, learning_rate={LEARNING_RATE})", update_parameters, copied(case.parameters),
               copied(grads), learning_rate=LEARNING_RATE)  # fmt: skip
    theirs = {key: own_array(own, key) for key in PARAMETERS}
    moved = any(
        theirs[key] is not None and not agrees(theirs[key], case.parameters[key]) for key in PARAMETERS
    )
    for key in PARAMETERS:
        old, gradient = case.parameters[key], grads[f"d{key}"]
        value = as_array(entry(label, new, key, PARAMETERS))
        true = old - LEARNING_RATE * gradient
        right = [true, theirs[key]] if moved and tells(theirs[key], true) else [true]
        pairs = [
            (say.SLIPS["other_default"], old - rate * gradient) for rate in (1, 0.01, 0.1, 0.12, 0.5, 12)
        ]
        check_array(say.AFTER_STEP.format(call=label, key=key), value, right, pairs)
    print(say.DEFAULT_DONE)


def _random_gradients(case):
    """Gradients that belong to no cost, one number of its own for each parameter's entry."""
    rng = generator(case.n)
    return {f"d{key}": rng.normal(size=value.shape) for key, value in case.parameters.items()}
