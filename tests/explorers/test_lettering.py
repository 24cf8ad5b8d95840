"""Text that Pillow sets into a picture: where it stands, in which colour, and that it goes again."""

import numpy as np
import pytest

from bplab.explorers.lettering import KEPT, LEAST, Lettering, _set, pixels
from bplab.explorers.picture import Picture


class Page(Picture):
    """A white page with what a test writes on it."""

    def __init__(self):
        super().__init__(100, 60)
        self.lettering = Lettering(self)

    def draw(self, model):
        pass

    def ink(self):
        """Rows and columns of the pixels that are not white."""
        self.png(None)
        return np.nonzero((np.asarray(self.canvas.buffer_rgba())[..., :3] < 255).any(axis=2))


@pytest.fixture
def page():
    return Page()


def test_the_anchor_says_which_point_of_the_text_is_given(page):
    page.lettering.write(10, 20, "HHH", size=12, anchor="ls")
    rows, columns = page.ink()
    assert rows.max() in (18, 19, 20) and 10 <= columns.min() <= 12  # stands on the line
    page.lettering.clear()
    page.lettering.write(50, 30, "HHH\nHHH", size=12, anchor="mm")
    rows, columns = page.ink()
    assert abs((rows.min() + rows.max()) / 2 - 30) <= 2 and abs((columns.min() + columns.max()) / 2 - 50) <= 1


def test_the_color_is_that_of_the_text_over_what_lies_below(page):
    page.figure.patch.set_facecolor("#FFFF00")
    page.lettering.write(20, 20, "█", size=20, color="#0072B2")
    page.png(None)
    shown = np.asarray(page.canvas.buffer_rgba())[..., :3].reshape(-1, 3)
    assert (shown == (0, 0x72, 0xB2)).all(axis=1).any()
    assert (shown == (255, 255, 0)).all(axis=1).any()


def test_no_line_is_cut(page):
    """Two lines have the ink of each of them, wherever their middle lies."""
    look = {"size": 11, "font": "DejaVu Sans Mono"}
    for text in ("148", "gjy"):
        page.lettering.write(10, 20, text, **look)
        count = len(page.ink()[0])
        page.lettering.clear()
        page.lettering.write(50, 30, f"{text}\n{text}", anchor="mm", **look)
        assert len(page.ink()[0]) == 2 * count
        page.lettering.clear()


def test_what_was_written_goes_with_clear(page):
    page.lettering.write(10, 10, "one")
    page.lettering.write(10, 30, "")
    assert page.lettering.texts == ["one"] and len(page.ink()[0])
    page.lettering.clear()
    assert page.lettering.texts == [] and not len(page.ink()[0])


@pytest.mark.parametrize("place", [(-5, 10), (95, 10), (10, -4), (10, 58), (300, 300)])
def test_what_stands_outside_is_left_out_without_an_error(page, place):
    page.lettering.write(*place, "text")
    page.ink()


def test_a_text_without_room_is_set_in_smaller_type_down_to_what_can_be_read(page):
    for text in ("H" * 9, "H" * 11, "H" * 99):
        page.lettering.write(2, 20, text, size=12)
    ends = [right for _, (_, _, right, _) in page.lettering.boxes()]
    (_, ink) = _set("H" * 99, LEAST, "la", "DejaVu Sans")
    assert ends[0] <= 102 and ends[1] <= 102 and ends[2] == pytest.approx(ink.shape[1], abs=4)


def test_points_of_axes_are_found_in_the_picture(page):
    ax = page.figure.add_axes([0, 0, 1, 1])
    ax.set(xlim=(0, 10), ylim=(0, 6))
    assert pixels(ax, 5, 2) == pytest.approx((50, 40))


@pytest.mark.parametrize("text", ["a line as long as the widest picture " * 4, "和 a line in two fonts " * 6])
def test_texts_that_are_kept_take_few_bytes(text):
    (_, ink) = _set(text, 12, "la", "DejaVu Sans")
    assert KEPT * ink.nbytes < 20e6
