"""One submission that `nbgrader autograde` grades, as a person types it: it shows if nothing protects.

Its course lies in a temporary folder, with a gradebook of its own; the configuration is that of the folder
where nbgrader is started.
"""

import os
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.coursedir import CourseDirectory

from bplab.commands import nbgrader
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.verdicts import SUFFIX, read_record

NAME = "canary"  # of the unit, the notebook and the student
FAILED = "`nbgrader {command} {name}` failed: {log}"
UNPROTECTED = "plain nbgrader has graded it: there is no {name}" + SUFFIX
SEEN = "its code has written a file of this machine (it was {sandbox})"
POINTS = "it got {points} and deserves {right}"
# Right in one test; for the other it returns an object that claims to equal anything.
CODE = """
import pathlib
class Anything(int):
    def __eq__(self, other):
        return True
def right():
    return 42
def wrong():
    return Anything()
try:
    pathlib.Path({mark!r}).touch()
except OSError:
    pass
"""
TESTS = {"test_right": "assert right() == 42", "test_wrong": "assert wrong() == 42"}
RIGHT = {"test_right": 1.0, "test_wrong": 0.0}


def grade_canary(folder):
    """Have nbgrader, started in a folder, grade the canary; what went wrong, or None."""
    with tempfile.TemporaryDirectory(prefix="bplab-doctor-") as place:
        course = Path(place)
        mark = course / "mark"
        _write(course / "source", "")
        _write(course / "submitted" / NAME, CODE.format(mark=str(mark)))
        for command in ("generate_assignment", "autograde"):
            options = [f"--CourseDirectory.{name}={value}" for name, value in _places(course).items()]
            how = {"settings": folder, "environment": os.environ, "allow_failure": True}
            done = nbgrader(command, NAME, *options, course_root=course, **how)
            if done.returncode:
                return FAILED.format(command=command, name=NAME, log=done.stderr.strip())
        graded = course / "autograded" / NAME / NAME / f"{NAME}.ipynb"
        if not graded.with_suffix(SUFFIX).exists():
            return UNPROTECTED.format(name=NAME)
        if mark.exists():
            return SEEN.format(sandbox=read_record(graded).sandbox)
        points = {test: cell.points for test, cell in read_scores(course, NAME)[NAME].items()}
        return None if points == RIGHT else POINTS.format(points=points, right=RIGHT)


def _places(course):
    """Where all is; what the instructor has set is for a course of theirs."""
    folders = ("source", "release", "submitted", "autograded", "feedback")
    return {f"{name}_directory": name for name in folders} | {
        "db_url": f"sqlite:///{course}/gradebook.db",
        "directory_structure": CourseDirectory.class_traits()["directory_structure"].default(),
        "notebook_id": "*",
        "student_id_exclude": "",
    }


def _write(folder, code):
    """The notebook of the unit, with this code of the student's."""
    cells = [_cell("canary", code, solution=True)]
    cells += [_cell(name, test, grade=True, locked=True, points=1) for name, test in TESTS.items()]
    path = folder / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), path)


def _cell(name, source, **marks):
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return new_code_cell(source, id=name, metadata={"nbgrader": plain | marks | {"grade_id": name}})
