"""A class's own pictures, from a folder, in the contract of the course's data sets."""

from pathlib import Path

import numpy as np
from PIL import Image

from bplab.characters import CHARACTER_SIZE

SUFFIXES = (".png", ".bmp", ".jpg", ".jpeg")
# Windows and macOS leave these in folders and archives on their own, as they do names that begin with a dot.
STRAY = ("thumbs.db", "desktop.ini", "__macosx")
# What Pillow raises for files that are damaged, cut off, or no pictures at all.
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def load_image_folder(path):
    """Read the pictures <class>/<n>.png, .bmp or .jpg under `path`: one folder per class, 28 x 28 pixels.

    Returns X (n_samples, 784), as `characters` does, y (n_samples,), and names, the folders' names: class c
    is names[c]. Classes and, in each, pictures come in the order of their numbers (2 before 10), what is not
    a number after them by name.

    Colours become grey, transparent becomes white. Ink is 1 and paper 0, whether the ink is dark or light:
    the grey that half of the pixels exceed (the median) is taken for paper, since ink covers less than half.

    ValueError, with a sentence that names the file or folder, for a picture of another size or that cannot
    be read, a file in a class's folder that is no picture, a class without pictures, a path without classes.
    """
    folders = [folder for folder in _contents(Path(path)) if folder.is_dir()]
    if not folders:
        raise ValueError(f"{path} has no folders: it must hold one for each class, with its pictures")
    X, y = [], []
    for c, folder in enumerate(folders):
        files = _contents(folder)
        if not files:
            raise ValueError(f"{folder} has no pictures ({', '.join(SUFFIXES)})")
        X += [_read(file) for file in files]
        y += [c] * len(files)
    return np.array(X), np.array(y, dtype=np.int64), [folder.name for folder in folders]


def _contents(folder):
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder")
    found = [p for p in folder.iterdir() if not p.name.startswith(".") and p.name.lower() not in STRAY]
    return sorted(found, key=_by_number)


def _by_number(path):
    is_number = path.stem.isascii() and path.stem.isdigit()
    return not is_number, int(path.stem) if is_number else 0, path.name


def _read(file):
    """The ink of a picture, shape (784,)."""
    if file.suffix.lower() not in SUFFIXES:
        raise ValueError(f"{file} is not a picture that can be read here ({', '.join(SUFFIXES)})")
    try:
        with Image.open(file) as image:
            (width, height), grey = image.size, _grey(image)
    except UNREADABLE as error:
        raise ValueError(f"{file} cannot be read as a picture: {error}") from error
    if (width, height) != (CHARACTER_SIZE, CHARACTER_SIZE):
        raise ValueError(f"{file} has {width} x {height} pixels, not {CHARACTER_SIZE} x {CHARACTER_SIZE}")
    return (1 - grey if np.median(grey) > 0.5 else grey).ravel()


def _grey(image):
    """Shape (height, width), 0 black to 1 white."""
    if image.mode.startswith("I"):  # 16 bits a pixel: Pillow would cut what exceeds 8
        return np.asarray(image) / 65535
    image = image.convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return np.asarray(Image.alpha_composite(white, image).convert("L")) / 255
