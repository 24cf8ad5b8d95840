"""How unlikely it is that one more student has these forms, too, by their own choice.

Each form weighs -ln(the chance that one more text has it). Who writes `np.dot` in one line does so in the
next: so of forms that the same students have, the later ones weigh little. The chance is that among those
who have an earlier form, as far as these are enough to tell, and without the two that are compared. Forms
that overlap count once, since a run of tokens goes from one line into the next.
"""

import math
from collections import defaultdict

MOST = 300  # forms of a text that count, so that a long one takes no time: no honest one has as many
BELIEF = 3  # so many students more are believed to have a form as often as the whole class has


class Evidence:
    """count: of texts, with those that have no form. owners: form -> which have it, as a number's bits."""

    def __init__(self, forms_of_texts, count):
        self.count, self.owners = count, defaultdict(int)
        for number, forms in enumerate(forms_of_texts):
            for form in forms:
                self.owners[form] |= 1 << number

    def having(self, form):
        """How many texts have it."""
        return self.owners[form].bit_count()

    def chance(self, form, own):
        """... of one more text to have it; own: how many of those that do are looked at, and do not count."""
        return (self.having(form) - own + 1) / (self.count - own + 1)

    def apart(self, places, forms=None):
        """Forms that do not overlap, the rarest first. places: form -> [(cell, first line, last line)]."""
        taken: set = set()
        found = []
        for form in sorted(places if forms is None else forms, key=lambda form: (self.having(form), form)):
            if len(found) == MOST:
                break
            lines = {(cell, line) for cell, first, last in places[form] for line in range(first, last + 1)}
            if taken.isdisjoint(lines):
                found.append(form)
                taken |= lines
        return found

    def weight(self, places, forms, own):
        """What these forms of a text weigh together."""
        weight, before = 0.0, []
        for form in reversed(self.apart(places, forms)):  # the common ones first, which explain others
            alone = self.chance(form, own)
            chance = max([alone, *(self._given(form, other, alone, own) for other in before)])
            weight -= math.log(min(chance, 1))
            before.append(form)
        return weight

    def _given(self, form, other, alone, own):
        """The chance of having a form if another one is there."""
        both = (self.owners[form] & self.owners[other]).bit_count() - own
        return (both + BELIEF * alone) / (self.having(other) - own + BELIEF)
