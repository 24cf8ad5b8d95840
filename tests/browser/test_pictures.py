"""The pictures of all explorers in the page: sharp, whole, readable when it is narrow, and for everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.notebook_page import opened

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
# The lecture, a word of what its picture says, and whether a narrow page shows its parts below each other.
PICTURES = {
    "explore_descent": ("00_gradient_descent", "the lowest loss", True),
    "explore_neuron": ("01_forward_pass", "slope da/dz", True),
    "explore_forward": ("01_forward_pass", "training steps", False),
    "explore_softmax": ("02_softmax_cross_entropy", "probabilities", False),
    "explore_backprop": ("03_backpropagation", "First wrong", False),
    "explore_petals": ("04_petals", "Classes on the map", True),
    "explore_linear_vs_relu": ("05_linear_vs_relu", "Classes on the map", True),
    "explore_curve": ("06_curve_fitting", "true curve", True),
    "explore_characters": ("07_characters", "most probable", True),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_sharp_and_whole_and_can_be_read_by_everybody(name, lab, chromium):
    lecture, said, parts = PICTURES[name]
    look = {"width": 1366, "height": 768, "device_scale_factor": RATIO, "reduced_motion": "reduce"}
    with opened(chromium, lab, f"notebooks/{lecture}.ipynb", **look) as notebook:
        notebook.run_only(name)
        explorer = notebook.explorer(name)
        wide = seen(explorer)
        assert wide["dots"] == pytest.approx([RATIO * wide["width"], RATIO * wide["height"]], abs=2)
        assert wide["width"] <= wide["place"] and wide["height"] <= wide["page"] and not wide["cut"]
        assert wide["width"] > 600 and said in wide["alt"]
        assert wide["said"] in ("", wide["alt"])
        found = Axe().run(notebook.page, context=".bplab-explorer")
        assert found.violations_count == 0, found.generate_report()

        notebook.page.set_viewport_size({"width": 700, "height": 900})
        narrow = seen(explorer)
        assert narrow["dots"] == pytest.approx([RATIO * narrow["width"], RATIO * narrow["height"]], abs=2)
        assert (narrow["height"] > narrow["width"]) is parts and not narrow["cut"]
        assert narrow["scrolls"] is (narrow["width"] > narrow["place"])
        notebook.screenshot(f"{name.replace('_', '-')}-narrow")
        assert notebook.errors == []


def test_a_slider_has_a_name_and_a_value_that_reads_well_and_its_effect_is_said_once(
    open_notebook,
):
    notebook = open_notebook("notebooks/01_forward_pass.ipynb")
    notebook.run_only("explore_neuron")
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


def seen(explorer):
    """The picture as the page shows it, once it has the size that the page has room for."""
    image = explorer.root.locator("img.bplab-picture")
    explorer.page.wait_for_timeout(2500)  # for the room, another picture, and its words
    explorer.settle()
    return image.evaluate(LOOK)
