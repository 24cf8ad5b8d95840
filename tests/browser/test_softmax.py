"""`explore_softmax` in a real JupyterLab: every control moves the picture, and exp fails in a sentence."""

import pytest


@pytest.fixture
def explorer(open_only):
    notebook = open_only("notebooks/02_softmax_cross_entropy.ipynb", "explore_softmax")
    yield notebook.explorer("explore_softmax")
    notebook.screenshot("explore-softmax")
    assert notebook.errors == []


def test_every_control_moves_the_picture(explorer):
    for setting, share in (("z_0", 0.9), ("z_1", 0.2), ("z_2", 0.5), ("temperature", 0.7)):
        explorer.moved(lambda s=setting, x=share: explorer.drag(s, x))
        before = float(explorer.readout(setting))
        explorer.moved(lambda s=setting: explorer.press(s, "ArrowRight"))
        assert float(explorer.readout(setting)) > before
    explorer.moved(lambda: explorer.choose("true_class", "2"))
    explorer.moved(lambda: explorer.press("true_class", "Home"))
    explorer.moved(lambda: explorer.drag("shift", 0.8))
    explorer.moved(lambda: explorer.press("shift", "ArrowLeft"))
    assert explorer.message() == ""


def test_a_gradient_step_moves_the_sliders(explorer):
    before = [float(explorer.readout(f"z_{c}")) for c in range(3)]
    explorer.moved(lambda: explorer.click("Gradient step"))
    explorer.page.wait_for_timeout(300)
    after = [float(explorer.readout(f"z_{c}")) for c in range(3)]
    assert after == pytest.approx([before[0] - 0.1, before[1] + 0.7, before[2] - 0.6], abs=0.011)
    explorer.moved(lambda: explorer.root.get_by_role("button", name="Gradient step").press("Enter"))


def test_softmax_fails_at_both_ends_of_exp_and_says_so(explorer):
    explorer.moved(lambda: explorer.drag("shift", 1.0))
    assert explorer.message() == ""
    explorer.moved(lambda: explorer.control("stable").locator("input").click())
    explorer.wait_for_message("Overflow: exp(1002) is inf")
    explorer.moved(lambda: explorer.drag("shift", 0.0))
    explorer.wait_for_message("Underflow: exp(-998.2) is 0")
    explorer.click("Gradient step")
    explorer.wait_for_message("There is no step")
    explorer.moved(lambda: explorer.press("stable", "Space"))
    assert explorer.message() == ""
