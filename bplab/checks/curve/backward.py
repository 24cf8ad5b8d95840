"""Checks of backward (unit 6)."""

import numpy as np

from bplab.checks.core import CheckFailed, agrees, check_array, tell
from bplab.checks.curve.case import FORWARD, GRADIENTS, GRADS, PARAMETERS
from bplab.checks.curve.formulas import USUAL_RATE, explanation, names_of
from bplab.checks.curve.read import living_values, run_arrays, values
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive
from bplab.checks.messages import curve as say
from bplab.network import sigmoid as right_sigmoid


def check_backward(backward, d_sigmoid, *cases, names=GRADS):
    """Check the named error terms and gradients on each case. d_sigmoid: the student's own.

    Error terms are not returned. They are read off the gradients of batches of one sample, where db is dz and
    dw the outer product of what the layer read with dz. Asked for single names, gradients that are means over
    the samples pass: that is for check_backward_sum to say, once.
    """
    for case in cases:
        rows = _check_backward(backward, d_sigmoid, case, cases, names)
    if names == GRADS:
        tell("\n".join([*rows, say.BACKWARD_DONE]))
    else:
        tell(say.VALUES_DONE.format(name="backward", values=", ".join(names)))


def check_backward_sum(backward, case):
    """Check that the gradients of a batch are the sums of those of its samples, by the student's backward.

    At least those of one layer must have been computed, its weights and its bias.
    """
    label = say.ON.format(function="backward", case=case.title)
    whole = _run_backward(label, backward, case)
    singles = [_run_backward(label, backward, sample) for sample in case.samples]
    other = case.other("x", "y", *PARAMETERS)
    elsewhere, added = _run_backward(label, backward, other), set()
    for name in GRADIENTS:
        parts = [single[name] for single in singles]
        if len({part.shape for part in parts}) > 1 or whole[name].shape != parts[0].shape:
            continue  # not summed over the samples: that is charged to the gradient itself
        total = np.sum(parts, axis=0)
        if agrees(whole[name], total):
            true = case.truth[name].reshape(total.shape) if total.size == case.truth[name].size else total
            if alive(total, true, [elsewhere[name]]):
                added.add(name)
        elif agrees(whole[name], total / case.n) and np.ptp(parts, axis=0).any():  # no constant
            text = say.PART.format(call=label, name=name)
            raise CheckFailed(say.MEAN_NOT_SUM.format(call=text, n=case.n))
    if not any(added >= {f"dw{k}", f"db{k}"} for k in (1, 2)):
        raise CheckFailed(say.NOTHING_ADDED.format(call=label))
    tell(say.SUM_DONE)


def _check_backward(backward, d_sigmoid, case, cases, names):
    label = say.ON.format(function="backward", case=case.title)
    got = _run_backward(label, backward, case)
    routes = _read_errors(label, backward, case)
    own, rows = {name: case.truth[name] for name in ("dz2", "dz1")}, []
    for name in GRADS:
        expected = case.right(name, own)
        row = {"name": name, "width": 4, "shape": str(expected.shape)}
        try:
            explain = explanation(name, _evidence(backward, d_sigmoid, cases, name))
            if name.startswith("dz"):
                if name in names:
                    right = _right_errors(case, name, own, d_sigmoid)
                    _check_error(label, case, name, right, routes[int(name[-1])], explain)
                own[name] = _own_error(backward, d_sigmoid, case, name, own, routes)
            elif name in names:
                right = [case.truth[name], expected]
                right += [array / case.n for array in right] if names != GRADS else []
                part, any_shape = say.PART.format(call=label, name=name), name.startswith("db")
                check_array(part, got[name], right, any_shape=any_shape, explain=explain)
        except CheckFailed as failure:
            rows.append(say.ROW_WRONG.format(**row))
            raise CheckFailed("\n".join([*(rows if len(names) > 1 else []), str(failure)])) from None
        rows.append(say.ROW_RIGHT.format(**row))
    return rows


def _run_backward(label, backward, case):
    arguments = [case.x, case.y, *values(case.parameters), *(case.values[name] for name in FORWARD)]
    return run_arrays(label, backward, arguments, GRADIENTS)


def _evidence(backward, d_sigmoid, cases, name):
    """What the student has for an error term or a gradient on each case.

    An error term is read off single samples, and compared with what a formula gives for each of them.
    """
    for case in cases:
        label = say.ON.format(function="backward", case=case.title)
        got, routes = _run_backward(label, backward, case), _read_errors(label, backward, case)
        own = {each: case.truth[each] for each in ("dz2", "dz1")}
        earlier = GRADS[: GRADS.index(name)]
        for each in own:
            if each in earlier:
                own[each] = _own_error(backward, d_sigmoid, case, each, own, routes)
        names = names_of(case, lr=USUAL_RATE) | {each: (own | got)[each] for each in earlier}
        if name not in own:
            yield Evidence(names, got[name])
            continue
        array = next(iter(routes[int(name[-1])].values()), None)
        for i, sample in enumerate(case.samples if array is not None else ()):
            rows = {each: own[each][i : i + 1] for each in own if each in earlier}
            yield Evidence(names_of(sample, **rows), array[i : i + 1])


def _right_errors(case, name, own, d_sigmoid):
    """The right error term, and the one by the student's own d_sigmoid, if that is alive."""
    expected, k = case.right(name, own), name[-1]
    theirs = living_values(d_sigmoid, _derivative, case.values[f"z{k}"])
    if theirs is None:
        return [expected]
    passed_back = case.values["a2"] - case.y if k == "2" else own["dz2"] @ case.parameters["w2"].T
    return [expected, passed_back * theirs]


def _derivative(z):
    return right_sigmoid(z) * right_sigmoid(-z)


def _read_errors(label, backward, case):
    """The student's error terms by layer and by the gradient they were read off.

    {2: {"db2": (n, n_out), "dw2": (n, n_out)}, 1: ...}; without what a shape does not allow.
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
        routes[k] = {name: np.array(got) for name, got in rows.items() if not any(row is None for row in got)}
    return routes


def _elsewhere(label, backward, case, k):
    """The error terms of layer k on other numbers: what does not change there was not computed."""
    routes = _read_errors(label, backward, case.other("x", "y", *PARAMETERS))[k]
    yield next(iter(routes.values()), None)


def _check_error(label, case, name, right, readable, explain):
    """Check dzk as it was read off."""
    if any(agrees(array, each) for array in readable.values() for each in right):
        return
    if not readable:
        shape_w = case.parameters[f"w{name[-1]}"].shape
        shapes = {"shape_w": shape_w, "shape_b": (1, shape_w[1])}
        raise CheckFailed(say.NOT_READABLE.format(call=label, name=name, k=name[-1], **shapes))
    source, array = next(iter(readable.items()))
    text = say.READ_OFF.format(call=label, name=name, source=source)
    check_array(text, array, right, explain=explain)


def _own_error(backward, d_sigmoid, case, name, own, routes):
    """The student's own dzk, or the right one where theirs is dead or not clear."""
    k, label = int(name[-1]), say.ON.format(function="backward", case=case.title)
    right, arrays = _right_errors(case, name, own, d_sigmoid), list(routes[k].values())
    for array in arrays:
        followed = next((each for each in right if agrees(array, each)), None)
        if followed is not None:
            return followed
    clear = len(arrays) == 1 or (len(arrays) == 2 and agrees(*arrays))
    # Without the derivative of the sigmoid, dz1 is of rank one, and not dead.
    least = right[0] if name == "dz2" else own["dz2"] @ case.parameters["w2"].T
    return arrays[0] if clear and alive(arrays[0], least, _elsewhere(label, backward, case, k)) else right[0]
