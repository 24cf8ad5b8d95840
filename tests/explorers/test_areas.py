"""Areas of a map lie where a function is above a level, and are empty where it nowhere is."""

import numpy as np
import pytest

from bplab.explorers.areas import Heights

SIDE = np.linspace(-2, 2, 41)
SLOPE = np.broadcast_to(SIDE, (41, 41))  # the height is x


@pytest.mark.parametrize("level", [-1.5, 0.0, 0.33])
def test_an_area_ends_between_the_points_of_the_grid(level):
    area = Heights(SLOPE, 2.0).above(level)
    assert area.contains_points([(level + 0.01, 1.0), (level - 0.01, 1.0)]).tolist() == [True, False]
    [line] = Heights(SLOPE, 2.0).lines(level)
    assert line[:, 0] == pytest.approx(level)


def test_below_everything_lies_the_whole_square():
    area = Heights(SLOPE, 2.0).above(-np.inf)
    assert area.contains_points([(-1.99, -1.99), (1.99, -1.99), (0, 1.99), (2.01, 0)]).tolist() == [
        1,
        1,
        1,
        0,
    ]


@pytest.mark.parametrize("values", [SLOPE, np.full((41, 41), np.nan), np.zeros((41, 41))])
def test_nothing_is_above_the_highest_and_nothing_where_there_are_no_numbers(values):
    assert len(Heights(values, 2.0).above(2.5)) == 0
