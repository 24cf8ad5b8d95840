"""A value that two cells need is computed once, and never longer than it may stand for the student's code."""

import pytest

from bplab.checks.core import CheckFailed
from bplab.checks.once import keeping, once
from bplab.checks.seeds import drawn_with
from tests.judging import graded, statuses

COUNTED = "calls = []\ndef f(x):\n    calls.append(x)\n    return {value}"
ASKS = "from bplab.checks.once import once\nassert once(('f', 2), lambda: f(2)) == 4\n"


def test_where_nobody_runs_the_cells_every_one_computes():
    calls = []
    assert [once("key", lambda: calls.append(1)) for _ in range(2)] == [None, None] and len(calls) == 2


def test_one_moment_has_one_value_for_a_key_and_a_secret():
    calls = []
    with keeping({}):
        for key, secret in (("a", ""), ("a", ""), ("b", ""), ("a", "secret")):
            with drawn_with(secret):
                once(key, lambda: calls.append(1))
    assert len(calls) == 3


def test_a_check_that_failed_fails_again_with_its_words():
    calls = []

    def fails():
        calls.append(1)
        raise CheckFailed("too wide")

    with keeping({}):
        for _ in range(2):
            with pytest.raises(CheckFailed, match="too wide"):
                once("key", fails)
    assert len(calls) == 1


def test_the_cell_that_asks_first_pays_and_both_are_judged():
    record, _ = graded(
        [
            ("f", COUNTED.format(value="2 * x")),
            ("test_first", ASKS),
            ("test_second", ASKS + "assert calls == [2]"),
        ]
    )
    assert statuses(record) == {"test_first": "passed", "test_second": "passed"}


@pytest.mark.parametrize(
    "between",
    [
        COUNTED.format(value="0"),  # the function itself
        "def double(x):\n    return 0",  # what it calls
        "factor[0] = 0",  # what it reads
    ],
)
def test_code_of_the_students_between_two_cells_ends_what_was_shared(between):
    own = "factor = [2]\ndef double(x):\n    return factor[0] * x\ndef f(x):\n    return double(x)"
    record, _ = graded([("f", own), ("test_right", ASKS), ("g", between), ("test_wrong", ASKS)])
    assert statuses(record) == {"test_right": "passed", "test_wrong": "failed"}
