"""Grades submissions, wherever they are: plain data in, plain data out.

It needs the package and a sandbox, but no file of the course, no gradebook and no network.
"""

import logging
import os
import socket
import time
import traceback
from dataclasses import asdict, dataclass, replace

import nbformat
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from bplab.grading.bounded import COMPUTING, OutOfBounds
from bplab.grading.kernels import Kernels
from bplab.grading.reading import TOO_LARGE, Ungradable
from bplab.grading.released import ReleasedNotebook
from bplab.grading.repair import printable
from bplab.grading.sandbox import Sandbox, SandboxMissing
from bplab.grading.submissions import read
from bplab.grading.verdicts import Record

READ_SECONDS = 10  # of computing
NO_READING = "to read and repair it takes {bound}"


@dataclass
class Job:
    """What the steps share that grade one notebook: what they need, and what the judge has found.

    kernels, data: see Judge.
    """

    released: ReleasedNotebook
    kernels: Kernels
    data: list
    record: Record | None = None


class Grader:
    """Grades one submission after another; what forks their kernels stays. To be closed at the end."""

    def __init__(self):
        self._kernels = self._made_for = None

    def grade(self, task):
        """Repair, sanitise, run and judge a submission; never raises for what the student has done.

        task: a dict with
            unit, student: their names
            released: notebook name -> ReleasedNotebook as a dict, of the notebooks to be graded
            taken: what was handed in, see uploads.take
            fingerprints: {"submission": text, "tests": notebook name -> text}, for the records
            data: (path, whether it can be executed, bytes) of each file that student code may read
            course: folders that the student's process must not see
            steps: names of nbgrader's preprocessors, up to the judge; settings: their configuration
            log_level: of the lines to return

        Returns a dict with
            notebooks: notebook name -> {"notebook": text, "record": Record as a dict}
            problem: why the submission could not be graded, or None
            stop: why nothing at all can be graded here, or None
            log: (level, line) of what the steps have logged
            seconds: how long it took; worker: the machine and the process that did it
        """
        begin, lines = time.monotonic(), []
        result = {"notebooks": {}, "problem": None, "stop": None, "log": lines}
        log = _logger(task["log_level"], lines)
        try:
            kernels = self._kernels_for(task, log)
            released = {name: ReleasedNotebook.from_plain(plain) for name, plain in task["released"].items()}
            submissions = {
                name: read_bounded(task, name, notebook.template, kernels.bounded)
                for name, notebook in released.items()
            }
            for name, submission in submissions.items():
                files = submission.files(task["data"], task["taken"]["unpacked"])
                job = Job(released[name], kernels, files)
                result["notebooks"][name] = _grade_notebook(task, name, submission, job, log)
        except Ungradable as problem:
            result["problem"] = str(problem)
        except SandboxMissing as error:
            result["stop"] = str(error)
        except Exception as error:
            log.debug(traceback.format_exc())
            result["problem"] = f"{type(error).__name__}: {printable(error, limit=200)}"
        return result | {
            "seconds": round(time.monotonic() - begin, 3),
            "worker": f"{socket.gethostname()}:{os.getpid()}",
        }

    def _kernels_for(self, task, log):
        """The source of kernels for a task: that of the task before, unless the settings are others."""
        wanted = task["course"], task["settings"].get("Sandbox")
        if self._kernels is None or wanted != self._made_for:
            self.close()
            sandbox = Sandbox(config=Config(task["settings"]))
            self._kernels, self._made_for = Kernels(sandbox, task["course"]), wanted
        self._kernels.log = log
        self._kernels.prepare()  # while the submission is read
        return self._kernels

    def close(self):
        """End what kernels are forked from."""
        if self._kernels is not None:
            self._kernels.close()
            self._kernels = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def read_bounded(task, name, template, bounded):
    """The Submission for the notebook `name`, read in a process that has a bound; raises Ungradable."""
    begin = time.monotonic()
    try:
        arguments = task["taken"], task["unit"], name, template
        found = bounded.call(read, *arguments, seconds=READ_SECONDS, clock=COMPUTING)
    except OutOfBounds as problem:
        raise Ungradable(TOO_LARGE, name=name, reason=NO_READING.format(bound=problem)) from None
    if isinstance(found, Ungradable):
        raise found
    return replace(found, seconds=round(time.monotonic() - begin, 3))


def _grade_notebook(task, name, submission, job, log):
    notebook = submission.notebook
    resources = {"nbgrader": {"assignment": task["unit"], "student": task["student"]}, "bplab": job}
    config = Config(task["settings"])
    for path in task["steps"]:
        step = import_item(path)(config=config, log=log)
        notebook, resources = step(notebook, resources)
    job.record.reading_seconds = submission.seconds
    job.record.repairs = [asdict(repair) for repair in submission.repairs]
    job.record.submission = task["fingerprints"]["submission"]
    job.record.tests = task["fingerprints"]["tests"][name]
    text = nbformat.writes(notebook)
    return {"notebook": text, "record": asdict(job.record)}


def _logger(level, lines):
    """A logger of its own, whose lines of a level and above go into a list."""
    log = logging.Logger(__name__, level)
    log.addHandler(_Collect(lines))
    return log


class _Collect(logging.Handler):
    def __init__(self, lines):
        super().__init__()
        self.lines = lines

    def emit(self, record):
        self.lines.append((record.levelno, record.getMessage()))
