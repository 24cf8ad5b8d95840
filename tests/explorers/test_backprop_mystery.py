"""A pitfall that is not named, in `explore_backprop`."""

import functools
import re
from html import unescape

import numpy as np
import pytest

from bplab.explorers import explore_backprop
from bplab.explorers.backprop.mystery import ARRAYS, REASONS
from bplab.explorers.backprop.numbers import number
from bplab.explorers.backprop.pitfalls import LINES, PITFALLS
from bplab.explorers.backprop.steps import LECTURE
from bplab.explorers.backprop.words import NOTHING
from tests.explorers.stepping import FAULTS, model, written


def mystery_of(pitfall, **state):
    """An explorer with this pitfall, unnamed."""
    return explore_backprop(mystery=number_of(pitfall), **state)


@functools.cache
def number_of(pitfall):
    """The first mystery that is this pitfall."""
    return next(n for n in range(1, 1000) if model(mystery=n).pitfall == pitfall)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("pitfall", FAULTS)
def test_a_mystery_shows_right_lines_and_names_nothing(pitfall):
    explorer = mystery_of(pitfall)
    for step in LECTURE.steps:
        explorer.controls["step"].value = step
        explorer.controls["look"].value = "back[0, 0]"
        texts = written(explorer) + explorer.sum.value + repr(explorer.state)
        assert pitfall not in texts and PITFALLS[pitfall].symptom not in texts
        assert "wrong" not in written(explorer) and "should be" not in written(explorer)
        for name, line in LECTURE.steps[step].lines.items():
            assert f"{name} = {line}" in written(explorer).split("\n")  # not as what would be right
        assert explorer.model.wrong[0] == FAULTS[pitfall][0]  # it is there


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("pitfall", FAULTS)
def test_only_the_first_wrong_array_and_its_reason_are_right(pitfall):
    explorer = mystery_of(pitfall)
    assert explorer.reason.layout.display == "none"
    for name in ARRAYS:
        explorer.first.value = name
        assert ("Right" in explorer.verdict.value) is (name == FAULTS[pitfall][0]), name
        said = re.sub("<[^>]*>", "", unescape(explorer.verdict.value))
        if name in LINES and name not in explorer.model.wrong:
            assert f"No: {name} is right." in said
        elif name != FAULTS[pitfall][0] and name != NOTHING:
            assert said.startswith(f"Not the first: {name} is wrong")
    assert explorer.reason.layout.display == ""
    for name in REASONS:
        explorer.reason.value = name
        said = unescape(explorer.verdict.value)
        assert ("Right" in said) is (name == pitfall), name
        if name != pitfall and FAULTS[name][0] != FAULTS[pitfall][0]:
            assert f"that mistake would show first in {FAULTS[name][0]}." in said
    explorer.reason.value = pitfall
    assert PITFALLS[pitfall].symptom in unescape(explorer.verdict.value)


@pytest.mark.usefixtures("undrawn")
def test_the_reason_is_refuted_with_numbers():
    explorer = mystery_of("no derivative")
    explorer.first.value = "e_1"
    explorer.reason.value = "derivative 1 - a"
    would, is_ = model(pitfall="derivative 1 - a").arrays["e_1"], explorer.model.arrays["e_1"]
    i, j = np.unravel_index(np.abs(would - is_).argmax(), (3, 2))
    sentence = f"No: e_1[{i}, {j}] would then be {number(would[i, j])}; it is {number(is_[i, j])}."
    assert sentence in unescape(explorer.verdict.value)


@pytest.mark.usefixtures("undrawn")
def test_a_mystery_may_be_that_nothing_is_wrong():
    explorer = mystery_of("none", step="new_loss")
    explorer.first.value = "back"
    assert "No: back is right." in explorer.verdict.value
    explorer.first.value = NOTHING
    assert "Right: every array" in explorer.verdict.value and explorer.reason.layout.display == "none"


def test_a_mystery_begins_at_the_start_and_ends_with_a_pitfall_by_name():
    explorer = explore_backprop(step="e_1", pitfall="sign turned")
    assert explorer.first.layout.display == "none"
    explorer.mystery_button.click()
    assert explorer.state.mystery and explorer.state.step == "start" and "Mystery" in written(explorer)
    assert explorer.first.layout.display == "" and explorer.controls["pitfall"].value == "none"
    again = explore_backprop(**explorer.state)
    assert again.model.pitfall == explorer.model.pitfall and again.image.value == explorer.image.value
    explorer.controls["pitfall"].value = "no mean"
    assert explorer.state.mystery == 0 and explorer.first.layout.display == "none"
    assert "Planted: no mean." in written(explorer)
