"""A course with a written question whose answers are as good as graded: no code runs, nothing is released."""

import hashlib
import json
import shutil

import nbformat
from nbgrader.api import Gradebook

from bplab.grading.gradebook.ticks import make_tables
from bplab.mark.desk import Desk
from bplab.mark.questions import find_questions
from bplab.term.course import Course
from tests.conftest import ROOT
from tests.made_once import made_once

UNIT, CELL, STUB = "00_double", "explain_double", "YOUR ANSWER HERE"
QUESTION = """## 2. Why

In the next cell, say why doubling works:

- what $2x$ is (2 points);
- why it holds for all numbers (3
  points);
- an example (1 point).
"""
MODEL = "Since $x + x = 2x$ for **every** $x$: $1 + 1 = 2$."


def marks(name, **more):
    kind = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**kind, "grade_id": name, **more}}


def notebook(answer, attachments=None, question=QUESTION):
    """A notebook of the unit, as autograded/ and source/ have it."""
    cell = nbformat.v4.new_markdown_cell(
        answer, id=CELL, metadata=marks(CELL, grade=True, solution=True, points=6)
    )
    if attachments:
        cell["attachments"] = attachments
    code = nbformat.v4.new_code_cell(
        "def double(x):\n    return 2 * x", metadata=marks("double", solution=True)
    )
    return nbformat.v4.new_notebook(cells=[code, nbformat.v4.new_markdown_cell(question), cell])


def make_course(root, answers, question=QUESTION, model=MODEL):
    """A Course in a folder. answers: student id -> text."""

    def make(path):
        shutil.copytree(made_once("mark-empty", _make_empty), path)
        write(path / "source" / UNIT / "double.ipynb", notebook(model, question=question))
        course = Course([f"--course-dir={path}"])
        for student, text in answers.items():
            hand_in(course, student, text)

    what = hashlib.sha256(repr((answers, question, model)).encode()).hexdigest()
    shutil.copytree(made_once(f"mark-{what}", make), root, dirs_exist_ok=True)
    return Course([f"--course-dir={root}"])


def _make_empty(root):
    """A folder with a gradebook, which takes a second to be made."""
    root.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for unit in (UNIT, "01_tests_only"):
            gradebook.add_assignment(unit)
            gradebook.add_notebook("double", unit)
            gradebook.add_grade_cell("test_double", "double", unit, max_score=4, cell_type="code")
            gradebook.add_source_cell("test_double", "double", unit, cell_type="code", source="double(1)")
        gradebook.add_grade_cell(CELL, "double", UNIT, max_score=6, cell_type="markdown")
        for name in ("double", CELL):
            gradebook.add_solution_cell(name, "double", UNIT)
        gradebook.add_source_cell(CELL, "double", UNIT, cell_type="markdown", source=STUB)
        make_tables(gradebook.db)


def hand_in(course, student, text, **more):
    """As if it was graded: a row in the gradebook that waits for a person, and the notebook."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(student, first_name=student.title(), last_name="Made-Up")
        gradebook.update_or_create_submission(UNIT, student)
        grade = gradebook.find_grade(CELL, "double", UNIT, student)
        grade.auto_score = 0.0 if text == STUB else None
        grade.needs_manual_grade = text != STUB or grade.manual_score is not None
        test = gradebook.find_grade("test_double", "double", UNIT, student)
        test.auto_score, test.needs_manual_grade = 4.0, False
        gradebook.db.commit()
    write(course.root / "autograded" / student / UNIT / "double.ipynb", notebook(text, **more))


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def desk_of(course, names=False):
    """The Desk of the only question, opened."""
    [question] = find_questions(course, UNIT)
    desk = Desk(course, question, names)
    desk.open()
    return desk


def in_gradebook(course, student):
    """(points, comment, whether it waits) as nbgrader has them."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(CELL, "double", UNIT, student)
        comment = gradebook.find_comment(CELL, "double", UNIT, student)
        return grade.score, comment.comment, grade.needs_manual_grade
