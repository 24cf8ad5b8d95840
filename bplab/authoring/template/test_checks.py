"""The checks of the unit topic_of_unit accept what is right in any form, and name mistakes."""

import numpy as np
import pytest

from bplab.checks import topic_of_unit
from bplab.checks.core import CheckFailed

X = topic_of_unit.random_table(5, 3, seed=3)


@pytest.mark.parametrize("right", [lambda X: X - np.mean(X, axis=0), lambda X: X - sum(X) / len(X)])
def test_a_right_answer_passes(right, capsys):
    topic_of_unit.check_centre(right, X)
    assert "3 columns" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda X: X - np.mean(X), "mean(X)"),
        (lambda X: X + np.mean(X, axis=0), "X + mean(X, axis=0)"),
    ],
)
def test_a_wrong_answer_is_told_what_it_is(wrong, said):
    with pytest.raises(CheckFailed) as failed:
        topic_of_unit.check_centre(wrong, X)
    assert said in str(failed.value)
