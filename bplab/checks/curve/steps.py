"""Checks of forward, backward and update (unit 6)."""

import numpy as np

from bplab.checks.core import CheckFailed, agrees, as_array, check_array, numbers, require_shape, tells
from bplab.checks.curve.case import FORWARD, GRADIENTS, GRADS, PARAMETERS, CurveCase, layer
from bplab.checks.curve.read import own_values, run, run_arrays, values
from bplab.checks.curve.slips import backward_slips, forward_slips, step_slips
from bplab.checks.messages import curve as say
from bplab.checks.seeds import generator
from bplab.network import sigmoid as right_sigmoid


def check_forward(forward, sigmoid, *cases, names=FORWARD):
    """Check the named values, in this order, on each case.

    sigmoid: the student's own, which is followed where it is wrong.
    """
    for case in cases:
        label, got = _run_forward(forward, case)
        for name in names:
            right = [case.values[name], *_follows(case, name, got, sigmoid)]
            check_array(say.PART.format(call=label, name=name), got[name], right, forward_slips(case, name))
    if names == FORWARD:
        low, high = case.values["a2"].min(), case.values["a2"].max()
        print(say.FORWARD_DONE.format(low=low, high=high))
    else:
        print(say.VALUES_DONE.format(function="forward", values=", ".join(names)))


def check_forward_shapes(forward, sizes, n_samples, seed):
    """Check the shapes of all four values for several numbers of samples."""
    for n in n_samples:
        case = CurveCase.random(sizes, n, seed)
        label, got = _run_forward(forward, case)
        for name in FORWARD:
            part = say.PART.format(call=label, name=name)
            require_shape(part, numbers(part, got[name]), case.values[name].shape)
    samples = " and ".join(map(str, n_samples))
    print(say.SHAPES_DONE.format(function="forward", sizes=say.SAMPLES.format(n=samples)))


def _run_forward(forward, case):
    label = say.ON.format(function="forward", case=case.title)
    return label, run(label, forward, [case.x, *values(case.parameters)], FORWARD)


def _follows(case, name, got, sigmoid):
    """What the value would be, from the student's own value before it or by their own sigmoid."""
    before = {"a1": "z1", "z2": "a1", "a2": "z2"}.get(name)
    if before is None:
        return []
    own = as_array(got[before])
    sources = [case.values[before], *([own] if tells(own, case.values[before]) else [])]
    if name == "z2":
        return [layer(a, case.parameters, 2) for a in sources]
    by_own = [own_values(sigmoid, z) for z in sources]
    true = case.values[name]
    return [*map(right_sigmoid, sources), *(value for value in by_own if tells(value, true))]


def check_backward(backward, d_sigmoid, *cases, names=GRADS):
    """Check the named error terms and gradients on each case. d_sigmoid: the student's own.

    Error terms are not returned. They are read off the gradients of batches of one sample, where db is dz and
    dw the outer product of what the layer read with dz. Asked for single names, gradients that are means over
    the samples pass: that is for check_backward_sum to say, once.
    """
    for case in cases:
        rows = _check_backward(backward, d_sigmoid, case, names)
    if names == GRADS:
        print("\n".join([*rows, say.BACKWARD_DONE]))
    else:
        print(say.VALUES_DONE.format(function="backward", values=", ".join(names)))


def check_backward_sum(backward, case):
    """Check that the gradients of a batch are the sums of those of its samples, by the student's backward."""
    label = say.ON.format(function="backward", case=case.title)
    whole = _run_backward(label, backward, case)
    singles = [_run_backward(label, backward, sample) for sample in case.samples]
    added = 0
    for name in GRADIENTS:
        parts = [single[name] for single in singles]
        if len({part.shape for part in parts}) > 1 or whole[name].shape != parts[0].shape:
            continue  # not summed over the samples: that is charged to the gradient itself
        total = np.sum(parts, axis=0)
        if not tells(total, np.full_like(total, 1e-3)) or agrees(whole[name], total):
            added += bool(total.any())
        elif agrees(whole[name], total / case.n):
            text = say.PART.format(call=label, name=name)
            raise CheckFailed(say.MEAN_NOT_SUM.format(call=text, n=case.n))
    if not added:
        raise CheckFailed(say.NOTHING_ADDED.format(call=label))
    print(say.SUM_DONE)


def _check_backward(backward, d_sigmoid, case, names):
    label = say.ON.format(function="backward", case=case.title)
    got = _run_backward(label, backward, case)
    routes = _read_errors(label, backward, case)
    own, rows = {name: case.truth[name] for name in ("dz2", "dz1")}, []
    for name in GRADS:
        expected = case.right(name, own)
        row = {"name": name, "shape": str(expected.shape)}
        try:
            if name.startswith("dz"):
                right = [expected, *_own_derivative(case, name, own, d_sigmoid)]
                readable = routes[int(name[-1])]
                own[name] = _check_error(label, case, name, right, readable, own, name in names)
            elif name in names:
                right = [case.truth[name], expected]
                right += [array / case.n for array in right] if names != GRADS else []
                slips, part = backward_slips(case, name, own), say.PART.format(call=label, name=name)
                check_array(part, got[name], right, slips, any_shape=name.startswith("db"))
        except CheckFailed as failure:
            rows.append(say.ROW_WRONG.format(**row))
            raise CheckFailed("\n".join([*(rows if len(names) > 1 else []), str(failure)])) from None
        rows.append(say.ROW_RIGHT.format(**row))
    return rows


def _run_backward(label, backward, case):
    arguments = [case.x, case.y, *values(case.parameters), *(case.values[name] for name in FORWARD)]
    return run_arrays(label, backward, arguments, GRADIENTS)


def _own_derivative(case, name, own, d_sigmoid):
    """The error term by the student's own d_sigmoid."""
    k = name[-1]
    s = case.values[f"a{k}"]
    theirs = own_values(d_sigmoid, case.values[f"z{k}"])
    if not tells(theirs, s * (1 - s)):
        return []
    passed_back = case.values["a2"] - case.y if k == "2" else own["dz2"] @ case.parameters["w2"].T
    return [passed_back * theirs]


def _read_errors(label, backward, case):
    """The student's error terms by layer and by the gradient they were read off.

    {2: {"db2": (n, n_out), "dw2": (n, n_out)}, 1: ...}; None where a shape does not allow it.
    """
    alone = say.ALONE.format(call=label)
    grads = [_run_backward(alone, backward, sample) for sample in case.samples]
    routes = {}
    for k in (2, 1):
        shape = case.parameters[f"w{k}"].shape
        from_db, from_dw = [], []
        for sample, got in zip(case.samples, grads, strict=True):
            db, dw = got[f"db{k}"], got[f"dw{k}"]
            read = (sample.x, sample.values["a1"])[k - 1]
            from_db.append(db.ravel() if db.size == shape[1] else None)
            from_dw.append(read[0] @ dw / np.sum(read**2) if dw.shape == shape else None)
        rows = {f"db{k}": from_db, f"dw{k}": from_dw}
        routes[k] = {
            name: None if any(r is None for r in got) else np.array(got) for name, got in rows.items()
        }
    return routes


def _check_error(label, case, name, right, routes, own, wanted):
    """Check dzk (if wanted); return the student's own, or the right one where theirs is not clear."""
    readable = {source: array for source, array in routes.items() if array is not None}
    for array in readable.values():
        followed = next((candidate for candidate in right if agrees(array, candidate)), None)
        if followed is not None:
            return followed
    arrays = list(readable.values())
    if wanted and not readable:
        shape_w = case.parameters[f"w{name[-1]}"].shape
        shapes = {"shape_w": shape_w, "shape_b": (1, shape_w[1])}
        raise CheckFailed(say.NOT_READABLE.format(call=label, name=name, k=name[-1], **shapes))
    if wanted:
        source, array = next(iter(readable.items()))
        text = say.READ_OFF.format(call=label, name=name, source=source)
        check_array(text, array, right, backward_slips(case, name, own))
    clear = len(arrays) == 1 or (len(arrays) == 2 and agrees(*arrays))
    return arrays[0] if clear and tells(arrays[0], right[0]) else right[0]


def check_update(update, *cases, names=PARAMETERS, learning_rates=(0.3, 0.1)):
    """Check that the named parameters move by lr times the given gradients, downhill."""
    for case, lr in zip(cases * len(learning_rates), learning_rates, strict=False):
        grads = _random_gradients(case)
        label = say.UPDATE_CALL.format(lr=lr)
        new = run_arrays(label, update, [*values(case.parameters), *grads.values(), lr], PARAMETERS)
        for name in names:
            part = say.AFTER_STEP.format(call=label, name=name)
            old, gradient = case.parameters[name], grads[f"d{name}"]
            require_shape(part, new[name], old.shape)
            # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
            step = (old - new[name]) / lr
            check_array(say.STEP.format(label=part), step, [gradient], step_slips(name, old, gradient, lr))
    print(say.UPDATE_DONE.format(names=", ".join(names)))


def _random_gradients(case):
    """Gradients that belong to no loss, one number of its own for each parameter's entry."""
    rng = generator(case.n)
    return {f"d{name}": rng.normal(size=value.shape) for name, value in case.parameters.items()}
