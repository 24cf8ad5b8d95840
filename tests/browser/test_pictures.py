"""The pictures of all explorers in the page: sharp, whole, readable when it is narrow or dark."""

import base64
import io

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.browser.notebook_page import jupyterlab_page
from tests.explorers.dark import dark

RATIO = 2
LOOK = """image => {
    const place = image.parentElement, page = image.closest('.jp-WindowedPanel-outer');
    const box = image.getBoundingClientRect();
    return {
        width: box.width, height: box.height, place: place.clientWidth, page: page.clientHeight,
        dots: [image.naturalWidth, image.naturalHeight], cut: place.scrollHeight > place.clientHeight + 1,
        alt: image.alt, scrolls: place.tabIndex === 0, said: place.querySelector('[role=status]').textContent,
    };
}"""
# What the kernel has sent, as the page's own canvas reads it, without the theme's filter.
SENT = """image => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
}"""
GROUND = "() => getComputedStyle(document.body).getPropertyValue('--jp-layout-color0')"
THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
# The lecture, and a word of what its picture says.
PICTURES = {
    "explore_descent": ("00_gradient_descent", "the lowest loss"),
    "explore_neuron": ("01_forward_pass", "slope da/dz"),
    "explore_forward": ("01_forward_pass", "training steps"),
    "explore_softmax": ("02_softmax_cross_entropy", "probabilities"),
    "explore_backprop": ("03_backpropagation", "First wrong"),
    "explore_petals": ("04_petals", "Classes on the map"),
    "explore_linear_vs_relu": ("05_linear_vs_relu", "Classes on the map"),
    "explore_curve": ("06_curve_fitting", "true curve"),
    "explore_characters": ("07_characters", "most probable"),
}

REFLOWING = ("explore_forward", "explore_softmax", "explore_backprop")


@pytest.fixture(scope="module")
def sharp_page(lab, chromium):
    """A small screen with many dots, of somebody who wants nothing to move."""
    look = {"width": 1366, "height": 768, "device_scale_factor": RATIO, "reduced_motion": "reduce"}
    with jupyterlab_page(chromium, lab, **look) as page:
        yield page


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_sharp_and_whole_and_can_be_read_by_everybody(name, sharp_page):
    lecture, said = PICTURES[name]
    notebook = sharp_page.open_only(f"notebooks/{lecture}.ipynb", name)
    explorer = notebook.explorer(name)
    wide = seen(explorer)
    assert wide["dots"] == pytest.approx([RATIO * wide["width"], RATIO * wide["height"]], abs=2)
    assert wide["width"] <= wide["place"] and wide["height"] <= wide["page"] and not wide["cut"]
    assert wide["width"] > 600 and said in wide["alt"]
    assert wide["said"] in ("", wide["alt"])
    check_with_axe(notebook.page)
    check_in_the_dark(notebook, explorer, name)

    notebook.page.set_viewport_size({"width": 700, "height": 900})
    narrow = seen(explorer)
    assert narrow["dots"] == pytest.approx([RATIO * narrow["width"], RATIO * narrow["height"]], abs=2)
    assert narrow["height"] > narrow["width"] and not narrow["cut"]  # its parts stand below each other
    assert narrow["scrolls"] is (narrow["width"] > narrow["place"])
    assert not (narrow["scrolls"] and name in REFLOWING)
    notebook.screenshot(f"{name.replace('_', '-')}-narrow")
    assert notebook.errors == []


def test_a_slider_has_a_name_and_a_value_that_reads_well_and_its_effect_is_said_once(open_only):
    notebook = open_only("notebooks/01_forward_pass.ipynb", "explore_neuron")
    explorer = notebook.explorer("explore_neuron")
    handle, said = explorer.root.get_by_role("slider", name="x₁"), explorer.root.locator(".bplab-said")
    assert said.text_content() == ""  # nothing has changed
    for _ in range(3):
        explorer.after(lambda: handle.press("ArrowLeft"))
    explorer.settle()
    picture = explorer.root.get_by_role("img", name="x₁ = 1.7")
    said.filter(has_text="x₁ = 1.7").wait_for(state="attached")
    assert said.text_content() == picture.get_attribute("alt")
    assert handle.get_attribute("aria-valuetext") == explorer.readout("x1") == "1.70"
    explorer.root.get_by_role("combobox", name="activation").select_option("relu")
    explorer.settle()
    assert notebook.run_code("print(_.state)").startswith("NeuronState(x1=1.7,")


def check_with_axe(page):
    found = Axe().run(page, context=".bplab-explorer")
    assert found.violations_count == 0, found.generate_report()


def check_in_the_dark(notebook, explorer, name):
    """In JupyterLab's dark theme: nothing for axe to find, the picture as dark as its page, hues kept."""
    page, image = notebook.page, explorer.root.locator("img.bplab-picture").first
    page.evaluate(THEME, "JupyterLab Dark")
    page.locator("[data-jp-theme-light=false]").first.wait_for(state="attached")
    page.wait_for_timeout(1000)
    check_with_axe(page)
    notebook.screenshot(f"{name.replace('_', '-')}-dark")
    shown = pixels(image.screenshot())
    sent = pixels(base64.b64decode(image.evaluate(SENT)))
    height, width = (min(sizes) for sizes in zip(shown.shape[:2], sent.shape[:2], strict=True))
    far = np.abs(shown[:height, :width] - dark(sent[:height, :width])).max(axis=2)
    assert np.quantile(far, 0.8) < 0.03  # edges between dots, and handles on top of the picture, may differ
    ground = page.evaluate(GROUND).strip().removeprefix("#")
    ground = [int(2 * digit, 16) for digit in ground] if len(ground) == 3 else list(bytes.fromhex(ground))
    corners = shown[[2, 2, -3, -3], [2, -3, 2, -3]]
    assert np.abs(corners - np.array(ground) / 255).max() < 0.05
    page.evaluate(THEME, "JupyterLab Light")
    page.locator("[data-jp-theme-light=true]").first.wait_for(state="attached")


def pixels(png):
    """(height, width, 3), from 0 to 1."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")) / 255


def seen(explorer):
    """The picture as the page shows it, once it has the size that the page has room for."""
    image = explorer.root.locator("img.bplab-picture").first
    explorer.page.wait_for_timeout(2500)  # for the room, another picture, and its words
    explorer.settle()
    return image.evaluate(LOOK)
