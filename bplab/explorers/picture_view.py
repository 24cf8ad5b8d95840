"""The place of a picture in the page: it says how much room there is, and shows what was drawn for it."""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class PictureView(anywidget.AnyWidget):
    """value: the bytes of a PNG file. alt: what can be seen there, in words.

    spots: what can be taken hold of there, see spots.py; places as shares of the picture's width and height.
    Each message of the page is a touch; `heard` answers it once the picture of it has been shown.
    room: what the page says of itself, once it shows the picture: `width` of this place and `height` of the
    page in pixels, `ratio` of dots to pixels, and whether the user wants it `calm`, with little that moves.
    """

    _esm = "".join((HERE / name).read_text(encoding="utf-8") for name in ("spots.js", "picture_view.js"))
    _css = (HERE / "picture_view.css").read_text(encoding="utf-8")

    value = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    spots = traitlets.List().tag(sync=True)
    room = traitlets.Dict().tag(sync=True)

    def show(self, value, alt, spots=()):
        """Put a picture into the page, with its words and its spots, in one message."""
        with self.hold_sync():
            self.value, self.alt, self.spots = value, alt, list(spots)

    def heard(self):
        """The page may send the next touch."""
        self.send({"heard": True})
