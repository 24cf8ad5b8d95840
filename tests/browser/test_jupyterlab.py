"""What a student sees in JupyterLab, for every unit."""

import re

import nbformat
import pytest

from bplab.authoring.units import find_units
from tests.catalogue.test_sound import LONG
from tests.conftest import ROOT

each_unit = pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)

EXPLORER = re.compile(r"^(explore_\w+)\(", re.MULTILINE)


def errors(cell):
    return [output for output in cell.get("outputs", []) if output["output_type"] == "error"]


def with_figures(cells):
    return [cell["id"] for cell in cells if "image/png" in str(cell.get("outputs"))]


@each_unit
def test_the_lecture_fits_runs_and_shows_its_formulas_and_figures(unit, open_notebook):
    """Of those that compute long only the explorers are run: the rest is shown as the build has run it."""
    lecture = open_notebook(unit.lecture)
    assert lecture.too_wide() == {}
    explorers = {name for cell in lecture.cells() for name in EXPLORER.findall(cell["source"])}
    if unit.name in LONG:
        lecture.run_only(*explorers)
    else:
        lecture.run_all()
    assert explorers and all(lecture.explorer(name) for name in explorers)  # each is waited for
    lecture.wait_for_texts()
    cells = lecture.cells()
    assert not any(errors(cell) for cell in cells)
    figures = with_figures(cells)
    assert len(figures) >= 4
    assert figures == with_figures(nbformat.read(ROOT / unit.lecture, as_version=4).cells)
    assert lecture.page.locator(".jp-MarkdownOutput mjx-container").count() > 0
    assert lecture.page.locator(".jp-MarkdownOutput mjx-merror").count() == 0
    for number, figure in enumerate(figures):
        lecture.screenshot(f"{unit.name}-lecture-{number}", figure)
    assert lecture.errors == []


@each_unit
def test_the_untouched_assignment_fits_runs_to_its_end_and_says_not_written_yet(unit, open_notebook):
    assignment = open_notebook(unit.release)
    assert assignment.too_wide() == {}
    assignment.run_all()
    cells = {cell["id"]: cell for cell in assignment.cells()}
    failed = {cell_id for cell_id, cell in cells.items() if errors(cell)}
    assert failed == {cell_id for cell_id in cells if cell_id.startswith("test_")}
    for cell_id in failed:
        [error] = errors(cells[cell_id])
        assert error["ename"] == "CheckFailed" and len(error["traceback"]) <= 6
        assert "not written yet" in error["evalue"]
    code = [cell for cell in cells.values() if cell["cell_type"] == "code"]
    assert code[-1]["execution_count"]  # Run All went on to the end
    for cell_id in failed:
        assignment.screenshot(f"{unit.name}-{cell_id}", cell_id)
    assert assignment.errors == []
