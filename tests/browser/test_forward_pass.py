"""`explore_neuron` and `explore_forward`: in their lecture every control moves the picture."""

import pytest

LECTURE = "notebooks/01_forward_pass.ipynb"
EXPLORERS = ("explore_neuron", "explore_forward")


@pytest.fixture
def lecture(open_notebook):
    notebook = open_notebook(LECTURE)
    notebook.run_only(*EXPLORERS)
    return notebook


@pytest.fixture
def notebook(open_only):
    return open_only(LECTURE, *EXPLORERS)


def test_explore_neuron(lecture):
    explorer = lecture.explorer("explore_neuron")
    lecture.screenshot("explore-neuron-opened")
    for setting, share in (("x1", 0.3), ("x2", 0.8), ("w1", 0.1), ("w2", 0.9), ("b", 0.7)):
        explorer.moved(lambda s=setting, x=share: explorer.drag(s, x))
        before = float(explorer.readout(setting))
        explorer.moved(lambda s=setting: explorer.press(s, "ArrowRight"))
        step = 0.1 if setting in ("x1", "x2") else 0.05
        assert float(explorer.readout(setting)) == pytest.approx(before + step)
    explorer.moved(lambda: explorer.choose("activation", "sigmoid"))
    explorer.moved(lambda: explorer.press("activation", "Home"))
    explorer.settle()
    lecture.screenshot("explore-neuron")
    assert explorer.message() == "" and lecture.errors == []


@pytest.mark.parametrize("size", [(1366, 768), (700, 900)])
def test_the_line_the_weights_and_the_input_can_be_moved_by_keys_and_dragged(notebook, size):
    """Dragged so far that it decides nothing how many steps arrive, each of which is rounded."""
    explorer = notebook.explorer("explore_neuron")

    def moves(act):
        before = {name: float(explorer.readout(name)) for name in ("x1", "x2", "w1", "w2", "b")}
        explorer.moved(act)
        explorer.settle()
        now = {name: float(explorer.readout(name)) for name in before}
        return {name for name in now if now[name] != before[name]}

    notebook.page.set_viewport_size({"width": size[0], "height": size[1]})
    notebook.page.wait_for_timeout(1500)
    assert moves(lambda: explorer.spot("input").press("ArrowUp")) == {"x2"}
    assert moves(lambda: explorer.spot("middle").press("ArrowDown")) == {"b"}
    assert moves(lambda: explorer.spot("end 2").press("ArrowLeft")) == {"w1", "w2"}
    assert moves(lambda: explorer.drag_spot("middle", 20, -30)) == {"b"}
    assert moves(lambda: explorer.drag_spot("end 1", 40, -40)) == {"w1", "w2"}
    assert moves(lambda: explorer.drag_spot("weights", 25, 25)) == {"w1", "w2"}
    assert moves(lambda: explorer.drag_spot("input", 12, 30)) == {"x1", "x2"}
    shifted = explorer.root.get_by_role("slider", name="shift the line")
    assert float(explorer.readout("b")) == float(shifted.get_attribute("aria-valuenow"))
    notebook.screenshot(f"explore-neuron-dragged-{size[0]}")
    assert explorer.message() == "" and notebook.errors == []


def test_explore_forward(lecture):
    explorer = lecture.explorer("explore_forward")
    lecture.screenshot("explore-forward-opened")
    for setting, share in (("batch_size", 0.5), ("row", 0.1), ("column", 0.9), ("seed", 0.5), ("steps", 0.8)):
        explorer.moved(lambda s=setting, x=share: explorer.drag(s, x))
        before = int(explorer.readout(setting))
        key, step = ("ArrowLeft", -1) if setting == "column" else ("ArrowRight", 1)
        explorer.moved(lambda s=setting, k=key: explorer.press(s, k))
        assert int(explorer.readout(setting)) == before + step
    explorer.moved(lambda: explorer.choose("activation", "sigmoid"))
    explorer.moved(lambda: explorer.press("activation", "Home"))
    explorer.moved(lambda: explorer.click("Zero weights"))
    lecture.screenshot("explore-forward-zero")
    explorer.moved(lambda: explorer.root.get_by_role("button", name="Random weights").press("Enter"))
    lecture.screenshot("explore-forward")
    assert explorer.message() == "" and lecture.errors == []


@pytest.mark.parametrize("size", [(1366, 768), (700, 900)])
def test_row_and_column_are_chosen_in_the_picture(notebook, size):
    notebook.page.set_viewport_size({"width": size[0], "height": size[1]})
    explorer = notebook.explorer("explore_forward")
    notebook.page.wait_for_timeout(1500)  # for a picture of this width
    matrices = explorer.spot("matrices")
    matrices.scroll_into_view_if_needed()
    explorer.settle()
    explorer.after(lambda: matrices.press("ArrowUp"))
    row, column = (int(explorer.readout(setting)) for setting in ("row", "column"))
    explorer.moved(lambda: matrices.press("ArrowRight"))
    explorer.moved(lambda: matrices.press("ArrowDown"))
    assert [int(explorer.readout(setting)) for setting in ("row", "column")] == [row + 1, column + 1]
    picture = explorer.root.locator("img.bplab-picture").bounding_box()
    scale = picture["width"] / (860 if size[0] > 1000 else 380)
    x, y = (35 * 1.5, 1.7 * 35) if size[0] > 1000 else (35 * 1.5, 1.7 * 27)
    explorer.moved(lambda: matrices.click(position={"x": x * scale, "y": y * scale}))  # of X, in its row 0
    assert [int(explorer.readout(setting)) for setting in ("row", "column")] == [0, column + 1]
    notebook.screenshot(f"explore-forward-clicked-{size[0]}")
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})
    assert explorer.message() == "" and notebook.errors == []


def test_a_row_outside_of_the_batch_is_not_offered(notebook):
    explorer = notebook.explorer("explore_forward")
    explorer.moved(lambda: explorer.drag("batch_size", 0.2))
    explorer.press("row", "End")
    notebook.page.wait_for_timeout(300)
    assert int(explorer.readout("row")) == int(explorer.readout("batch_size")) - 1


def test_bad_input_is_a_sentence(notebook):
    explorer = notebook.run_as_cell(
        "explore_forward(batch_size=3, row=5, activation='tahn')", "explore_forward"
    )
    assert "did you mean tanh?" in explorer.message()
    assert "a batch of 3 ends with row 2" in explorer.message()
    explorer.moved(lambda: explorer.press("row", "ArrowLeft"))
    assert explorer.message() == "" and notebook.errors == []
