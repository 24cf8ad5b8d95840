"""Wrong answers that no check has named, as lines for answers.py: so that authors can name them."""

from dataclasses import dataclass, field

from bplab.grading.sandbox.bounded import Bounded, OutOfBounds
from bplab.report.anonymous import swaps

SECONDS = 2  # for one answer
MOST = 200  # answers that are looked at
LINE = (
    'Answer("{name}", "What a teacher would call it", "What is wrong about it.",\n'
    "       swaps=({swaps},),\n       loses={loses!r}),"
)


@dataclass
class Unnamed:
    """line: for answers.py, or "" if none can be made. checks: the claims of those without a name."""

    task: str
    line: str
    checks: list[str]
    students: list[str] = field(default_factory=list)


def unnamed_answers(found, without):
    """An Unnamed for each task's different answers; without: (Work, Finding), see mistakes."""
    by_answer: dict[tuple, tuple] = {}
    for work, finding in without:
        cell = next((cell for cell in work.cells if cell.name == finding.check.task), None)
        source = cell.source if cell else ""
        known = by_answer.setdefault((finding.check.task, source), ([], []))
        for items, item in zip(known, (work, finding.check.claim), strict=True):
            if item not in items:
                items.append(item)
    proposals: dict[tuple, Unnamed] = {}
    bounded = Bounded()
    try:
        for number, ((task, source), (works, claims)) in enumerate(by_answer.items()):
            lost = [f.check.name for f in works[0].findings if f.check.task == task and f.is_right is False]
            line = _line(found, task, source, lost, bounded) if number < MOST else ""
            entry = proposals.setdefault((task, line, tuple(claims)), Unnamed(task, line, claims))
            entry.students += [work.student for work in works]
    finally:
        bounded.close()
    return sorted(proposals.values(), key=lambda answer: -len(answer.students))


def _line(found, task, source, lost, bounded):
    if task not in found.solution or not source.strip():
        return ""
    try:
        made = bounded.call(swaps, source, found.solution[task], found.unit.words, seconds=SECONDS)
    except OutOfBounds:
        return ""
    if not made:
        return ""
    written = ",\n              ".join(f"({task!r}, {old!r}, {new!r})" for old, new in made)
    return LINE.format(name=f"unnamed-{task.replace('_', '-')}", swaps=written, loses=tuple(lost))
