"""`explore_backprop` in a real JupyterLab: walked through and changed with mouse and keyboard."""

import pytest

LECTURE = "notebooks/03_backpropagation.ipynb"

# Where an entry stands in the picture of the explorer that was shown last, as shares of its width and height.
WHERE = """
import gc
from bplab.explorers.backprop.cells import cell_of
from bplab.explorers.backprop.view import BackpropExplorer
shown = [each for each in gc.get_objects() if isinstance(each, BackpropExplorer)][-1].drawing
x, y = cell_of(shown.boxes, {entry}).mean(axis=0)
print(x / shown.width, y / shown.height)
"""
OWN = """
class ReluNeuralNetwork:
    def __init__(self, *sizes):
        pass

    def forward(self, X):
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = np.maximum(self.z_1, 0)
        self.z_2 = self.a_1 @ self.weights_2 + self.bias_2
        self.a_2 = np.maximum(self.z_2, 0)
        self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
        self.y_pred = softmax(self.z_3)
        return self.y_pred

    def backward(self, X, y, batch_size, y_pred, learning_rate):
        self.e_3 = y_pred - y
        self.grad_weights_3 = self.a_2.T @ self.e_3 / batch_size
        self.grad_bias_3 = self.e_3 / batch_size
        self.bias_3 -= learning_rate * self.grad_bias_3


explore_backprop(network=ReluNeuralNetwork, step="grad_bias_3")
"""


@pytest.fixture
def lecture(open_only):
    return open_only(LECTURE, "explore_backprop")


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


@pytest.mark.parametrize("size", [(1366, 768), (700, 900)])
def test_numbers_are_clicked_and_reached_by_keys(lecture, size):
    lecture.page.set_viewport_size({"width": size[0], "height": size[1]})
    explorer = lecture.explorer("explore_backprop")
    lecture.page.wait_for_timeout(1500)  # for a picture of this width
    arrays = explorer.spot("arrays")
    arrays.scroll_into_view_if_needed()
    picture = explorer.root.locator("img.bplab-picture").bounding_box()

    def click(entry):
        place = lecture.run_code(WHERE.format(entry=entry)).split()
        x, y = (float(share) for share in place)
        arrays.click(position={"x": x * picture["width"], "y": y * picture["height"]})

    sums = explorer.root.locator("pre.bplab-sum")
    for entry in ("e_2[1, 0]", "grad_weights_2[0, 1]"):
        name, index = entry[:-6], entry[-6:]
        click((name, int(index[1]), int(index[4])))
        sums.filter(has_text=f"{entry} = ").wait_for()
        assert selected(explorer, "look") == entry
    for key, entry in (("ArrowDown", "grad_weights_2[1, 1]"), ("ArrowLeft", "grad_weights_2[1, 0]")):
        arrays.press(key)
        sums.filter(has_text=f"{entry} = ").wait_for()
    explorer.root.locator(".bplab-said").filter(has_text="grad_weights_2[1, 0] = ").wait_for(state="attached")
    click(("weights_1", 1, 1))
    explorer.page.wait_for_timeout(500)
    assert selected(explorer, "entry") == "weights_1[1, 1]" and explorer.readout("value").startswith("2")
    lecture.screenshot(f"explore-backprop-clicked-{size[0]}")
    explorer.after(lambda: explorer.click("Mystery pitfall"))
    explorer.after(lambda: explorer.click("Last"))
    explorer.settle()
    click(("loss", 0, 0))
    explorer.settle()
    arrays.press("Enter")
    explorer.root.locator(".bplab-verdict").filter(has_text="loss").wait_for()
    lecture.page.set_viewport_size({"width": 1280, "height": 1000})
    assert lecture.errors == []


def test_an_own_network_stands_beside_the_right_one(lecture):
    explorer = lecture.run_as_cell(OWN, "explore_backprop")
    assert "Your backward raised ValueError" in explorer.message()
    explorer.settle()
    lecture.screenshot("explore-backprop-own")
    assert "The first of your arrays that is wrong: grad_bias_3" in explorer.root.get_by_role(
        "img", name="your"
    ).get_attribute("alt")
    assert lecture.errors == []
