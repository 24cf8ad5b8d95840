"""`bplab grade`: from the words on the command line to a graded class."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bplab.grading.chosen import check_names
from bplab.grading.classrun.errors import CannotGrade

if TYPE_CHECKING:
    from nbgrader.apps import NbGrader

    from bplab.grading.classrun.autograde import CourseAutograde
    from bplab.grading.classrun.cluster import Cluster
    from bplab.grading.classrun.workers import Workers

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
        with one_engine(), _pool(jobs, address) as pool:
            plan = Plan(course, chosen, journal, regrade, only_missing)
            course.parts = plan, pool, Recorder(course, journal, report)
            code = _grade(course)
            report.stop()
            report.summary(plan.unchanged, pool.size, regrade and journal.interrupted)
            if waiting := len(journal.waiting):
                report.console.print(WAITING.format(count=waiting, unit=unit))
            else:
                journal.finish({"jobs": pool.size, "seconds": round(report.seconds, 1)})
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


def _pool(jobs: int | None, address: str | None) -> Cluster | Workers:
    """Who grades: processes of this machine, or the workers of the scheduler at an address."""
    if address is None:
        from bplab.grading.classrun.workers import Workers

        return Workers(jobs)
    from bplab.grading.classrun.cluster import Cluster

    return Cluster(address)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """While modules are loaded, which takes a fifth longer if Python's garbage collector looks for some.

    Nor does it look at them later, here or in a copy of this process: what they hold stays.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
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
