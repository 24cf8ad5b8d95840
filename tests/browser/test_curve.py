"""`explore_curve` in a real JupyterLab: every control moves the picture, by mouse and by key."""

import pytest

LECTURE = "notebooks/06_curve_fitting.ipynb"
CELL = """
from bplab.explorers import explore_curve

explore_curve(step="adam", learning_rate=0.01, epoch=300)
"""


@pytest.fixture
def notebook(open_only):
    return open_only(LECTURE)


def test_every_control_moves_the_picture(notebook):
    explorer = notebook.run_as_cell(CELL, "explore_curve")
    notebook.screenshot("explore-curve-opened")
    for setting, share in (("width", 0.4), ("depth", 0.5), ("learning_rate", 0.5), ("seed", 0.5)):
        explorer.after(lambda s=setting, x=share: explorer.drag(s, x))
        explorer.after(lambda s=setting: explorer.press(s, "ArrowLeft"))
    for setting, label in (("activation", "relu"), ("output", "sigmoid"), ("step", "momentum")):
        explorer.after(lambda s=setting, x=label: explorer.choose(s, x))
        explorer.after(lambda s=setting: explorer.press(s, "Home"))
    explorer.control("noise").locator(".noUi-target[disabled]").wait_for()
    explorer.after(lambda: explorer.choose("data", "parabola"))
    explorer.after(lambda: explorer.drag("noise", 0.8))
    explorer.after(lambda: explorer.press("noise", "ArrowLeft"))
    notebook.screenshot("explore-curve-parabola")
    assert explorer.message() == "" and notebook.errors == []


def test_play_pause_step_and_reset(notebook):
    explorer = notebook.run_as_cell(CELL, "explore_curve")
    explorer.after(lambda: explorer.click("Reset"))
    explorer.after(lambda: explorer.click("Step"))
    explorer.after(lambda: explorer.click("Play"))
    notebook.page.wait_for_timeout(1000)
    notebook.screenshot("explore-curve")
    explorer.click("Pause")
    notebook.page.wait_for_timeout(500)
    paused = explorer.picture()
    notebook.page.wait_for_timeout(700)
    assert explorer.picture() == paused and notebook.errors == []


def test_a_run_that_overflows_is_a_sentence_and_the_explorer_goes_on(notebook):
    explorer = notebook.run_as_cell(CELL, "explore_curve")
    explorer.choose("step", "plain")
    explorer.choose("activation", "relu")
    explorer.drag("width", 1.0)
    explorer.drag("learning_rate", 1.0)
    explorer.wait_for_message("Choose a smaller learning rate")
    explorer.after(lambda: explorer.drag("learning_rate", 0.3))
    explorer.after(lambda: None)
    assert explorer.message() == "" and notebook.errors == []
