"""What can be taken hold of in a picture, and what the page says when somebody does.

A picture names its spots (`Picture.spots`), and the page puts an element on top of each: a pointer takes hold
of it, Tab reaches it, keys move it. What happens there comes to `Explorer.touched(touch)`, one by one:
the page sends the next when it shows the picture of the last, and leaves out the moves in between.
"""

import dataclasses

ARROWS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}


@dataclasses.dataclass(frozen=True)
class Spot:
    """A handle, or with a size an area; places in pixels of the picture, from its upper left corner.

    x, y: the middle of a handle, the upper left corner of an area. label: its name, for those who hear it.
    text: how it stands now, in words; of an area, said aloud when it changes. value: of a handle, a number
    from low to high, which the page gives to screen readers as that of a slider.
    """

    name: str
    label: str
    x: float
    y: float
    width: float = 0
    height: float = 0
    text: str = ""
    value: float = 0
    low: float = 0
    high: float = 1


@dataclasses.dataclass(frozen=True)
class Touch:
    """kind: "press", "drag" and "release" of a pointer at x, y (pixels of the picture); "key" with its key.

    A drag goes on outside of the spot, and of the picture. key: as the page names it; the arrows, "Enter",
    " ", "Backspace", "Delete", "Home", "End", "PageUp" and "PageDown" are sent. shift: whether it was held.
    """

    spot: str
    kind: str
    x: float = 0
    y: float = 0
    key: str = ""
    shift: bool = False

    @property
    def arrow(self):
        """Steps to the right and up, of an arrow key; (0, 0) of all else."""
        return ARROWS.get(self.key, (0, 0)) if self.kind == "key" else (0, 0)

    @property
    def pointer(self):
        """Whether a pointer is at x, y, pressed."""
        return self.kind in ("press", "drag")
