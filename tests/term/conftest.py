"""A course with one released unit of 5 points, made once; and a grading that costs nothing."""

import shutil
from datetime import UTC, datetime

import pytest
from nbgrader.api import Gradebook

from bplab.term.course import Course
from bplab.term.matching import Student
from tests.conftest import ROOT
from tests.term import lms

UNIT = "00_double"
CELLS = {"test_double": 2, "hidden_double": 2, "explain_double": 1}


@pytest.fixture(scope="session", autouse=True)
def here(quick_gradebooks):
    """Gradebooks are quick in all tests of this folder."""


@pytest.fixture(scope="session")
def made_course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment(UNIT)
        gradebook.add_notebook("double", UNIT)
        for name, points in CELLS.items():
            kind = "markdown" if name.startswith("explain") else "code"
            gradebook.add_grade_cell(name, "double", UNIT, max_score=points, cell_type=kind)
    return root


class TermCourse(Course):
    """A Course to try things on."""

    def __init__(self, root):
        super().__init__([f"--course-dir={root}"])

    def enrol(self, people):
        with self.gradebook() as gradebook:
            for person in people:
                names = {"first_name": person.first, "last_name": person.last, "email": person.email}
                gradebook.add_student(person.id, lms_user_id=str(person.number), **names)

    def grade(self, points):
        """As `bplab grade` would leave the gradebook; points: student id -> points of the first cells."""
        with self.gradebook() as gradebook:
            for student, scored in points.items():
                path = self.submitted(UNIT, student) / "timestamp.txt"
                time = None
                if path.exists():
                    time = datetime.strptime(path.read_text().strip(), "%Y-%m-%d %H:%M:%S %z").astimezone(UTC)
                    time = time.replace(tzinfo=None)
                gradebook.update_or_create_submission(UNIT, student, timestamp=time)
                for name in CELLS:
                    grade = gradebook.find_grade(name, "double", UNIT, student)
                    grade.auto_score, grade.needs_manual_grade = min(scored, CELLS[name]), False
                    scored -= grade.auto_score
            gradebook.db.commit()

    def files(self):
        """path -> bytes, of all in submitted/ and attempts/."""
        folders = (self.root / "submitted", self.root / "attempts")
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def course(made_course, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(made_course, root)
    return TermCourse(root)


@pytest.fixture(scope="session")
def people():
    return lms.made_up_class()


@pytest.fixture
def as_student():
    """A made-up person as the roster knows them."""
    return lambda person: Student(person.id, person.first, person.last, person.email, str(person.number))
