"""Words and lines of all pictures can be told from what is behind them, in both themes."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.text import Text

from bplab import explorers
from bplab.explorers.colours import TEXT, contrast
from tests.explorers.dark import dark

LINE = 3
OPENED = {
    "descent": {"steps": 3},
    "neuron": {},
    "forward": {"steps": 3},
    "softmax": {},
    "backprop": {"step": "update", "pitfall": "no derivative"},
    "petals": {"epoch": 40},
    "linear_vs_relu": {"epoch": 20},
    "curve": {"epoch": 20},
    "characters": {"n_train": 120, "epoch": 1},
}


@pytest.fixture(scope="module", params=OPENED)
def drawing(request):
    return getattr(explorers, f"explore_{request.param}")(**OPENED[request.param]).drawing


def words(drawing):
    """The colours of all that is written, and what is written."""
    lettering = getattr(drawing, "lettering", None)
    yield from ((color, text) for _, _, text, color, _ in (lettering._written if lettering else ()))
    for text in drawing.figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text.get_color(), text.get_text()


def lines(drawing):
    """The colours of the lines of charts, with the alpha they have; a single point has no line."""
    for line in drawing.figure.findobj(Line2D):
        if line.get_visible() and len(line.get_xdata(orig=False)) > 1 and line.get_linestyle() != "None":
            yield line.get_color(), line.get_alpha()


def themes(colour, alpha=None):
    """Contrast with the ground of the picture, in the light and in the dark theme."""
    *rgb, opacity = to_rgba(colour, alpha)
    seen, white = opacity * np.array(rgb) + 1 - opacity, np.ones(3)
    return contrast(seen, white), contrast(dark(seen), dark(white))


def test_every_word_can_be_read(drawing):
    weak = {(str(colour), text) for colour, text in words(drawing) if min(themes(colour)) < TEXT}
    assert not weak


def test_every_line_can_be_seen(drawing):
    weak = {(str(colour), alpha) for colour, alpha in lines(drawing) if min(themes(colour, alpha)) < LINE}
    assert not weak


def test_the_dark_theme_keeps_hues_and_turns_lightness_round():
    np.testing.assert_allclose(dark(np.ones(3)), 0.07)
    np.testing.assert_allclose(dark(np.zeros(3)), 0.93)
    red, green, blue = dark(np.array([0.8, 0.2, 0.2]))
    assert red > green == pytest.approx(blue)
