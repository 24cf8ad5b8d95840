"""Figures of unit 1: activations and their slopes, a dense layer as tables, neurons as maps of the plane."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, RELU_COLOUR
from bplab.language import say

BLUE, ORANGE, GREEN, PINK = CLASS_COLOURS
LOW_HIGH = LinearSegmentedColormap.from_list("low_high", [BLUE, "white", RELU_COLOUR])  # -1, 0, 1
LEAK = 0.1  # slope of the leaky ReLU below 0; in use are 0.01 to 0.3, and 0.01 would not show

# name -> (function of z, its derivative as a function of z, colour, line style)
ACTIVATIONS = {
    "sigmoid": (lambda z: (1 + np.tanh(z / 2)) / 2, lambda z: (1 - np.tanh(z / 2) ** 2) / 4, BLUE, "-"),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2, GREEN, "-"),
    "ReLU": (lambda z: z * (z > 0), lambda z: 1.0 * (z > 0), RELU_COLOUR, "-"),
    "leaky ReLU": (lambda z: np.where(z > 0, z, LEAK * z), lambda z: np.where(z > 0, 1, LEAK), PINK, "--"),
}


def plot_activations():
    """Four activations on the left, their derivatives on the right; saturation and the dead zone marked."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4), sharex=True)
    z = np.linspace(-6, 6, 601)
    for name, (function, derivative, colour, style) in ACTIVATIONS.items():
        left.plot(z, function(z), style, color=colour, lw=2, label=name)
        right.plot(z, derivative(z), style, color=colour, lw=2)
    left.set(title=say("activation a"), xlabel=say("weighted sum z"), xlim=(-6, 6), ylim=(-1.4, 3.2))
    left.legend(loc="upper left")
    right.set(title=say("its slope, da/dz"), xlabel=say("weighted sum z"), ylim=(-0.2, 1.3))
    note = {"ha": "center", "va": "center", "fontsize": 10}
    for start in (-6, 4):
        right.axvspan(start, start + 2, color=GUIDE_COLOUR, alpha=0.15, lw=0)
        right.text(
            start + 1, 0.5, say("sigmoid and tanh\nsaturated"), rotation=90, color=GUIDE_COLOUR, **note
        )
    right.text(-3, -0.1, say("dead zone of ReLU: slope 0"), color=RELU_COLOUR, **note)
    return fig


def draw_table(ax, values, left, top, colour, highlight=(None, None), note=""):
    """Draw a 2-D array as a grid of numbers; row highlight[0] and column highlight[1] are filled."""
    rows, columns = values.shape
    for i, j in np.ndindex(rows, columns):
        chosen = i == highlight[0] or j == highlight[1]
        both = None not in highlight and (i, j) != highlight
        face = colour if chosen and not both else "white"
        ax.add_patch(Rectangle((left + j, -top - i - 1), 1, 1, facecolor=face, alpha=0.35, lw=0))
        ax.add_patch(Rectangle((left + j, -top - i - 1), 1, 1, fill=False, edgecolor=GUIDE_COLOUR))
        ax.text(left + j + 0.5, -top - i - 0.5, f"{values[i, j]:g}", ha="center", va="center", fontsize=11)
    ax.text(left + columns / 2, -top + 0.2, note, ha="center", va="bottom", fontsize=11)


def dense_layer(X, W, b, row, column):
    """Draw X W + b = Z as four tables; what meets in Z[row, column] is filled."""
    (n, n_in), n_out = X.shape, W.shape[1]
    fig, ax = plt.subplots(figsize=(10, 3.4))
    lefts = np.cumsum([0, n_in + 1.2, n_out + 1.2, n_out + 1.2])
    middle = n / 2
    draw_table(ax, X, lefts[0], 0, BLUE, (row, None), f"X  ({n}, {n_in})")
    draw_table(ax, W, lefts[1], middle - n_in / 2, GREEN, (None, column), f"W1  ({n_in}, {n_out})")
    draw_table(ax, b, lefts[2], middle - 0.5, ORANGE, (None, column), f"b1  (1, {n_out})")
    draw_table(ax, X @ W + b, lefts[3], 0, RELU_COLOUR, (row, column), f"Z1  ({n}, {n_out})")
    for sign, left in zip("@+=", lefts[1:], strict=True):
        ax.text(left - 0.6, -middle, sign, ha="center", va="center", fontsize=16)
    ax.text(-0.2, -middle, say("samples"), rotation=90, ha="right", va="center", color=GUIDE_COLOUR)
    ax.text(lefts[3] + n_out / 2, -n - 0.2, say("neurons"), ha="center", va="top", color=GUIDE_COLOUR)
    ax.text(n_in / 2, -n - 0.2, say("features"), ha="center", va="top", color=GUIDE_COLOUR)
    ax.set(xlim=(-0.8, lefts[3] + n_out + 0.2), ylim=(-n - 0.8, 0.9), aspect="equal")
    ax.axis("off")
    return fig


def neuron_map(ax, function, limits=(-3, 3), title=""):
    """Colour the plane by function(points), points of shape (n, 2), values from -1 (blue) to 1 (orange)."""
    side = np.linspace(*limits, 121)
    points = np.stack([axis.ravel() for axis in np.meshgrid(side, side)], axis=1)
    values = np.asarray(function(points)).reshape(len(side), -1)
    ax.pcolormesh(side, side, values, cmap=LOW_HIGH, vmin=-1, vmax=1, rasterized=True)
    ax.contour(side, side, values, levels=[0], colors="black", linewidths=1.2)
    ax.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$", title=title)


def start_histograms(axes, activations):
    """Histograms of hidden activations by label, on fixed axes from -1 to 1."""
    for ax, (label, values) in zip(axes, activations.items(), strict=True):
        ax.hist(values.ravel(), bins=np.linspace(-1, 1, 41), color=GREEN, density=True)
        ax.set(title=label, xlabel=say("activation"), xlim=(-1.05, 1.05), yticks=[])
