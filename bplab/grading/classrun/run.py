"""The way of every submission, from its folder into the gradebook.

plan        who is due; what was handed in, and what grades it, as a Task       plan.py
pool        a Task in, a Result out: repaired, run, judged by a Grader          workers.py, cluster.py
recorder    the Result into the gradebook and autograded/, by nbgrader's steps  recorder.py

`nbgrader autograde` and formgrader's button come here with a pool of this one process (autograde.py), and
`bplab grade` with Workers or a Cluster and a Journal (grade.py). They share all else.
"""

from collections.abc import Iterator
from typing import Protocol

from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import DatabaseError

from bplab.grading.classrun.grader import Grader
from bplab.grading.classrun.plan import NotReleased, Plan
from bplab.grading.classrun.recorder import CannotGoOn, Recorder
from bplab.grading.classrun.task import Result, Task
from bplab.grading.gradebook.database import database_problem
from bplab.grading.intake.reading import Ungradable
from bplab.grading.intake.repair import one_line
from bplab.grading.intake.submissions import NO_FOLDER


class Pool(Protocol):
    """What grades submissions."""

    def grade_all(self, tasks: Iterator[tuple[str, Task]]) -> Iterator[tuple[str, Result]]:
        """(student, result) for each (student, task), in any order."""


class OneProcess:
    """This process, which grades one after another."""

    def grade_all(self, tasks: Iterator[tuple[str, Task]]) -> Iterator[tuple[str, Result]]:
        with Grader() as grader:
            for student, task in tasks:
                yield student, grader.grade(task)


def grade_unit(plan: Plan, pool: Pool, recorder: Recorder) -> None:
    """Grade all that is due; NbGraderException, after a line in the log, if not all could be graded."""
    log = plan.course.log
    try:
        due = plan.begin()
        recorder.begin(len(due))
        for student, result in pool.grade_all(_tasks(plan, due, recorder)):
            recorder.take(student, plan.folders[student], result)
    except (NotReleased, CannotGoOn, DatabaseError) as error:
        text = database_problem(error) if isinstance(error, DatabaseError) else str(error)
        log.error(text)
        raise NbGraderException(text) from None
    if plan.whole_class:
        for student in sorted(plan.roster - plan.folders.keys()):
            log.warning("%s: %s", one_line(student), NO_FOLDER)
    recorder.finish(len(plan.folders))


def _tasks(plan: Plan, due: list[str], recorder: Recorder) -> Iterator[tuple[str, Task]]:
    """(student, task) for each submission that can be graded; it is read when its turn comes."""
    for student in due:
        try:
            task = plan.task(student, alone=len(due) == 1)
        except Ungradable as problem:
            recorder.give_up(student, str(problem))
        except Exception as error:
            recorder.give_up(student, recorder.unforeseen(error))
        else:
            recorder.submissions[student] = task.submission
            yield student, task
