"""Each check of a unit in figures: how many have it right, and how well it tells strong from weak."""

from dataclasses import dataclass

import numpy as np

from bplab.feedback.unit import Check

FEWEST = 10  # students: of fewer a correlation says nothing
LOW = 0.15  # of discrimination


@dataclass(frozen=True)
class Question:
    """count: of students of whom it is known. share: mean share of its points, None if it is known of nobody.

    discrimination: correlation of its points with those of all others, item left out: the "corrected
    item-total" one; with right or wrong alone that is the point-biserial one. None where all have the same,
    or few are known. median, longest: seconds of grading's, None of what a person marks.
    """

    check: Check
    part: str
    count: int
    share: float | None
    discrimination: float | None
    median: float | None
    longest: float | None

    @property
    def is_odd(self):
        """Whether who is strong fails it about as often as who is weak."""
        return self.discrimination is not None and self.discrimination < LOW and 0.05 < self.share < 0.95


def questions(found):
    """A Question for each check of a Class, in the notebook's order."""
    checks = [(part, check) for part in found.unit.parts for check in part.checks]
    columns = {check.name: column for column, (_, check) in enumerate(checks)}
    points = np.full((len(found.works), len(checks)), np.nan)
    for row, work in enumerate(found.works):
        for finding in work.findings:
            if not finding.waits:
                points[row, columns[finding.check.name]] = finding.points
    rest = np.nansum(points, axis=1, keepdims=True) - np.nan_to_num(points)
    return [_question(found, part, check, points[:, i], rest[:, i]) for i, (part, check) in enumerate(checks)]


def _question(found, part, check, points, rest):
    known = ~np.isnan(points)
    seconds = [work.seconds[check.name] for work in found.works if check.name in work.seconds]
    return Question(
        check,
        f"{part.label}: {part.title}" if part.label else part.title,
        int(known.sum()),
        float(points[known].mean() / check.most) if known.any() and check.most else None,
        correlation(points[known], rest[known]),
        float(np.median(seconds)) if seconds else None,
        max(seconds, default=None),
    )


def correlation(item, rest):
    """Pearson's, of two arrays of numbers; None of fewer than FEWEST, and where one of them does not vary."""
    if len(item) < FEWEST or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    return float(np.corrcoef(item, rest)[0, 1])
