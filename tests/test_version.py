"""A notebook and the package that are not of one version: who opens it, and who grades it, reads so."""

import copy
import json
import os
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from bplab import __version__, made_with
from bplab.authoring.kernels import QuietKernelManager
from bplab.authoring.lesson import read_lesson
from bplab.authoring.notebooks import to_notebook
from bplab.grading.classrun import fingerprints
from bplab.grading.intake.repair import repair

STATED = {"bplab": {"version": "0.1.9"}}
IMPORT = "import bplab.measures"


def first_output(tmp_path, metadata, name="a.ipynb", cell=IMPORT):
    """What a student reads who runs a cell in JupyterLab, in a notebook with these metadata."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)], metadata=metadata)
    nbformat.write(notebook, tmp_path / "a.ipynb")
    client = NotebookClient(notebook, kernel_name="python3", kernel_manager_class=QuietKernelManager)
    client.execute(env=os.environ | {made_with.NOTEBOOK: str(tmp_path / name)})
    [output] = notebook.cells[0].outputs or [None]
    assert output is None or output.name == "stdout"  # on stderr it would cost a check its points
    return output and output.text


def test_a_student_reads_that_notebook_and_package_differ(tmp_path):
    text = first_output(tmp_path, STATED)
    assert text.startswith(f"This notebook was made for bplab 0.1.9, and bplab {__version__} is installed: ")
    assert len(text.splitlines()) == 1


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        (made_with.metadata(), "a.ipynb"),
        ({}, "a.ipynb"),
        ({"bplab": "0.1.9"}, "a.ipynb"),
        ({"bplab": {"version": 3}}, "a.ipynb"),
        (STATED, "renamed.ipynb"),  # since the kernel has started
    ],
)
def test_otherwise_there_is_nothing_to_read(metadata, name, tmp_path):
    assert first_output(tmp_path, metadata, name) is None


def test_a_program_that_a_notebook_starts_says_nothing(tmp_path):
    cell = f"import subprocess, sys; print(subprocess.run([sys.executable, '-c', {IMPORT!r}]).returncode)"
    assert first_output(tmp_path, STATED, cell=cell) == "0\n"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"metadata": []}'])
def test_a_file_that_is_no_notebook_is_no_reason_to_fail(content, tmp_path):
    (tmp_path / "a.ipynb").write_bytes(content)
    code = f"from IPython.core.interactiveshell import InteractiveShell as I; I.instance(); {IMPORT}"
    environment = os.environ | {made_with.NOTEBOOK: str(tmp_path / "a.ipynb")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_built_states_the_version(tmp_path):
    lesson = tmp_path / "lecture.py"
    lesson.write_text("# %%\nprint(1)\n")
    built = to_notebook(read_lesson(lesson, with_roles=False))
    assert made_with.version_of(built.metadata) == __version__


def test_a_submission_of_another_release_is_a_line_in_the_log(release):
    release.metadata["bplab"] = {"version": "0.2.1"}
    submitted = copy.deepcopy(release)
    assert repair(submitted, release)[1] == []
    submitted.metadata["bplab"] = {"version": "0.1.9"}
    [found] = repair(submitted, release)[1]
    assert found.text == "the notebook was made with bplab 0.1.9, and what was released with bplab 0.2.1"
    submitted.metadata["bplab"] = {"version": ["0.1.9"]}  # no value in it is trusted
    assert repair(submitted, release)[1] == []


@pytest.mark.slow
def test_who_grades_reads_that_what_was_released_is_of_another_version(course, unit, solution, answers):
    path = course.root / unit.release
    path.write_text(json.dumps(json.loads(path.read_text()) | {"metadata": STATED}))
    course.submit("ana", nbformat.read(path, as_version=4))
    log = course.nbgrader("autograde", unit.name).stderr
    line = f"{unit.topic}.ipynb in release/ was made with bplab 0.1.9, and bplab {__version__} grades it"
    assert log.count(line) == 1 and "the notebook was made with" not in log


def test_a_new_version_alone_makes_no_grade_stale():
    assert "bplab" not in fingerprints._used(("from bplab.checks import petals",))
