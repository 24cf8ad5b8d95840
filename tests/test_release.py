"""A release that fails, or is stopped, leaves what was released before; a released unit can be corrected."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from bplab import commands
from bplab.grading.gradebook.scores import read_scores
from tests.classes import NOTEBOOK, UNIT, DoubleCourse, copied
from tests.conftest import ROOT, others_slow

HIDDEN = "hidden_double"
# What happens after a step of nbgrader's, in a configuration of one test.
STOPS = {
    "killed": "os.kill(os.getpid(), 9)",
    "interrupted": "os.kill(os.getpid(), 2); __import__('time').sleep(5)",
    "disk full": "raise OSError(28, 'No space left on device')",
}
STOPPED = """
import nbgrader.converters.base, nbgrader.preprocessors
def stopped(self, *arguments, goes_on=nbgrader.{step}):
    goes_on(self, *arguments)
    {stop}
nbgrader.{step} = stopped
"""
AFTER_THE_FILES = "converters.base.BaseConverter.set_permissions"
IN_THE_GRADEBOOK = "preprocessors.SaveCells._create_notebook"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A released course, and a copy of it in which ana has half a point and a comment by hand."""
    course = DoubleCourse(tmp_path_factory.mktemp("double"))
    graded = copied(course, course.root.with_name("graded"))
    graded.hand_in("ana")
    assert graded.grade().returncode == 0
    with gradebook(graded) as book:
        grade = book.find_grade("explain_double", "double", UNIT, "ana")
        grade.manual_score, grade.needs_manual_grade = 0.5, False
        book.find_comment("explain_double", "double", UNIT, "ana").manual_comment = "Well said."
        book.db.commit()
    return course, graded


@pytest.fixture
def course(made, tmp_path):
    return copied(made[0], tmp_path / "course")


@pytest.fixture
def graded(made, tmp_path):
    return copied(made[1], tmp_path / "graded")


@contextlib.contextmanager
def gradebook(course):
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as book:
        yield book


def cells_of_gradebook(course):
    with gradebook(course) as book:
        return {cell.name: cell.source for cell in book.find_notebook("double", UNIT).source_cells}


def by_hand(course):
    with gradebook(course) as book:
        return (
            book.find_grade("explain_double", "double", UNIT, "ana").manual_score,
            book.find_comment("explain_double", "double", UNIT, "ana").manual_comment,
        )


def points(course):
    return {
        name: (cell.points, cell.max_points) for name, cell in read_scores(course.root, UNIT)["ana"].items()
    }


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(course, *changes):
    """Change the source notebook; a change is a function of the notebook and of its cells by name."""
    path = course.root / "source" / UNIT / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    for change in changes:
        change(notebook, {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells})
    nbformat.write(notebook, path)


def add_a_test(notebook, cells):
    added = nbformat.v4.new_code_cell(cells[HIDDEN].source)
    added.metadata["nbgrader"] = {**cells[HIDDEN].metadata.nbgrader, "grade_id": "hidden_new"}
    notebook.cells.append(added)


def remove_a_test(notebook, cells):
    notebook.cells.remove(cells[HIDDEN])


def rename_a_test(notebook, cells):
    cells[HIDDEN].metadata.nbgrader["grade_id"] = "hidden_new"


def no_points(notebook, cells):
    del cells[HIDDEN].metadata.nbgrader["points"]


def region_without_end(notebook, cells):
    cells[HIDDEN].source = cells[HIDDEN].source.replace("### END HIDDEN TESTS", "")


def other_text(notebook, cells):
    cells["test_double"].source += "\n# corrected"


def release_again(course, *options):
    return course.nbgrader("generate_assignment", UNIT, *options, allow_failure=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (add_a_test, "(added: hidden_new)"),
        (remove_a_test, "(removed: hidden_double)"),
        (rename_a_test, "(added: hidden_new; removed: hidden_double)"),
    ],
)
def test_cells_that_come_or_go_after_submissions_are_named_and_nothing_is_lost(graded, change, said):
    before, scores, cells = files(graded.root / "release"), points(graded), cells_of_gradebook(graded)
    edit(graded, other_text, change)
    done = release_again(graded)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert said in done.stderr and "What was released before is as it was" in done.stderr
    assert files(graded.root / "release") == before
    assert (points(graded), by_hand(graded)) == (scores, (0.5, "Well said."))
    assert cells_of_gradebook(graded) == cells


@pytest.mark.parametrize(
    ("change", "said"),
    [(no_points, "'hidden_double' does not have points"), (region_without_end, "hidden test")],
)
@pytest.mark.parametrize("options", others_slow([(), ("--notebook", "double")], ()), ids=["unit", "notebook"])
def test_a_source_that_cannot_be_released_changes_neither_release_nor_gradebook(
    course, change, said, options
):
    before, cells = files(course.root / "release"), cells_of_gradebook(course)
    edit(course, other_text, change)
    done = release_again(course, *options)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{UNIT} was not released: " in done.stderr and said in done.stderr
    assert files(course.root / "release") == before and cells_of_gradebook(course) == cells


@pytest.mark.parametrize(
    ("stop", "step"),
    [
        pytest.param("killed", AFTER_THE_FILES, marks=pytest.mark.slow),
        ("killed", IN_THE_GRADEBOOK),
        pytest.param("interrupted", AFTER_THE_FILES, marks=pytest.mark.slow),
        pytest.param("disk full", IN_THE_GRADEBOOK, marks=pytest.mark.slow),
    ],
)
def test_a_release_that_is_stopped_midway_leaves_the_old_one(course, tmp_path, stop, step):
    before, cells = files(course.root / "release" / UNIT), cells_of_gradebook(course)
    edit(course, other_text)
    settings = tmp_path / "settings"
    settings.mkdir()
    stopped = STOPPED.format(step=step, stop=STOPS[stop])
    (settings / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + stopped)
    done = commands.nbgrader(
        "generate_assignment", UNIT, course_root=course.root, settings=settings, allow_failure=True
    )
    assert done.returncode == (-9 if stop == "killed" else 1) and "Traceback" not in done.stderr
    assert files(course.root / "release" / UNIT) == before and cells_of_gradebook(course) == cells
    assert release_again(course).returncode == 0
    assert b"# corrected" in files(course.root / "release")[f"{UNIT}/{NOTEBOOK}"]
    assert "# corrected" in cells_of_gradebook(course)["test_double"]
    assert [path.name for path in (course.root / "release").iterdir()] == [UNIT]


def test_files_beside_the_notebook_are_released_and_old_ones_go(course):
    data = course.root / "source" / UNIT / "data" / "x.csv"
    data.parent.mkdir()
    data.write_text("1")
    assert release_again(course).returncode == 0
    assert set(files(course.root / "release" / UNIT)) == {NOTEBOOK, "data/x.csv"}
    shutil.rmtree(data.parent)
    assert release_again(course).returncode == 0
    assert [path.name for path in (course.root / "release" / UNIT).iterdir()] == [NOTEBOOK]


def section(name):
    """The code blocks of a section of docs/grading.md."""
    text = (ROOT / "docs" / "grading.md").read_text()
    return re.findall(
        r"^```\n(.*?)^```", text.partition(f"## {name}\n")[2].partition("\n## ")[0], re.M | re.S
    )


def run_as_typed(course, text):
    """Type the commands in the course's folder, for the unit of the test."""
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    line = ["bash", "-e", "-c", text.replace("05_linear_vs_relu", UNIT)]
    done = subprocess.run(
        line, cwd=course.root, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr


@pytest.mark.slow
def test_a_test_that_was_wrong_is_corrected_as_the_docs_say(graded):
    def correct(notebook, cells):
        cells[HIDDEN].source = cells[HIDDEN].source.replace("double(3) == 6", "double(3) == 7")
        cells["test_double"].metadata.nbgrader["points"] = 0

    assert points(graded)[HIDDEN][0] > 0
    edit(graded, correct)
    run_as_typed(graded, section("Correcting a released unit")[0])
    assert points(graded)[HIDDEN][0] == 0 and points(graded)["test_double"] == (0, 0)
    assert by_hand(graded) == (0.5, "Well said.")


@pytest.mark.slow
def test_cells_are_added_as_the_docs_say_and_what_a_person_gave_is_carried_over(graded):
    edit(graded, add_a_test)
    with gradebook(graded) as book:
        book.update_or_create_assignment(UNIT, duedate="2030-01-01")
    _, commands_typed, carry_over = section("Correcting a released unit")
    run_as_typed(graded, commands_typed)
    assert points(graded)["hidden_new"][0] == points(graded)[HIDDEN][0] > 0
    assert by_hand(graded) == (None, None)
    (graded.root / "carry_over.py").write_text(carry_over.replace("05_linear_vs_relu", UNIT))
    run_as_typed(graded, "python carry_over.py")
    assert by_hand(graded) == (0.5, "Well said.")
    with gradebook(graded) as book:
        assert book.find_assignment(UNIT).duedate.year == 2030
