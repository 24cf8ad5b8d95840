"""Small images at many places of a picture: `ax.imshow` resamples each anew, here a dot is a rectangle."""

import numpy as np
from matplotlib.artist import Artist


class Pasted(Artist):
    """All small images of a picture, in its pixels from the upper left corner."""

    def __init__(self, picture):
        super().__init__()
        self._picture, self._pasted = picture, []
        picture.figure.add_artist(self)
        picture.moving(self)

    def clear(self):
        """Begin anew."""
        self._pasted.clear()

    def paste(self, left, top, width, height, colours, frame=1):
        """colours: (rows, columns, 3) from 0 to 1. frame: width of a black one."""
        colours = (255 * colours).astype(np.uint8)
        self._pasted.append((left, top, left + width, top + height, colours, frame))

    def draw(self, renderer):
        pixels, scale = np.asarray(renderer.buffer_rgba()), self._picture.scale
        for *box, colours, frame in self._pasted:
            left, top, right, bottom = (round(scale * side) for side in box)
            rows = np.arange(bottom - top) * colours.shape[0] // (bottom - top)
            columns = np.arange(right - left) * colours.shape[1] // (right - left)
            part = pixels[top:bottom, left:right, :3]
            part[:] = colours[rows[:, None], columns]
            if frame := round(scale * frame):
                part[:frame] = part[-frame:] = part[:, :frame] = part[:, -frame:] = 0
