"""Where each student's submission stands: what `bplab grade` would do with it. Nothing is changed or run."""

from dataclasses import dataclass
from pathlib import Path

from bplab.grading.classrun.journal import rows_of
from bplab.grading.classrun.plan import Plan
from bplab.grading.classrun.task import Row
from bplab.grading.gradebook.scores import waiting_students
from bplab.grading.intake.reading import Ungradable
from bplab.grading.intake.submissions import check_folder

GRADED, WAITING, NEW, STALE = "graded", "waiting", "new", "stale"
UNGRADABLE, MISSING = "ungradable", "missing"
STATES = (GRADED, WAITING, NEW, STALE, UNGRADABLE, MISSING)
AGAIN = "handed in anew, the grade is of what was there before"
KEPT = "{problem}; the grade is of what was there before"


@dataclass(frozen=True)
class Standing:
    """state: one of STATES. why: what is to be said of it, or ""."""

    state: str
    why: str = ""


def standings(plan: Plan, folder: Path) -> dict[str, Standing]:
    """student id -> Standing, of the roster and of all folders. folder: autograded/."""
    plan.look()
    rows = rows_of(folder, plan.unit)
    waiting = waiting_students(plan.course.coursedir, plan.unit)
    return {
        student: _standing(plan, student, rows.get(student), student in waiting)
        for student in sorted(plan.roster | plan.folders.keys())
    }


def _standing(plan: Plan, student: str, row: Row | None, waits: bool) -> Standing:
    if student not in plan.folders:
        return Standing(MISSING)
    try:
        check_folder(plan.folders[student])
    except Ungradable as error:
        return Standing(UNGRADABLE, str(error))
    found = plan.result_of(student)
    if found in (NEW, None):
        problem = row and row["problem"]
        if row and problem and row.get("submission", "") in ("", plan.content_of(student)):
            return Standing(UNGRADABLE, KEPT.format(problem=problem) if found else problem)
        return Standing(NEW, AGAIN if found else "")
    if found == STALE:
        return Standing(STALE)
    return Standing(WAITING if waits else GRADED)
