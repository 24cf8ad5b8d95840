"""Each process of the tests begins with its share of what takes long."""

import pytest

from tests.side_by_side import dealt


def parts(order, count):
    """As xdist cuts a list for `worksteal`."""
    for left in range(count, 0, -1):
        size = len(order) // left
        yield order[:size]
        order = order[size:]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("total, every", [(0, 1), (2, 1), (11, 2), (20, 7), (31, 5), (9, 1)])
def test_each_part_begins_with_its_share_and_keeps_the_order(total, every, count):
    items, slow = range(total), [number % every == 0 for number in range(total)]
    order = dealt(items, count, slow)
    assert sorted(order) == [*items]
    shares = []
    for part in parts(order, count):
        where = [slow[item] for item in part]
        assert where == sorted(where, reverse=True), "what is slow comes first"
        assert part == sorted(part, key=lambda item: (not slow[item], item))
        shares.append(sum(where))
    assert max(shares) - min(shares) <= 1


def test_short_ones_stay_beside_their_neighbours_and_long_ones_do_not():
    assert dealt("aAbBcCdD", 2, [False, True] * 4) == [*"BDabACcd"]
