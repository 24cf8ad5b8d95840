"""`bplab grade`: from the words on the command line to a graded class."""

from __future__ import annotations

import contextlib
import difflib
import gc
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bplab.grading.classrun.cluster import Cluster
from bplab.grading.classrun.errors import CannotGrade

if TYPE_CHECKING:
    from nbgrader.apps import NbGrader

    from bplab.grading.classrun.autograde import CourseAutograde

NO_GRADEBOOK = (
    "the gradebook cannot be used (there is no {path}): go to the folder of your course, or name it with "
    "--course-dir=...; a new course gets its gradebook from `nbgrader generate_assignment`"
)
NO_UNIT = "the gradebook knows no unit {unit!r}.{meant} A new one: `nbgrader generate_assignment {unit}`."
NO_SUBMISSIONS = "there is no submission of {unit}: they belong in submitted/<student>/{unit}/"
NO_STUDENT = "there is no submission of {unit} by {student!r}.{meant}"
MEANT = " Did you mean {names}?"
WAITING = "{count} students still wait to be graded again: `bplab grade {unit}` goes on with them."
FAILED = "the run has stopped: {error}. What is graded is kept, and `bplab grade {unit}` goes on from there."
INTERRUPTED = "Interrupted. What is graded is kept, and `bplab grade {unit}` goes on from there."


def grade_class(
    unit: str,
    students: str | None = None,
    jobs: int | None = None,
    address: str | None = None,
    regrade: bool = False,
    only_missing: bool = False,
    options: Sequence[str] = (),
) -> int:
    """Grade a unit; return the exit code: 0, 1 if a submission could not be graded, 130 after Ctrl-C.

    students: names with commas between them, or None for all.
    options: of nbgrader's own, such as --course-dir=... or --Sandbox.cell_seconds=60. Raises CannotGrade.
    """
    with _without_collecting():
        if address is None:
            Cluster.warm_up()
        from bplab.grading.classrun.autograde import CourseAutograde
        from bplab.grading.classrun.journal import Journal
        from bplab.grading.classrun.plan import Plan
        from bplab.grading.classrun.progress import Report
        from bplab.grading.classrun.recorder import Recorder
        from bplab.grading.nbgrader_patch import one_engine

        app = application(options)
    course = CourseAutograde(coursedir=app.coursedir, parent=app)
    chosen = check_names(course, unit, students)
    folder = Path(app.coursedir.format_path(app.coursedir.autograded_directory, ".", "."))
    report, journal = Report(), Journal(folder, unit)
    try:
        with one_engine(), Cluster(jobs, address) as cluster:
            plan = Plan(course, chosen, journal, regrade, only_missing)
            course.parts = plan, cluster, Recorder(course, journal, report)
            code = _grade(course)
            report.stop()
            report.summary(plan.unchanged, cluster.size, regrade and journal.interrupted)
            if waiting := len(journal.waiting):
                report.console.print(WAITING.format(count=waiting, unit=unit))
            else:
                journal.finish({"jobs": cluster.size, "seconds": round(report.seconds, 1)})
            return code
    except KeyboardInterrupt:
        report.stop()
        report.console.print(INTERRUPTED.format(unit=unit))
        return 130
    except OSError as error:
        raise CannotGrade(FAILED.format(error=error, unit=unit)) from None
    finally:
        report.stop()
        journal.close()


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """While modules are loaded: Python's garbage collector takes a fifth of the time that this takes."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _grade(course: CourseAutograde) -> int:
    from nbgrader.converters.base import NbGraderException

    try:
        course.start()
    except NbGraderException:  # it has logged why
        return 1
    return 0


def application(options: Sequence[str]) -> NbGrader:
    """nbgrader with its configuration, and a log that goes well with the progress."""
    from nbgrader.apps import NbGrader

    from bplab.grading.classrun.progress import LogLines

    app = NbGrader()
    app.initialize(["--log-level=WARN", *options])
    app.log.handlers = [LogLines(app.log_level)]
    app.log.propagate = False
    return app


def check_names(
    course: CourseAutograde, unit: str, students: str | None, may_be_empty: bool = False
) -> list[str] | None:
    """The students, as a list or None for all; raises CannotGrade, with names that are like the wrong one.

    may_be_empty: whether there need be no submission.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import DatabaseError

    from bplab.grading.gradebook.database import database_problem

    path = make_url(course.coursedir.db_url)
    if path.get_backend_name() == "sqlite" and not Path(path.database or "").exists():  # it would be made
        raise CannotGrade(NO_GRADEBOOK.format(path=path.database))
    try:
        with Gradebook(course.coursedir.db_url, course.coursedir.course_id) as gradebook:
            units = [assignment.name for assignment in gradebook.assignments]
    except DatabaseError as error:
        raise CannotGrade(database_problem(error)) from None
    if unit not in units:
        raise CannotGrade(NO_UNIT.format(unit=unit, meant=_meant(unit, units)))
    course.coursedir.assignment_id = unit
    submitted = course.submission_folders()
    if not submitted and not may_be_empty:
        raise CannotGrade(NO_SUBMISSIONS.format(unit=unit))
    chosen = None if students is None else _chosen(students, submitted)
    for student in chosen or ():
        if student not in submitted:
            raise CannotGrade(NO_STUDENT.format(unit=unit, student=student, meant=_meant(student, submitted)))
    return chosen


def _chosen(text: str, known: Collection[str]) -> list[str] | None:
    """The students of a list such as `ana,ben`; a name that is known may hold commas itself."""
    pieces = text.split(",")
    chosen: list[str] = []
    while pieces:
        ends = range(len(pieces), 0, -1)
        end = next((end for end in ends if ",".join(pieces[:end]) in known), 1)
        name = ",".join(pieces[:end])
        chosen += [name if name in known else name.strip()] if name.strip() else []
        del pieces[:end]
    return chosen or None


def _meant(name: str, known: Collection[str]) -> str:
    from bplab.grading.intake.repair import one_line

    names = difflib.get_close_matches(name, known) or [other for other in known if name in other]
    return MEANT.format(names=" or ".join(map(one_line, names))) if names else ""
