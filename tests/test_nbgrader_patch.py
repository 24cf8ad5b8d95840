"""nbgrader's commands make our converters, or nothing is done: an unknown nbgrader grades nobody."""

import os
import subprocess
import sys

import nbgrader.apps.api
import pytest
from nbgrader.api import Course, Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.apps.generateassignmentapp import GenerateAssignmentApp
from nbgrader.apps.generatefeedbackapp import GenerateFeedbackApp
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException

from bplab.feedback.converter import CourseFeedback
from bplab.grading import nbgrader_patch
from bplab.grading.classrun.autograde import CourseAutograde
from bplab.grading.gradebook.release import CourseRelease
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.nbgrader_patch import UnknownNbgrader, replace_attribute
from tests.classes import UNIT, DoubleCourse

NAMES = {
    Autograde: "autograde",
    GenerateAssignment: "generate_assignment",
    GenerateFeedback: "generate_feedback",
}


@pytest.fixture(params=["autograde", "release", "feedback"])
def install(request, monkeypatch):
    """(what installs it, nbgrader's class, ours, functions that make one); undone afterwards."""
    installs, theirs, ours, commands = {
        "autograde": (
            nbgrader_patch.install_autograde, Autograde, CourseAutograde,
            [AutogradeApp.start, NbGraderAPI.autograde],
        ),
        "release": (
            nbgrader_patch.install_release, GenerateAssignment, CourseRelease,
            [GenerateAssignmentApp.start, NbGraderAPI.generate_assignment],
        ),
        "feedback": (
            nbgrader_patch.install_feedback, GenerateFeedback, CourseFeedback,
            [GenerateFeedbackApp.start, NbGraderAPI.generate_feedback],
        ),
    }[request.param]  # fmt: skip
    for command in commands:
        monkeypatch.setitem(command.__globals__, theirs.__name__, theirs)
    monkeypatch.setattr(theirs, "start", getattr(theirs.start, "__wrapped__", theirs.start))
    return installs, theirs, ours, commands


def test_both_commands_make_ours_and_installing_twice_is_as_once(install):
    installs, theirs, ours, commands = install
    for _ in range(2):
        installs()
        assert [command.__globals__[theirs.__name__] for command in commands] == [ours, ours]


def test_an_attribute_that_is_gone_is_noticed():
    with pytest.raises(UnknownNbgrader, match="NbGraderAPI has no `no_such_method`.* Nothing was done"):
        replace_attribute(NbGraderAPI, "no_such_method", None)
    assert not hasattr(NbGraderAPI, "no_such_method")


@pytest.mark.parametrize("seen", nbgrader_patch.PRIVATE)
def test_all_that_is_nobodys_promise_is_where_it_was_seen(seen):
    assert list(nbgrader_patch.missing(seen.split()[0])) == []


def test_what_is_gone_of_it_is_noticed(monkeypatch):
    monkeypatch.delattr("nbgrader.preprocessors.SaveCells._create_notebook")
    with pytest.raises(UnknownNbgrader, match="SaveCells has no `_create_notebook`.* Nothing was done"):
        nbgrader_patch.install()


def test_a_gradebook_is_opened_once_in_a_run_and_as_ever_afterwards(tmp_path):
    theirs, url = Gradebook.__init__, f"sqlite:///{tmp_path / 'a.db'}"
    with nbgrader_patch.one_engine():
        with Gradebook(url, "course") as book, Gradebook(url, "course") as again:
            assert again.engine is book.engine and again.db is not book.db
            again.add_student("ada")
        assert book.find_student("ada") and book.course_id == "course"
        with Gradebook(url, "another") as book:  # a course of its own, which has to be there
            assert {course.id for course in book.db.query(Course)} == {"another", "course"}
    assert Gradebook.__init__ is theirs


@pytest.mark.parametrize("number", [0, 1])
def test_a_name_that_is_gone_is_noticed(install, number, monkeypatch):
    installs, theirs, _, commands = install
    monkeypatch.delitem(commands[number].__globals__, theirs.__name__)
    with pytest.raises(UnknownNbgrader, match=f"makes no `{theirs.__name__}`.* Nothing was done"):
        installs()
    assert theirs.__name__ not in commands[number].__globals__


@pytest.mark.parametrize("number", [0, 1])
def test_another_class_under_the_name_is_noticed(install, number, monkeypatch):
    installs, theirs, _, commands = install
    another = type("Another", (theirs,), {})
    monkeypatch.setitem(commands[number].__globals__, theirs.__name__, another)
    with pytest.raises(UnknownNbgrader, match="Another"):
        installs()


def looks_elsewhere(self):
    return nbgrader.converters.Autograde(parent=self) or nbgrader.converters.GenerateAssignment(parent=self)


def test_a_command_that_looks_the_class_up_elsewhere_is_noticed(install, monkeypatch):
    installs, theirs, _, _ = install
    monkeypatch.setattr(nbgrader.apps.api.NbGraderAPI, NAMES[theirs], looks_elsewhere)
    monkeypatch.setitem(globals(), theirs.__name__, theirs)
    with pytest.raises(UnknownNbgrader, match=f"looks_elsewhere makes no `{theirs.__name__}`"):
        installs()


def test_nbgraders_own_class_does_not_start_any_more(install):
    installs, theirs, _, _ = install
    installs()
    with pytest.raises(NbGraderException, match=f"its own `{theirs.__name__}`"):
        theirs().start()


@pytest.fixture
def course(tmp_path):
    course = DoubleCourse(tmp_path)
    course.hand_in("ana", code=f"def double(x):\n    open({str(tmp_path / 'mark')!r}, 'w')\n    return 2 * x")
    return course


# Later versions of nbgrader, which take a class of their own; the name is gone, not used, or used otherwise.
LATER = """
import nbgrader.converters, nbgrader.apps.autogradeapp as app
own = app.Autograde
def classes(self):
    return app.NbGrader._classes_default(self)
def start(self):
    app.NbGrader.start(self)
    self.coursedir.assignment_id = self.extra_args[0]
    try:
        {make}(coursedir=self.coursedir, parent=self).start()
    except app.NbGraderException:
        raise SystemExit(1) from None
app.AutogradeApp._classes_default, app.AutogradeApp.start = classes, start
{rest}
"""


@pytest.mark.parametrize(
    ("make", "rest"),
    [
        ("own", "del app.Autograde"),
        pytest.param("own", "app.Autograde = own", marks=pytest.mark.slow),
        pytest.param("(Autograde and own)", "app.Autograde = own", marks=pytest.mark.slow),
    ],
)
def test_a_later_nbgrader_that_takes_its_own_class_grades_nobody(course, tmp_path, make, rest):
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(LATER.format(make=make, rest=rest))
    line = [sys.executable, "-m", "nbgrader", "autograde", UNIT, f"--course-dir={course.root}"]
    environment = os.environ | {"PYTHONPATH": str(site)}
    done = subprocess.run(line, cwd=course.unit.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 1 and "bplab does not know this nbgrader (0." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "mark").exists() and not (course.root / "autograded" / "ana").exists()
    assert read_scores(course.root, UNIT) == {}
