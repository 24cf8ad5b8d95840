"""Checks of backward_propagation (unit 4)."""

import functools

import numpy as np

from bplab.checks.core import CheckFailed, agrees, attempt, attempt_each, check_array, require_value, tell
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import GRAD_KEYS, GRADS, PARAMETERS
from bplab.checks.petals.formulas import explanation, names_of
from bplab.checks.petals.read import copied, entry, own_array


def check_backward(backward_propagation, *cases, values=GRADS):
    """Check the named error terms and gradients on each case; one number n_y of outputs, 1, is assumed.

    The error terms are not returned. They are read off the gradients of batches of one sample, where
    db is dZ and dW the outer product of what the layer read with dZ.
    """
    for case in cases:
        rows = _check_backward(backward_propagation, case, cases, values)
    if values == GRADS:
        tell("\n".join([*rows, say.BACKWARD_DONE]))
    else:
        tell(say.VALUES_DONE.format(name="backward_propagation", values=", ".join(values)))


def _check_backward(backward_propagation, case, cases, values):
    label = say.ON.format(function="backward_propagation", case=case.title)
    grads = _run_backward(label, backward_propagation, case)
    reading = _Reading(label, backward_propagation, case, grads)
    own, rows = {name: case.truth[name] for name in ("dZ2", "dZ1")}, []
    for key in GRADS:
        expected = case.right(key, own)
        row = {"name": key, "width": 4, "shape": str(expected.shape)}
        try:
            if key.startswith("dZ"):
                own[key] = _check_error(reading, key, expected, own, cases if key in values else None)
            elif key in values:
                right = [case.truth[key], expected]
                explain = explanation(key, _evidence(backward_propagation, cases, key))
                got, name = entry(label, grads, key, GRAD_KEYS), say.ENTRY.format(call=label, key=key)
                check_array(name, got, right, any_shape=key.startswith("db"), explain=explain)
        except CheckFailed as failure:
            rows.append(say.ROW_WRONG.format(**row))
            raise CheckFailed("\n".join([*(rows if len(values) > 1 else []), str(failure)])) from None
        rows.append(say.ROW_RIGHT.format(**row))
    return rows


def _run_backward(label, backward_propagation, case):
    return _grads(label, *attempt(backward_propagation, *_arguments(case)))


def _arguments(case):
    return copied(case.parameters), copied(case.cache), case.X.copy(), case.Y.copy()


def _grads(label, grads, error):
    """What a call returned, with an entry for each gradient."""
    require_value(label, grads, error)
    for key in GRAD_KEYS:
        entry(label, grads, key, GRAD_KEYS)
    return grads


def _evidence(backward_propagation, cases, key):
    """What the student has for an error term or a gradient on each case.

    An error term that is read off single samples is compared with what a formula gives for each of them.
    """
    for case in cases:
        label = say.ON.format(function="backward_propagation", case=case.title)
        grads = _run_backward(label, backward_propagation, case)
        reading, k = _Reading(label, backward_propagation, case, grads), int(key[-1])
        own = {name: case.truth[name] for name in ("dZ2", "dZ1")}
        for name in own if key[1] != "Z" else ("dZ2",) if key == "dZ1" else ():
            own[name] = _check_error(reading, name, case.right(name, own), own)
        known = own | {name: own_array(grads, name) for name in GRADS if name[1] != "Z"}
        names = names_of(case) | {name: known[name] for name in GRADS[: GRADS.index(key)]}
        if key[1] != "Z":
            if known[key] is not None:
                yield Evidence(names, known[key])
        elif (mixed := reading.mixed(k)) is not None:
            yield Evidence(names, mixed)
        else:
            array = next(iter(reading.routes[k].values()), None)
            for i, sample in enumerate(case.samples if array is not None else ()):
                rows = {name: own[name][i : i + 1] for name in own if name in names}
                yield Evidence(names | names_of(sample) | rows, array[i : i + 1])


class _Reading:
    """The error terms that a student's function must have had, read off its gradients."""

    def __init__(self, label, backward_propagation, case, grads):
        self.label, self.case, self.grads = label, case, grads
        self.function = backward_propagation

    @functools.cached_property
    def routes(self):
        """The error terms by layer and by the gradient of single samples that they were read off.

        {2: {"db2": (n, n_out), "dW2": (n, n_out)}, 1: ...}; without what a shape does not allow.
        """
        alone = say.ALONE.format(call=self.label)
        found = attempt_each(self.function, [_arguments(sample) for sample in self.case.samples])
        grads = [_grads(alone, *each) for each in found]
        return {k: {key: e for key in (f"db{k}", f"dW{k}") if (e := self._read(grads, key)) is not None}
                for k in (2, 1)}  # fmt: skip

    def _read(self, grads, key):
        rows, shape = [], self.case.parameters[f"W{key[-1]}"].shape
        for sample, got in zip(self.case.samples, grads, strict=True):
            gradient, read = own_array(got, key), sample.read_by(int(key[-1]))
            if gradient is None or (gradient.size != shape[1] if key[1] == "b" else gradient.shape != shape):
                return None
            rows.append(gradient.ravel() if key[1] == "b" else read[0] @ gradient / np.sum(read**2))
        return np.array(rows)

    def mixed(self, k):
        """dZk (n, n_out) of all samples together, where its rows are others than those of single samples.

        It is read off dWk, where the layer reads at least as many numbers as there are samples, and dbk must
        be its mean. None where the samples are not mixed, or where it cannot be seen.
        """
        error = self._of_batch(k)
        singles = self.routes[k].values()
        return None if error is None or any(_multiples(error, array) for array in singles) else error

    def _of_batch(self, k):
        dW, db, read = own_array(self.grads, f"dW{k}"), own_array(self.grads, f"db{k}"), self.case.read_by(k)
        n, shape = self.case.n, self.case.parameters[f"W{k}"].shape
        if n > read.shape[1] or dW is None or db is None or dW.shape != shape or db.size != shape[1]:
            return None
        error = n * np.linalg.pinv(read.T) @ dW
        return error if agrees(db.ravel(), error.mean(axis=0)) else None

    def elsewhere(self, k, mixed):
        """The same error term on a case with other numbers: what does not change there was not computed."""
        case = self.case.other("X", "Y", *PARAMETERS)
        other = _Reading(self.label, self.function, case, _run_backward(self.label, self.function, case))
        yield other._of_batch(k) if mixed is not None else next(iter(other.routes[k].values()), None)


def _check_error(reading, key, expected, own, wanted=None):
    """Check dZk (if wanted); return the student's own, or the right one where theirs is dead or not clear.

    wanted: all cases of the check, None if this quantity is not checked.
    """
    label, case, k = reading.label, reading.case, int(key[-1])
    readable, mixed = reading.routes[k], reading.mixed(k)
    # A gradient that is divided by another number than n, of the features say, is charged to the gradient.
    counts = (1, *case.parameters["W1"].shape)
    if mixed is not None:
        readable, counts = {say.BOTH.format(dW=f"dW{k}", db=f"db{k}"): mixed}, (1,)
    if any(agrees(count * array, expected) for array in readable.values() for count in counts):
        return expected
    arrays = list(readable.values())
    if wanted and not readable:
        n_in, n_out = case.parameters[f"W{k}"].shape
        text = say.NOT_READABLE.format(call=label, key=key, W=f"W{k}", b=f"b{k}", shape_W=(n_in, n_out),
                                       shape_b=(1, n_out))  # fmt: skip
        raise CheckFailed(text)
    if wanted:
        source, array = next(iter(readable.items()))
        text = say.READ_OFF if mixed is None else say.READ_OFF_BATCH
        name = text.format(call=label, name=key, source=source)
        explain = explanation(key, _evidence(reading.function, wanted, key))
        check_array(name, array, [expected], explain=explain)
    clear = len(arrays) == 1 or (len(arrays) == 2 and agrees(*arrays))
    # Without the derivative of tanh, dZ1 is of rank one, and not dead.
    least = expected if k == 2 else own["dZ2"] @ case.parameters["W2"].T
    return arrays[0] if clear and alive(arrays[0], least, reading.elsewhere(k, mixed)) else expected


def _multiples(a, b):
    """Whether one array is the other times a number."""
    return agrees(a * np.sum(a * b), b * np.sum(a * a))
