"""Checks of predict (unit 4)."""

import numpy as np

from bplab.checks.core import as_array, check_array, returned
from bplab.checks.messages import petals as say
from bplab.checks.petals.read import copied, named, run_forward
from bplab.checks.seeds import generator


def check_predict(predict, forward_propagation, *cases):
    """Check the classes on each case: the true ones, or those of the student's own forward pass."""
    for case in cases:
        label = say.ON.format(function="predict", case=case.title)
        got = returned(label, predict, copied(case.parameters), case.X.copy())
        label_forward = say.ON.format(function="forward_propagation", case=case.title)
        A2 = as_array(run_forward(label_forward, forward_propagation, case.X, case.parameters)[0])
        true = case.cache["A2"]
        _check_classes(label, got, [true] + ([A2] if A2 is not None and A2.shape == true.shape else []), case)
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
    """Check that a probability of exactly 0.5 goes to class 0; with all weights zero every A2 is 0.5."""
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
    print(say.HALF_DONE)
