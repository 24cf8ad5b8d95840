"""The class as feedback sees it: the findings and cells of each graded student, and the times of grading."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import nbformat

from bplab.feedback.cells import StudentCell, read_cells
from bplab.feedback.findings import Finding, read_findings
from bplab.feedback.marks import Submission, read_submissions
from bplab.feedback.unit import InLanguages, Unit
from bplab.grading.classrun.standing import Standing, standings
from bplab.grading.gradebook.extensions import read_extensions
from bplab.grading.gradebook.late_policy import assign_penalties
from bplab.grading.gradebook.released import load_released
from bplab.grading.judge.verdicts import read_record_or_none
from bplab.grading.sandbox.bounded import Bounded
from bplab.term.course import TermProblem

NOT_GRADED = "nobody of {unit} is graded yet: `bplab grade {unit}` comes first"


class NobodyGraded(TermProblem):
    """There is nothing to report yet."""


@dataclass
class Work:
    """One student's graded submission. seconds: check -> of grading. repairs: sentences for an instructor."""

    student: str
    name: str
    submission: Submission
    findings: list[Finding] = field(default_factory=list)
    cells: list[StudentCell] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)

    @property
    def waits(self):
        return any(finding.waits for finding in self.findings)


@dataclass
class Class:
    """unit: with all notebooks of it. solution: task -> the instructor's code, of what lies in source/.

    given: the code that students got. standings: student id -> Standing, of the roster and all folders.
    """

    unit: Unit
    works: list[Work]
    solution: dict[str, str]
    given: list[str]
    standings: dict[str, Standing] = field(default_factory=dict)
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def most(self):
        return sum(check.most for check in self.unit.checks)


def read_class(course, unit):
    """The Class; raises NobodyGraded."""
    assign_penalties(course.dir, course.app, unit)
    with course.gradebook() as gradebook:
        submissions = read_submissions(gradebook, unit, read_extensions(course.root, unit))
        released = load_released(course.dir, gradebook.find_assignment(unit))
    in_languages = {Path(name).stem: InLanguages(unit, found) for name, found in released.items()}
    units = {name: found.own for name, found in in_languages.items()}
    works, bounded = [], Bounded()
    try:
        for student, submission in sorted(submissions.items()):
            work = Work(student, submission.name, submission)
            folder = Path(course.dir.format_path(course.dir.autograded_directory, student, unit))
            if any(
                [_add(work, found, folder / f"{name}.ipynb", bounded) for name, found in in_languages.items()]
            ):
                works.append(work)
    finally:
        bounded.close()
    if not works:
        raise NobodyGraded(NOT_GRADED.format(unit=unit))
    cells = [cell for found in released.values() for cell in found.cells if cell.cell_type == "code"]
    given = [source for unit in units.values() for source in unit.blanks.values()]
    given += [cell.source for cell in cells if not cell.solution and cell.max_score is None]
    solution = _solution(course, unit, released)
    return Class(_merged(list(units.values())), works, solution, given, _standings(course, unit))


def _add(work, in_languages, path, bounded):
    """Add what is known of a notebook; whether there is one."""
    unit = in_languages.own
    try:
        notebook = nbformat.v4.reads(path.read_text(encoding="utf-8"))
        record = read_record_or_none(path)
        cells, before = read_cells(notebook, in_languages.of(notebook), record, bounded, show_all=True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    marks = work.submission.marks.get(path.stem, {})
    work.findings += read_findings(unit, marks, record, cells, before, with_tests=True)
    work.cells += cells
    if record is not None:
        work.seconds |= {verdict.grade_id: verdict.seconds for verdict in record.verdicts}
        work.repairs += [repair.text for repair in record.repairs]
    return True


def _solution(course, unit, names):
    """task -> code, without the markers of regions; empty without source/: the gradebook has none."""
    folder, found = Path(course.dir.format_path(course.dir.source_directory, ".", unit)), {}
    for name in names:
        try:
            cells = nbformat.read(folder / name, as_version=4).cells
        except (OSError, ValueError):
            continue
        for cell in cells:
            marks = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and marks.get("solution"):
                lines = [line for line in cell.source.split("\n") if not line.strip().startswith("###")]
                found[marks["grade_id"]] = "\n".join(lines)
    return found


def _merged(units):
    """One Unit of those of its notebooks."""
    first = units[0]
    return Unit(
        first.name,
        first.title,
        [part for unit in units for part in unit.parts],
        frozenset().union(*(unit.words for unit in units)),
        frozenset().union(*(unit.given for unit in units)),
        {task: source for unit in units for task, source in unit.blanks.items()},
    )


def _standings(course, unit):
    from bplab.grading.classrun.autograde import CourseAutograde  # which needs a system that grades
    from bplab.grading.classrun.plan import Plan

    course.dir.assignment_id = unit
    folder = Path(course.dir.format_path(course.dir.autograded_directory, ".", "."))
    return standings(Plan(CourseAutograde(coursedir=course.dir, parent=course.app)), folder)
