"""`explore_petals` in a real JupyterLab: every control moves the picture, a broken function is a sentence."""

import pytest

LECTURE = "notebooks/04_petals.ipynb"


@pytest.fixture
def lecture(open_only):
    return open_only(LECTURE, "explore_petals")


def test_every_control_moves_the_picture(lecture):
    explorer = lecture.explorer("explore_petals")
    lecture.screenshot("explore-petals-opened")
    explorer.after(lambda: explorer.drag("hidden", 0.6))
    dragged = int(explorer.readout("hidden"))
    assert 11 <= dragged <= 13
    explorer.after(lambda: explorer.press("hidden", "ArrowRight"))
    assert int(explorer.readout("hidden")) == dragged + 1
    for setting in ("learning_rate", "scale", "noise", "test_share", "data_seed", "seed", "l2"):
        explorer.after(lambda s=setting: explorer.drag(s, 0.5))
        explorer.after(lambda s=setting: explorer.press(s, "ArrowLeft"))
    for setting, label in (("data", "moons"), ("activation", "relu"), ("show", "neuron 2")):
        explorer.after(lambda s=setting, x=label: explorer.choose(s, x))
        explorer.after(lambda s=setting: explorer.press(s, "Home"))  # bare arrows belong to the notebook
        assert explorer.control(setting).locator("select").input_value() != label
    lecture.screenshot("explore-petals")
    assert explorer.message() == "" and lecture.errors == []


def chosen(explorer, setting):
    """What a drop-down list shows."""
    text = explorer.control(setting).locator("select").evaluate("list => list.selectedOptions[0].text")
    return text.replace("\xa0", " ")


def click(explorer, spot, right, down):
    """A click into a spot, at shares of its width and height."""
    area = explorer.spot(spot)
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    area.click(position={"x": right * box["width"], "y": down * box["height"]})


def test_a_click_into_the_network_or_a_key_chooses_a_neuron_or_a_weight(lecture):
    explorer = lecture.explorer("explore_petals")
    explorer.after(lambda: click(explorer, "network", 0.5, 112 / 216))  # the second of three
    assert chosen(explorer, "show") == "neuron 2"
    explorer.moved(lambda: explorer.spot("network").press("ArrowRight"))
    assert chosen(explorer, "show") == "neuron 3"
    explorer.moved(lambda: explorer.spot("network").press("ArrowUp"))
    assert chosen(explorer, "weight") == "W1[1, 0]"
    explorer.after(lambda: explorer.drag("value", 0.1))
    lecture.screenshot("explore-petals-neuron")
    assert explorer.message() == "" and lecture.errors == []


@pytest.mark.parametrize("size", [(1366, 768), (700, 900)], ids=["wide", "narrow"])
def test_points_are_put_by_mouse_and_by_key(lecture, size):
    lecture.page.set_viewport_size({"width": size[0], "height": size[1]})
    explorer = lecture.run_as_cell("e = explore_petals(data='your own')\ne", "explore_petals")
    explorer.wait_for_message("There is no point to train on")
    for right, down in ((0.3, 0.3), (0.4, 0.25), (0.7, 0.6)):
        explorer.after(lambda x=right, y=down: click(explorer, "map", x, y))
    explorer.choose("new_class", "0")
    cross = explorer.spot("map")
    for key in ("ArrowRight", "ArrowUp", "Enter", "Shift+Enter"):
        explorer.after(lambda k=key: cross.press(k))
    explorer.click("Pause")
    explorer.settle()
    lecture.screenshot(f"explore-petals-points-{size[0]}")
    explorer.after(lambda: explorer.click("Undo point"))
    printed = lecture.run_code("e.cancel(); print([point[2] for point in e.state.points])")
    assert printed == "[1, 1, 1, 0]\n" and lecture.errors == []


def test_play_pause_step_and_reset(lecture):
    explorer = lecture.explorer("explore_petals")
    explorer.after(lambda: explorer.click("Reset"))
    start = explorer.picture()
    explorer.after(lambda: explorer.click("Step"))
    explorer.after(lambda: explorer.click("Play"))
    explorer.after(lambda: None)
    explorer.click("Pause")
    lecture.page.wait_for_timeout(500)
    paused = explorer.picture()
    lecture.page.wait_for_timeout(1000)
    assert explorer.picture() == paused != start
    assert lecture.errors == []


BROKEN = """
def backward_propagation(parameters, cache, X, Y):
    dZ2 = cache["A2"] - Y
    return {"dW2": cache["A1"] @ dZ2}

explore_petals(backward_propagation=backward_propagation)
"""
ENDLESS = """
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    while num_iterations > 0 or True:
        pass

explore_petals(nn_model=nn_model)
"""


def test_a_broken_function_is_a_sentence_with_the_students_own_line(lecture):
    explorer = lecture.run_as_cell(BROKEN, "explore_petals")
    explorer.click("Play")
    explorer.wait_for_message("backward_propagation raised ValueError")
    assert 'return {"dW2": cache["A1"] @ dZ2}' in explorer.message()
    assert "your backward_propagation" in explorer.root.inner_text()
    lecture.screenshot("explore-petals-broken")
    assert lecture.errors == []


def test_a_function_that_never_returns_can_be_stopped(lecture):
    explorer = lecture.run_as_cell(ENDLESS, "explore_petals")
    explorer.wait_for_message("took too long")
    explorer.click("Play")
    explorer.wait_for_message("Pause stops")
    explorer.click("Pause")
    explorer.wait_for_message("Stopped at epoch 0")
    assert lecture.run_code("print(6 * 7)") == "42\n"  # the notebook is alive
    assert lecture.errors == []
