"""The data set's own pictures of its characters, where a font might not have them: as signs and in rows."""

import base64
import functools
import io

import numpy as np
from PIL import Image

from bplab.characters import CHARACTER_SIZE, CHARACTERS
from bplab.explorers.characters.model import N_CLASSES, pictures

GAP = 4  # pixels between two pictures of a row


@functools.cache
def signs():
    """A typical picture of each class, that nearest to the mean of its class, shape (12, 28, 28)."""
    X, y = pictures("train")
    typical = []
    for c in range(N_CLASSES):
        of_class = X[y == c]
        typical.append(of_class[np.square(of_class - of_class.mean(axis=0)).sum(axis=1).argmin()])
    return np.reshape(typical, (N_CLASSES, CHARACTER_SIZE, CHARACTER_SIZE))


def rows_of_pictures(ink, n_columns, zoom):
    """Pictures (n, 784), dark on white and n_columns in a row, as the bytes of a PNG file."""
    n_rows = max(1, -(-len(ink) // n_columns))
    field = np.zeros((n_rows * n_columns, CHARACTER_SIZE + GAP, CHARACTER_SIZE + GAP))
    field[: len(ink), :-GAP, :-GAP] = np.reshape(ink, (-1, CHARACTER_SIZE, CHARACTER_SIZE))
    field = field.reshape(n_rows, n_columns, *field.shape[1:]).transpose(0, 2, 1, 3)
    return png(field.reshape(n_rows * (CHARACTER_SIZE + GAP), -1), zoom)


def png(ink, zoom=1):
    """Ink (height, width) from 0 to 1, dark on white, as the bytes of a PNG file."""
    grey = Image.fromarray((255 * (1 - ink)).round().astype(np.uint8))
    file = io.BytesIO()
    grey.resize((zoom * grey.width, zoom * grey.height), Image.Resampling.NEAREST).save(file, "png")
    return file.getvalue()


def address(ink):
    """A picture (28, 28) as an address that a page shows."""
    return "data:image/png;base64," + base64.b64encode(png(ink)).decode()


def sign(c):
    """The sign of a class in a page that has `sign_style`."""
    return f'<i class="bplab-sign bplab-sign-{c}" role="img" aria-label="{CHARACTERS[c]}"></i>'


@functools.cache
def sign_style():
    """What a page needs to show signs."""
    look = (
        ".bplab-sign { display: inline-block; width: 22px; height: 22px; background-size: contain;"
        " vertical-align: middle; }"
    )
    each = (f".bplab-sign-{c} {{ background-image: url({address(ink)}); }}" for c, ink in enumerate(signs()))
    return f"<style>{look} {' '.join(each)}</style>"
