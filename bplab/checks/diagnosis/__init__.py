"""Why a number is wrong: the edit of the right formula whose numbers are the student's.

A formula is the right line of a quantity as text, in Python's grammar: "(e_3 @ weights_3.T) *
relu_derivative(z_2)". From it are made all formulas one edit away, each with a sentence about that edit; they
are computed on the numbers of a check, and those that give what the student has are named. Nothing of it is
done for a right answer.

    expression.py  what a formula's text gives on arrays
    edits.py       the formulas one edit away
    search.py      the ones whose numbers are the student's, in words
"""

from bplab.checks.diagnosis.search import Evidence, explain

__all__ = ["Evidence", "explain"]
