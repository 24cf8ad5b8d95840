"""Checks of predict (unit 4)."""

import numpy as np

from bplab.checks.core import as_array, check_array, returned
from bplab.checks.follow import alive, require_alive
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
        label_forward = say.ON.format(function="forward_propagation", case=case.title)
        A2, cache = run_forward(label_forward, forward_propagation, case.X, case.parameters)
        true, by_score = case.cache["A2"], own_array(cache, "Z2")
        own = as_array(A2) if alive(as_array(A2), true) else None
        outputs = [true, *([] if own is None else [own])]
        if alive(by_score, case.cache["Z2"]):
            outputs.insert(1, sigmoid(by_score))
        _check_classes(label, got, outputs, case)
    print(say.PREDICT_DONE.format(share=np.mean(true > 0.5), n=case.n))


def _check_classes(label, got, outputs, case):
    array, right = as_array(got), [(A2 > 0.5).astype(float) for A2 in outputs]
    n = len(outputs[0])
    slips = named({"probability": outputs[-1], "inverted": 1 - right[-1], "argmax": np.zeros((n, 1)),
                   "output_rounded_up": np.ones((n, 1)), "from_hidden": case.cache["Z2"] > 0.5})  # fmt: skip
    slips += named({"argmax": np.zeros(n)})
    slips += [(say.SLIPS["flat"], array) for array in (right[-1].ravel(), outputs[-1].ravel())]
    check_array(label, got if array is None else array, right, slips)


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
    label = say.ON.format(function="predict", case="all weights 0")
    got = returned(label, predict, zeros, X)
    slips = named({"at_half": np.ones((n_samples, 1)), "probability": np.full((n_samples, 1), 0.5)})
    check_array(label, got, [np.zeros((n_samples, 1))], slips, any_shape=True)
    batch = PetalsCase.random(sizes, 4 * n_samples, seed)
    label = say.ON.format(function="predict", case=batch.title)
    turned = batch.parameters | {key: -batch.parameters[key] for key in ("W2", "b2")}
    classes = [returned(label, predict, copied(p), batch.X.copy()) for p in (batch.parameters, turned)]
    classes = as_array(classes)
    require_alive(label, classes is not None and np.ptp(classes) > 0)
    print(say.HALF_DONE)
