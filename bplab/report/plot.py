"""How the points are distributed, as bars: numbers for the template, which draws them as SVG."""

from dataclasses import dataclass

BINS = 10
DESCRIBED = "{points} points: {count}"
WIDTH, HEIGHT, BASE, TOP = 560, 190, 160, 20  # of the picture, and where bars stand and end at most
FIRST, STEP, BAR = 30, 52, 44  # where the first bar begins, from one to the next, how wide one is


@dataclass(frozen=True)
class Bar:
    """label: as "10-20" points."""

    x: float
    y: float
    height: float
    count: int
    label: str


def bars(scores, most):
    """A Bar for each tenth of all points; full marks belong to the last."""
    counts = [0] * BINS
    for score in scores:
        counts[min(int(score / most * BINS), BINS - 1) if most else 0] += 1
    highest = max(counts) or 1
    found = []
    for number, count in enumerate(counts):
        height = (BASE - TOP) * count / highest
        label = f"{most * number / BINS:g}–{most * (number + 1) / BINS:g}"
        found.append(Bar(FIRST + number * STEP, round(BASE - height, 1), round(height, 1), count, label))
    return found


def described(found):
    """The same in words, a line each."""
    return "\n".join(DESCRIBED.format(points=bar.label, count=bar.count) for bar in found if bar.count)
