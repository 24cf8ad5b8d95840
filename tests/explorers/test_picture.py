"""What rests in a picture is drawn once, what moves follows the model; the same model is the same bytes."""

import io
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image

from bplab import language
from bplab.explorers import charts
from bplab.explorers.charts import LossChart
from bplab.explorers.picture import LEAST, MOST, SHARE, Picture, own_style
from bplab.explorers.png import encode
from bplab.explorers.softmax.model import SoftmaxModel, SoftmaxState
from bplab.explorers.softmax.picture import SoftmaxPicture


class Counted(Line2D):
    """A line that counts how often it is drawn."""

    drawn = 0

    def draw(self, renderer):
        self.drawn += 1
        super().draw(renderer)


class Dot(Picture):
    """A dot at model.x, and a frame that rests; model.shown hides the dot."""

    def __init__(self):
        super().__init__(200, 100)
        self.ax = self.figure.add_axes([0, 0, 1, 1])
        self.ax.set(xlim=(0, 1), ylim=(0, 1))
        self.frame = self.ax.add_line(Counted([0.1, 0.9], [0.1, 0.1], color="black"))
        self.dot = self.ax.add_line(Counted([0], [0.5], marker="s", markersize=20, color="red"))
        self.moving(self.dot)

    def draw(self, model):
        self.dot.set_xdata([model.x])
        self.dot.set_visible(model.shown)


def at(x, shown=True):
    return SimpleNamespace(x=x, shown=shown)


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def reds(png):
    """Columns of the picture in which something is red."""
    red, green, blue = pixels(png).transpose(2, 0, 1)
    return np.flatnonzero(((red > 200) & (green < 50) & (blue < 50)).any(axis=0))


def test_it_is_a_png_of_the_stated_size():
    image = Image.open(io.BytesIO(Dot().png(at(0.5))))
    assert image.format == "PNG" and image.size == (200, 100)


def test_what_moves_follows_the_model_and_leaves_nothing_behind():
    picture = Dot()
    for x in (0.2, 0.5, 0.8):
        assert reds(picture.png(at(x))).mean() == pytest.approx(200 * x, abs=1.5)


def test_what_rests_is_drawn_once_until_it_is_renewed():
    picture = Dot()
    for x in (0.2, 0.5, 0.8):
        picture.png(at(x))
    assert (picture.frame.drawn, picture.dot.drawn) == (1, 3)
    before = picture.png(at(0.5))
    picture.frame.set_ydata([0.9, 0.9])
    assert picture.png(at(0.5)) == before  # nobody said that it moves
    picture.renew()
    assert picture.png(at(0.5)) != before and picture.frame.drawn == 2


def test_what_is_hidden_is_not_drawn():
    picture = Dot()
    assert len(reds(picture.png(at(0.5, shown=False)))) == 0
    assert len(reds(picture.png(at(0.5)))) > 10


def test_the_same_model_is_the_same_bytes():
    picture = Dot()
    first, other, again = (picture.png(at(x)) for x in (0.2, 0.7, 0.2))
    assert first == again == Dot().png(at(0.2)) != other


def size(png):
    return Image.open(io.BytesIO(png)).size


@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_it_fills_the_page_with_a_dot_for_each_of_the_screen(ratio):
    picture = Dot()
    picture.fit(220, 1000, ratio)
    assert size(picture.png(at(0.5))) == pytest.approx((220 * ratio, 110 * ratio), abs=1)
    assert reds(picture.png(at(0.8))).mean() == pytest.approx(0.8 * 220 * ratio, abs=2)


def test_it_leaves_room_in_the_height_and_stays_between_what_can_be_read_and_what_helps():
    picture = Dot()
    picture.fit(1000, 110 / SHARE, 1)
    assert size(picture.png(at(0.5))) == pytest.approx((220, 110), abs=1)
    for room, times in (((10, 10), LEAST), ((5000, 5000), MOST)):
        picture.fit(*room, 2)
        assert size(picture.png(at(0.5))) == pytest.approx((400 * times, 200 * times), abs=1)


def test_where_it_has_a_cut_a_narrow_page_shows_its_parts_below_each_other():
    picture = Dot()
    picture.cut = 120
    picture.fit(120, 1000, 2)
    png = picture.png(at(0.8))  # the dot lies at 160, which is 40 behind the cut
    assert size(png) == (240, 400)
    assert reds(png).mean() == pytest.approx(2 * 40, abs=2)
    red, green, _ = pixels(png).transpose(2, 0, 1)
    assert ((red > 200) & (green < 50)).nonzero()[0].min() > 200  # in the lower half
    picture.fit(200, 1000, 2)
    assert size(picture.png(at(0.8))) == (400, 200)


def test_encoding_loses_nothing():
    values = np.random.default_rng(0).integers(0, 256, (30, 40, 4)).astype(np.uint8)
    image = Image.open(io.BytesIO(encode(values)))
    assert image.mode == "RGBA" and np.array_equal(np.asarray(image), values)


class Losses(Picture):
    def __init__(self):
        super().__init__(400, 300)
        self.chart = LossChart(self, [0.1, 0.2, 0.8, 0.7], epochs=1000, chance=np.log(4), top=2.0)

    def draw(self, model):
        self.chart.draw(model)


def test_the_loss_chart_shows_both_losses_on_axes_that_stay():
    picture = Losses()
    empty = picture.png(np.empty((0, 3)))
    drawn = picture.png([(0, 1.9, 1.8), (10, 1.0, 1.1), (1000, 0.5, np.nan)])
    assert drawn != empty and picture.png(np.empty((0, 3))) == empty
    picture.draw([(0, 1.9, 1.8), (10, 1.0, 1.1)])
    training, test = (next(a for a in picture._moving if a.get_label() == x) for x in ("training", "test"))
    assert training.get_xydata().tolist() == [[1, 1.9], [10, 1.0]]  # epoch 0 at the left end
    assert test.get_xydata().tolist() == [[1, 1.8], [10, 1.1]]
    assert picture.chart.ax.get_xlim() == (1, 1000) and picture.chart.ax.get_ylim() == (0, 2.0)


def test_minor_ticks_that_are_drawn_at_once_are_those_of_matplotlib(monkeypatch):
    at_once = Losses().png(np.empty((0, 3)))
    monkeypatch.setattr(charts, "minor_ticks_at_once", lambda axis: None)
    assert Losses().png(np.empty((0, 3))) == at_once


def test_the_loss_chart_says_what_guessing_costs():
    chart = Losses().chart
    assert "guessing, 1.386" in [text.get_text() for text in chart.ax.findobj(Text)]


def test_a_picture_in_chinese_has_all_its_glyphs(monkeypatch):
    monkeypatch.setattr(language, "_spoken", language.CHINESE)
    model = SoftmaxModel(SoftmaxState())
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph that its fonts lack
        with own_style():
            picture = SoftmaxPicture()
        picture.png(model)
    assert "梯度" in picture.describe(model)
