"""The pictures of a built lecture: small, and there for readers without a kernel."""

import base64
import io

from PIL import Image

COLOURS = 128
WIDGET = "application/vnd.jupyter.widget-view+json"


def keep_pictures(notebook):
    """Shrink the pictures in a notebook's outputs, and drop widgets.

    A widget without its kernel shows an error; the picture beside it in the same output stays. What describes
    a cell's picture goes where nbconvert looks for it, and stands for a figure that cannot be shown.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(WIDGET, None)
            if "image/png" in data:
                data["image/png"] = base64.b64encode(shrink(base64.b64decode(data["image/png"]))).decode()
                if alt := cell.metadata.get("alt"):
                    output.setdefault("metadata", {}).setdefault("image/png", {})["alt"] = alt
                    if data.get("text/plain", "").startswith("<Figure"):
                        data["text/plain"] = alt


def shrink(png):
    """A PNG file with a palette: a third of the bytes, and nobody sees the difference in a figure."""
    image = Image.open(io.BytesIO(png))
    file = io.BytesIO()
    # Maximum coverage keeps the colour of a thin line, which a median cut gives up for shades of an area.
    method, dither = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
    small = image.convert("RGB").quantize(COLOURS, method=method, dither=dither)
    small.save(file, "png", optimize=True)
    return file.getvalue()
