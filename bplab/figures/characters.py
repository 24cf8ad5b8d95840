"""Figures of unit 7: pictures of characters, and a confusion matrix with a picture for each class.

Characters are shown as pictures of the data set, never as text: matplotlib's own font has no Chinese ones.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize
from matplotlib.offsetbox import AnnotationBbox, OffsetImage

from bplab.characters import CHARACTER_SIZE
from bplab.figures import GUIDE_COLOUR
from bplab.language import say

INK = {"cmap": "gray_r", "norm": Normalize(0, 1)}  # 0 is paper, 1 is ink


def draw_picture(ax, picture, title=""):
    """One picture, given as a row of X, without axes."""
    ax.imshow(picture.reshape(CHARACTER_SIZE, CHARACTER_SIZE), interpolation="nearest", **INK)
    ax.set_title(title, fontsize=9)
    ax.set_axis_off()


def picture_table(X, y, per_class):
    """A column for each class, with its first pictures one below the other."""
    n_classes = int(y.max()) + 1
    fig, axes = plt.subplots(per_class, n_classes, figsize=(0.66 * n_classes, 0.68 * per_class + 0.3))
    for c, column in enumerate(np.reshape(axes, (per_class, n_classes)).T):
        for row, (ax, picture) in enumerate(zip(column, X[y == c], strict=False)):
            draw_picture(ax, picture, title=str(c) if row == 0 else "")
    return fig


def confusion_matrix(counts, pictures):
    """Counts of (true class, predicted class) as a map; a picture stands for each class."""
    fig, ax = plt.subplots(figsize=(6.2, 5.6))
    wrong = counts * (1 - np.eye(len(counts), dtype=int))
    ax.imshow(wrong, cmap="Oranges", vmin=0, vmax=max(1, wrong.max()))
    for (i, j), count in np.ndenumerate(counts):
        if count:
            ax.text(
                j, i, count, ha="center", va="center", color=GUIDE_COLOUR if i == j else "black", fontsize=9
            )
    ax.set(xticks=[], yticks=[], xlabel=say("predicted"), ylabel=say("true"))
    ax.xaxis.labelpad = ax.yaxis.labelpad = 34
    ax.spines[:].set_visible(False)
    for c, picture in enumerate(pictures):
        image = OffsetImage(picture.reshape(CHARACTER_SIZE, CHARACTER_SIZE), zoom=0.9, **INK)
        for place in ((c, len(counts) - 0.05), (-0.95, c)):
            box = AnnotationBbox(image, place, frameon=False, annotation_clip=False)
            ax.add_artist(box)
    return fig
