"""Pictures with a second arrangement, for pages that are too narrow for the first one."""

import numpy as np

from bplab.explorers.picture import DPI, LEAST, MOST, Picture, own_style


class ReflowingPicture(Picture):
    """A Picture that stands in two arrangements.

    Subclasses make their axes and artists in `arrange`, for `self.narrow` or not, and say in `size` how large
    that is; both are called again when the page has become narrow, or wide.
    """

    def __init__(self):
        self.narrow = False
        super().__init__(*self.size())
        self.arrange()

    def size(self):
        """Width and height in pixels of the arrangement that is asked for by `self.narrow`."""
        raise NotImplementedError

    def arrange(self):
        """Make axes and artists for this arrangement."""
        raise NotImplementedError

    def fit(self, width, height, ratio):
        """As Picture.fit; a narrow arrangement may be higher than the page, which is scrolled anyway."""
        narrow, self.narrow = self.narrow, False
        self.narrow = width < LEAST * self.size()[0]
        if self.narrow != narrow:
            self._moving.clear()
            self.figure.clear()
            self.width, self.height = self.size()
            self.figure.set_size_inches(self.width / DPI, self.height / DPI)
            with own_style():
                self.arrange()
        super().fit(width, height, ratio)
        if self.narrow:
            self.figure.set_dpi(np.clip(width / self.width, LEAST, MOST) * ratio * DPI)
