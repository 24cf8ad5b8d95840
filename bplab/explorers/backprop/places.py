"""Where the arrays of `explore_backprop` stand in its picture, in pixels from the left and from the top."""

from dataclasses import dataclass

COLUMNS = {"X": 66, "z_1": 212, "a_1": 358, "z_2": 504, "y": 650, "loss": 786}
ROWS = (
    20,
    94,
    168,
    242,
    316,
)  # upper edges of the boxes: parameters, values, errors, gradients, new parameters
BOX_HEIGHT, WIDE, NARROW = 46, 112, 100


@dataclass(frozen=True)
class Place:
    """A box and the array it holds; `right`: its name stands at its right end."""

    name: str
    x: float
    y: float
    width: float = WIDE
    right: bool = False

    @property
    def corner(self):
        """Left and upper edge."""
        return self.x - self.width / 2, self.y


def _single(row, **columns):
    """Boxes of a row by the name of the array, each in the column of another one."""
    return tuple(Place(name, COLUMNS[column], ROWS[row]) for name, column in columns.items())


def _pair(row, layer, prefix=""):
    """Weights and biases of a layer, side by side."""
    x, y, half = COLUMNS[f"z_{layer}"], ROWS[row], NARROW / 2 + 2
    weights, bias = (f"{prefix}{kind}_{layer}" for kind in ("weights", "bias"))
    return Place(weights, x - half, y, NARROW), Place(bias, x + half, y, NARROW, right=True)


PLACES = (
    *_pair(0, 1),
    *_pair(0, 2),
    *_single(1, X="X", z_1="z_1", a_1="a_1", z_2="z_2", y_pred="y", loss="loss"),
    *_single(2, e_1="z_1", back="a_1", e_2="z_2", y="y"),
    *_pair(3, 1, "grad_"),
    *_pair(3, 2, "grad_"),
    *_pair(4, 1, "new_"),
    *_pair(4, 2, "new_"),
    *_single(4, new_loss="loss"),
)
