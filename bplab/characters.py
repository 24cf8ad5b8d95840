"""Pictures of twelve characters, made by tools/make_characters.py. docs/characters.md is their card."""

import functools
from importlib import resources

import numpy as np

CHARACTERS = "博学笃志切问近思自由无用"  # class c is CHARACTERS[c]
CHARACTER_SIZE = 28  # pixels of a picture's side
HELD_OUT_FAMILY = "kai"
FULL_INK = 15  # the file holds sixteen greys
PARTS = ("train", "test", "held out")


def characters(part="train", train_fraction=0.9, seed=0):
    """Twelve characters, printed in several fonts, distorted: 620 pictures of each, and 120 held out.

    part: "train" or "test", which together are the 620 of each class; or "held out", characters of a family
    of fonts (kai, written with a brush) that the others do not contain.
    train_fraction: the part of each class that "train" gets (an exact count), "test" gets the rest.
    seed: which pictures go where, and the order of the rows. Calls with the same two values fit together.

    Returns X (n_samples, 784), a picture per row, row by row, 0 paper and 1 full ink; and y (n_samples,).
    ValueError for a part that does not exist and a fraction that leaves a part without pictures.
    """
    rows = _rows(part, train_fraction, seed)
    data = _data()
    return data["pictures"][rows] / FULL_INK, data["y"][rows].astype(np.int64)


def character_fonts(part="train", train_fraction=0.9, seed=0):
    """What the rows of `characters`, called with the same arguments, were printed in.

    Returns fonts and families, arrays of strings (n_samples,): for example "TW-Sung" and "serif".
    """
    font = _data()["font"][_rows(part, train_fraction, seed)]
    return _data()["font_names"][font], _data()["font_families"][font]


@functools.cache
def _data():
    path = resources.files("bplab") / "data" / "characters.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return dict(arrays)


def _rows(part, train_fraction, seed):
    if part not in PARTS:
        raise ValueError(f"unknown part {part!r}: choose from {', '.join(map(repr, PARTS))}")
    if not 0.001 <= train_fraction <= 0.999:  # so that either part has something of each class
        raise ValueError(f"train_fraction must lie between 0.001 and 0.999, not {train_fraction}")
    data = _data()
    rng = np.random.default_rng(seed)
    held_out = data["font_families"][data["font"]] == HELD_OUT_FAMILY
    if part == "held out":
        return rng.permutation(np.flatnonzero(held_out))
    chosen = []
    for c in range(len(CHARACTERS)):
        of_class = rng.permutation(np.flatnonzero(~held_out & (data["y"] == c)))
        n_train = round(train_fraction * len(of_class))
        chosen.append(of_class[:n_train] if part == "train" else of_class[n_train:])
    return rng.permutation(np.concatenate(chosen))
