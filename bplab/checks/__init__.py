"""The checks that test cells call. They return None or raise CheckFailed, whose message teaches.

One module or package per family: layer (unit 1), classification (unit 2), differentiation (unit 3), petals
(unit 4), four_layer (units 1, 3 and 5), experiment (unit 5), curve (unit 6), characters (unit 7). core holds
what all share, messages every sentence, and a package's slips the wrong answers that it recognises by their
numbers.

A check calls the student's functions and reads and sets their attributes, nothing else: no subclassing,
no in-place change of an array it was given. So the same cell works when the student's objects live in
another process.
"""

from bplab.checks.core import CheckFailed

__all__ = ["CheckFailed"]
