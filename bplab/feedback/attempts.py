"""What changed since the attempt before. It stands in the page itself: no other file has to be kept."""

import html
import json
import re
from dataclasses import dataclass

META = re.compile(r'<meta name="bplab-attempt" content="([^"]*)">')
HEAD = 200_000  # characters of a page in which it stands


@dataclass(frozen=True)
class Attempt:
    """submission: the fingerprint of what was handed in. points, before: by check, now and last time."""

    submission: str
    points: dict[str, float]
    before: dict[str, float] | None = None

    def written(self):
        """As it stands in a page."""
        return json.dumps([self.submission, self.points, self.before], separators=(",", ":"))


@dataclass(frozen=True)
class Changes:
    """Claims of checks that got better and worse; then, now: the points of all checks."""

    better: list[str]
    worse: list[str]
    then: float
    now: float


def read_attempt(page):
    """The Attempt that an earlier page, a path, is about; None if there is none."""
    try:
        with open(page, encoding="utf-8") as file:
            found = META.search(file.read(HEAD))
        submission, points, before = json.loads(html.unescape(found[1]))
        for known in (points, before or {}):
            if not all(isinstance(value, int | float) for value in known.values()):
                return None
        return Attempt(submission, points, before)
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def next_attempt(record, findings, last):
    """The Attempt of now; last: what the page says that it takes the place of, or None."""
    points = {finding.check.name: finding.points for finding in findings if not finding.check.written}
    submission = record.submission if record else ""
    if last is None or not submission or not last.submission:
        return Attempt(submission, points)
    same = last.submission == submission
    return Attempt(submission, points, last.before if same else last.points)


def changes(attempt, parts):
    """The Changes, None if there was no attempt before. parts: each with its label and findings."""
    if attempt.before is None:
        return None
    better, worse = [], []
    for part in parts:
        for finding in part.findings:
            name, claim = finding.check.name, finding.check.claim
            if name in attempt.points and finding.points != attempt.before.get(name, finding.points):
                claims = better if finding.points > attempt.before[name] else worse
                claims.append(f"{part.label}: {claim}" if part.label else claim)
    then = (points for name, points in attempt.before.items() if name in attempt.points)
    return Changes(better, worse, sum(then), sum(attempt.points.values()))
