"""`bplab grade` at the cost of what it decides and records: what it has graded once in earnest it knows.

All of the command runs but the cluster, in a fork of the tests' process: nothing is imported again.
"""

import atexit
import hashlib
import multiprocessing
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bplab.cli import main
from bplab.grading import grade as run
from bplab.grading.classrun import journal, progress  # noqa: F401 (here, and not in each fork)
from bplab.grading.classrun.grader import Grader
from tests.classes import DoubleCourse, command

FORK = multiprocessing.get_context("fork")
KNOWN = Path(tempfile.mkdtemp(prefix="graded-"))
atexit.register(shutil.rmtree, KNOWN)


class GradedOnce:
    """A pool in the place of Cluster: a Grader of this process, asked for what is not known yet."""

    size = 1

    def __init__(self, jobs, address):
        self.grader = Grader()

    @staticmethod
    def warm_up():
        """There are no workers."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.grader.close()

    def grade_all(self, tasks):
        """See Pool."""
        for student, task in tasks:
            yield student, self._result(task)

    def _result(self, task):
        """What becomes of a submission does not depend on whose it is."""
        what = repr((task.released, task.submission, task.tests, task.settings, task.steps))
        path = KNOWN / hashlib.sha256(what.encode()).hexdigest()
        if not path.exists():
            path.write_bytes(pickle.dumps(self.grader.grade(task)))
        return pickle.loads(path.read_bytes())


class QuickCourse(DoubleCourse):
    """A DoubleCourse that is graded in this way."""

    def grade(self, *options, first=lambda: None):
        """`bplab grade`; the finished process. first: what is called in it before."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as log:
            process = FORK.Process(target=_grade, args=(self, options, first, out, log))
            process.start()
            process.join()
            printed = [file.seek(0) or file.read().decode() for file in (out, log)]
            return subprocess.CompletedProcess(options, process.exitcode, *printed)


quickly = pytest.mark.parametrize("course", [QuickCourse], indirect=True)  # a test of no cluster


def _grade(course, options, first, out, log):
    """As the command line would, with what is printed in two files."""
    os.dup2(out.fileno(), 1)
    os.dup2(log.fileno(), 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    how = command(course, *options)
    os.environ |= how["env"]
    os.chdir(how["cwd"])
    run.Cluster = GradedOnce
    first()
    sys.argv = how["args"][2:]  # those of `python -c`
    main()
