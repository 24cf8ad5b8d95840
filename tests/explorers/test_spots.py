"""What is done at the spots of a picture reaches the explorer, whatever size and form the picture has."""

import pytest

from bplab import explorers
from bplab.explorers.spots import Touch


def does(explorer, spot, kind, **what):
    """What the page says; return what it is answered."""
    answers = []
    explorer.image.send = lambda content, buffers=None: answers.append(content)
    explorer.image._handle_custom_msg({"spot": spot, "kind": kind, "shift": False} | what, [])
    return answers


def spot_of(explorer, name):
    return next(spot for spot in explorer.image.spots if spot["name"] == name)


WIDE, NARROW = {"width": 900, "height": 900}, {"width": 500, "height": 900}


@pytest.mark.parametrize("room", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_spot_is_where_the_picture_shows_it_and_a_pointer_there_is_at_it(room):
    explorer = explorers.explore_neuron(x1=1.0, x2=2.0)
    explorer.image.room = {**room, "ratio": 2, "calm": False}
    spot, seen = spot_of(explorer, "input"), []
    explorer.touched = seen.append
    assert 0 < spot["x"] < 1 and 0 < spot["y"] < 1
    assert does(explorer, "input", "press", x=spot["x"], y=spot["y"]) == [{"heard": True}]
    assert explorer.drawing.place(seen[0]) == pytest.approx([1.0, 2.0], abs=0.01)
    does(explorer, "input", "drag", x=spot["x"], y=1.1)  # beyond the edge, even of the part below
    assert explorer.drawing.place(seen[1])[0] == pytest.approx(1.0, abs=0.01)
    assert explorer.drawing.place(seen[1])[1] < -3


def test_the_page_is_answered_even_if_something_went_wrong():
    explorer = explorers.explore_neuron()

    def fail(touch):
        raise ZeroDivisionError

    explorer.touched = fail
    answers = []
    explorer.image.send = lambda content, buffers=None: answers.append(content)
    with pytest.raises(ZeroDivisionError):
        explorer._touch({"spot": "input", "kind": "press", "x": 0, "y": 0, "shift": False})
    assert answers == [{"heard": True}]


def test_arrow_keys_are_steps_and_others_are_none():
    assert Touch("", "key", key="ArrowUp").arrow == (0, 1) and Touch("", "key", key="Enter").arrow == (0, 0)
    assert Touch("", "press", key="ArrowUp").arrow == (0, 0)
