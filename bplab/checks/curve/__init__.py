"""Checks for the functions of unit 6: a network of two sigmoid layers fits a curve, and a better step a sine.

A quantity is right if it is the true one, or if it follows from the student's own quantity before it, where
that one is alive (bplab.checks.follow): one mistake is charged once.
"""

from bplab.checks.curve.backward import check_backward, check_backward_sum
from bplab.checks.curve.case import CurveCase
from bplab.checks.curve.fit import check_fit
from bplab.checks.curve.forward import check_forward, check_forward_shapes
from bplab.checks.curve.functions import (
    check_d_sigmoid,
    check_d_sigmoid_large,
    check_sigmoid,
    check_sigmoid_large,
    check_sigmoid_shape,
)
from bplab.checks.curve.loss import check_loss, check_loss_mean, check_loss_number, check_loss_sample
from bplab.checks.curve.training import check_noise_floor, check_rounds, check_train
from bplab.checks.curve.update import check_update

__all__ = [
    "CurveCase",
    "check_backward",
    "check_backward_sum",
    "check_d_sigmoid",
    "check_d_sigmoid_large",
    "check_fit",
    "check_forward",
    "check_forward_shapes",
    "check_loss",
    "check_loss_mean",
    "check_loss_number",
    "check_loss_sample",
    "check_noise_floor",
    "check_rounds",
    "check_sigmoid",
    "check_sigmoid_large",
    "check_sigmoid_shape",
    "check_train",
    "check_update",
]
