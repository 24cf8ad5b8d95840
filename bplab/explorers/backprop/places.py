"""Where the arrays of `explore_backprop` stand in its picture, in pixels from the left and from the top."""

from dataclasses import dataclass

# Upper edges of the boxes of a layer: parameters, values, errors, gradients, new parameters.
ROWS = PARAMETERS, VALUES, ERRORS, GRADIENTS, NEW = 20, 94, 168, 242, 316
BLOCK = 372  # from a layer to the one below it, where they stand below each other
BOX_HEIGHT, PAIRED, SINGLE = 46, 100, 72  # heights of boxes; widths of weights and biases, of a single number
WIDE, NARROW = 860, 380  # widths of the picture
EDGE, GAP = 10, 2
FORWARD, BACKWARD, ONWARD = "forward", "backward", "onward"


@dataclass(frozen=True)
class Place:
    """A box and the array it holds; `right`: its name stands at its right end."""

    name: str
    x: float
    y: float
    width: float
    right: bool = False

    @property
    def corner(self):
        """Left and upper edge."""
        return self.x - self.width / 2, self.y


@dataclass(frozen=True)
class Layout:
    """Boxes; arrows (tail, head, kind); names of other layers' arrays (x, y, name); where the text begins."""

    places: tuple
    arrows: tuple
    notes: tuple
    text: float


def side_by_side(network):
    """The layers from left to right."""
    n_columns = 2 * network.depth + 2
    width = 112 if network.depth == 2 else 96
    step = (WIDE - 2 * EDGE - width) / (n_columns - 1)
    columns = [EDGE + width / 2 + k * step for k in range(n_columns)]
    places, arrows = [Place("X", columns[0], VALUES, width)], []
    for k in network.layers:
        before, here, after = columns[2 * k - 2 : 2 * k + 1]
        places += _layer(network, k, here, after, 0, width)
        arrows += _arrows(network, k, before, here, after, 0, width)
    end = columns[-1]
    places += [Place("loss", end, VALUES, width), Place("new_loss", end, NEW, width)]
    arrows.append(_across(after, end, VALUES, width, FORWARD))
    return Layout(tuple(places), tuple(arrows), (), 381)


def below_each_other(network):
    """The layers from top to bottom; where an arrow comes from another layer, the name of its array."""
    width, columns = 112, (64, 190, 316)
    before, here, after = columns
    places, arrows, notes = [Place("X", before, VALUES, width)], [], []
    for k in network.layers:
        top = (k - 1) * BLOCK
        places += _layer(network, k, here, after, top, width)
        arrows += _arrows(network, k, before, here, after, top, width)
        if k > 1:
            middle = BOX_HEIGHT / 2
            notes += [(before, top + VALUES + middle, f"a_{k - 1}")]
            notes += [(before, top + ERRORS + middle, network.back(k - 1))]
    end = NARROW - EDGE - SINGLE / 2
    places += [Place("loss", end, top + GRADIENTS, SINGLE), Place("new_loss", end, top + NEW, SINGLE)]
    arrows.append(_down(end, top + ERRORS, FORWARD))
    return Layout(tuple(places), tuple(arrows), tuple(notes), 381 + (network.depth - 1) * BLOCK)


def _layer(network, k, here, after, top, width):
    """The boxes of a layer, with what it gives at `after`."""
    last = k == network.depth
    yield from _pair(k, here, top + PARAMETERS)
    yield Place(f"z_{k}", here, top + VALUES, width)
    yield Place("y_pred" if last else f"a_{k}", after, top + VALUES, width)
    yield Place(f"e_{k}", here, top + ERRORS, width)
    yield Place("y" if last else network.back(k), after, top + ERRORS, width)
    yield from _pair(k, here, top + GRADIENTS, "grad_")
    yield from _pair(k, here, top + NEW, "new_")


def _pair(k, x, y, prefix=""):
    """Weights and biases of a layer, side by side."""
    half = PAIRED / 2 + 2
    yield Place(f"{prefix}weights_{k}", x - half, y, PAIRED)
    yield Place(f"{prefix}bias_{k}", x + half, y, PAIRED, right=True)


def _arrows(network, k, before, here, after, top, width):
    """Values flow to the right and from the parameters down; errors to the left and down to gradients."""
    yield _across(before, here, top + VALUES, width, FORWARD)
    yield _across(here, after, top + VALUES, width, FORWARD)
    yield _across(after, here, top + ERRORS, width, BACKWARD)
    if k > 1:
        yield _across(here, before, top + ERRORS, width, BACKWARD)
    for x in (here - 8, here + 8):
        for row, kind in ((PARAMETERS, FORWARD), (ERRORS, BACKWARD), (GRADIENTS, ONWARD)):
            yield _down(x, top + row, kind)


def _across(start, end, row, width, kind):
    half = (width / 2 + GAP) * (1 if end > start else -1)
    middle = row + BOX_HEIGHT / 2
    return (start + half, middle), (end - half, middle), kind


def _down(x, row, kind):
    """From the lower edge of a box to the upper edge of the one below it."""
    return (x, row + BOX_HEIGHT + GAP), (x, row + VALUES - PARAMETERS - GAP), kind
