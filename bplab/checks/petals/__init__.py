"""Checks for the eight functions of unit 4: a tanh layer and a sigmoid output on two-dimensional data.

A quantity is right if it is the true one, or if it follows from the student's own quantity before it, where
that one is alive (bplab.checks.follow): one mistake is charged once.
"""

from bplab.checks.petals.backward import check_backward
from bplab.checks.petals.case import PetalsCase
from bplab.checks.petals.cost import (
    check_cost,
    check_cost_mean,
    check_cost_number,
    check_cost_sample,
    check_cost_uint8,
)
from bplab.checks.petals.forward import check_forward, check_forward_shapes
from bplab.checks.petals.learning import check_accuracy, check_figures
from bplab.checks.petals.model import check_model, check_start, check_steps
from bplab.checks.petals.predict import check_half, check_predict
from bplab.checks.petals.start import (
    check_initial_biases,
    check_initial_order,
    check_initial_random,
    check_initial_scale,
    check_initial_shapes,
    check_initialize,
    check_layer_sizes,
)
from bplab.checks.petals.update import check_default_rate, check_update

__all__ = [
    "PetalsCase",
    "check_accuracy",
    "check_backward",
    "check_cost",
    "check_cost_mean",
    "check_cost_number",
    "check_cost_sample",
    "check_cost_uint8",
    "check_default_rate",
    "check_figures",
    "check_forward",
    "check_forward_shapes",
    "check_half",
    "check_initial_biases",
    "check_initial_order",
    "check_initial_random",
    "check_initial_scale",
    "check_initial_shapes",
    "check_initialize",
    "check_layer_sizes",
    "check_model",
    "check_predict",
    "check_start",
    "check_steps",
    "check_update",
]
