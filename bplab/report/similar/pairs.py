"""Which submissions share forms that are rare in the class, and where.

A form is a fingerprint that is neither in what students got nor in the instructor's solution. What more
than a quarter of the class has is common, and says nothing: a short right answer looks so, or a mistake
that many make. How much the others weigh is in evidence.py.

If students chose their forms by themselves, a pair would share a weight of w or more by chance with a
probability of 2**m * exp(-w) at most, m forms being in one of them (Markov's inequality for the exponential
of the weight). So a pair is shown if w exceeds ln(number of pairs) + m * ln(2) + SURE: then in twenty
classes of such students one pair is shown. Students who worked from the same source did not choose by
themselves.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from bplab.report.similar.evidence import Evidence
from bplab.report.similar.tokens import LONGEST, tokens
from bplab.report.similar.winnowing import all_runs, fingerprints

COMMON, FEWEST = 0.25, 3  # more than this share of all texts, and more than so many
SURE = 3.0  # ln(20)
SHARE = 0.3  # of what is rare in the one that has less of it
OWN_LINES = 3  # comments too, that nobody else has: a reason to show texts that are the same
FORMS = 2  # ... or so many rare ones: one is what a short right answer has
MOST_CODE = 60_000  # characters of a student's cells, answers first: a solution has a tenth of it
MOST_LOOKED_AT = 5_000  # pairs, those first that share most
MOST_PAIRS = 40


@dataclass
class Text:
    """What was handed in by one student, or the very same text by several. forms: hash -> [(cell, first line,
    last line)], of its rare ones.
    """

    students: list[str]
    cells: list
    forms: dict

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
    """same: Texts that several handed in, with something rare in them -> whether chance may give such a one.

    count: of all texts.
    """

    same: list[tuple[Text, bool]]
    pairs: list[Pair]
    count: int
    left_out: int = 0


def similar(found):
    """The Similar of a Class."""
    texts = _texts(found.works)
    expected = [*found.given, *found.solution.values()]
    _keep_rare(texts, set().union(*(all_runs(tokens(source)) for source in expected)))
    authors = sum(1 if text.forms else len(text.students) for text in texts)  # a copy is no author
    evidence = Evidence([text.forms for text in texts], authors)
    pairs = _pairs(texts, evidence)
    known = {line.strip() for source in expected for line in source.splitlines()}
    several = [(text, _has_own(text, texts, known)) for text in texts if len(text.students) > 1]
    same = [
        (text, not (own or _is_rare(text, evidence)))
        for text, own in several
        if own or len(evidence.apart(text.forms)) >= FORMS
    ]
    return Similar(same, pairs[:MOST_PAIRS], len(texts), max(len(pairs) - MOST_PAIRS, 0))


def _texts(works):
    by_text = defaultdict(list)
    for work in works:
        cells = _looked_at(work.cells)
        if cells:
            key = tuple((cell.name, _without_spaces_at_ends(cell.source)) for cell in cells)
            by_text[key].append((work.student, cells))
    return [Text([student for student, _ in group], group[0][1], {}) for group in by_text.values()]


def _looked_at(cells):
    """The cells that a student wrote, as far as there is room for them."""
    room, found = MOST_CODE, []
    for cell in sorted(cells, key=lambda cell: not cell.name):  # cells of their own come last
        if cell.source.strip() and not cell.blank and room > 0:
            found.append(cell)
            room -= min(len(cell.source), LONGEST)
    return found


def _without_spaces_at_ends(source):
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _keep_rare(texts, expected):
    """Give each text its rare forms."""
    for text in texts:
        for number, cell in enumerate(text.cells):
            for form, places in fingerprints(tokens(cell.source)).items():
                if form not in expected:
                    text.forms.setdefault(form, []).extend((number, *place) for place in places)
    counts = Counter(form for text in texts for form in text.forms)
    most = max(FEWEST, int(COMMON * sum(len(text.students) for text in texts)))
    for text in texts:
        text.forms = {form: places for form, places in text.forms.items() if counts[form] <= most}


def _needed(count, texts):
    """The weight that chance does not give; count: of the forms of the text that has fewer."""
    return math.log(max(texts * (texts - 1) / 2, 1)) + count * math.log(2) + SURE


def _is_rare(text, evidence):
    """Whether a text is none that two students write by chance."""
    count = len(evidence.apart(text.forms))
    return evidence.weight(text.forms, text.forms, own=1) >= _needed(count, evidence.count + 1)


def _pairs(texts, evidence):
    counts = [len(evidence.apart(text.forms)) for text in texts]
    found = []
    for i, j in _candidates(texts, evidence):
        one, other = texts[i], texts[j]
        forms = one.forms.keys() & other.forms.keys()
        both = min(len(evidence.apart(text.forms, forms)) for text in (one, other))
        share = both / min(counts[i], counts[j])
        weight = min(evidence.weight(text.forms, forms, own=2) for text in (one, other))
        if weight >= _needed(min(counts[i], counts[j]), evidence.count) and share >= SHARE:
            others = [evidence.having(form) - 2 for form in forms]
            found.append(Pair(one, other, frozenset(forms), weight, share, others.count(0), max(others)))
    return sorted(found, key=lambda pair: (-pair.weight * pair.share, pair.one.students))


def _candidates(texts, evidence):
    """Pairs of numbers of texts, those first that share most, and none that share too little."""
    shared = [form for form in evidence.owners if evidence.having(form) > 1]
    columns = {form: number for number, form in enumerate(shared)}
    if not columns:
        return []
    table = np.zeros((len(texts), len(columns)), dtype=np.float32)
    for row, text in enumerate(texts):
        for form in text.forms.keys() & columns.keys():
            table[row, columns[form]] = math.sqrt(-math.log(evidence.chance(form, own=2)))
    weights = np.triu(table @ table.T, 1)
    rows, others = np.nonzero(weights >= _needed(0, evidence.count))
    order = np.argsort(-weights[rows, others], kind="stable")[:MOST_LOOKED_AT]
    return [(int(rows[at]), int(others[at])) for at in order]


def _has_own(text, texts, known):
    """Whether lines of a text, comments too, are in no other one and not in what was given or expected."""
    others = {line.strip() for other in texts if other is not text for line in _lines(other)}
    return len({line.strip() for line in _lines(text) if line.strip()} - others - known) >= OWN_LINES


def _lines(text):
    return (line for cell in text.cells for line in cell.source.splitlines())
