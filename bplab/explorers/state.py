"""What an explorer shows, as one typed record: printed, given back with `**`, checked when given."""

import dataclasses
import difflib
import math
import numbers

import numpy as np

from bplab.explorers import words
from bplab.language import say

DIGITS = 9  # kept behind the point: what differs in later ones is rounding


@dataclasses.dataclass(frozen=True)
class Number:
    """A setting on a slider, from low to high; whole numbers if `step` is one."""

    label: str
    low: float
    high: float
    step: float

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        whole = isinstance(self.step, int)
        finite = is_number(value) and -math.inf < value < math.inf
        if not finite or (whole and value % 1):
            said = words.WHOLE_NUMBER if whole else words.ANY_NUMBER
            return None, say(said, low=self.low, high=self.high)
        nearest = min(max(value, self.low), self.high)
        complaint = None if nearest == value else say(words.BETWEEN, low=self.low, high=self.high)
        return int(nearest) if whole else round(float(nearest), DIGITS), complaint

    def nearest(self, value):
        """The step of the slider that is nearest to a value."""
        return self.check(self.low + self.step * round((value - self.low) / self.step))[0]


@dataclasses.dataclass(frozen=True)
class Choice:
    """A setting with a few values; as a slider if they have an order that is worth dragging through."""

    label: str
    options: tuple
    slider: bool = False

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        for option in self.options:
            alike = isinstance(value, str) if isinstance(option, str) else is_number(value)
            if alike and option == value:
                return option, None
        options = ", ".join(map(repr, self.options))
        return None, say(words.ONE_OF, options=options, suggestion=suggestion(value, self.options))


@dataclasses.dataclass(frozen=True)
class Switch:
    """A setting that is on or off."""

    label: str

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        right = isinstance(value, bool | np.bool_)
        return (bool(value), None) if right else (None, say(words.TRUE_OR_FALSE))


@dataclasses.dataclass(frozen=True)
class Progress:
    """How far a run has come, a whole number: part of the record, but not a control."""

    high: int

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        return Number("", 0, self.high, 1).check(value)


def setting(default, kind):
    """A field of a State."""
    return dataclasses.field(default=default, metadata={"kind": kind})


@dataclasses.dataclass(frozen=True)
class State:
    """Base of the records: `explore_x(**state)` opens the explorer where the record was taken."""

    @classmethod
    def kinds(cls):
        """name -> Number, Choice, Switch or Progress, in the order of the controls."""
        return {field.name: field.metadata["kind"] for field in dataclasses.fields(cls)}

    @classmethod
    def read(cls, values):
        """A valid state from what a user gave, and one sentence for each value that could not be used."""
        kinds, accepted, complaints = cls.kinds(), {}, []
        for name, value in values.items():
            if name not in kinds:
                names = ", ".join(kinds)
                complaints.append(
                    say(words.NO_SETTING, name=name, suggestion=suggestion(name, kinds), names=names)
                )
                continue
            clean, complaint = kinds[name].check(value)
            if clean is not None:
                accepted[name] = clean
            if complaint:
                used = getattr(cls(**accepted), name)
                what = {"name": name, "value": value, "complaint": complaint, "used": used}
                complaints.append(say(words.CANNOT_BE_SHOWN, **what))
        return cls(**accepted), complaints

    def change(self, **values):
        """The same record with other values."""
        return dataclasses.replace(self, **values)

    def keys(self):
        """With `__getitem__`, what `**state` needs."""
        return self.kinds().keys()

    def __getitem__(self, name):
        return getattr(self, name)


def is_number(value):
    """Whether a value is a real number, NumPy's included; True and False are none here."""
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def suggestion(name, known):
    """' (did you mean ...?)' if one of the known names is close, else nothing."""
    close = difflib.get_close_matches(str(name), [str(option) for option in known], n=1)
    return say(words.DID_YOU_MEAN, name=close[0]) if close else ""
