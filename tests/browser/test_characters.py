"""`explore_characters` in a real JupyterLab: drawn with the mouse, chosen by click and by key."""

import pytest

LECTURE = "notebooks/07_characters.ipynb"
CELL = """
from bplab.explorers import explore_characters

explore_characters(epoch=4)
"""
# 由 as a hand draws it: the corners of its strokes, as shares of the pad's side.
STROKES = (
    ((0.18, 0.31), (0.18, 0.91)),
    ((0.18, 0.31), (0.80, 0.31), (0.80, 0.91)),
    ((0.18, 0.60), (0.80, 0.60)),
    ((0.18, 0.89), (0.80, 0.89)),
    ((0.49, 0.07), (0.49, 0.89)),
)


@pytest.fixture
def notebook(open_only):
    return open_only(LECTURE)


@pytest.fixture
def explorer(notebook):
    explorer = notebook.run_as_cell(CELL, "explore_characters")
    yield explorer
    assert notebook.errors == []


def draw(explorer, strokes=STROKES):
    """Draw with the mouse on the pad."""
    pad = explorer.root.locator(".bplab-pad")
    pad.scroll_into_view_if_needed()
    box, mouse = pad.bounding_box(), explorer.page.mouse
    for (x, y), *others in strokes:
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        mouse.down()
        for x, y in others:
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=8)
        mouse.up()


def test_a_character_is_drawn_and_cleared(notebook, explorer):
    notebook.screenshot("explore-characters-opened")
    explorer.moved(lambda: draw(explorer))
    explorer.settle()
    assert explorer.root.locator(".bplab-pad path").get_attribute("d").count("M") == len(STROKES)
    assert explorer.root.locator(".bplab-pad image").count() == 0  # the picture that lay there
    notebook.screenshot("explore-characters-drawn")
    explorer.moved(lambda: explorer.click("Clear"))
    assert explorer.root.locator(".bplab-pad path").get_attribute("d") == ""
    explorer.moved(lambda: draw(explorer, STROKES[:1]))
    explorer.moved(lambda: explorer.root.get_by_role("button", name="Next picture").press("Enter"))
    assert explorer.root.locator(".bplab-pad image").count() == 1
    assert explorer.message() == ""


def test_what_is_drawn_while_it_trains_arrives_and_is_read(notebook, explorer):
    explorer.after(lambda: explorer.click("Play"))
    draw(explorer)
    assert explorer.root.locator(".bplab-pad path").get_attribute("d").count("M") == len(STROKES)
    explorer.click("Pause")
    explorer.settle()
    notebook.screenshot("explore-characters-trained")
    said = notebook.run_code(
        "model = _.model; print(model.state.strokes.count('M'), model.read().probabilities.argmax())"
    )
    assert said == f"{len(STROKES)} {'博学笃志切问近思自由无用'.index('由')}\n"


def test_every_control_moves_the_picture(notebook, explorer):
    explorer.after(lambda: explorer.click("Step"))
    for setting in ("depth", "learning_rate", "n_train", "width", "seed"):
        explorer.after(lambda s=setting: explorer.drag(s, 0.7))
        explorer.after(lambda s=setting: explorer.press(s, "ArrowLeft"))
    explorer.after(lambda: explorer.choose("activation", "tanh"))
    explorer.after(lambda: explorer.press("activation", "ArrowUp"))
    explorer.click("Pause")
    explorer.moved(lambda: explorer.choose("part", "held out"))
    explorer.moved(lambda: explorer.press("part", "Home"))
    assert explorer.message() == ""


def test_a_cell_of_the_table_and_the_lists_show_the_confused_pictures(notebook, explorer):
    def shown():
        text = explorer.root.locator(".bplab-confusions td.bplab-chosen").get_attribute("title")
        return text, explorer.root.locator("img.widget-image").nth(1).get_attribute("src")

    before = shown()
    explorer.root.locator(".bplab-confusions tr").nth(2).locator("td").nth(3).click()
    explorer.root.locator("td.bplab-chosen[title^='学 read as 志']").wait_for()
    explorer.settle()
    assert explorer.control("character").locator("select").input_value() == "学"
    assert shown() != before
    explorer.press("read_as", "Home")
    explorer.root.locator("td.bplab-chosen[title^='学 read as 博']").wait_for()
    explorer.choose("character", "思")
    explorer.root.locator("td.bplab-chosen[title^='思 read as 博']").wait_for()
    explorer.root.locator(".bplab-confusions").scroll_into_view_if_needed()
    notebook.screenshot("explore-characters-confused")
    assert explorer.message() == ""


def test_what_no_pad_can_send_is_a_sentence(notebook, explorer):
    explorer.root.locator(".bplab-strokes input").evaluate(
        "field => { field.value = 'M9 9L<b>'; field.dispatchEvent(new Event('change', {bubbles: true})) }"
    )
    explorer.wait_for_message("What was drawn cannot be read")
    explorer.click("Clear")
    explorer.root.locator(".bplab-message:empty").wait_for(state="attached")
