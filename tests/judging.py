"""A notebook of a few cells, graded in the sandbox as a submission is."""

import atexit
import functools

from nbformat.v4 import new_code_cell, new_notebook

from bplab.grading.judge.judge import GradedTest, Judge
from bplab.grading.sandbox.bubblewrap import Sandbox
from bplab.grading.sandbox.kernels import Kernels

POINTS = 4


def graded(cells, given=(), files=(), secret="", language=None, **limits):
    """Grade a notebook of (name, source) cells; names with test_ or hidden_ are tests.

    Those with own the student has added. language: of the notebook. Returns (record, notebook).
    """
    limits = {"cell_seconds": 3, "notebook_seconds": 40} | limits
    notebook, tests = new_notebook(), {}
    if language:
        notebook.metadata["bplab"] = {"language": language}
    for name, source in cells:
        cell = new_code_cell(source, id=name)
        if not name.startswith("own"):
            marks = {"grade_id": name, "points": POINTS, "grade": False, "solution": True}
            cell.metadata["nbgrader"] = marks
        if name.startswith(("test_", "hidden_")):
            tests[name] = GradedTest(source, POINTS)
            cell.metadata["nbgrader"] |= {"grade": True, "solution": False}
        notebook.cells.append(cell)
    grader = Judge(kernels_within(**limits), tests, list(given), list(files), secret)
    return grader.grade(notebook), notebook


def kernels_within(**limits):
    """The source of kernels for all tests, with these limits from now on."""
    sandbox = Sandbox(**limits)
    kernels = _kernels(sandbox.warm, sandbox.bwrap, sandbox.written_mib)
    assert not sandbox.warm or kernels.why_cold is None, kernels.why_cold
    kernels.sandbox = sandbox
    return kernels


@functools.cache
def _kernels(warm, bwrap, written_mib):
    """To start one takes as long as most tests; of the limits its server knows only what may be written."""
    kernels = Kernels(Sandbox(warm=warm, bwrap=bwrap, written_mib=written_mib), [])
    atexit.register(kernels.close)
    return kernels


def verdicts(record):
    return {verdict.grade_id: verdict for verdict in record.verdicts}


def statuses(record):
    return {verdict.grade_id: verdict.status for verdict in record.verdicts}
