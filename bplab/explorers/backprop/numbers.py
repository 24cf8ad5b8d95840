"""Numbers of `explore_backprop` as text."""

import numpy as np


def table(array, marked=None):
    """The numbers of an array, a line for each row; marked: the index of the one that the slider moves."""
    texts = np.array([[number(value) for value in row] for row in np.atleast_2d(array)], dtype=object)
    if marked is not None:
        texts[marked] = f"▸{texts[marked]}"
    width = max(map(len, texts.flat))
    return "\n".join(" ".join(text.rjust(width) for text in row) for row in texts)


def number(value):
    """A number in at most six characters, as long as it is smaller than 1000."""
    if 1e-12 < abs(value) < 0.0005:  # less than that is rounding
        return f"{value:.0e}"
    digits = 3 if abs(value) < 10 else 2 if abs(value) < 100 else 1
    text = f"{value + 0.0:.{digits}f}"
    return text.rstrip("0").rstrip(".")
