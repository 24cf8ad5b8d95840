"""The build refuses assignments that do not work, and its result is what is committed."""

import contextlib
import functools
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from bplab.authoring import build, stamps
from bplab.authoring.build import build_unit, differences, write
from bplab.authoring.errors import BuildError
from bplab.authoring.execute import execute
from bplab.authoring.units import Unit, find_units
from bplab.cli import app
from bplab.commands import nbgrader
from tests import forked
from tests.conftest import ROOT
from tests.made_once import made_once

ASSIGNMENT = """# %% [markdown]
# ## 1. One

# %% task one
def one():
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION

# %% check one points=2
# one() is 1.
from bplab.checks.core import CheckFailed, call
if call("one()", one) != {expected}:
    raise CheckFailed("one(): not 1")

# %% hidden one_again points=3
# one() is still 1.
{hidden}
"""
PASSES = (
    'from bplab.checks.core import CheckFailed, call\nif call("one()", one) != 1: raise CheckFailed("no")'
)


def make_unit(root, expected=1, hidden=PASSES):
    """A course with one tiny unit."""
    (root / "lessons" / "01_one").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    text = ASSIGNMENT.format(expected=expected, hidden=hidden)
    (root / "lessons" / "01_one" / "assignment.py").write_text(text)
    return Unit(root, "01_one")


@pytest.fixture
def small(tmp_path):
    """make_unit, to be called with the parts of the assignment."""
    return functools.partial(make_unit, tmp_path)


LECTURES = find_units(ROOT, lectures_too=True)


def quiet(line):
    pass


@pytest.fixture(scope="module", autouse=True)
def in_a_fork():
    """nbgrader's command, in all tests but one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "nbgrader", forked.nbgrader)
        yield


def test_a_good_assignment_is_written_and_then_found_equal(built, somebodys_settings, monkeypatch):
    monkeypatch.setattr(build, "nbgrader", nbgrader)
    assert differences(built, build_unit(built, quiet)) == []
    release = nbformat.read(built.release, as_version=4)
    [task] = [cell for cell in release.cells if cell.id == "one"]
    assert 'raise NotImplementedError("one: not written yet (section 1)")' in task.source
    [hidden] = [cell for cell in release.cells if cell.id == "hidden_one_again"]
    assert hidden.source == "# Hidden check, 3 points: one() is still 1."
    assert not Path("gradebook.db").exists() and not somebodys_settings.exists()


def test_an_edited_release_is_found(built):
    fresh = {path: nbformat.read(path, as_version=4) for path in (built.source, built.release)}
    built.release.write_text(built.release.read_text().replace("not written yet", "not written"))
    assert differences(built, fresh) == [f"{built.release}: cell one differs"]
    (built.release.parent / "answers.txt").write_text("1")
    assert "release/01_one/answers.txt: is not built from lessons/" in differences(built, fresh)


def test_a_test_that_fails_on_the_solution_is_refused(small):
    with pytest.raises(BuildError, match="test_one fails on the solution: CheckFailed: one.*: not 1"):
        build_unit(small(expected=2), quiet)


@pytest.mark.slow
def test_a_test_that_passes_on_the_untouched_version_is_refused(small):
    with pytest.raises(BuildError, match="hidden_one_again passes although nothing was filled in"):
        build_unit(small(hidden="assert callable(one)"), quiet)


@pytest.mark.slow
def test_a_traceback_in_the_untouched_version_is_refused(small):
    with pytest.raises(BuildError, match="hidden_one_again shows a student a traceback: NotImplementedError"):
        build_unit(small(hidden="assert one() == 1"), quiet)


@pytest.mark.slow
def test_a_test_that_does_not_say_that_nothing_was_filled_in_is_refused(small):
    hidden = (
        "from bplab.checks.core import CheckFailed, attempt\nif attempt(one)[0] != 1: raise CheckFailed('no')"
    )
    with pytest.raises(BuildError, match="hidden_one_again does not say 'not written yet': CheckFailed: no"):
        build_unit(small(hidden=hidden), quiet)


@pytest.mark.slow
def test_a_slow_solution_is_refused(small, monkeypatch):
    monkeypatch.setattr(build, "MAX_SOLUTION_SECONDS", 0)
    with pytest.raises(BuildError, match="source/01_one/one.ipynb: runs for . s, more than 0 s"):
        build_unit(small(), quiet)


def processor_seconds(cells, tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    return execute(notebook, tmp_path)


@pytest.mark.slow
def test_only_what_a_notebook_computes_counts_as_its_time(tmp_path):
    idle = processor_seconds(["import time; time.sleep(4)"], tmp_path)
    alone = "start = time.process_time()\nwhile time.process_time() < start + 2: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {f'import time;{alone}'!r}])"
    busy = processor_seconds(["import time", alone, child], tmp_path)
    assert idle < 3 and 4 < busy < idle + 6


LECTURE = "# %%\nimport time\nfrom bplab.figures import plt\nprint(time.time_ns())\n"


def built_bytes(unit):
    paths = [unit.lecture, unit.source, unit.release]
    return [(unit.root / path).read_bytes() for path in paths if (unit.root / path).exists()]


def bplab_build(*options):
    """`bplab build` in the folder one is in; what it prints."""
    done = CliRunner().invoke(app, ["build", *options])
    assert done.exit_code == 0, done.output
    return done.output


def make_built(root):
    unit = make_unit(root)
    (unit.lesson / "lecture.py").write_text(LECTURE)
    with contextlib.chdir(root):
        bplab_build()


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A unit that has been built, with a lecture that prints the time; one is in its course's folder."""
    root = tmp_path / "course"
    shutil.copytree(made_once("built", make_built), root)
    monkeypatch.chdir(root)
    return Unit(root, "01_one")


@pytest.mark.slow
def test_what_has_not_changed_is_not_executed_and_stays_byte_for_byte(built):
    before = built_bytes(built)
    assert bplab_build() == "01_one: nothing has changed since it was built\n"
    assert built_bytes(built) == before
    bplab_build("--force")
    assert built_bytes(built)[0] != before[0] and built_bytes(built)[1:] == before[1:]


@pytest.mark.slow
def test_check_executes_what_has_not_changed_and_writes_nothing(built):
    before = built_bytes(built)
    assert "s of processor time" in bplab_build("--check") and built_bytes(built) == before


@pytest.mark.slow
def test_a_change_in_one_part_leaves_the_other(built):
    before = built_bytes(built)
    text = (built.lesson / "assignment.py").read_text()
    (built.lesson / "assignment.py").write_text(text.replace("one() is 1.", "one() is one."))
    assert "notebooks/" not in bplab_build()
    assert built_bytes(built)[0] == before[0] and built_bytes(built)[1] != before[1]
    (built.lesson / "lecture.py").write_text(LECTURE + "print(2)\n")
    assert "source/" not in bplab_build()
    assert built_bytes(built)[0] != before[0]


@pytest.mark.parametrize("what", ["edited", "removed", "stamp broken", "package", "versions"])
def test_it_is_built_again_when_anything_has_changed(built, what, tmp_path, monkeypatch):
    assert stamps.stale(built) == []
    lecture = built.root / built.lecture
    if what == "edited":
        lecture.write_text(lecture.read_text().replace("print", "write"))
    elif what == "removed":
        lecture.unlink()
    elif what == "stamp broken":
        (lecture.parent / ".01_one.json").write_text("[1")
    elif what == "package":
        monkeypatch.setattr(stamps, "PACKAGE", tmp_path / "package")
    else:
        monkeypatch.setattr(stamps, "version", lambda name: "99")
    assert stamps.stale(built)[0] == "lecture"


def test_a_lecture_depends_on_what_runs_in_it_only():
    files = {str(path.relative_to(stamps.PACKAGE)) for path in stamps._package("lecture", "en")}
    assert {"figures/graph.py", "data/characters.npz", "explorers/characters/pad.js"} <= files
    assert not any(file.startswith(("grading", "checks", "authoring")) for file in files)
    text = "".join((unit.lesson / "lecture.py").read_text() for unit in LECTURES)
    assert not re.search(r"bplab\.(checks|grading|authoring|cli)", text)


CLAIMED = """# %%
x = [1]

# %% claim x_is_one
# x is 1, whatever becomes of its copy.
x, y = [x[0]], 2
x[0] += 1
assert {truth}, x

# %%
print(x, "y" in globals())
"""


def lecture_only(root, text):
    """A lecture without an assignment."""
    (root / "lessons" / "00_none").mkdir(parents=True)
    (root / "lessons" / "00_none" / "lecture.py").write_text(text)
    return Unit(root, "00_none")


def test_a_claim_runs_apart_and_is_left_out_of_the_notebook(tmp_path):
    said = []
    built = build_unit(lecture_only(tmp_path, CLAIMED.format(truth="x == [2] and y == 2")), said.append)
    [notebook] = built.values()
    assert [cell.source.split("\n")[0] for cell in notebook.cells] == [
        "x = [1]",
        'print(x, "y" in globals())',
    ]
    assert notebook.cells[1].outputs[0].text == "[1] False\n"
    assert [cell.execution_count for cell in notebook.cells] == [1, 2]
    assert "notebooks/00_none.ipynb: questions with answers: 0; proved: x_is_one" in said


def test_a_claim_that_does_not_hold_stops_the_build_and_is_named_with_its_line(tmp_path):
    unit = lecture_only(tmp_path, CLAIMED.format(truth="x == [3]"))
    with pytest.raises(BuildError, match=r"lecture.py:4: claim 'x_is_one' does not hold: x is 1, .*\[2\]"):
        build_unit(unit, quiet)


def test_a_cell_that_fails_is_named_before_the_claims_that_need_it(tmp_path):
    text = CLAIMED.format(truth="x == [2]").replace("x = [1]", "x = [1 / 0]")
    with pytest.raises(BuildError, match="cell 1 fails: ZeroDivisionError"):
        build_unit(lecture_only(tmp_path, text), quiet)


DRAWS = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"# %%\n{DRAWS}", "cell 1 draws a picture: describe it"),
        ('# %% alt="A line."\nprint(1)\n', "cell 1 describes a picture, but draws none"),
    ],
)
def test_pictures_are_described_and_nothing_else_is(tmp_path, text, message):
    with pytest.raises(BuildError, match=message):
        build_unit(lecture_only(tmp_path, text), quiet)


def test_a_description_goes_with_its_picture(tmp_path):
    [notebook] = build_unit(lecture_only(tmp_path, f'# %% alt="A line."\n{DRAWS}'), quiet).values()
    [cell] = notebook.cells
    assert cell.metadata.alt == "A line." == cell.outputs[0].metadata["image/png"]["alt"]
    assert cell.outputs[0].data["text/plain"] == "A line."


def test_a_lecture_without_assignment_is_a_unit_of_the_build_only(tmp_path):
    unit = lecture_only(tmp_path, "# %%\nprint(1)\n")
    assert find_units(tmp_path) == [] and find_units(tmp_path, lectures_too=True) == [unit]
    write(unit, build_unit(unit, quiet))
    assert differences(unit, build_unit(unit, quiet)) == [] and not (tmp_path / "source").exists()


@pytest.mark.parametrize("unit", LECTURES, ids=lambda unit: unit.name)
def test_committed_lectures_are_clean(unit):
    lecture = nbformat.read(ROOT / unit.lecture, as_version=4)
    nbformat.validate(lecture)
    assert set(lecture.metadata) == {"kernelspec", "language_info", "bplab"}
    assert len({cell.id for cell in lecture.cells}) == len(lecture.cells)
    for cell in lecture.cells:
        assert set(cell.metadata) <= {"alt"} and "assert " not in cell.source
    assert (ROOT / unit.lecture).stat().st_size < 300_000


@pytest.mark.slow
def test_text_on_stderr_is_refused(small):
    hidden = f"import warnings; warnings.warn('oh')\n{PASSES}"
    with pytest.raises(BuildError, match="hidden_one_again fails on the solution: text on stderr"):
        build_unit(small(hidden=hidden), quiet)


def test_an_unknown_unit_is_answered_with_the_known_ones(unit):
    with pytest.raises(BuildError, match="no unit '5' in lessons/: choose from 01_forward_pass, 02_"):
        find_units(unit.root, ["5"])


@pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)
def test_committed_notebooks_are_clean(unit):
    source, release = (nbformat.read(ROOT / path, as_version=4) for path in (unit.source, unit.release))
    for notebook in (source, release):
        nbformat.validate(notebook)
        assert set(notebook.metadata) == {"kernelspec", "language_info", "bplab"}
        assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
        for cell in notebook.cells:
            assert set(cell.metadata) <= {"nbgrader", "tags", "deletable", "editable"}
        assert not any(cell.get("outputs") for cell in notebook.cells)
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                assert cell.id == cell.metadata.nbgrader.grade_id
        assert sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells) == 100


def test_the_rubric_is_five_parts_of_twenty_points(source):
    points = {}
    for cell in source.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            points[cell.id] = cell.metadata.nbgrader.points
    for network in ("relu_network", "linear_network"):
        forward = ["forward", "shapes", "z_2", "a_2", "z_3"]
        assert sum(v for k, v in points.items() if k.partition(f"_{network}_")[2] in forward) == 20
        assert sum(v for k, v in points.items() if network in k) == 40
    assert sum(v for k, v in points.items() if "experiment" in k) + points["explain_linear_vs_relu"] == 20
    assert sum(points.values()) == 100
