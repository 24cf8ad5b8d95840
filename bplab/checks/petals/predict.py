"""Checks of predict (unit 4)."""

from functools import partial

import numpy as np

from bplab.checks.core import as_array, attempt, check_array, returned, tell
from bplab.checks.follow import alive, require_alive, same
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import PetalsCase
from bplab.checks.petals.read import copied, named, own_array, run_forward
from bplab.checks.seeds import generator
from bplab.network import sigmoid


def check_predict(predict, forward_propagation, *cases):
    """Check the classes on each case: the true ones, or those of the student's own forward pass.

    Theirs are A2 > 0.5, or Z2 > 0: whoever has another function at the output may compare with its middle.
    """
    for case in cases:
        label = say.ON.format(function="predict", case=case.title)
        got = returned(label, predict, copied(case.parameters), case.X.copy())
        right = [(A2 > 0.5).astype(float) for A2 in _outputs(forward_propagation, case)]
        check_array(label, got, right, explain=partial(_why, predict, forward_propagation, cases))
    tell(say.PREDICT_DONE.format(share=np.mean(case.cache["A2"] > 0.5), n=case.n))


def _outputs(forward_propagation, case):
    """The true A2, what follows from the student's own Z2, and their own A2, where these are alive."""
    label = say.ON.format(function="forward_propagation", case=case.title)
    A2, cache = run_forward(label, forward_propagation, case.X, case.parameters)
    by_score = own_array(cache, "Z2")
    outputs = [case.cache["A2"]]
    if alive(by_score, case.cache["Z2"]):
        outputs.append(sigmoid(by_score))
    return [*outputs, *([as_array(A2)] if alive(as_array(A2), case.cache["A2"]) else [])]


def _why(predict, forward_propagation, cases):
    """The sentence of the first slip that gives the student's classes on all cases, or None."""
    for key in ("probability", "argmax", "above_all", "inverted", "from_hidden", "flat"):
        if all(_gives(key, predict, _outputs(forward_propagation, case)[-1], case) for case in cases):
            return say.SLIPS[key]
    return None


def _gives(key, predict, A2, case):
    got, _ = attempt(predict, copied(case.parameters), case.X.copy())
    classes = (A2 > 0.5).astype(float)
    slips = {
        "probability": [A2],
        "inverted": [1 - classes],
        "argmax": [0 * A2, 0 * A2.ravel()],
        "above_all": [np.ones_like(A2)],
        "from_hidden": [case.cache["Z2"] > 0.5],
        "flat": [classes.ravel(), A2.ravel()],
    }
    return any(same(None if got is None else as_array(got), np.asarray(each)) for each in slips[key])


def check_half(predict, sizes, n_samples, seed):
    """Check that a probability of exactly 0.5 goes to class 0; with all weights zero every A2 is 0.5.

    And that the other weights of a network, or their negatives, bring both classes: 0 alone is no prediction.
    """
    n_x, n_h, n_y = sizes
    X = generator(seed).normal(size=(n_samples, n_x))
    zeros = {
        "W1": np.zeros((n_x, n_h)),
        "b1": np.zeros((1, n_h)),
        "W2": np.zeros((n_h, n_y)),
        "b2": np.zeros((1, n_y)),
    }
    label = say.ON.format(function="predict", case=say.ALL_ZERO)
    got = returned(label, predict, zeros, X)
    batch = PetalsCase.random(sizes, 4 * n_samples, seed)
    turned = batch.parameters | {key: -batch.parameters[key] for key in ("W2", "b2")}
    classes = [attempt(predict, copied(p), batch.X.copy())[0] for p in (batch.parameters, turned)]
    is_alive = (array := as_array(classes)) is not None and np.ptp(array) > 0
    slips = named({"probability": np.full((n_samples, 1), 0.5)})
    if is_alive:  # else all are 1 for another reason
        slips += named({"at_half": np.ones((n_samples, 1))})
    check_array(label, got, [np.zeros((n_samples, 1))], slips, any_shape=True)
    label = say.ON.format(function="predict", case=batch.title)
    for parameters in () if is_alive else (batch.parameters, turned):
        returned(label, predict, copied(parameters), batch.X.copy())  # an error is the better reason
    require_alive(label, is_alive)
    tell(say.HALF_DONE)
