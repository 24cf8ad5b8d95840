"""The checks that test cells call. They return None or raise CheckFailed, whose message teaches.

One module or package per family of tasks, whose first line names its unit. core holds what all share,
messages every sentence, diagnosis what finds the edit of a formula whose numbers are the student's. A
package's formulas are the right lines as text, its slips wrong answers that are no edit of one.

A check calls the student's functions and reads and sets their attributes, nothing else: no subclassing,
no in-place change of an array it was given. So the same cell works when the student's objects live in
another process.
"""

from bplab.checks.core import CheckFailed

__all__ = ["CheckFailed"]
