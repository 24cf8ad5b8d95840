"""The checks that test cells call. They return None or raise CheckFailed, whose message teaches.

A check calls the student's functions and reads and sets their attributes, nothing else: no subclassing,
no in-place change of an array it was given. So the same cell works when the student's objects live in
another process.
"""

from bplab.checks.core import CheckFailed

__all__ = ["CheckFailed"]
