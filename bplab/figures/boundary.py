"""Decision boundaries: what a model says about every point of a plane, with the samples on top."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb

from bplab.figures import CLASS_COLOURS, CLASS_MARKERS
from bplab.language import say

POINTS_PER_SIDE = 161


def pale(colour, strength=0.45):
    """A colour on its way to white; strength from 0 (white) to 1 (the colour)."""
    return tuple(1 - strength * (1 - part) for part in to_rgb(colour))


# Eight flat steps and a line without smoothing keep a picture at a third of the bytes.
PROBABILITIES = LinearSegmentedColormap.from_list(
    "class 0 to 1", [pale(CLASS_COLOURS[0]), "white", pale(CLASS_COLOURS[1])], N=8
)


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
    extent = (-limit, limit, -limit, limit)
    image = ax.imshow(
        values, PROBABILITIES, origin="lower", extent=extent, vmin=0, vmax=1, interpolation="nearest"
    )
    if values.min() < 0.5 < values.max():
        ax.contour(side, side, values, levels=[0.5], colors="black", linewidths=1.2, antialiased=False)
    if samples:
        scatter(ax, X, y)
    ticks = [tick for tick in (-4, -2, 0, 2, 4) if abs(tick) <= limit]
    ax.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal", xticks=ticks, yticks=ticks)
    return image


def scatter(ax, X, y, size=8):
    """Draw samples of the classes 0 and 1, one colour and one marker each."""
    y = np.ravel(y)
    for c in (0, 1):
        style = {"color": CLASS_COLOURS[c], "marker": CLASS_MARKERS[c], "linewidth": 0}
        ax.scatter(*X[y == c].T, s=size, label=say("class {c}", c=c), **style)
    ax.set(aspect="equal")


def grid_of_maps(axes, models, X, y, titles, limit=None):
    """One probability map per model: models are functions of points, titles their headings."""
    for ax in np.ravel(axes)[len(models) :]:
        ax.axis("off")
    for ax, model, title in zip(np.ravel(axes), models, titles, strict=False):
        probability_map(ax, model, X, y, limit)
        ax.set_title(title, fontsize=10)
        ax.tick_params(labelsize=8)
