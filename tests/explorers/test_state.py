"""A state is what was given, as far as it can be shown; about the rest there is a sentence each."""

import dataclasses
import math

import numpy as np
import pytest

from bplab.explorers import state as s


@dataclasses.dataclass(frozen=True)
class ExampleState(s.State):
    hidden: int = s.setting(4, s.Number("hidden neurons", 1, 20, 1))
    noise: float = s.setting(0.2, s.Number("noise", 0.0, 1.0, 0.05))
    rate: float = s.setting(1.0, s.Choice("learning rate", (0.1, 1.0, 10.0), slider=True))
    size: int = s.setting(3, s.Choice("size", (1, 3)))
    data: str = s.setting("petals", s.Choice("data", ("petals", "moons")))
    relu: bool = s.setting(False, s.Switch("ReLU"))
    epoch: int = s.setting(0, s.Progress(1000))


def read(**values):
    return ExampleState.read(values)


def test_without_values_it_is_the_default_and_nothing_is_said():
    assert read() == (ExampleState(), [])


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("hidden", 20, 20),
        ("hidden", 3.0, 3),
        ("hidden", np.int64(7), 7),
        ("noise", 1, 1.0),
        ("noise", np.float32(0.5), 0.5),
        ("rate", 10, 10.0),
        ("rate", np.float64(0.1), 0.1),
        ("size", np.int32(1), 1),
        ("size", 1.0, 1),
        ("data", np.str_("moons"), "moons"),
        ("relu", np.True_, True),
        ("epoch", np.int64(1000), 1000),
    ],
)
def test_what_can_be_shown_is_taken_as_the_settings_own_type(name, value, expected):
    state, complaints = read(**{name: value})
    assert complaints == [] and state[name] == expected
    assert type(state[name]) is type(ExampleState()[name])


@pytest.mark.parametrize(
    ("name", "value", "used", "reason"),
    [
        ("hidden", 21, 20, "must lie between 1 and 20"),
        ("hidden", -(10**400), 1, "must lie between 1 and 20"),
        ("noise", -0.1, 0.0, "must lie between 0.0 and 1.0"),
        ("epoch", 1001, 1000, "must lie between 0 and 1000"),
        ("epoch", -1, 0, "must lie between 0 and 1000"),
    ],
)
def test_out_of_range_the_nearest_is_shown(name, value, used, reason):
    state, [complaint] = read(**{name: value})
    assert state == ExampleState().change(**{name: used})
    assert complaint == f"{name}={value!r} cannot be shown: it {reason}. Shown is {used!r}."


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("hidden", 2.5, "must be a whole number from 1 to 20"),
        ("hidden", True, "must be a whole number from 1 to 20"),
        ("hidden", np.True_, "must be a whole number from 1 to 20"),
        ("hidden", "4", "must be a whole number from 1 to 20"),
        ("hidden", math.nan, "must be a whole number from 1 to 20"),
        ("hidden", math.inf, "must be a whole number from 1 to 20"),
        ("noise", -math.inf, "must be a number from 0.0 to 1.0"),
        ("hidden", None, "must be a whole number from 1 to 20"),
        ("hidden", 3j, "must be a whole number from 1 to 20"),
        ("hidden", np.array([3]), "must be a whole number from 1 to 20"),
        ("noise", math.nan, "must be a number from 0.0 to 1.0"),
        ("noise", [0.1], "must be a number from 0.0 to 1.0"),
        ("rate", 0.2, "must be one of 0.1, 1.0, 10.0"),
        ("rate", True, "must be one of 0.1, 1.0, 10.0"),
        ("size", True, "must be one of 1, 3"),
        ("data", "petal", "must be one of 'petals', 'moons' (did you mean petals?)"),
        ("data", 1, "must be one of 'petals', 'moons'"),
        ("data", np.array(["moons"]), "must be one of 'petals', 'moons'"),
        ("relu", 1, "must be True or False"),
        ("relu", "on", "must be True or False"),
        ("epoch", 1.5, "must be a whole number from 0 to 1000"),
    ],
)
def test_where_nothing_is_near_the_default_is_shown(name, value, reason):
    state, [complaint] = read(**{name: value})
    assert state == ExampleState()
    assert complaint.startswith(f"{name}={value!r} cannot be shown: it {reason}")
    assert complaint.endswith(f"Shown is {ExampleState()[name]!r}.")


def test_an_unknown_setting_is_named_with_the_one_that_was_meant():
    state, [close, strange] = read(hiden=3, hidden=5, zzz=1)
    assert state == ExampleState(hidden=5)
    names = "The settings are hidden, noise, rate, size, data, relu, epoch."
    assert close == f"There is no setting 'hiden' (did you mean hidden?). {names}"
    assert strange == f"There is no setting 'zzz'. {names}"


def test_each_bad_value_has_its_own_sentence_and_the_good_ones_stay():
    state, complaints = read(hidden=0, noise="much", data="moons")
    assert state == ExampleState(hidden=1, data="moons")
    assert [text.split("=")[0] for text in complaints] == ["hidden", "noise"]


def test_a_record_can_be_given_back():
    state, _ = read(hidden=9, rate=10.0, data="moons", relu=True, epoch=7)
    assert read(**state) == (state, [])
    assert ExampleState(**state) == state and eval(repr(state)) == state


def test_a_record_does_not_change():
    state = ExampleState()
    assert state.change(hidden=5).hidden == 5 and state.hidden == 4
    with pytest.raises(dataclasses.FrozenInstanceError):
        state.hidden = 5
