"""An answer loses the same cells in both languages: planted in either release, tried by its own tests."""

from dataclasses import replace

import pytest

from bplab import fonts
from bplab.authoring.units import find_units
from bplab.language import CHINESE, ENGLISH, speak
from tests.catalogue.oneprocess import run, texts_of
from tests.catalogue.sample import sample
from tests.conftest import ROOT

# How many answers of each unit; of the long ones the last of a sample, since tests begin at its task.
SHARES = {
    "01_forward_pass": 6,
    "02_softmax_cross_entropy": 6,
    "03_backpropagation": 6,
    "04_petals": 3,
    "05_linear_vs_relu": 6,
    "06_curve_fitting": 1,
    "07_characters": 1,
}
BOTH = [unit for unit in find_units(ROOT) if len(unit.editions) == 2]


@pytest.fixture
def speaking():
    """Says from now on what is said in a language; English again at the end."""
    yield speak
    speak(ENGLISH)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    BOTH,
    ids=lambda unit: unit.name,
)
def test_the_same_cells_are_lost_in_both_languages(unit, speaking, monkeypatch, found_once):
    monkeypatch.setattr(fonts, "use_chinese", lambda: None)  # of all figures of this process
    english = texts_of(unit)
    # The swaps of the catalogue are of the English solution.
    chinese = replace(texts_of(unit.editions[1]), solution=english.solution)
    answers = sample(english.answers, 6)[-SHARES[unit.name] :]
    some_lose = False
    for answer in answers:
        speaking(ENGLISH)
        in_english = found_once(unit, answer)
        speaking(CHINESE)
        in_chinese = run(chinese, answer)
        assert _statuses(in_chinese) == _statuses(in_english), answer.name
        assert in_chinese.run == in_english.run, answer.name
        some_lose |= bool(in_english.lost)
    assert some_lose


def _statuses(found):
    """test -> whether it failed or ended in an error of its own."""
    return {name: status for name, (status, _) in found.lost.items()}
