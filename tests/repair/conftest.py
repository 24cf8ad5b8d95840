"""Released notebooks, and right answers planted into them."""

import copy

import pytest

from bplab.authoring.units import Unit
from tests.conftest import ROOT
from tests.repair.notebooks import load


@pytest.fixture(scope="session")
def softmax():
    return load(Unit(ROOT, "02_softmax_cross_entropy"))


@pytest.fixture
def released(softmax):
    return softmax[0]


@pytest.fixture
def good(softmax):
    return copy.deepcopy(softmax[1])


@pytest.fixture(scope="session")
def networks():
    """Unit 5: classes, and an answer in words."""
    return load(Unit(ROOT, "05_linear_vs_relu"))
