"""Explorers go with the test that opened them, and nothing is drawn where nobody looks."""

import pytest
from ipywidgets import Widget

from bplab.explorers.picture import Picture


@pytest.fixture(autouse=True)
def closed():
    """ipywidgets keeps each widget until it is closed: with it an explorer's figure, run and pictures."""
    yield
    Widget.close_all()


@pytest.fixture
def undrawn(monkeypatch):
    """Pictures are laid out, but no pixel is drawn, which takes most of the time: for tests of words."""
    monkeypatch.setattr(Picture, "png", lambda self, model: self.draw(model) or b"")
