"""The place of a picture in the page: it says how much room there is, and shows what was drawn for it."""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class PictureView(anywidget.AnyWidget):
    """value: the bytes of a PNG file. alt: what can be seen there, in words.

    room: what the page says of itself, once it shows the picture: `width` of this place and `height` of the
    page in pixels, `ratio` of dots to pixels, and whether the user wants it `calm`, with little that moves.
    """

    _esm = (HERE / "picture_view.js").read_text(encoding="utf-8")
    _css = (HERE / "picture_view.css").read_text(encoding="utf-8")

    value = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    room = traitlets.Dict().tag(sync=True)

    def show(self, value, alt):
        """Put a picture into the page, with its words, in one message."""
        with self.hold_sync():
            self.value, self.alt = value, alt
