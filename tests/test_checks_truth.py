"""Right answers are computed once for all students; what follows from wrong ones, where it is asked."""

import numpy as np
import pytest

from bplab.checks.core import CheckFailed, check_array
from bplab.checks.curve import CurveCase
from bplab.checks.four_layer import Case
from bplab.checks.petals import PetalsCase

CASES = {
    "four_layer": (lambda: Case.random("relu", (3, 5, 4, 2), 6, seed=1), "e_3", "grad_weights_3"),
    "petals": (lambda: PetalsCase.random((3, 5, 1), 6, seed=1), "dZ2", "dW2"),
    "curve": (lambda: CurveCase.random((3, 5, 1), 6, seed=1), "dz2", "dw2"),
}


@pytest.mark.parametrize(("make", "error", "gradient"), CASES.values(), ids=CASES)
def test_students_share_a_case_that_nobody_can_change(make, error, gradient):
    case = make()
    assert make() is case and case.truth[gradient] is make().truth[gradient]
    for array in (*case.parameters.values(), *case.truth.values()):
        with pytest.raises(ValueError, match="read-only"):
            array += 1


@pytest.mark.parametrize(("make", "error", "gradient"), CASES.values(), ids=CASES)
def test_a_students_own_error_term_has_a_gradient_of_its_own(make, error, gradient):
    case = make()
    assert case.right(gradient, {error: case.truth[error]}) is case.truth[gradient]
    doubled = case.right(gradient, {error: 2 * case.truth[error]})
    assert np.allclose(doubled, 2 * case.truth[gradient])
    assert not np.allclose(doubled, case.truth[gradient])  # what is kept has stayed as it was


def unasked(value):
    yield value
    raise AssertionError("nobody should have asked for more")


def test_a_right_answer_asks_for_nothing_more():
    check_array("f(x)", np.ones(3), unasked(np.ones(3)), unasked(("never said", np.zeros(3))))


def test_a_wrong_answer_is_compared_with_all_that_may_be_meant():
    slips = (("halved", np.ones(3) / n) for n in (2, 3))
    with pytest.raises(CheckFailed, match="halved"):
        check_array("f(x)", np.ones(3) / 3, iter([np.ones(3), np.zeros(3)]), slips)
    check_array("f(x)", np.zeros(3), iter([np.ones(3), np.zeros(3)]))
