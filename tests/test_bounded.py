"""What a student makes the grader compute has a bound, whoever computes, and a verdict in words."""

import time

import pytest

from bplab.grading.bounded import Bounded, OutOfBounds
from tests.judging import graded, statuses, verdicts

WIDE = "import numpy as np\ndef wide():\n    return np.ones((1, 10**6))\ndef one():\n    return 1"


@pytest.fixture(scope="module")
def bounded():
    bounded = Bounded()
    bounded.call(len, "abc", seconds=60)  # it has started
    yield bounded
    bounded.close()


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (time.sleep, (60,), "more than 0.5 s of time"),
        (pow, (3, 10**8), "more than 0.5 s of time"),  # in C, where no exception of Python's can come
        (bytearray, (500 * 2**20,), "more than 450 MiB of memory"),
        (exec, ("import os; os.abort()",), "more than a process can bear"),
    ],
)
def test_it_ends_at_its_bound_and_starts_again(bounded, function, arguments, words):
    begin = time.monotonic()
    with pytest.raises(OutOfBounds, match=words):
        bounded.call(function, *arguments, seconds=0.5)
    assert time.monotonic() - begin < 2
    assert bounded.call(len, "abc", seconds=60) == 3


def test_what_a_function_raises_is_told(bounded):
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        bounded.call(divmod, 1, 0, seconds=60)


@pytest.mark.parametrize("work", ["w.T @ w", "while True:\n    w = 1 * w"], ids=["memory", "time"])
def test_a_test_that_computes_beyond_its_bound_fails_in_words_and_the_next_goes_on(work):
    record, _ = graded(
        [("f", WIDE), ("test_wide", f"w = wide()\n{work}"), ("test_one", "assert one() == 1")], cell_seconds=2
    )
    assert statuses(record) == {"test_wide": "failed", "test_one": "passed"}
    found = verdicts(record)["test_wide"]
    assert "too large to be graded: to check what was returned takes more than" in found.message
    assert found.seconds < 4 and record.restarts == 1


def test_a_test_never_takes_two_seconds_more_than_it_has():
    """Whatever the function does when it is interrupted: it waits, or ends, or kills its process."""
    stubborn = (
        "def f(x):\n    while True:\n        try:\n            while True: pass\n"
        "        except KeyboardInterrupt: pass"
    )
    in_c = "def g(x):\n    return 3 ** 10**9"
    record, _ = graded(
        [("f", stubborn), ("g", in_c), ("test_f", "f(1)"), ("test_g", "g(1)"), ("test_again", "f(2)")],
        cell_seconds=2,
    )
    assert statuses(record) == dict.fromkeys(["test_f", "test_g", "test_again"], "timeout")
    assert max(verdict.seconds for verdict in record.verdicts) < 4
