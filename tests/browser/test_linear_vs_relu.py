"""`explore_linear_vs_relu` in JupyterLab: every control moves the picture, too long steps are a sentence."""

import pytest


@pytest.fixture
def lecture(open_only):
    return open_only("notebooks/05_linear_vs_relu.ipynb", "explore_linear_vs_relu")


@pytest.fixture
def explorer(lecture):
    return lecture.explorer("explore_linear_vs_relu")


def test_every_control_moves_the_picture(lecture, explorer):
    lecture.screenshot("explore-linear-vs-relu-opened")
    explorer.after(lambda: explorer.press("relu", "Space"))
    lecture.page.wait_for_timeout(4000)
    lecture.screenshot("explore-linear-vs-relu")
    for setting in ("mirrored", "depth", "width", "scale", "seed", "learning_rate"):
        explorer.after(lambda s=setting: explorer.drag(s, 0.6))
        explorer.after(lambda s=setting: explorer.press(s, "ArrowLeft"))
    explorer.after(lambda: explorer.choose("data", "linear"))
    explorer.after(lambda: explorer.press("data", "ArrowDown"))
    explorer.after(lambda: explorer.control("relu").locator("input").click())
    assert explorer.message() == "" and lecture.errors == []


def test_a_stack_without_relu_stays_what_it_is_however_deep(lecture, explorer):
    explorer.after(lambda: explorer.drag("depth", 1.0))
    assert explorer.readout("depth") == "4"
    explorer.after(lambda: explorer.drag("depth", 0.0))
    assert explorer.readout("depth") == "0"
    explorer.control("relu").locator("input:disabled").wait_for()  # without a hidden layer it has no effect
    explorer.control("width").locator(".noUi-target[disabled]").wait_for()
    lecture.page.wait_for_timeout(3000)
    lecture.screenshot("explore-linear-vs-relu-one-layer")
    assert lecture.errors == []


def test_too_long_steps_are_a_sentence_and_the_explorer_goes_on(lecture, explorer):
    explorer.drag("depth", 1.0)
    explorer.after(lambda: explorer.drag("learning_rate", 1.0))
    explorer.wait_for_message("Choose a smaller learning rate")
    lecture.screenshot("explore-linear-vs-relu-overflow")
    explorer.after(lambda: explorer.drag("learning_rate", 0.0))
    explorer.after(lambda: None)
    assert explorer.message() == "" and lecture.errors == []


def test_play_pause_step_and_reset(lecture, explorer):
    explorer.after(lambda: explorer.click("Reset"))
    explorer.after(lambda: explorer.click("Step"))
    explorer.after(lambda: explorer.click("Play"))
    explorer.click("Pause")
    lecture.page.wait_for_timeout(500)
    paused = explorer.picture()
    lecture.page.wait_for_timeout(700)
    assert explorer.picture() == paused and lecture.errors == []
