"""`explore_backprop` in its lecture: walked through and changed with mouse and keyboard."""

import pytest

LECTURE = "notebooks/03_backpropagation.ipynb"


@pytest.fixture
def lecture(open_notebook):
    notebook = open_notebook(LECTURE)
    notebook.run_only("explore_backprop")
    return notebook


def selected(explorer, setting):
    """What a drop-down list shows."""
    return (
        explorer.control(setting)
        .locator("select")
        .evaluate("list => list.selectedOptions[0].label")
        .replace("\xa0", " ")
    )


def choose_above(explorer, setting):
    """Choose the next higher entry of a list by the keyboard: JupyterLab takes the arrows of a closed one."""
    for key in ("Space", "ArrowUp", "Enter"):
        explorer.press(setting, key)


def test_every_control_moves_the_picture(lecture):
    explorer = lecture.explorer("explore_backprop")
    lecture.screenshot("explore-backprop-opened")
    for setting, label, other in (
        ("step", "new_loss", "update"),
        ("pitfall", "updated weights used", "bias not summed"),
        ("entry", "X[1, 0]", "X[0, 1]"),
    ):
        explorer.after(lambda s=setting, x=label: explorer.choose(s, x))
        explorer.after(lambda s=setting: choose_above(explorer, s))
        assert selected(explorer, setting) == other
    for setting, key, shown in (("learning_rate", "ArrowLeft", 0.1), ("value", "ArrowRight", 0.1)):
        explorer.after(lambda s=setting: explorer.drag(s, 0.5))
        lecture.page.wait_for_timeout(1000)  # for the last picture of the drag
        explorer.after(lambda s=setting, k=key: explorer.press(s, k))
        assert float(explorer.readout(setting)) == pytest.approx(shown)
    lecture.screenshot("explore-backprop")
    assert explorer.message() == "" and lecture.errors == []


def test_the_buttons_walk_through_the_steps(lecture):
    explorer = lecture.explorer("explore_backprop")
    for button, step in (("First", "start"), ("Step", "z_1"), ("Last", "new_loss"), ("Back", "update")):
        explorer.after(lambda b=button: explorer.click(b))
        assert selected(explorer, "step") == step
    button = explorer.root.locator("button:has-text('Back')")
    for key, step in (("Enter", "grad_bias_1"), ("Space", "grad_weights_1")):
        explorer.after(lambda k=key: button.press(k))
        assert selected(explorer, "step") == step
    assert lecture.errors == []


def test_a_changed_number_goes_back_with_reset(lecture):
    explorer = lecture.explorer("explore_backprop")
    opened = explorer.pixels()
    explorer.after(lambda: explorer.drag("value", 0.9))
    assert explorer.pixels() != opened
    explorer.after(lambda: explorer.click("Reset numbers"))
    assert explorer.readout("value") in ("2", "2.0", "2.00")
    assert explorer.pixels() == opened and lecture.errors == []


def test_a_value_that_cannot_be_shown_is_said_above_the_picture(lecture):
    explorer = lecture.run_as_cell("explore_backprop(step='e_3', bias_1=[1, 2])", "explore_backprop")
    said = explorer.message()
    assert "step='e_3' cannot be shown: it must be one of 'start'" in said
    assert "bias_1=[1, 2] cannot be shown: it must be 1 x 2 numbers, row by row, from -5 to 5." in said
    explorer.after(lambda: explorer.click("Step"))
    assert explorer.message() == "" and lecture.errors == []


def test_a_mystery_is_searched_for_and_found(lecture):
    explorer = lecture.explorer("explore_backprop")
    explorer.after(lambda: explorer.click("Mystery pitfall"))
    for button in ("Last", "Back"):
        explorer.after(lambda b=button: explorer.click(b))
    verdict = explorer.root.locator(".bplab-verdict")
    for guess in ("loss", "e_2"):
        explorer.choose("first-wrong", guess)
        verdict.wait_for()
    explorer.choose("look", "z_2[1, 0]")
    explorer.root.locator("pre.bplab-sum:has-text('z_2[1, 0]')").wait_for()
    lecture.screenshot("explore-backprop-mystery")
    assert lecture.errors == []
