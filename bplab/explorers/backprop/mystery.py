"""A pitfall that is not named: what is said to who looks for the first wrong array, and for the reason."""

import numpy as np

from bplab.explorers.backprop.model import NAME, BackpropModel, same
from bplab.explorers.backprop.steps import LINES, NO_PITFALL, PITFALLS
from bplab.explorers.backprop.words import number

NOTHING = "nothing is wrong"
ARRAYS = (*LINES, NOTHING)
REASONS = tuple(name for name in PITFALLS if name != NO_PITFALL)


def about_first(model, guess):
    """Whether the guess is the first wrong array of the step that is shown, and a sentence that says why."""
    first = model.wrong[0] if model.wrong else NOTHING
    if guess == first:
        if guess == NOTHING:
            return True, "Right: every array is what its line makes of the arrays before it."
        return True, f"Right: {first} is the first wrong array. And what is the reason?"
    if guess == NOTHING:
        return False, "There is something wrong. Compare each gradient with its measurement to see where."
    if guess not in model.wrong:
        return False, f"No: {guess} is right. Its numbers are those of a step without any mistake."
    reads = [name for name in NAME.findall(LINES[guess]) if name in model.wrong]
    if reads:
        made_of = f"it is made of {' and '.join(dict.fromkeys(reads))}, and that is wrong already"
        return False, f"Not the first: {guess} is wrong, but {made_of}."
    return False, f"Not the first: {guess} is wrong by itself, and so is an array before it."


def about_reason(model, reason):
    """Whether this pitfall makes the numbers that are shown, and a sentence that says why."""
    planted = BackpropModel(model.state.change(pitfall=reason, mystery=0))
    if all(same(planted.arrays[name], model.arrays[name]) for name in LINES):
        return True, f"Right: {reason}. {PITFALLS[reason].symptom}"
    if not planted.wrong:
        return False, "No: with these numbers that mistake would change nothing."
    first = planted.wrong[0]
    if first != model.wrong[0]:
        return False, f"No: that mistake would show first in {first}."
    would, is_ = planted.arrays[first], model.arrays[first]
    if would.shape != is_.shape:
        return False, f"No: {first} would then have the shape {would.shape}; it has {is_.shape}."
    place = tuple(map(int, np.unravel_index(np.abs(would - is_).argmax(), is_.shape)))
    return (
        False,
        f"No: {first}{list(place)} would then be {number(would[place])}; it is {number(is_[place])}.",
    )
