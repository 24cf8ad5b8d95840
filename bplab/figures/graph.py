"""Computational graphs with numbers on them: values flow to the right, derivatives flow back."""

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch

from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, RELU_COLOUR

FORWARD_COLOUR, BACKWARD_COLOUR = CLASS_COLOURS[0], RELU_COLOUR
HEIGHT = 0.42  # of a box, in units of the grid on which nodes are placed
APART = 0.08  # half the distance of the two arrows of an edge


@dataclass(frozen=True)
class Node:
    """A box at (x, y): what it computes, the value that leaves it, the derivative that comes back to it."""

    x: float
    y: float
    label: str
    value: str = ""
    derivative: str = ""
    width: float = 0.8


def draw_graph(ax, nodes, edges):
    """Draw nodes (by name) and edges, each (from, to, what the derivative is multiplied by on the way back).

    Blue: values, above the boxes. Vermilion: derivatives, below them, and the factors on the dashed arrows.
    """
    for start, end, factor in edges:
        _draw_edge(ax, nodes[start], nodes[end], factor)
    for node in nodes.values():
        _draw_node(ax, node)
    left = min(node.x - node.width / 2 for node in nodes.values())
    right = max(node.x + node.width / 2 for node in nodes.values())
    heights = [node.y for node in nodes.values()]
    ax.set(xlim=(left - 0.1, right + 0.1), ylim=(min(heights) - 0.6, max(heights) + 0.6), aspect="equal")
    ax.axis("off")


def _draw_node(ax, node):
    corner = (node.x - node.width / 2, node.y - HEIGHT / 2)
    style = {"boxstyle": "round,pad=0,rounding_size=0.08", "facecolor": "white", "edgecolor": "black"}
    ax.add_patch(FancyBboxPatch(corner, node.width, HEIGHT, **style, zorder=2))
    ax.text(node.x, node.y, node.label, ha="center", va="center", zorder=3)
    above, below = node.y + HEIGHT / 2 + 0.06, node.y - HEIGHT / 2 - 0.06
    ax.text(node.x, above, node.value, ha="center", va="bottom", color=FORWARD_COLOUR)
    ax.text(node.x, below, node.derivative, ha="center", va="top", color=BACKWARD_COLOUR)


def _draw_edge(ax, start, end, factor):
    tail = np.array([start.x + start.width / 2, start.y])
    head = np.array([end.x - end.width / 2, end.y])
    along = (head - tail) / np.linalg.norm(head - tail)
    up = np.array([-along[1], along[0]])
    tail, head = tail + 0.04 * along, head - 0.04 * along
    _draw_arrow(ax, tail + APART * up, head + APART * up, FORWARD_COLOUR, "-")
    if factor is None:  # nothing is passed back along this edge
        return
    _draw_arrow(ax, head - APART * up, tail - APART * up, BACKWARD_COLOUR, "--")
    x, y = (tail + head) / 2 - APART * up - 0.04 * up
    angle = np.degrees(np.arctan2(along[1], along[0]))
    ax.text(x, y, factor, rotation=angle, rotation_mode="anchor", ha="center", va="top",
            fontsize="small", color=GUIDE_COLOUR)  # fmt: skip


def _draw_arrow(ax, tail, head, colour, line):
    style = {"arrowstyle": "->", "color": colour, "linestyle": line, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=head, xytext=tail, arrowprops=style)


def draw_neuron(ax, values, derivatives):
    """One neuron with a squared error; both dicts have the keys w, x, b, p, z, d, L."""
    places = {
        "w": (0, 1.1, "w"), "x": (0, 0, "x"), "p": (1.6, 0.55, "p = wx"), "b": (1.6, 1.65, "b"),
        "z": (3.2, 0.9, "z = p + b"), "d": (4.8, 0.9, "d = z - y"), "L": (6.4, 0.9, "L = d²/2"),
    }  # fmt: skip
    w, x, d = (as_text(values[name]) for name in "wxd")
    edges = [("w", "p", f"times {x}"), ("x", "p", f"times {w}"), ("p", "z", "times 1"), ("b", "z", "times 1"),
             ("z", "d", "times 1"), ("d", "L", f"times {d}")]  # fmt: skip
    draw_graph(ax, _with_numbers(places, values, derivatives, width=0.95), edges)


def draw_two_paths(ax, values, derivatives):
    """A value that is used twice; both dicts have the keys a, s, t, L."""
    places = {
        "a": (0, 0.5, "a"),
        "s": (1.8, 1.1, "s = 3a"),
        "t": (1.8, -0.1, "t = a²"),
        "L": (3.6, 0.5, "L = st"),
    }
    a, s, t = (as_text(values[name]) for name in "ast")
    edges = [
        ("a", "s", "times 3"),
        ("a", "t", f"times 2 · {a}"),
        ("s", "L", f"times {t}"),
        ("t", "L", f"times {s}"),
    ]
    draw_graph(ax, _with_numbers(places, values, derivatives, width=0.8), edges)


def draw_layers(ax, values, derivatives):
    """A network with one hidden layer; the keys are x, z_1, a_1, z_2, y_pred, and L for the values."""
    labels = {"x": "$x$", "z_1": "$z_1$", "a_1": "$a_1$", "z_2": "$z_2$", "y_pred": r"$\hat{y}$", "L": "$L$"}
    places = {name: (1.75 * number, 0, label) for number, (name, label) in enumerate(labels.items())}
    slope = r"$\odot\ \sigma^\prime(z_1)$"
    edges = [("x", "z_1", None), ("z_1", "a_1", slope), ("a_1", "z_2", r"$W_2^\top$"),
             ("z_2", "y_pred", r"$\hat{y} - y$"), ("y_pred", "L", "")]  # fmt: skip
    draw_graph(ax, _with_numbers(places, values, derivatives, width=0.8), edges)


def draw_rule(ax):
    """The error terms of a network with two hidden layers, as formulas."""
    nodes = {
        "X": ("$X$", "$a_0$", ""), "z_1": ("$z_1$", "$a_0 W_1 + b_1$", "$e_1$"),
        "a_1": ("$a_1$", r"$\sigma(z_1)$", r"$e_2 W_2^\top$"), "z_2": ("$z_2$", "$a_1 W_2 + b_2$", "$e_2$"),
        "a_2": ("$a_2$", r"$\sigma(z_2)$", r"$e_3 W_3^\top$"), "z_3": ("$z_3$", "$a_2 W_3 + b_3$", "$e_3$"),
        "L": ("$L$", "loss", ""),
    }  # fmt: skip
    nodes = {name: Node(1.45 * k, 0, *texts, width=0.65) for k, (name, texts) in enumerate(nodes.items())}
    factors = [
        None,
        r"$\odot\ \sigma^\prime(z_1)$",
        r"$W_2^\top$",
        r"$\odot\ \sigma^\prime(z_2)$",
        r"$W_3^\top$",
        "",
    ]
    draw_graph(ax, nodes, list(zip(nodes, list(nodes)[1:], factors, strict=False)))


def draw_edges(ax, weights, columns, lit=None):
    """A small network with every edge: each weight with its indices, from and to.

    weights: {"W_1": array (n_in, n_out), ...}, from left to right. columns: for each layer, the inputs first,
    the texts in its circles. lit: (layer, neuron) whose edges to the right alone are to be seen.
    """
    heights = [[-1.5 * (row - (len(texts) - 1) / 2) for row in range(len(texts))] for texts in columns]
    for layer, (name, values) in enumerate(weights.items()):
        for (i, j), value in np.ndenumerate(values):
            on = lit == (layer, i)
            tail, head = (
                np.array([3.0 * layer, heights[layer][i]]),
                np.array([3.0 * layer + 3, heights[layer + 1][j]]),
            )
            look = {"color": BACKWARD_COLOUR if on else GUIDE_COLOUR, "linewidth": 2.4 if on else 0.9}
            ax.plot(*np.stack([tail, head], axis=1), zorder=1, alpha=1 if on or lit is None else 0.35, **look)
            if lit is None or on:
                x, y = tail + (0.3 if i == j else 0.32) * (head - tail)
                text = f"${name[0]}_{{{name[2:]},{i + 1}{j + 1}}} = {value:g}$"
                ax.text(x, y, text, ha="center", va="center", fontsize=10, zorder=3,
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0})  # fmt: skip
    for layer, (texts, ys) in enumerate(zip(columns, heights, strict=True)):
        for text, y in zip(texts, ys, strict=True):
            ax.add_patch(Circle((3.0 * layer, y), 0.5, facecolor="white", edgecolor="black", zorder=2))
            ax.text(3.0 * layer, y, text, ha="center", va="center", fontsize=10, zorder=3)
    top = max(map(max, heights)) + 0.6
    ax.set(xlim=(-0.6, 3.0 * len(weights) + 0.6), ylim=(-top, top), aspect="equal")
    ax.axis("off")


def draw_network(ax, sizes, labels, shown=6):
    """Fully connected layers of these sizes, the inputs first; of larger layers some neurons and dots."""
    columns = []
    for layer, (size, label) in enumerate(zip(sizes, labels, strict=True)):
        places = np.arange(min(size, shown)) - (min(size, shown) - 1) / 2
        columns.append(np.column_stack([np.full(len(places), 2.6 * layer), -0.7 * places]))
        for number, place in enumerate(columns[-1]):
            gap = size > shown and number == shown - 2  # where neurons are left out
            if gap:
                ax.text(*place, "⋮", ha="center", va="center", fontsize=14, zorder=3)
            look = {"facecolor": "white", "edgecolor": "white" if gap else "black"}
            ax.add_patch(Circle(place, 0.24, zorder=2, **look))
        ax.text(2.6 * layer, -0.35 * shown - 0.45, label, ha="center", va="top", fontsize=10)
    for tails, heads in zip(columns, columns[1:], strict=False):
        for tail in tails:
            for head in heads:
                ax.plot(*np.stack([tail, head], axis=1), color=GUIDE_COLOUR, linewidth=0.4, zorder=1)
    height = 0.35 * shown + 0.2
    ax.set(xlim=(-0.9, 2.6 * (len(sizes) - 1) + 0.9), ylim=(-height - 1.1, height), aspect="equal")
    ax.axis("off")


def as_text(value):
    """A number, or a row of numbers, with at most three digits."""
    numbers = [f"{number:.3g}" for number in np.ravel(value) + 0.0]
    return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"


def _with_numbers(places, values, derivatives, width):
    nodes = {}
    for name, (x, y, label) in places.items():
        derivative = as_text(derivatives[name]) if name in derivatives else ""
        nodes[name] = Node(x, y, label, as_text(values[name]), derivative, width)
    return nodes
