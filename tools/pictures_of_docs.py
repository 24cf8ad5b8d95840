"""Makes docs/explorer.png and docs/lecture.png from the running page: `python tools/pictures_of_docs.py`."""

import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # for the servers of the browser tests

from tests.browser.notebook_page import jupyterlab_page  # noqa: E402
from tests.browser.servers import chromium_browser, jupyterlab  # noqa: E402

RATIO = 2  # dots of the picture to a pixel of the page
COLOURS = 256
REGIONS = "figures.class_regions(ax, network"  # of the cell whose picture is shown
LOOK = {"width": 1280, "height": 1000, "device_scale_factor": RATIO}


def main():
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyterlab(Path(folder)) as lab,
        chromium_browser() as chromium,
    ):
        with jupyterlab_page(chromium, lab, **LOOK) as page:
            notebook = page.open("notebooks/04_petals.ipynb")
            notebook.run_only("explore_petals")
            notebook.page.set_viewport_size({"width": 1280, "height": 1250})  # so that nothing of it is cut
            explorer = notebook.explorer("explore_petals")
            explorer.page.wait_for_timeout(3000)  # for a picture of this width
            explorer.click("Play")
            explorer.page.wait_for_timeout(20_000)
            save(notebook.page, "explorer")
        with jupyterlab_page(chromium, lab, **LOOK) as page:
            notebook = page.open("notebooks/05_linear_vs_relu.ipynb")
            cells = notebook.cells()
            shown = next(k for k, cell in enumerate(cells) if REGIONS in "".join(cell["source"]))
            notebook.scroll_to(cells[shown - 1]["id"], wait=3000)
            save(notebook.page, "lecture")


def save(page, name):
    """A picture of the page, with as many colours as such pages have."""
    path = ROOT / "docs" / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
