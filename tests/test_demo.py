"""The demo: also twice in a row, with everything it makes in its own folder."""

import shutil

import nbformat
import pytest

from bplab.authoring.catalogue import Answer
from bplab.authoring.units import Unit
from bplab.demo import parts_of, run_demo
from bplab.grading.gradebook.scores import CellScore, disagreements
from tests.conftest import ROOT


def files(folder):
    """All files below a folder except bytecode and the demo's own."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if "__pycache__" not in path.parts)
    return sorted(path for path in paths if path.parts[0] != "demo")


@pytest.mark.slow
@pytest.mark.parametrize(
    "units",
    [["01_forward_pass"], ["01_forward_pass", "05_linear_vs_relu"]],
    ids=["once", "and once more"],
)
def test_a_small_demo_agrees_with_the_catalogue(units, tmp_path, capsys, somebodys_settings):
    shutil.copytree(ROOT / "lessons", tmp_path / "lessons")
    shutil.copytree(ROOT / "source", tmp_path / "source")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    before = files(tmp_path)
    for name in units:
        assert run_demo(tmp_path, name, 3)
        shown = capsys.readouterr().out
        assert "student-01 reference" in shown and "student-03" in shown
        assert "demo/gradebook.db" in shown and (tmp_path / "demo" / "gradebook.db").exists()
        assert f"demo/reports/{name}.html" in shown and f"bplab mark {name}" in shown
        assert (tmp_path / f"demo/reports/{name}.html").exists()
        assert (tmp_path / f"demo/feedback/student-02/{name}/{name[3:]}.html").exists()
    assert files(tmp_path) == before and not somebodys_settings.exists()


def test_a_score_that_differs_from_the_catalogue_is_a_line():
    answer = Answer("no-bias", "Bias forgotten", "It is missing.", loses=("hidden_z",))
    as_expected = {"test_z": CellScore(4, 4, False), "hidden_z": CellScore(0, 3, False)}
    assert disagreements("ana", answer, as_expected) == []
    too_kind = as_expected | {"hidden_z": CellScore(3, 3, False)}
    assert disagreements("ana", answer, too_kind) == ["ana (no-bias): hidden_z got 3, expected 0"]
    too_harsh = as_expected | {"test_z": CellScore(0, 4, False)}
    assert disagreements("ana", answer, too_harsh) == ["ana (no-bias): test_z got 0, expected 4"]
    assert disagreements("ana", answer, {}) == ["ana (no-bias): not graded"]


@pytest.mark.parametrize(
    ("unit", "points"),
    [
        ("02_softmax_cross_entropy", {"one hot": 15, "softmax": 35, "cross entropy": 25, "output error": 25}),
        ("03_backpropagation", {"relu derivative": 10, "numerical gradient": 20, "relu network backward": 35,
                                "linear network backward": 20}),
    ],
)  # fmt: skip
def test_each_task_is_a_column_of_the_table_and_written_answers_stand_apart(unit, points):
    source = nbformat.read(ROOT / Unit(ROOT, unit).source, as_version=4)
    parts, full = parts_of(source)
    assert full == points
    assert set(parts) == {cell.id for cell in source.cells if cell.id.startswith(("test_", "hidden_"))}
