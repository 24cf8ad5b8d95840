"""Classes without a gradebook: works whose checks have said what is written here."""

import functools
from datetime import timedelta

from bplab.authoring.units import find_units
from bplab.checks.messages import CAUSE_UNKNOWN, WRONG_VALUES
from bplab.checks.messages.edits import CAUSE_HIDDEN, EDITS
from bplab.feedback.cells import StudentCell
from bplab.feedback.findings import read_findings
from bplab.feedback.marks import Mark, Submission
from bplab.grading.judge.verdicts import Record, Verdict
from bplab.report.reading import Class, Work
from tests.catalogue.oneprocess import texts_of
from tests.conftest import ROOT
from tests.feedback.making import unit_of

RELU, LINEAR, RUN = "relu_network", "linear_network", "run_experiment"


@functools.cache
def unit_5():
    """(its Texts, its Unit)."""
    [unit] = find_units(ROOT, ["05_linear_vs_relu"])
    texts = texts_of(unit)
    return texts, unit_of(texts, unit.name)


def wrong(call, edit=None, **slots):
    """What a check says of wrong values: with the sentence of an edit, or in general."""
    cause = CAUSE_HIDDEN.format(edit=EDITS[edit].format(**slots)) if edit else CAUSE_UNKNOWN
    return WRONG_VALUES.format(call=call, expected=1, got=2, worst="", off=1, cause=cause)


def work(student, failed=None, cells=None, name="", repairs=(), waits=True):
    """A Work. failed: check -> message, or (status, message). cells: task -> its code, if it is not right."""
    texts, unit = unit_5()
    code = {task: text for task, text in texts.solution.items() if not task.startswith("explain")}
    found = [StudentCell(task, text) for task, text in (code | (cells or {})).items()]
    for cell in found:
        cell.blank = cell.source == unit.blanks.get(cell.name)
    verdicts, marks = [], {}
    for check in unit.checks:
        if check.written:
            marks[check.name] = Mark(0, check.most, waits)
            continue
        said = (failed or {}).get(check.name, ("passed", ""))
        status, message = said if isinstance(said, tuple) else ("failed", said)
        points = check.most * (status == "passed")
        verdicts.append(Verdict(check.name, points, check.most, status, message, seconds=0.5))
        marks[check.name] = Mark(points, check.most, False)
    points = sum(mark.points for mark in marks.values())
    made = Work(student, name, Submission(student, name, points, 100, 0, timedelta(), None, None))
    record = Record("none", verdicts=verdicts)
    everything = {verdict.grade_id for verdict in verdicts}
    made.findings = read_findings(unit, marks, record, found, everything, with_tests=True)
    made.cells, made.repairs = found, list(repairs)
    made.seconds = {verdict.grade_id: verdict.seconds for verdict in verdicts}
    return made


def class_of(*works, standings=None):
    """The Class of these."""
    texts, unit = unit_5()
    given = [cell.source for cell in texts.release.cells if cell.cell_type == "code"]
    solution = {task: text for task, text in texts.solution.items() if task in unit.blanks}
    return Class(unit, list(works), solution, given, standings or {})
