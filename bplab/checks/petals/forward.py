"""Checks of forward_propagation (unit 4)."""

import numpy as np

from bplab.checks.core import agrees, as_array, check_array, numbers, require_shape, tell
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive, following, require_alive, same
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import CACHE, PetalsCase, layer
from bplab.checks.petals.formulas import explanation, forward_names
from bplab.checks.petals.read import entry, own_array, run_forward
from bplab.network import sigmoid

BEFORE = {"A1": "Z1", "Z2": "A1", "A2": "Z2"}
READS = {"Z1": ("X", "W1"), "A1": ("X", "W1"), "Z2": ("X", "W2")}  # a wrong one may forget all else


def check_forward(forward_propagation, *cases, values=CACHE):
    """Check the named values of the cache, in this order, on each case; with A2 also the one returned."""
    for case in cases:
        label = say.ON.format(function="forward_propagation", case=case.title)
        A2, cache = run_forward(label, forward_propagation, case.X, case.parameters)
        for key in values:
            right = [case.cache[key], *_follows(forward_propagation, case, key, cache)]
            name = say.ENTRY.format(call=label, key=key)
            explain = explanation(key, _evidence(forward_propagation, cases, key))
            check_array(name, entry(label, cache, key, CACHE), right, explain=explain)
            if key == "A2":
                explain = explanation(key, [Evidence(forward_names(case, key, {}), as_array(A2))])
                check_array(say.RETURNED.format(call=label), A2, right, explain=explain)
    if values == CACHE:
        tell(say.FORWARD_DONE.format(low=case.cache["A2"].min(), high=case.cache["A2"].max()))
    else:
        tell(say.VALUES_DONE.format(name="forward_propagation", values=", ".join(values)))


def _evidence(forward_propagation, cases, key):
    """What the student has for a value of the cache on each case."""
    for case in cases:
        label = say.ON.format(function="forward_propagation", case=case.title)
        _, cache = run_forward(label, forward_propagation, case.X, case.parameters)
        own = {name: own_array(cache, name) for name in CACHE}
        if own[key] is not None:
            yield Evidence(forward_names(case, key, own), own[key])


def _follows(forward_propagation, case, key, cache):
    """What the value would be, from the student's own value before it (an empty list if that is dead)."""
    before = BEFORE.get(key)
    if before is None:
        return []
    compute = {"A1": np.tanh, "Z2": lambda A: layer(A, case.parameters, 2), "A2": sigmoid}[key]
    # The activation left out; for Z2 the bias.
    wrong_use = {"Z2": lambda A: A @ case.parameters["W2"]}.get(key, lambda Z: Z)
    own, true = own_array(cache, before), case.cache[before]
    if not _is_alive(forward_propagation, case, before, own):
        return []
    return following(compute, own, true, [wrong_use])


def _is_alive(forward_propagation, case, key, own):
    """Whether the student's own value depends on each input that it reads, and is no random number."""
    if own is None or agrees(own, case.cache[key]):
        return own is not None
    changed = (_value(forward_propagation, case.other(name), key) for name in READS[key])
    return alive(own, case.cache[key], changed) and same(own, _value(forward_propagation, case, key))


def _value(forward_propagation, case, key):
    label = say.ON.format(function="forward_propagation", case=case.title)
    return own_array(run_forward(label, forward_propagation, case.X, case.parameters)[1], key)


def check_forward_shapes(forward_propagation, sizes, n_samples, seed):
    """Check the shapes of the cache and of the returned A2 for several numbers of samples.

    And that the values of the first batch, which is to have several, were computed.
    """
    for n in n_samples:
        case = PetalsCase.random(sizes, n, seed)
        label = say.ON.format(function="forward_propagation", case=case.title)
        A2, cache = run_forward(label, forward_propagation, case.X, case.parameters)
        for key in CACHE:
            name, true = say.ENTRY.format(call=label, key=key), case.cache[key]
            _same_shape(name, cache[key], true)
            if n == n_samples[0] and key in READS:
                require_alive(name, _is_alive(forward_propagation, case, key, own_array(cache, key)))
        _same_shape(say.RETURNED.format(call=label), A2, case.cache["A2"])
    samples = " and ".join(map(str, n_samples))
    tell(say.SHAPES_DONE.format(function="forward_propagation", sizes=say.SAMPLES.format(n=samples)))


def _same_shape(label, got, expected):
    require_shape(label, numbers(label, got), expected.shape)
