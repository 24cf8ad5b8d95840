"""What was found, check by check, and what to look at first."""

from dataclasses import dataclass, field

from bplab.feedback.cells import LINE_OF, StudentCell, uses
from bplab.feedback.sentences import public_sentences
from bplab.feedback.unit import Check
from bplab.grading.judge.verdicts import Verdict

VERDICTS = {
    "passed": "right",
    "failed": "not right",
    "error": "stopped with an error",
    "timeout": "stopped: no end in the time that a check has",
    "memory": "stopped: more memory than there is",
    "killed": "stopped: the process of your code ended",
    "not run": "not run: the time of the notebook was used up",
}
PARTLY, NO_POINTS, WAITS, MARKED = "partly right", "no points", "waits for a person", "marked by a person"
BLANK = "Nothing is written here yet: the task is as you got it."
LOOK_AT_HOME = "This check is in your notebook: run it there to see what it expected and what it got."
UNNAMED = (
    "What exactly is wrong is not told here: compare what the task asks for with your code, line by line."
)
LONGEST_MESSAGE = 2_000  # characters
STATUS_OF_A_MISSING_NAME = "error"


@dataclass
class Finding:
    """sentences: the named cause. message: all that the check has said, where it may be shown.

    is_right: None where a person has not marked it yet. blocked_by: the cell without which it could not run.
    """

    check: Check
    points: float
    verdict: str
    is_right: bool | None
    sentences: list[str] = field(default_factory=list)
    message: str = ""
    blocked_by: StudentCell | None = None
    comment: str = ""
    tests: str = ""


@dataclass(frozen=True)
class First:
    """What to look at first: a cell that did not get to its end, and how many checks it kept from running.

    Else the first check that is not right.
    """

    cell: StudentCell | None = None
    count: int = 0
    finding: Finding | None = None


def read_findings(unit, marks, record, cells, before_hidden, with_tests=False):
    """A Finding for each check of the unit; marks the lines of cells that are known.

    marks: name -> Mark. before_hidden: see cells.read_cells.
    """
    verdicts = {verdict.grade_id: verdict for verdict in record.verdicts} if record else {}
    broken = [cell for cell in cells if cell.why]
    found = []
    for check in unit.checks:
        mark = marks.get(check.name)
        if mark is None:
            continue
        finding = _finding(check, mark, verdicts.get(check.name))
        verdict = verdicts.get(check.name)
        if not check.written and finding.is_right is False and verdict is not None:
            _explain(finding, verdict, unit, cells, broken, with_tests or check.name in before_hidden)
        if with_tests and not check.written:
            finding.tests = check.source
        found.append(finding)
    return found


def _finding(check, mark, verdict):
    if check.written:
        verdict, is_right = (WAITS, None) if mark.waits else (MARKED, mark.points >= mark.most)
        return Finding(check, mark.points, verdict, is_right, comment=mark.comment)
    is_right = mark.points >= mark.most
    if 0 < mark.points < mark.most:
        word = PARTLY
    elif verdict is not None and (verdict.status == "passed") == is_right:
        word = VERDICTS.get(verdict.status, NO_POINTS)
    else:  # a person has changed the points
        word = VERDICTS["passed"] if is_right else NO_POINTS
    return Finding(check, mark.points, word, is_right, comment=mark.comment)


def _explain(finding, verdict: Verdict, unit, cells, broken, shown):
    check = finding.check
    if shown:
        finding.message = verdict.message[:LONGEST_MESSAGE]
    if verdict.status == STATUS_OF_A_MISSING_NAME:
        names = uses(check.source)
        finding.blocked_by = next((cell for cell in broken if cell.defines & names), None)
    finding.sentences = public_sentences(verdict.message, unit.words)
    if any(cell.blank and cell.name == check.task for cell in cells):
        finding.sentences = [BLANK]
    elif shown:
        _mark_line(verdict.message, check, cells)
    elif finding.blocked_by is None and verdict.status in ("failed", "error", "passed"):
        if not check.hidden:
            finding.sentences.append(LOOK_AT_HOME)
        elif not finding.sentences:
            finding.sentences.append(UNNAMED)


def _mark_line(message, check, cells):
    """The line that a check's message names, in the cell of its task."""
    for number, text in LINE_OF.findall(message):
        for cell in cells:
            if cell.name == check.task and int(number) < 10**6:
                cell.mark(int(number), text, f"here the check “{check.claim}” stopped")


def first_of(findings, cells):
    """The First, or None if all is right."""
    for cell in cells:
        if cell.why and (cell.name or any(finding.blocked_by is cell for finding in findings)):
            count = sum(finding.blocked_by is cell for finding in findings)
            return First(cell=cell, count=count)
    wrong = [finding for finding in findings if finding.is_right is False and not finding.check.written]
    return First(finding=wrong[0]) if wrong else None
