"""What the page says to an explorer, and what an explorer says to the page about its picture."""

import asyncio
import io

import numpy as np
import pytest
from PIL import Image

from bplab import explorers
from bplab.explorers import training
from bplab.explorers.plane_picture import lie_of
from tests.explorers.counting import epochs_seen, explore, in_notebook, until

# name -> settings, and what the words of its picture must hold
SAID = {
    "descent": ({"steps": 2, "rate": 0.1, "w": 0.0}, "after 2 steps, w = 0.72, loss 1.97, slope -2.56"),
    "neuron": ({"b": 1.0}, "tanh: a = 0.76, slope da/dz = 0.42"),
    "forward": ({"steps": 3}, "after 3 training steps"),
    "softmax": ({}, "loss, -ln ŷ[1] = 1.208"),
    "backprop": ({"step": "e_2"}, "e_2"),
    "petals": ({"epoch": 40}, "epoch 40, right: training "),
    "linear_vs_relu": ({"epoch": 20}, "epoch 20, right: training "),
    "curve": ({"epoch": 20}, "epoch 20"),
    "characters": ({"n_train": 120, "epoch": 1}, "most probable, "),
}


def opened(name, **settings):
    return getattr(explorers, f"explore_{name}")(**settings)


@pytest.mark.parametrize("name", SAID)
def test_the_picture_is_drawn_for_the_room_that_the_page_has_and_says_what_it_shows(name):
    settings, said = SAID[name]
    explorer = opened(name, **settings)
    before = Image.open(io.BytesIO(explorer.image.value)).size
    assert before == (explorer.drawing.width, explorer.drawing.height)
    assert said in explorer.image.alt and "  " not in explorer.image.alt and ".." not in explorer.image.alt
    explorer.image.room = {"width": before[0], "height": 2000, "ratio": 2, "calm": False}
    assert Image.open(io.BytesIO(explorer.image.value)).size == pytest.approx(np.multiply(before, 2), abs=1)


@pytest.mark.usefixtures("undrawn")
def test_the_words_follow_the_picture():
    explorer = opened("neuron")
    explorer.controls["b"].value = -1.5
    assert "b = -1.50" in explorer.image.alt and "b = 0.50" not in explorer.image.alt


def test_the_words_say_which_class_holds_which_part_of_the_map():
    classes = np.zeros((9, 9), int)
    classes[6:, :3] = 1  # rows from below: upper left
    classes[:3, 4:] = 2  # most of the lower middle and right
    said = (
        "Classes on the map, from left to right: above 1, 0, 0; in the middle 0, 0, 0; below 0, none, none."
    )
    assert lie_of(classes, 2) == said


@pytest.mark.usefixtures("undrawn")
def test_a_single_neuron_has_no_classes():
    explorer = opened("petals", epoch=40, show="neuron 2")
    assert "neuron 2, epoch 40" in explorer.image.alt and "Classes" not in explorer.image.alt
    explorer.controls["show"].value = "output"
    assert "Classes" in explorer.image.alt


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("moved", "kept"), [(2.000000000000001, 2.0), (-0.30000000000000004, -0.3), (0.25, 0.25)]
)
def test_a_slider_that_adds_up_its_steps_leaves_a_value_that_reads_well(moved, kept):
    explorer = opened("neuron")
    explorer.controls["x1"].value = moved
    assert explorer.state.x1 == kept and f"x1={kept}," in repr(explorer.state)


@pytest.mark.parametrize("calm", [True, False])
def test_who_wants_little_to_move_sees_few_pictures_of_a_training(calm, monkeypatch):
    monkeypatch.setattr(training, "CALM_SECONDS", 60)

    async def student():
        explorer = explore()
        explorer.image.room = {"width": 10, "height": 10, "ratio": 1, "calm": calm}
        before = len(epochs_seen(explorer))
        explorer.play()
        await until(lambda: len(epochs_seen(explorer)) > before)
        if calm:
            await asyncio.sleep(0.5)
            assert len(epochs_seen(explorer)) == before + 1
        else:
            await until(lambda: len(epochs_seen(explorer)) > before + 2)
        explorer.cancel()

    in_notebook(student())
