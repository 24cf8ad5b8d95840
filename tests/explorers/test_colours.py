"""What is drawn can be told from what is behind it: 4.5 to 1 for words, 3 to 1 for lines and marks."""

import pytest

from bplab.explorers.charts import TEST_COLOUR, TRAIN_COLOUR
from bplab.explorers.colours import TEXT, contrast, ink
from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, LINEAR_COLOUR, RELU_COLOUR


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("black", "white", 21), ("#767676", "white", 4.54), ("#E69F00", "white", 2.25), ("red", "red", 1)],
)
def test_contrast_is_that_of_wcag(first, second, expected):
    assert contrast(first, second) == contrast(second, first) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("colour", [*CLASS_COLOURS, RELU_COLOUR, LINEAR_COLOUR, "#FFFF00", "white"])
def test_words_in_a_colours_ink_can_be_read(colour):
    assert TEXT <= contrast(ink(colour)) < TEXT + 0.5 or ink(colour) == colour.lower()


def test_ink_that_is_dark_enough_stays():
    assert ink("#0072B2") == "#0072b2" and ink("black") == "#000000"


@pytest.mark.parametrize("colour", [TRAIN_COLOUR, TEST_COLOUR, GUIDE_COLOUR])
def test_lines_of_charts_can_be_seen(colour):
    assert contrast(colour) >= 3
