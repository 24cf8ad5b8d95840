"""A pitfall that is not named: what is said to who looks for the first wrong array, and for the reason."""

import numpy as np

from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.model import NAME, BackpropModel, same
from bplab.explorers.backprop.numbers import number
from bplab.explorers.backprop.pitfalls import LINES, PITFALLS
from bplab.language import say

ARRAYS = (*LINES, w.NOTHING)
REASONS = tuple(name for name in PITFALLS if name != w.NO_PITFALL)


def about_first(model, guess):
    """Whether the guess is the first wrong array of the step that is shown, and a sentence that says why."""
    first = model.wrong[0] if model.wrong else w.NOTHING
    if guess == first:
        return True, say(w.FOUND_NOTHING) if guess == w.NOTHING else say(w.FOUND, name=first)
    if guess == w.NOTHING:
        return False, say(w.SOMETHING)
    if guess not in model.wrong:
        return False, say(w.IS_RIGHT, name=guess)
    reads = dict.fromkeys(name for name in NAME.findall(LINES[guess]) if name in model.wrong)
    if not reads:
        return False, say(w.NOT_FIRST, name=guess)
    first, *others = reads
    for other in others:
        first = say(w.AND, first=first, second=other)
    return False, say(w.MADE_OF_WRONG, name=guess, read=first)


def about_reason(model, reason):
    """Whether this pitfall makes the numbers that are shown, and a sentence that says why."""
    planted = BackpropModel(model.state.change(pitfall=reason, mystery=0))
    if all(same(planted.arrays[name], model.arrays[name]) for name in LINES):
        return True, say(w.REASON, reason=say(reason), symptom=say(PITFALLS[reason].symptom))
    if not planted.wrong:
        return False, say(w.NO_CHANGE)
    first = planted.wrong[0]
    if first != model.wrong[0]:
        return False, say(w.OTHER_FIRST, name=first)
    would, is_ = planted.arrays[first], model.arrays[first]
    if would.shape != is_.shape:
        return False, say(w.OTHER_SHAPE, name=first, would=would.shape, is_=is_.shape)
    place = tuple(map(int, np.unravel_index(np.abs(would - is_).argmax(), is_.shape)))
    entry = f"{first}{list(place)}"
    return False, say(w.OTHER_NUMBER, entry=entry, would=number(would[place]), is_=number(is_[place]))
