"""What explorers say stands in words.py, and what is written in wide letters is not cut."""

import ast
import re
from pathlib import Path

import pytest

from bplab import explorers, language

ROOT = Path(explorers.__file__).parent
# Strings of two words that nobody reads: styles, places in matplotlib, names of colours and of Python.
UNSEEN = re.compile(
    r"<style>|^\.bplab|background-image|class=\"|role=\"|style=\"|^(lower|upper|center) (left|right|center)$"
    r"|image href=|<tr><th|^DejaVu Sans|^low to high$|^row wrap$|^squared error$|^ has no attribute $"
)


def two_words(path):
    """String literals of a file, without docstrings, that hold two words or more."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    docstrings = {id(b[0].value) for b in bodies if b and isinstance(b[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\{[^}]*\}", "", node.value))
            if len(words) > 1 and re.search(r"\w \w", node.value) and not UNSEEN.search(node.value):
                yield node.value


ROOMS = (".", "neuron", "descent", "petals", "linear_vs_relu", "curve", "characters")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).glob("*.py"))]
FILES = [path for path in FILES if path.name not in ("words.py", "arrays.py")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sentences_stand_in_words_py_alone(path):
    assert list(two_words(path)) == []


SETTINGS = {
    "descent": [{}, {"bias": True, "rate": 0.6}, {"rate": 1.1, "steps": 30}],
    "neuron": [{}, {"w1": 0.0, "w2": 0.0}, {"b": 3.0, "x1": 3.0, "x2": 3.0, "w1": 2.0}],
    "petals": [{"epoch": 20}, {"epoch": 20, "show": "neuron 1", "hidden": 3}],
    "linear_vs_relu": [{"epoch": 5}, {"epoch": 5, "relu": True, "depth": 4, "width": 16}],
    "curve": [{"epoch": 5}, {"epoch": 5, "data": "parabola"}],
    "characters": [{"n_train": 120, "epoch": 1}],
}
CASES = [(name, settings) for name, several in SETTINGS.items() for settings in several]


class Pseudo(dict):
    """A catalogue in which each template says the same, changed letter by letter outside of its fields."""

    def __init__(self, change):
        super().__init__()
        self.change = change

    def get(self, template, default=None):
        parts = re.split(r"(\{[^}]*\}|<[^>]*>)", template)
        return "".join(part if k % 2 else self.change(part) for k, part in enumerate(parts))


def wider(text):
    """In Chinese characters of twice the width, half as many as there were letters."""
    return re.sub(r"[A-Za-z]{1,2}", "的", text)


@pytest.fixture(params=["English", "wider"])
def spoken(request, monkeypatch):
    if request.param == "wider":
        monkeypatch.setattr(language, "_spoken", language.CHINESE)
        monkeypatch.setattr(language, "catalogue", lambda _: Pseudo(wider))


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(("name", "settings"), CASES)
def test_no_text_that_moves_is_cut_at_the_sides(name, settings, spoken):
    drawing = getattr(explorers, f"explore_{name}")(**settings).drawing
    width = drawing.width * drawing.scale
    boxes = list(drawing.lettering.boxes())
    assert boxes and [text for text, (x0, _, x1, _) in boxes if x0 < -3 or x1 > width + 3] == []
