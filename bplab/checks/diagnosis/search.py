"""The edit whose numbers are the student's, found on all cases of a check and put in words."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np

from bplab.checks.diagnosis.edits import neighbours
from bplab.checks.diagnosis.expression import Unknown, parse, value, write
from bplab.checks.messages import edits as say

MOST_CAUSES = 3  # more of them say nothing
MOST_PAIRS = 4000  # pairs of edits that are tried: about 0.1 s
ENOUGH = 4  # numbers by which a pair of edits can be told from chance
CLOSE = 1e-5  # as core.TOLERANCE
NOT_COMPUTABLE = (ValueError, TypeError, IndexError, ArithmeticError, Unknown)
# Named where no other edit fits: they often agree with one that is the simpler explanation.
UNLIKELY = (
    "squared",
    "transposed",
    "multiplied",
    "extra_function",
    "term_twice",
    "other_constant",
    "rounded",
    "whole_numbers",
)
MAKES_ZERO = ("missing_term",)  # of a parameter that stays where it was; else nothing was computed
NO_PAIR = (*UNLIKELY, "doubled", "halved", "first_row", "last_row", "extra_axis", "function_twice")


@dataclass(frozen=True)
class Evidence:
    """One case: arrays and numbers by name, what the student has, and what is compared with it."""

    names: dict
    got: np.ndarray
    view: Callable = np.asarray

    def fits(self, tree):
        """Whether the formula gives what the student has."""
        try:
            result = np.asarray(self.view(value(tree, self.names)), dtype=float)
        except NOT_COMPUTABLE:
            return False
        return _same(result, self.got)


@np.errstate(all="ignore")
def explain(formulas, evidence, instead=(), pairs=True):
    """What is wrong with a student's numbers, in a sentence or more, or None.

    formulas: ways to write the right formula, as text; instead: see edits.neighbours. evidence: one for each
    case on which the quantity was computed; an edit must fit all of them. pairs: whether two edits at once
    are tried where one does not do.
    """
    evidence = sorted(evidence, key=lambda each: -np.size(each.got))
    if not evidence:
        return None
    near = list(chain.from_iterable(neighbours(parse(text), evidence[0].names, instead) for text in formulas))
    if not np.any(evidence[0].got):
        near = [edit for edit in near if edit.key in MAKES_ZERO]
    likely = [edit for edit in near if edit.key not in UNLIKELY]
    unlikely = [edit for edit in near if edit.key in UNLIKELY]
    for edits in (likely, unlikely):
        formula_of, said = {}, set()  # by sentence; of one formula, and in one sentence, things are said once
        for edit in edits:
            if _fits(edit.tree, evidence) and (formula := write(edit.tree)) not in said:
                said.add(formula)
                formula_of.setdefault(_sentence(edit), formula)
        if formula_of:
            return _named(formula_of)
    if pairs and sum(each.got.size for each in evidence) >= ENOUGH:
        return _pair([edit for edit in likely if edit.key not in NO_PAIR], evidence, instead)
    return None


def _pair(first_edits, evidence, instead):
    """Two edits at once: the first pair that fits."""
    names = evidence[0].names
    pairs = ((first, second) for first in first_edits for second in neighbours(first.tree, names, instead))
    for first, second in islice(pairs, MOST_PAIRS):
        if second.key not in NO_PAIR and _fits(second.tree, evidence):
            formula = write(second.tree)
            return say.BOTH.format(formula=formula, first=_sentence(first), second=_sentence(second))
    return None


def _fits(tree, evidence):
    """Whether a formula gives what the student has on each case; its nodes keep the values of the first."""
    return evidence[0].fits(tree) and all(each.fits(parse(write(tree))) for each in evidence[1:])


def _sentence(edit):
    return say.EDITS[edit.key].format(term=edit.term)


def _named(formula_of):
    """The words for the edits that fit, given as formula by sentence."""
    if len(formula_of) == 1:
        ((sentence, formula),) = formula_of.items()
        return say.NUMBERS_OF.format(formula=formula, edit=sentence)
    if len(formula_of) > MOST_CAUSES:
        return None
    lines = [say.CAUSE.format(formula=formula, edit=sentence) for sentence, formula in formula_of.items()]
    return say.EITHER.format(causes="\n".join(lines))


def _same(a, b):
    """Whether two arrays agree, apart from axes of length 1, with nan and inf in the same places."""
    if a.shape != b.shape:
        a, b = a.squeeze(), b.squeeze()
        if a.shape != b.shape:
            return False
    finite = np.isfinite(a)
    if not np.array_equal(np.where(finite, 0, a), np.where(np.isfinite(b), 0, b), equal_nan=True):
        return False
    a, b = a[finite], b[finite]
    distance = np.sqrt(np.sum((a - b) ** 2))
    return bool(distance <= CLOSE * (np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))))
