"""Who needs somebody: stuck, not graded, and whose submission was put right first."""

from dataclasses import dataclass

from bplab.grading.classrun.standing import MISSING, NEW, STALE, UNGRADABLE, WAITING

WORDS = {
    UNGRADABLE: "cannot be graded as it is",
    NEW: "not graded yet, or handed in anew: `bplab grade {unit}`",
    STALE: "graded with older tests: `bplab grade {unit}` grades them again",
    WAITING: "an answer waits for a person",
    MISSING: "nothing handed in",
}


@dataclass(frozen=True)
class Stuck:
    """right: how many checks are, of all that run."""

    student: str
    name: str
    right: int
    checks: int


def stuck(found):
    """A Stuck for each student with nothing right beyond the first part; of one part, none at all."""
    beyond = [part for part in found.unit.parts if any(not check.written for check in part.checks)]
    beyond = beyond[1:] or beyond
    names = {check.name for part in beyond for check in part.checks}
    rows = []
    for work in found.works:
        tests = [finding for finding in work.findings if not finding.check.written]
        right = [finding.check.name for finding in tests if finding.points > 0]
        if tests and names.isdisjoint(right):
            rows.append(Stuck(work.student, work.name, len(right), len(tests)))
    return rows


def by_state(found):
    """[(state, what it means, [(student, why)])] of all that are not graded to the end, the worst first."""
    rows = []
    for state in (UNGRADABLE, NEW, STALE, WAITING, MISSING):
        students = [(student, s.why) for student, s in found.standings.items() if s.state == state]
        if students:
            rows.append((state, WORDS[state].format(unit=found.unit.name), students))
    return rows


def repaired(found):
    """[(student, name, sentences)]."""
    return [(work.student, work.name, work.repairs) for work in found.works if work.repairs]
