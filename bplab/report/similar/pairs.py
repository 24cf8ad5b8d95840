"""Which submissions share forms that are rare in the class, and where.

A form is a fingerprint that is neither in what students got nor in the instructor's solution. What more than
one in twenty has is common, and says nothing: a short right answer looks so, or a mistake that many make. Any
other weighs the more, the fewer have it: ln(texts / those that have it). Of the forms that begin in one line the
heaviest counts. A pair is shown if what it shares weighs more than chance gives to any of all pairs.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

from bplab.report.similar.tokens import tokens
from bplab.report.similar.winnowing import all_runs, fingerprints

COMMON, FEWEST = 0.05, 3  # more than this share of all texts, and more than so many
NEEDED = 2.0  # times ln(number of pairs)
SHARE = 0.3  # of what is rare in the one that has less of it
OWN_LINES = 3  # that nobody else has: fewer are no reason to show texts that are the same
MOST_PAIRS = 40


@dataclass
class Text:
    """What was handed in by one student, or the very same text by several. forms: hash -> [(cell, first line,
    last line)], of its rare ones.
    """

    students: list[str]
    cells: list
    forms: dict

    def weight(self, forms, weights):
        """What these weigh, of each line the heaviest."""
        lines: dict = {}
        for form in forms:
            for cell, first, _ in self.forms[form]:
                lines[cell, first] = max(weights[form], lines.get((cell, first), 0))
        return sum(lines.values())

    def lines(self, forms):
        """cell -> numbers of the lines in which these stand."""
        found = defaultdict(set)
        for form in forms:
            for cell, first, last in self.forms[form]:
                found[cell].update(range(first, last + 1))
        return found


@dataclass(frozen=True)
class Pair:
    """forms: what both have. alone: how many of these nobody else has; others: how many have one at most.

    share: of the rare forms of the one that has fewer.
    """

    one: Text
    other: Text
    forms: frozenset
    weight: float
    share: float
    alone: int
    others: int


@dataclass(frozen=True)
class Similar:
    """same: Texts that several handed in, with lines that nobody else has. count: of all texts."""

    same: list[Text]
    pairs: list[Pair]
    count: int
    left_out: int = 0


def similar(found):
    """The Similar of a Class."""
    texts = _texts(found.works)
    expected = [*found.given, *found.solution.values()]
    _keep_rare(texts, set().union(*(all_runs(tokens(source)) for source in expected)))
    known = {line.strip() for source in expected for line in source.splitlines()}
    pairs = _pairs(texts)
    same = [text for text in texts if len(text.students) > 1 and _own_lines(text, texts, known) >= OWN_LINES]
    return Similar(same, pairs[:MOST_PAIRS], len(texts), max(len(pairs) - MOST_PAIRS, 0))


def _texts(works):
    by_text = defaultdict(list)
    for work in works:
        cells = [cell for cell in work.cells if cell.source.strip() and not cell.blank]
        if cells:
            key = tuple((cell.name, _without_spaces_at_ends(cell.source)) for cell in cells)
            by_text[key].append((work.student, cells))
    return [Text([student for student, _ in group], group[0][1], {}) for group in by_text.values()]


def _without_spaces_at_ends(source):
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _keep_rare(texts, expected):
    """Give each text its rare forms."""
    for text in texts:
        for number, cell in enumerate(text.cells):
            for form, places in fingerprints(tokens(cell.source)).items():
                if form not in expected:
                    text.forms.setdefault(form, []).extend((number, *place) for place in places)
    counts = _counts(texts)
    most = max(FEWEST, int(COMMON * len(texts)))
    for text in texts:
        text.forms = {form: places for form, places in text.forms.items() if counts[form] <= most}


def _counts(texts):
    return Counter(form for text in texts for form in text.forms)


def _pairs(texts):
    if len(texts) < 2:
        return []
    counts, owners, shared = _counts(texts), defaultdict(list), defaultdict(list)
    weights = {form: math.log(len(texts) / count) for form, count in counts.items()}
    for number, text in enumerate(texts):
        for form in text.forms:
            owners[form].append(number)
    for form, numbers in owners.items():
        for pair in combinations(numbers, 2):
            shared[pair].append(form)
    needed = NEEDED * math.log(len(texts) * (len(texts) - 1) / 2 + 1)
    all_weights = [text.weight(text.forms, weights) for text in texts]
    found = []
    for (i, j), forms in shared.items():
        weight = min(texts[i].weight(forms, weights), texts[j].weight(forms, weights))
        share = weight / min(all_weights[i], all_weights[j])
        if weight >= needed and share >= SHARE:
            alone = sum(counts[form] == 2 for form in forms)
            others = max(counts[form] for form in forms) - 2
            found.append(Pair(texts[i], texts[j], frozenset(forms), weight, share, alone, others))
    return sorted(found, key=lambda pair: (-pair.weight * pair.share, pair.one.students))


def _own_lines(text, texts, known):
    """How many lines of a text, comments too, are in no other one and not in what was given or expected."""
    others = {line.strip() for other in texts if other is not text for line in _lines(other)}
    return len({line.strip() for line in _lines(text) if line.strip()} - others - known)


def _lines(text):
    return (line for cell in text.cells for line in cell.source.splitlines())
