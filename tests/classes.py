"""Classes of a unit that is graded in a second, and what grading them has left: every row and every file."""

import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sqlalchemy import MetaData, create_engine

from bplab.authoring.units import Unit
from tests.conftest import ROOT, Course
from tests.made_once import made_once

UNIT = "00_double"
NOTEBOOK = "double.ipynb"
RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return x + 2"
TESTS = {"test_double": "assert double(2) == 4", "hidden_double": "assert double(3) == 6, 'three'"}
RUN = "from bplab.cli import main; main()"


class DoubleCourse(Course):
    """A course with one unit: a function, two tests, a written answer."""

    def __init__(self, folder):
        super().__init__(folder / "course", _unit())

    def hand_in(self, student, code=RIGHT, answer="Two times.", date=None):
        """A submission with this code, handed in at a date."""
        notebook = nbformat.from_dict(self.release)
        for cell in notebook.cells:
            text = {"double": code, "explain_double": answer}.get(cell.metadata.nbgrader.grade_id)
            cell.source = cell.source if text is None else text
        self.submit(student, notebook)
        if date:
            self.submit(student, date.encode(), name="timestamp.txt")

    def grade(self, *options, code=RUN, **how):
        """`bplab grade`, as a person runs it; code: another program with the same command line."""
        return bplab_grade(self, *options, code=code, **how)


def bplab_grade(course, *options, code=RUN, **how):
    """`bplab grade` on a course; the finished process."""
    return subprocess.run(**command(course, *options, code=code), capture_output=True, text=True, **how)


def command(course, *options, code=RUN):
    """What `subprocess` needs to run `bplab grade` on a course."""
    line = [sys.executable, "-c", code, "grade", course.unit.name, f"--course-dir={course.root}", *options]
    return {"args": line, "cwd": course.unit.root, "env": os.environ | {"COLUMNS": "100", "NO_COLOR": "1"}}


def copied(course, folder):
    """The same course in another folder."""
    other = object.__new__(type(course))
    other.__dict__ = course.__dict__ | {"root": folder}
    shutil.copytree(course.root, folder, symlinks=True)
    return other


def done(finished):
    """The students of whom a run says that it has graded them, or could not."""
    return [line.partition(":")[0] for line in finished.stdout.splitlines() if " failed, " in line]


def summary(course):
    """What the run has left in autograded/."""
    return json.loads((course.root / "autograded" / f"{course.unit.name}-run.json").read_text())


def rows(course, db_url=None):
    """table -> its rows, sorted. Ids that a grading makes are replaced by what they stand for."""
    engine = create_engine(db_url or f"sqlite:///{course.root / 'gradebook.db'}")
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        content = {
            name: [dict(row._mapping) for row in connection.execute(table.select())]
            for name, table in tables.tables.items()
        }
    engine.dispose()
    meaning = _meaning(content)
    return {
        name: sorted(
            str({key: meaning.get(value, value) for key, value in sorted(row.items())}) for row in found
        )
        for name, found in content.items()
    }


def _meaning(content):
    """id -> what it stands for. nbgrader draws ids by chance; all else is compared as it is."""
    assignments = {row["id"]: row["name"] for row in content["assignment"]}
    notebooks = {row["id"]: row["name"] for row in content["notebook"]}
    cells = {row["id"]: row["name"] for kind in ("base_cell", "source_cell") for row in content[kind]}
    meaning = assignments | notebooks | cells
    for row in content["submitted_assignment"]:
        meaning[row["id"]] = f"{row['student_id']} of {assignments[row['assignment_id']]}"
    for row in content["submitted_notebook"]:
        meaning[row["id"]] = f"{notebooks[row['notebook_id']]} by {meaning[row['assignment_id']]}"
    for kind in ("grade", "comment"):
        for row in content[kind]:
            meaning[row["id"]] = f"{kind} of {cells[row['cell_id']]} in {meaning[row['notebook_id']]}"
    return meaning


def tree(course):
    """path -> (mode, content) of all in autograded/ but the summary of `bplab grade`; without times."""
    folder, found = course.root / "autograded", {}
    for path in sorted(folder.rglob("*")):
        if path.name != f"{course.unit.name}-run.json":
            content = path.read_bytes() if path.is_file() else None
            if path.name.endswith(".verdicts.json"):
                content = _without_times(json.loads(content))
            found[str(path.relative_to(folder))] = path.stat().st_mode, content
    return found


def _without_times(record):
    verdicts = [verdict | {"seconds": None} for verdict in record["verdicts"]]
    times = {"seconds": None, "reading_seconds": None}
    return record | times | {"verdicts": verdicts, "cells": list(record["cells"])}


def problems(course, log):
    """The warnings and errors of a log, without nbgrader's marks and the course's folder, sorted."""
    found, wanted = [], True
    for line in log.replace(str(course.root), "").splitlines():
        if mark := re.match(r"\[\w+ \| (\w+)\] ", line):
            wanted = mark[1] in ("WARNING", "ERROR")
        if wanted:
            found.append(line.removeprefix(mark[0] if mark else "").strip())
    return sorted(found)


def _unit():
    """The unit, in a folder of its own: released once, for all courses."""

    def make(folder):
        (folder / "source" / UNIT).mkdir(parents=True)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        nbformat.write(_source(), folder / "source" / UNIT / NOTEBOOK)

    return Unit(made_once("double", make), UNIT)


def _source():
    """The instructor's version."""

    def marks(name, **changes):
        plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
        return {"nbgrader": plain | {"grade_id": name} | changes}

    solution = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    cells = [
        new_code_cell(solution, id="double", metadata=marks("double", solution=True)),
        *(
            new_code_cell(
                text
                if name.startswith("test_")
                else f"# hidden\n### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS",
                id=name,
                metadata=marks(name, grade=True, locked=True, points=2),
            )
            for name, text in TESTS.items()
        ),
        new_markdown_cell(
            "Why?", id="explain_double", metadata=marks("explain_double", grade=True, solution=True, points=1)
        ),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)
