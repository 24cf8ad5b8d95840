"""Figures of the lectures: matplotlib only, one palette that colour-blind readers can tell apart."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from bplab.language import say

# Okabe and Ito's palette (2008); markers differ as well, for print in grey.
CLASS_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7")
CLASS_MARKERS = ("o", "s", "^", "D")
RELU_COLOUR, LINEAR_COLOUR, GUIDE_COLOUR = "#D55E00", "#56B4E9", "#666666"
LIMIT = 2.5  # fixed axes, so that pictures can be compared


def use_course_style():
    """Set the size, font and resolution of all figures of a notebook."""
    plt.rcParams.update(
        {
            "figure.dpi": 80,
            "figure.figsize": (6, 3.6),
            "figure.constrained_layout.use": True,
            "font.size": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "legend.frameon": False,
        }
    )


def scatter_classes(ax, X, y, features=(0, 1)):
    """Draw samples in the plane of two features, one colour and marker per class."""
    first, second = features
    for c in np.unique(y):
        rows = y == c
        style = {"color": CLASS_COLOURS[c], "marker": CLASS_MARKERS[c], "edgecolor": "white"}
        ax.scatter(X[rows, first], X[rows, second], s=22, linewidth=0.4, label=say("class {c}", c=c), **style)
    ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), aspect="equal")
    ax.set(xlabel=say("feature {k}", k=first), ylabel=say("feature {k}", k=second))


def class_regions(ax, network, X, y, features=(0, 1)):
    """Colour the plane of two features by the class a network predicts, all other features being 0."""
    side = np.linspace(-LIMIT, LIMIT, 201)
    grid = np.zeros((len(side) ** 2, X.shape[1]))
    grid[:, features[0]], grid[:, features[1]] = (axis.ravel() for axis in np.meshgrid(side, side))
    predicted = network.predict(grid).reshape(len(side), -1)
    colours = ListedColormap(CLASS_COLOURS)
    ax.pcolormesh(side, side, predicted, cmap=colours, vmin=-0.5, vmax=3.5, alpha=0.3, rasterized=True)
    scatter_classes(ax, X, y, features)


def accuracies_by_seed(ax, accuracies, labels):
    """One dot per seed and one column per network; accuracies has shape (n_seeds, n_networks)."""
    spread = np.linspace(-0.18, 0.18, len(accuracies))
    for column, (label, colour) in enumerate(zip(labels, (RELU_COLOUR, LINEAR_COLOUR), strict=True)):
        ax.scatter(column + spread, accuracies[:, column], s=26, color=colour)
        ax.text(column, accuracies[:, column].min() - 0.1, label, ha="center")
    ax.axhline(0.25, color=GUIDE_COLOUR, linestyle=":")
    ax.text(1.5, 0.26, say("chance"), ha="right", va="bottom", color=GUIDE_COLOUR)
    ax.set(xlim=(-0.5, 1.5), ylim=(0, 1.05), xticks=[], ylabel=say("test accuracy"))


def loss_curves(ax, networks, chance):
    """Training loss of networks by label, with the loss of guessing as a dotted line."""
    for (label, network), colour in zip(networks.items(), (RELU_COLOUR, LINEAR_COLOUR), strict=False):
        ax.plot(network.losses, color=colour, label=label, linewidth=2)
    ax.axhline(chance, color=GUIDE_COLOUR, linestyle=":")
    guessing = say("guessing, {loss:.3f}", loss=chance)
    ax.text(1, chance, guessing, transform=ax.get_yaxis_transform(), ha="right", va="bottom",
            color=GUIDE_COLOUR)  # fmt: skip
    ax.set(xlabel=say("epoch"), ylabel=say("cross-entropy"), ylim=(0, 1.6))
    ax.legend()
