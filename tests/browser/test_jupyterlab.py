"""What a student sees in JupyterLab."""

import pytest

pytestmark = pytest.mark.browser


def errors(cell):
    return [output for output in cell.get("outputs", []) if output["output_type"] == "error"]


def test_the_lecture_runs_and_shows_its_formulas_and_figures(open_notebook):
    notebook = open_notebook("notebooks/05_linear_vs_relu.ipynb")
    notebook.run_all()
    cells = notebook.cells()
    assert not any(errors(cell) for cell in cells)
    figures = [cell["id"] for cell in cells if "image/png" in str(cell.get("outputs"))]
    assert len(figures) == 6
    assert notebook.page.locator(".jp-MarkdownOutput mjx-container").count() > 0
    for number, figure in enumerate(figures):
        notebook.scroll_to(figure)
        notebook.screenshot(f"lecture-{number}")
    assert notebook.errors == []


def test_the_untouched_assignment_runs_to_its_end_with_short_messages(open_notebook):
    notebook = open_notebook("release/05_linear_vs_relu/linear_vs_relu.ipynb")
    notebook.run_all()
    cells = {cell["id"]: cell for cell in notebook.cells()}
    failed = {cell_id for cell_id, cell in cells.items() if errors(cell)}
    assert failed == {cell_id for cell_id in cells if cell_id.startswith("test_")}
    for cell_id in failed:
        [error] = errors(cells[cell_id])
        assert error["ename"] == "CheckFailed" and len(error["traceback"]) <= 5
    assert "z_2 is still None" in errors(cells["test_relu_network_forward"])[0]["evalue"]
    assert cells["hidden_run_experiment_linear"]["execution_count"]  # Run All went on to the end
    for cell_id in ("relu_network", "test_relu_network_backward", "test_run_experiment"):
        notebook.scroll_to(cell_id)
        notebook.screenshot(f"assignment-{cell_id}")
    assert notebook.errors == []
