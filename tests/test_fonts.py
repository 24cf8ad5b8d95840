"""Pictures in Chinese show characters and no boxes."""

import io
import subprocess
import sys
import warnings

import matplotlib
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib import pyplot as plt

from bplab import fonts, language
from bplab.explorers import lettering
from bplab.figures.probabilities import surprises
from tests.conftest import ROOT

TEXTS = [*ROOT.glob("lessons/*/zh.po"), *ROOT.glob("bplab/language/zh/*.po")]
RARE = "龘"  # in no text of the course, and not among the most frequent


@pytest.fixture
def chinese():
    with matplotlib.rc_context():
        fonts.use_chinese()
        matplotlib.rcParams["font.family"] = matplotlib.rcParams["font.family"][:2]  # what every machine has
        yield


def missing(text):
    """What the fonts of a picture lack."""
    held = set()
    for path in (fonts.FILE, font_manager.findfont(fonts.LATIN)):
        held |= {*map(chr, font_manager.get_font(path).get_charmap())}
    return {character for character in text if character.isprintable()} - held


def drawn(text):
    figure, ax = plt.subplots()
    try:
        ax.plot([-1.5, 1], label=text)
        ax.set(title=text, xlabel=f"{text}\n$a_1 = x w$")
        ax.set_title(text, loc="left", weight="bold")
        ax.legend()
        figure.savefig(io.BytesIO(), format="png")
    finally:
        plt.close(figure)


def test_the_font_has_every_character_of_the_texts():
    """Run tools/make_font.py if it does not."""
    assert len(TEXTS) > 5
    lacking = {path.name: found for path in TEXTS if (found := missing(path.read_text("utf-8")))}
    assert not lacking


def test_a_character_that_is_missing_is_found(chinese):
    assert missing(f"损失{RARE}") == {RARE}
    with pytest.warns(UserWarning, match="Glyph .* missing"):
        drawn(f"损失{RARE}")


def test_a_plot_has_chinese_labels_and_the_minus_sign(chinese):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn("隐藏层的误差项 −1.5：loss")


def test_latin_letters_look_as_they_do_in_english():
    def pixels():
        figure = plt.figure(figsize=(2, 1))
        figure.text(0.1, 0.4, "loss $a_1$")
        file = io.BytesIO()
        figure.savefig(file, format="rgba")
        plt.close(figure)
        return file.getvalue()

    with matplotlib.rc_context():
        english = pixels()
        fonts.use_chinese()
        assert pixels() == english


def test_lettering_sets_both_in_one_line_and_on_one_line():
    (left, top), ink = lettering._set("损失 loss", 24, "la", fonts.LATIN)
    _, boxes = lettering._set(f"{RARE}{RARE} loss", 24, "la", fonts.LATIN)
    assert not np.array_equal(ink, boxes) and ink.max() == 255
    (middle, _), same = lettering._set("损失 loss", 24, "mm", fonts.LATIN)
    assert same.shape == ink.shape and middle == pytest.approx(left - ink.shape[1] / 2, abs=5)
    _, two = lettering._set("损失\nloss", 24, "la", fonts.LATIN)
    assert two.shape[0] > ink.shape[0] and two.shape[1] < ink.shape[1]


def test_a_notebook_in_chinese_writes_chinese_in_its_pictures():
    """From its first line on; nothing else is to be set."""
    code = (
        "import bplab.zh, warnings; warnings.simplefilter('error')\n"
        "import io, matplotlib; matplotlib.use('agg')\n"
        "from matplotlib import pyplot as plt\n"
        "plt.title('损失'); plt.savefig(io.BytesIO())"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_figures_of_lectures_speak_the_language_of_the_notebook(chinese, monkeypatch):
    """Formulas stand in lines of their own: matplotlib sets a line with one from its first font alone."""
    p, labels = np.linspace(0.1, 1, 3), {}
    for spoken in ("en", "zh"):
        monkeypatch.setattr(language, "_spoken", spoken)
        figure, ax = plt.subplots()
        surprises(ax, p)
        labels[spoken] = [text.get_text() for text in ax.get_legend().get_texts()], ax.get_ylabel()
        plt.close(figure)
    assert labels["en"] == (["surprise, $-\\ln p$", "squared error, $(1 - p)^2$"], "loss of one sample")
    assert labels["zh"] == (["惊异度\n$-\\ln p$", "平方误差\n$(1 - p)^2$"], "单个样本的损失")
