"""Decision boundaries: what a model says about every point of a plane, with the samples on top."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from bplab.figures import CLASS_COLOURS, CLASS_MARKERS

PROBABILITIES = LinearSegmentedColormap.from_list(
    "class 0 to 1", [CLASS_COLOURS[0], "white", CLASS_COLOURS[1]]
)
POINTS_PER_SIDE = 121


def probability_map(ax, probability, X, y, limit=None, samples=True):
    """Colour the plane by the probability of class 1 and draw the boundary at 0.5 in black.

    probability: function of points (n_points, 2) that returns (n_points, 1) or (n_points,).
    X (n_samples, 2), y (n_samples,) or (n_samples, 1): the samples to draw.
    limit: the axes reach from -limit to limit; without it, as far as the samples do.
    Returns the coloured image, for a colour bar.
    """
    limit = limit or np.ceil(2 * np.abs(X).max()) / 2
    side = np.linspace(-limit, limit, POINTS_PER_SIDE)
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    values = np.asarray(probability(points), dtype=float).reshape(POINTS_PER_SIDE, POINTS_PER_SIDE)
    image = ax.pcolormesh(side, side, values, cmap=PROBABILITIES, vmin=0, vmax=1, alpha=0.55, rasterized=True)
    if values.min() < 0.5 < values.max():
        ax.contour(side, side, values, levels=[0.5], colors="black", linewidths=1.3)
    if samples:
        scatter(ax, X, y)
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    return image


def scatter(ax, X, y, size=12):
    """Draw samples of the classes 0 and 1, one colour and one marker each."""
    y = np.ravel(y)
    for c in (0, 1):
        style = {"color": CLASS_COLOURS[c], "marker": CLASS_MARKERS[c], "edgecolor": "white"}
        ax.scatter(*X[y == c].T, s=size, linewidth=0.3, label=f"class {c}", **style)
    ax.set(aspect="equal")


def grid_of_maps(axes, models, X, y, titles, limit=None):
    """One probability map per model: models are functions of points, titles their headings."""
    for ax in np.ravel(axes)[len(models) :]:
        ax.axis("off")
    for ax, model, title in zip(np.ravel(axes), models, titles, strict=False):
        probability_map(ax, model, X, y, limit)
        ax.set_title(title, fontsize=10)
        ax.tick_params(labelsize=8)
