"""Weights that a student has set by hand: a part of the record, so that it opens again as it was."""

import re
from dataclasses import dataclass

from bplab.explorers.petals import words
from bplab.explorers.state import is_number
from bplab.language import say

LIMIT = 20.0  # of a weight set by hand, to both sides
MOST = 100  # edits of one training
# Every weight of the largest network, by the names of unit 4.
WEIGHTS = (
    *(f"W1[{i}, {k}]" for k in range(20) for i in range(2)),
    *(f"b1[0, {k}]" for k in range(20)),
    *(f"W2[{k}, 0]" for k in range(20)),
    "b2[0, 0]",
)


def place(weight):
    """Array and index of a weight: "W1[0, 2]" is ("W1", (0, 2))."""
    name, i, j = re.findall(r"\w+", weight)
    return name, (int(i), int(j))


def weights_of(hidden):
    """The weights of a network with so many hidden neurons."""
    sizes = {"W1": (2, hidden), "b1": (1, hidden), "W2": (hidden, 1), "b2": (1, 1)}
    return [weight for weight in WEIGHTS if within(weight, sizes)]


def within(weight, sizes):
    """Whether arrays of these sizes, by name, have a place for the weight."""
    name, (i, j) = place(weight)
    return i < sizes[name][0] and j < sizes[name][1]


@dataclass(frozen=True)
class Edits:
    """A setting without a control: rows of epoch, weight, value."""

    epochs: int

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        try:
            edits = tuple(tuple(edit) for edit in value)
            good = len(edits) <= MOST and all(self._good(*edit) for edit in edits)
        except (TypeError, ValueError):
            good = False
        if good:
            return edits, None
        return None, say(words.EDITS, most=MOST, epochs=self.epochs, limit=LIMIT)

    def _good(self, epoch, weight, number):
        right_epoch = is_number(epoch) and 0 <= epoch <= self.epochs and not epoch % 1
        return right_epoch and weight in WEIGHTS and is_number(number) and abs(number) <= LIMIT
