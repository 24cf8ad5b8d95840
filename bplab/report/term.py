"""The page of the term: each unit in a row, and who is stuck or missing in more than one of them."""

from collections import defaultdict
from datetime import UTC, datetime
from statistics import median

from bplab.feedback.page import template
from bplab.grading.classrun.standing import MISSING, WAITING
from bplab.language import spoken
from bplab.report import standing
from bplab.report.page import PACKAGE, shared
from bplab.term import times


class Row:
    """A unit of the term, of its Report."""

    def __init__(self, report):
        found = report.found
        self.unit, self.count, self.most = found.unit, len(found.works), found.most
        self.median = median(report.scores)
        self.waiting = sum(work.waits for work in found.works)
        self.common = report.wrong[0] if report.wrong else None
        self.stuck = [row.student for row in standing.stuck(found)]
        states = {state: students for state, _, students in standing.by_state(found)}
        self.missing = [student for student, _ in states.get(MISSING, ())]
        self.not_graded = sum(map(len, states.values())) - len(self.missing) - len(states.get(WAITING, ()))
        self.alike = len(report.similar.pairs) + sum(not chance for _, chance in report.similar.same)
        self.names = {work.student: work.name for work in found.works}


def render(rows, not_graded, zone=None):
    """The page as text. rows: Rows. not_graded: units of which nobody is graded."""
    names = {student: name for row in rows for student, name in row.names.items()}
    return template("term.html.j2", spoken(), PACKAGE).render(
        **shared(),
        rows=rows,
        not_graded=not_graded,
        behind=_behind(rows),
        who=lambda student: f"{student} ({names[student]})" if names.get(student) else student,
        moment=times.shown(datetime.now(UTC), zone),
    )


def _behind(rows):
    """[(student, units)] of who is stuck or missing in two units or more, the most first."""
    found = defaultdict(list)
    for row in rows:
        for student in dict.fromkeys([*row.stuck, *row.missing]):
            found[student].append(row.unit.name)
    return sorted((item for item in found.items() if len(item[1]) > 1), key=lambda item: -len(item[1]))
