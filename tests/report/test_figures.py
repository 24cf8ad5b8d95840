"""The figures of a report: shares, discrimination, who is stuck, and the bars."""

import numpy as np
import pytest

from bplab.grading.classrun.standing import MISSING, UNGRADABLE, WAITING, Standing
from bplab.report import plot, standing
from bplab.report.questions import FEWEST, correlation, questions
from tests.report.making import class_of, unit_5, work


def test_discrimination_is_the_correlation_with_all_other_checks():
    item, rest = np.array([1, 1, 1, 0, 0] * 4), np.arange(20)
    assert correlation(item, rest) == pytest.approx(np.corrcoef(item, rest)[0, 1])
    assert correlation(item[: FEWEST - 1], rest[: FEWEST - 1]) is None
    assert correlation(np.ones(20), rest) is None and correlation(item, np.ones(20)) is None


def test_a_check_that_the_strong_fail_is_odd_and_a_good_one_is_not():
    _, unit = unit_5()
    tests = [check.name for check in unit.checks if not check.written]
    weak = dict.fromkeys(tests[1:], "x")  # who has nothing right but the first
    strong = {tests[0]: "x"}
    found = class_of(*[work(f"w{i}", weak) for i in range(8)], *[work(f"s{i}", strong) for i in range(8)])
    first, second, *_, written = questions(found)
    assert first.share == second.share == 0.5
    assert first.discrimination == pytest.approx(-1) and first.is_odd
    assert second.discrimination > 0.9 and not second.is_odd
    assert (first.median, first.longest) == (0.5, 0.5)
    assert written.count == 0 and written.share is None and written.median is None


def test_who_has_nothing_right_beyond_the_first_part_is_stuck():
    _, unit = unit_5()
    tests = [[check.name for check in part.checks if not check.written] for part in unit.parts]
    beyond = dict.fromkeys([name for part in tests[1:] for name in part], "x")
    one_more = {name: "x" for name in beyond if name != tests[1][0]}
    found = class_of(work("ana", beyond), work("ben", one_more), work("cem"))
    assert [(row.student, row.right) for row in standing.stuck(found)] == [("ana", len(tests[0]))]


def test_who_is_not_graded_comes_with_the_reason_the_worst_first():
    states = {"ana": Standing(MISSING), "ben": Standing(UNGRADABLE, "no notebook"), "cem": Standing(WAITING)}
    rows = standing.by_state(class_of(work("cem"), standings=states))
    assert [(state, students) for state, _, students in rows] == [
        (UNGRADABLE, [("ben", "no notebook")]), (WAITING, [("cem", "")]), (MISSING, [("ana", "")]),
    ]  # fmt: skip


def test_bars_hold_everybody_and_full_marks_are_in_the_last():
    bars = plot.bars([0, 5, 99.9, 100, 100], 100)
    assert [bar.count for bar in bars] == [2, 0, 0, 0, 0, 0, 0, 0, 0, 3]
    assert plot.described(bars) == "0–10 points: 2\n90–100 points: 3"
    assert max(bar.height for bar in bars) == plot.BASE - plot.TOP
    assert plot.bars([0], 0)[0].count == 1
