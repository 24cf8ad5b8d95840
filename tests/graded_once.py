"""`bplab grade` at the cost of what it decides and records: what it has graded once in earnest it knows.

All of the command runs but its workers, in a fork.
"""

import hashlib
import pickle

import pytest

from bplab.cli import main
from bplab.grading import grade as run
from bplab.grading.classrun import journal, progress  # noqa: F401 (here, and not in each fork)
from bplab.grading.classrun.grader import Grader
from tests.classes import DoubleCourse, command
from tests.forked import in_fork
from tests.made_once import made_once


class GradedOnce:
    """A pool in the place of Workers: a Grader of this process, asked for what is not known yet."""

    size = 1

    def __init__(self, jobs, address):
        self.grader = Grader()

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
        name = hashlib.sha256(what.encode()).hexdigest()
        path = made_once(name, lambda path: path.write_bytes(pickle.dumps(self.grader.grade(task))))
        return pickle.loads(path.read_bytes())


class QuickCourse(DoubleCourse):
    """A DoubleCourse that is graded in this way."""

    def grade(self, *options, first=lambda: None):
        """`bplab grade`; the finished process. first: what is called in it before."""
        how = command(self, *options)
        return in_fork(lambda: _grade(first), how["args"][2:], how["cwd"], how["env"])  # without `python -c`


quickly = pytest.mark.parametrize("course", [QuickCourse], indirect=True)  # a test of no worker process


def _grade(first):
    """As the command line would."""
    run._pool = GradedOnce
    first()
    main()
