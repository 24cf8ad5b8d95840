"""What the build does to the pictures of a lecture."""

import base64
import io

import numpy as np
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from bplab.authoring.pictures import WIDGET, keep_pictures, shrink
from bplab.explorers import explore_petals


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def test_a_picture_shrinks_and_keeps_its_colours_even_those_of_thin_lines():
    png = explore_petals(hidden=3, epoch=500).image.value
    small = shrink(png)
    assert len(small) < len(png) / 2
    assert np.abs(pixels(small) - pixels(png)).max() < 32  # of 255


def test_a_widget_leaves_its_picture():
    png = base64.b64encode(explore_petals().image.value).decode()
    data = {WIDGET: {"model_id": "x"}, "image/png": png, "text/plain": "PetalsState()"}
    texts = new_output("stream", text="12\n")
    cell = new_code_cell("explore_petals()", outputs=[new_output("execute_result", data), texts])
    keep_pictures(new_notebook(cells=[cell]))
    assert sorted(cell.outputs[0].data) == ["image/png", "text/plain"]
    assert cell.outputs[1] == texts
