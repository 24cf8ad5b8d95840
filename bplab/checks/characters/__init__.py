"""Checks for the class MLP and train_characters of unit 7.

A quantity is right if it is the true one, or if it follows from the student's own quantity before it, where
that is alive (see bplab.checks.follow): one mistake is charged once.
"""

from bplab.checks.characters.acts import (
    check_train_acts,
    check_train_dropout,
    check_train_l2,
    check_train_masks,
    check_train_order,
)
from bplab.checks.characters.backward import check_backward, check_l2, check_l2_biases, check_update
from bplab.checks.characters.case import MLPCase
from bplab.checks.characters.dropout import (
    check_dropout,
    check_dropout_backward,
    check_dropout_off,
    check_dropout_scale,
    check_dropout_share,
)
from bplab.checks.characters.forward import check_forward, check_predict
from bplab.checks.characters.learner import check_accuracy, check_new_pictures, check_own_data
from bplab.checks.characters.start import (
    check_start,
    check_start_biases,
    check_start_seed,
    check_start_spread,
)
from bplab.checks.characters.train import check_batches, check_shuffled, check_train

__all__ = [
    "MLPCase",
    "check_accuracy",
    "check_backward",
    "check_batches",
    "check_dropout",
    "check_dropout_backward",
    "check_dropout_off",
    "check_dropout_scale",
    "check_dropout_share",
    "check_forward",
    "check_l2",
    "check_l2_biases",
    "check_new_pictures",
    "check_own_data",
    "check_predict",
    "check_shuffled",
    "check_start",
    "check_start_biases",
    "check_start_seed",
    "check_start_spread",
    "check_train",
    "check_train_acts",
    "check_train_dropout",
    "check_train_l2",
    "check_train_masks",
    "check_train_order",
    "check_update",
]
