"""Points of the student's own: clicked on the map, or given as arrays; a part of the record either way."""

import dataclasses

import numpy as np

from bplab.explorers.petals import words
from bplab.explorers.state import is_number
from bplab.explorers.students import kind
from bplab.language import say
from bplab.measures import as_array

LIMIT = 10.0  # of a point, to both sides; what reaches further is scaled
LEAST = 0.5  # what reaches less far is scaled, too
CLICKED, GIVEN = 200, 2000  # the most of each


@dataclasses.dataclass(frozen=True)
class Points:
    """A setting without a control: rows of x1, x2, class."""

    most: int

    def check(self, value):
        """The value to use, and what is wrong with the one given (None if nothing is)."""
        try:
            points = tuple(tuple(point) for point in value)
            good = len(points) <= self.most and all(_is_point(*point) for point in points)
        except (TypeError, ValueError):
            good = False
        return (points, None) if good else (None, say(words.POINTS, most=self.most, limit=LIMIT))


def _is_point(x1, x2, label):
    return all(is_number(x) and abs(x) <= LIMIT for x in (x1, x2)) and label in (0, 1)


def as_arrays(points):
    """X (n, 2) and y (n,) of rows of points."""
    rows = np.array(points, dtype=float).reshape(-1, 3)
    return rows[:, :2], rows[:, 2].astype(int)


def read_arrays(X, y):
    """The rows of points that arrays X (n, 2) and y (n,) or (n, 1) hold, and sentences about them.

    No rows if they cannot be used. Points far from 0 are scaled, many are thinned out at random.
    """
    if X is None and y is None:
        return (), []
    if X is None or y is None:
        return (), [say(words.BOTH)]
    values, labels = as_array(X), as_array(y)
    if complaint := _wrong(X, values, y, labels):
        return (), [complaint]
    labels, remarks = labels.ravel().astype(int), []
    if len(values) > GIVEN:
        remarks.append(say(words.SOME_OF, n=len(values), most=GIVEN))
        rows = np.sort(np.random.default_rng(0).permutation(len(values))[:GIVEN])
        values, labels = values[rows], labels[rows]
    low, high = values.min(), values.max()
    if max(-low, high) > LIMIT or max(-low, high) < LEAST:
        remarks.append(say(words.SCALED, low=low, high=high))
        spread = values.std(axis=0)
        values = (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1)
        values = np.clip(values, -LIMIT, LIMIT)
    rows = zip(*np.round(values, 4).T.tolist(), labels.tolist(), strict=True)
    return tuple(rows), remarks


def _wrong(X, values, y, labels):
    """A sentence about what is wrong with the arrays, or None."""
    if values is None or values.ndim != 2 or values.shape[1] != 2:
        return say(words.X_KIND, kind=_kind(X, values))
    if not len(values):
        return say(words.X_EMPTY)
    if not np.isfinite(values).all():
        row, column = np.argwhere(~np.isfinite(values))[0]
        return say(words.X_FINITE, value=values[row, column], row=row)
    if labels is None or labels.shape not in ((len(values),), (len(values), 1)):
        return say(words.Y_KIND, n=len(values), kind=_kind(y, labels))
    if others := set(labels.ravel().tolist()) - {0, 1}:
        return say(words.Y_LABELS, value=sorted(others)[0])
    return None


def _kind(given, values):
    return kind(given) if values is None else say(words.SHAPE, shape=values.shape)
