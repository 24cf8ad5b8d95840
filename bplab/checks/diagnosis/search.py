"""The edit whose numbers are the student's, found on all cases of a check and put in words."""

import ast
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from bplab.checks.core import CheckFailed
from bplab.checks.diagnosis.edits import neighbours
from bplab.checks.diagnosis.expression import Unknown, parse, value, write
from bplab.checks.messages import edits as say

MOST_CAUSES = 4  # more of them say nothing
MOST_PAIRS = 4000  # pairs of edits that are tried: about 0.1 s
SEVERAL = 5  # numbers of which one alone that is not 0 is no array of them
ENOUGH = 4  # numbers by which a pair of edits can be told from chance
CLOSE, EXACT = 1e-5, 1e-10  # relative distances: as core.TOLERANCE, and what rounding alone leaves
ROUNDING = 1e-14  # relative, of numbers that are one and the same
NOT_COMPUTABLE = (ValueError, TypeError, LookupError, ArithmeticError, Unknown)
# Named where no other edit fits: they often agree with one that is the simpler explanation.
UNLIKELY = (
    *("squared", "transposed", "multiplied", "extra_function", "early_function", "term_twice", "not_added"),
    *("other_constant", "rounded"),
)
NO_PAIR = {*UNLIKELY, "whole_numbers", "doubled", "halved", "first_row", "last_row", "extra_axis",
           "function_twice", "extra_factor", "result_transposed"}  # fmt: skip
NAMES = re.compile(r"other_name|other_layer|\w+_there")  # so many that they are only the second of a pair
# Named alone where too many fit.
SIMPLE = {"missing_factor", "missing_slope", "missing_term", "missing_function", "not_divided", "only_term",
          "sign"}  # fmt: skip
# What may make one number for all; other constants were not computed.
MAKES_CONSTANT = ("added", "inverted_comparison", "missing_term", "missing_factor", "only_term", "stored",
                  "only_divisor", "no_axis", "other_axis")  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """One case: arrays and numbers by name, what the student has, and what is compared with it."""

    names: dict
    got: np.ndarray
    view: Callable = np.asarray

    @classmethod
    def of_step(cls, names, old, new, learning_rate):
        """Of a parameter the step is compared, not where it arrived: see curve.update."""

        def view(value):
            return (old - value) / learning_rate

        return cls(names, view(new), view)

    def distance(self, tree, rest):
        """How far the formula, or what the rest makes of it, is from what the student has."""
        try:
            result = np.asarray(self.view(rest(value(tree, self.names))), dtype=float)
        except NOT_COMPUTABLE:
            return np.inf
        return np.inf if self._is_far(result) else _distance(result, self.got)

    def _is_far(self, result):
        """Whether one number shows that the distance is above CLOSE, without computing it: it mostly does."""
        place, number, most = self._largest
        if result.size == self.got.size:
            return not abs(result.item(place) - number) <= most
        return result.size != 1 or not abs(result.item() - number) <= most

    @functools.cached_property
    def _largest(self):
        """(place, number, how far it is at most from that of close numbers), of the largest finite one.

        |a - b| <= c (|a| + |b|) leaves |a - b| <= 2 c / (1 - c) |b|.
        """
        finite = np.where(np.isfinite(self.got), self.got, 0)
        place = int(np.argmax(np.abs(finite)))
        return place, self.got.item(place), 2.01 * CLOSE * np.sqrt(np.sum(finite**2))


@np.errstate(all="ignore")
def explain(formulas, evidence, instead=(), pairs=True):
    """What is wrong with a student's numbers, in a sentence or more, or None.

    formulas: ways to write the right formula, as text; or pairs of a line's text, and a function that makes
    the result of what this line gives. instead: see edits.neighbours. evidence: one for each case on which
    the quantity was computed; an edit must fit all of them. pairs: whether two edits at once are tried where
    one does not do.
    """
    evidence = sorted(_usable(evidence), key=lambda each: -np.count_nonzero(each.got))
    return _Search(formulas, evidence, dict(instead)).found(pairs) if evidence else None


def _usable(evidence):
    """What there is of it: on another case the student's code may stop."""
    try:
        yield from (each for each in evidence if np.isfinite(each.got).any())
    except CheckFailed:
        return


class _Search:
    def __init__(self, formulas, evidence, instead):
        self.evidence, self.instead = evidence, instead
        self.lines = [(each, np.asarray) if isinstance(each, str) else each for each in formulas]
        self.right = [write(parse(text)) for text, _ in self.lines]
        # Dead arrays of a student's, all alike, are no candidates: whatever reads them, gives the same.
        self.names = {name: array for name, array in evidence[0].names.items() if _varies(array)}
        self.numbers = np.concatenate([np.ravel(each.got) for each in evidence])
        self._varies = bool(np.ptp(self.numbers) != 0)  # also where there is nan

    def found(self, pairs):
        if any(self._distance(parse(text), rest) <= CLOSE for text, rest in self.lines):
            return None  # the line is right, and what it reads is not
        near = [(edit, rest) for text, rest in self.lines for edit in self._neighbours(parse(text), rest)]
        likely = [(edit, rest) for edit, rest in near if edit.key not in UNLIKELY]
        unlikely = [(edit, rest) for edit, rest in near if edit.key in UNLIKELY]
        for edits in (likely, unlikely):
            distances = [self._distance(edit.tree, rest) for edit, rest in edits]
            nearest = min(distances, default=np.inf)
            if nearest <= CLOSE:  # where there are digits enough, an edit that agrees roughly is another one
                limit = EXACT if nearest <= EXACT else CLOSE
                fit = [edit for (edit, _), far in zip(edits, distances, strict=True) if far <= limit]
                told = [edit for edit in fit if self._tells(edit)]
                if told or fit:
                    return self._named(told)
        if pairs and self.numbers.size >= ENOUGH and self._varies:
            return self._pair(likely)
        return None

    def _tells(self, edit, makes_constant=MAKES_CONSTANT):
        """Whether numbers like those of this edit's formula show that it was computed.

        One number in all places shows it of few edits, and nothing where zeros went in or all cancels.
        """
        names, got = self.evidence[0].names, self.evidence[0].got
        raw = np.asarray(value(edit.tree, names))
        read = [names[each.id] for each in ast.walk(edit.tree) if getattr(each, "id", None) in names]
        if not read:  # a number, and what it is compared with is none that stands for an array
            return raw.ndim == got.ndim
        nothing = _is_nothing(raw, read)
        if nothing and not all(np.any(each) for each in read):
            return False
        if edit.key == "whole_numbers" and not self._varies:  # any 1 may be a number that was cut
            return False
        if raw.size == 1 < got.size:  # for an array of one number there are simpler reasons
            return not nothing and edit.key in makes_constant
        if _is_spot(raw) and any(map(_is_spot, read)):
            return False
        varies = not _is_constant(raw) or (raw.size == 1 and not nothing)
        return varies or edit.key in makes_constant

    def _pair(self, first_edits):
        """Two edits at once: the first pair that fits."""
        pairs = (
            (first, second, rest)
            for first, rest in first_edits
            if first.key not in NO_PAIR and not NAMES.fullmatch(first.key)
            for second in self._neighbours(first.tree, rest, NO_PAIR)
        )
        for first, second, rest in islice(pairs, MOST_PAIRS):
            if self._distance(second.tree, rest) <= CLOSE and self._tells(second, ()):
                sentences = {"first": _sentence(first), "second": _sentence(second)}
                shown = say.BOTH if self._may_be_shown(second) else say.BOTH_HIDDEN
                return shown.format(formula=write(second.tree), **sentences)
        return None

    def _neighbours(self, tree, rest, without=()):
        return neighbours(tree, self.names, self.instead, rest is np.asarray, without)

    def _distance(self, tree, rest):
        """How far a formula is, at most, from the student's numbers; its nodes keep the first case's."""
        first, *others = self.evidence
        distance = first.distance(tree, rest)
        for each in others if distance <= CLOSE else ():
            distance = max(distance, each.distance(parse(write(tree)), rest))
        return distance

    def _may_be_shown(self, edit):
        """Whether the formula does not hold the right one, as it does where something is added to that."""
        return not any(right in write(edit.tree) for right in self.right)

    def _named(self, edits):
        """The words for the edits that fit: what is the same formula, or the same sentence, is said once."""
        by_sentence = {}
        for edit in {write(edit.tree): edit for edit in reversed(edits)}.values():
            by_sentence[_sentence(edit)] = edit
        if len(by_sentence) > MOST_CAUSES:
            by_sentence = {sentence: edit for sentence, edit in by_sentence.items() if edit.key in SIMPLE}
        if not 0 < len(by_sentence) <= MOST_CAUSES:
            return None
        by_chance = all(self._makes_constant(edit) for edit in by_sentence.values())
        typed_in = [say.TYPED_IN.format(value=f"{self.numbers[0]:.4g}")] if by_chance else []
        alone = len(by_sentence) == 1 and not typed_in
        shown, hidden = (say.CAUSE, say.CAUSE_HIDDEN) if alone else (say.POINT, say.POINT_HIDDEN)
        causes = [
            (shown if self._may_be_shown(edit) else hidden).format(formula=write(edit.tree), edit=sentence)
            for sentence, edit in reversed(by_sentence.items())
        ]
        return causes[0] if alone else say.EITHER.format(causes="\n".join([*causes, *typed_in]))

    def _makes_constant(self, edit):
        """Whether the student has one number in all places, as this edit makes it of any."""
        raw = np.asarray(value(edit.tree, self.evidence[0].names))
        return self.numbers.size > 1 and not self._varies and _is_constant(raw)


def _is_nothing(raw, read):
    """Whether nothing but rounding is left of the arrays that were read."""
    size = max((np.max(np.abs(each)) for each in read if not callable(each)), default=0)
    return bool(np.max(np.abs(raw)) <= ROUNDING * size)


def _is_constant(raw):
    """Whether all numbers are one and the same, to rounding."""
    size = np.max(np.abs(raw))
    return bool(np.ptp(raw) <= (ROUNDING * size if np.isfinite(size) else 0))


def _is_spot(array):
    """Whether one number of several is not 0."""
    return np.size(array) >= SEVERAL and np.count_nonzero(array) == 1


def _varies(array):
    """Whether an array of several rows, or of several numbers, is not the same in all."""
    if np.ndim(array) != 2 or callable(array) or array.size == 1:
        return True
    return bool(np.ptp(array) > 0 and (len(array) == 1 or np.ptp(array, axis=0).any())
                and (np.count_nonzero(array) > 1 or array.size < SEVERAL))  # fmt: skip


def _sentence(edit):
    return say.EDITS[edit.key].format(term=edit.term if isinstance(edit.term, str) else write(edit.term))


def _distance(a, b):
    """The relative distance of two arrays, inf where shapes differ by more than a missing axis of length 1.

    A single number stands for an array of it; nan and inf must be in the same places.
    """
    if a.shape != b.shape:
        if a.size > 1 and (a.ndim == b.ndim or a.squeeze().shape != b.squeeze().shape):
            return np.inf
        a, b = a.squeeze(), b.squeeze()
        a = np.broadcast_to(a, b.shape)
    finite = np.isfinite(a)
    if not np.array_equal(np.where(finite, 0, a), np.where(np.isfinite(b), 0, b), equal_nan=True):
        return np.inf
    a, b = a[finite], b[finite]
    size = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
    return np.sqrt(np.sum((a - b) ** 2)) / size if size else 0.0
