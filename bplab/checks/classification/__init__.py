"""Checks for labels to loss (unit 2): one-hot rows, softmax, cross-entropy and the error at the output."""

from bplab.checks.classification.batch import Batch
from bplab.checks.classification.cross_entropy import (
    check_cross_entropy,
    check_cross_entropy_chance,
    check_cross_entropy_elsewhere,
    check_cross_entropy_number,
    check_cross_entropy_zero,
)
from bplab.checks.classification.one_hot import check_one_hot, check_one_hot_shape
from bplab.checks.classification.output_error import (
    check_output_error,
    check_output_error_per_sample,
    check_output_error_shape,
    check_output_error_sums,
)
from bplab.checks.classification.softmax import (
    check_softmax,
    check_softmax_large,
    check_softmax_rows,
    check_softmax_shape,
    check_softmax_shift,
)

__all__ = [
    "Batch",
    "check_cross_entropy",
    "check_cross_entropy_chance",
    "check_cross_entropy_elsewhere",
    "check_cross_entropy_number",
    "check_cross_entropy_zero",
    "check_one_hot",
    "check_one_hot_shape",
    "check_output_error",
    "check_output_error_per_sample",
    "check_output_error_shape",
    "check_output_error_sums",
    "check_softmax",
    "check_softmax_large",
    "check_softmax_rows",
    "check_softmax_shape",
    "check_softmax_shift",
]
