"""`explore_descent` in JupyterLab: every control moves the picture, and b is grey until there is one."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def explorer(open_only):
    notebook = open_only("notebooks/00_gradient_descent.ipynb", "explore_descent")
    yield notebook.explorer("explore_descent")
    notebook.screenshot("explore-descent")
    assert notebook.errors == []


def test_the_start_and_the_number_of_steps_can_be_dragged_and_moved_by_keys(explorer):
    explorer.moved(lambda: explorer.drag_spot("start", 30, 20))
    explorer.settle()
    dragged = float(explorer.readout("w"))
    assert dragged > 0
    explorer.moved(lambda: explorer.spot("start").press("ArrowLeft"))
    explorer.settle()
    assert float(explorer.readout("w")) == pytest.approx(dragged - 0.1)
    explorer.moved(lambda: explorer.drag_spot("now", -25, -40))
    explorer.settle()
    assert int(explorer.readout("steps")) < 5
    explorer.moved(lambda: explorer.control("bias").locator("input").click())
    explorer.moved(lambda: explorer.drag_spot("start", 40, -60))
    explorer.settle()
    assert float(explorer.readout("w")) > dragged and float(explorer.readout("b")) > 0
    explorer.moved(lambda: explorer.root.get_by_role("slider", name="the start").press("ArrowUp"))


def test_every_control_moves_the_picture(explorer):
    assert explorer.control("b").locator("[disabled]").count()
    for setting, share in (("w", 0.1), ("rate", 0.5), ("steps", 0.8)):
        explorer.moved(lambda s=setting, x=share: explorer.drag(s, x))
    explorer.moved(lambda: explorer.control("bias").locator("input").click())
    explorer.moved(lambda: explorer.drag("b", 0.9))
    before = float(explorer.readout("b"))
    explorer.moved(lambda: explorer.press("b", "ArrowRight"))
    assert float(explorer.readout("b")) > before and explorer.message() == ""
