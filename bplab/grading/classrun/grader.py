"""Grades submissions, wherever they are: a Task in, a Result out.

It needs the package and a sandbox, but no file of the course, no gradebook and no network.
"""

import json
import logging
import os
import socket
import time
import traceback
from dataclasses import dataclass, replace
from typing import Any, Self

from traitlets.config import Config
from traitlets.utils.importstring import import_item

from bplab.grading.classrun.task import Result, Task
from bplab.grading.gradebook.released import ReleasedNotebook
from bplab.grading.intake.reading import TOO_LARGE, Ungradable
from bplab.grading.intake.repair import one_line
from bplab.grading.intake.submissions import Submission, read
from bplab.grading.intake.uploads import DataFile, Taken
from bplab.grading.judge.verdicts import JudgedNotebook
from bplab.grading.sandbox.bounded import COMPUTING, Bounded, OutOfBounds
from bplab.grading.sandbox.bubblewrap import Sandbox, SandboxMissing
from bplab.grading.sandbox.kernels import Kernels

READ_SECONDS = 10  # of computing
NO_READING = "reading and repairing it takes {bound}"


@dataclass(frozen=True)
class Job:
    """What the steps need that grade one notebook; kernels, data: see Judge."""

    released: ReleasedNotebook
    kernels: Kernels
    data: list[DataFile]


class Grader:
    """Grades one submission after another; what forks their kernels stays. To be closed at the end."""

    def __init__(self) -> None:
        self._kernels: Kernels | None = None
        self._made_for: tuple[list[str], dict | None] | None = None

    def grade(self, task: Task) -> Result:
        """Repair, sanitise, run and judge a submission; never raises for what the student has done."""
        begin = time.monotonic()
        lines: list[tuple[int, str]] = []
        notebooks: dict[str, JudgedNotebook] = {}
        log = _logger(task.log_level, lines)
        problem = stop = None
        try:
            kernels = self._kernels_for(task, log)
            submissions = {
                name: read_bounded(task.taken, task.unit, name, released.templates, kernels.bounded)
                for name, released in task.released.items()
            }
            for name, submission in submissions.items():
                notebooks[name] = _grade_notebook(task, name, submission, kernels, log)
        except Ungradable as error:
            problem = str(error)
        except SandboxMissing as error:
            stop = str(error)
        except Exception as error:
            log.debug(traceback.format_exc())
            problem = f"{type(error).__name__}: {one_line(error, limit=200)}"
        seconds = round(time.monotonic() - begin, 3)
        return Result(notebooks, problem, stop, lines, seconds, f"{socket.gethostname()}:{os.getpid()}")

    def _kernels_for(self, task: Task, log: logging.Logger) -> Kernels:
        """The source of kernels for a task: that of the task before, unless the settings are others."""
        wanted = task.course, task.settings.get("Sandbox")
        if self._kernels is None or wanted != self._made_for:
            self.close()
            sandbox = Sandbox(config=Config(task.settings))
            self._kernels, self._made_for = Kernels(sandbox, task.course), wanted
        self._kernels.log = log
        self._kernels.prepare()  # while the submission is read
        return self._kernels

    def close(self) -> None:
        """End what kernels are forked from."""
        if self._kernels is not None:
            self._kernels.close()
            self._kernels = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_bounded(taken: Taken, unit: str, name: str, templates: list[str], bounded: Bounded) -> Submission:
    """The submission of a notebook, read in a process that has a bound; raises Ungradable."""
    begin = time.monotonic()
    try:
        found = bounded.call(read, taken, unit, name, templates, seconds=READ_SECONDS, clock=COMPUTING)
    except OutOfBounds as problem:
        raise Ungradable(TOO_LARGE, name=name, reason=NO_READING.format(bound=problem)) from None
    if isinstance(found, Ungradable):
        raise found
    return replace(found, seconds=round(time.monotonic() - begin, 3))


def _grade_notebook(
    task: Task, name: str, submission: Submission, kernels: Kernels, log: logging.Logger
) -> JudgedNotebook:
    """Take a notebook through nbgrader's steps, of which JudgeNotebook leaves its Record."""
    files = submission.files(task.data, task.taken.unpacked)
    names = {"assignment": task.unit, "student": task.student}
    resources: dict[str, Any] = {"nbgrader": names, "bplab": Job(task.released[name], kernels, files)}
    notebook, config = submission.notebook, Config(task.settings)
    for path in task.steps:
        step = import_item(path)(config=config, log=log)
        notebook, resources = step(notebook, resources)
    record = replace(
        resources["bplab_record"],
        reading_seconds=submission.seconds,
        repairs=submission.repairs,
        submission=task.submission,
        tests=task.tests[name],
    )
    return JudgedNotebook(json.dumps(notebook), record)  # who records it brings it into nbformat's form


def _logger(level: int, lines: list[tuple[int, str]]) -> logging.Logger:
    """A logger of its own, whose lines of a level and above go into a list."""
    log = logging.Logger(__name__, level)
    log.addHandler(_Collect(lines))
    return log


class _Collect(logging.Handler):
    def __init__(self, lines: list[tuple[int, str]]):
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, record.getMessage()))
