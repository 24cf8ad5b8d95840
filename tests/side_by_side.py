"""How the tests are dealt out to processes, so that no core waits: how many there are, who begins with what.

Many tests wait, for a limit, a cluster or a server: one process more than there are cores fills the gaps.
Each process gets an equal part of the list, and whoever is done takes the last half of the longest list that
is left. So each part begins with what takes long, and ends with what is short and shares fixtures with its
neighbours. Long ones that are neighbours take equally long: each part has some of them.
"""

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers():
    """Of `-n auto`."""
    return (yield) + 1


@pytest.hookimpl(trylast=True)  # of what is left to run
def pytest_collection_modifyitems(config, items):
    """In each process: the same order."""
    count = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = dealt(items, count, [item.get_closest_marker("slow") is not None for item in items])


def dealt(items, count, slow):
    """The items in that order in which each of `count` equal parts begins with its share of the slow ones.

    slow: which ones are, by place. The parts are those of xdist's `worksteal`.
    """
    long = [item for item, is_slow in zip(items, slow, strict=True) if is_slow]
    short = [item for item, is_slow in zip(items, slow, strict=True) if not is_slow]
    order = []
    for left in range(count, 0, -1):
        size, share = (len(items) - len(order)) // left, long[left - 1 :: count]
        order += share + short[: size - len(share)]
        short = short[size - len(share) :]
    return order
