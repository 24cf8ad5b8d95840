"""The network of `explore_petals` as a drawing: what each neuron answers, joined by lines for the weights."""

import base64
import functools
import html
from importlib import resources

import numpy as np

from bplab.explorers.backprop.numbers import number
from bplab.explorers.petals.picture import MOST, NEGATIVE, POSITIVE, thumbnail

WIDTH, HEIGHT = 860, 226
INPUTS = (330, 530)  # where x1 and x2 stand
LEVELS = (203, 118, 30)  # the middles of inputs, hidden neurons, output
RADIUS, HIDDEN, OUTPUT = 14, 38, 52  # of an input; sides of the maps
THIN, THICK = 0.4, 7.0
STYLE = """<style>
.bplab-network { width: 100%; max-width: 860px; height: auto; background: white; }
.bplab-network text { font: 12px sans-serif; fill: black; }
.bplab-network [data-list] { cursor: pointer; }
.bplab-network .bplab-hit { stroke: transparent; stroke-width: 9; }
</style>"""


def network_drawing(snapshot, state):
    """A snapshot as SVG: a click on a map chooses it for the picture, one on a line chooses its weight."""
    W1, b1, W2, b2 = (np.clip(np.nan_to_num(values), -MOST, MOST) for values in snapshot.parameters.values())
    h = W1.shape[1]
    step = min(84, (WIDTH - 20) / h)
    middles = [WIDTH / 2 + (k - (h - 1) / 2) * step for k in range(h)]
    below, above = LEVELS[1] + HIDDEN / 2, LEVELS[1] - HIDDEN / 2  # of the hidden maps
    lines = []
    for k, x in enumerate(middles):
        for i, start in enumerate(INPUTS):
            lines.append(_edge(f"W1[{i}, {k}]", W1[i, k], W1, (start, LEVELS[0] - RADIUS), (x, below)))
        lines.append(_edge(f"W2[{k}, 0]", W2[k, 0], W2, (x, above), (WIDTH / 2, LEVELS[2] + OUTPUT / 2)))
    nodes = [
        f'<circle cx="{x}" cy="{LEVELS[0]}" r="{RADIUS}" fill="white" stroke="black"/>'
        f'<text x="{x}" y="{LEVELS[0] + 4}" text-anchor="middle">x{"₁₂"[i]}</text>'
        for i, x in enumerate(INPUTS)
    ]
    if snapshot.neurons is not None:
        for k, answers in enumerate(snapshot.neurons):
            place, name = (middles[k], LEVELS[1], HIDDEN), f"neuron {k + 1}"
            nodes.append(
                _map(place, thumbnail(answers), name, f"b1[0, {k}] = {number(b1[0, k])}", state.show)
            )
    output = thumbnail(snapshot.probability, of_neuron=False)
    nodes.append(
        _map((WIDTH / 2, LEVELS[2], OUTPUT), output, "output", f"b2[0, 0] = {number(b2[0, 0])}", state.show)
    )
    about = (
        f"2 inputs, {h} hidden neurons, 1 output; the thickest lines are {_largest(W1)} and {_largest(W2)}."
    )
    return (
        f'<svg class="bplab-network" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{about}"'
        f' onpointerdown="{_click()}">{"".join(lines)}{"".join(nodes)}{_key(W1, W2)}</svg>'
    )


def _edge(weight, value, layer, start, end):
    """A line for a weight: as thick as it is large beside the others of its layer, dashed if negative."""
    share = abs(value) / max(np.abs(layer).max(), 1e-12)
    place = 'x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"'.format(*start, *end)
    colour, dash = (POSITIVE, "") if value >= 0 else (NEGATIVE, ' stroke-dasharray="7 4"')
    width = THIN + (THICK - THIN) * share
    return (
        f'<g data-list="weight" data-value="{weight}"><title>{weight} = {number(value)}</title>'
        f'<line class="bplab-hit" {place}/>'
        f'<line {place} stroke="{colour}" stroke-width="{width:.2f}"{dash}/></g>'
    )


def _map(place, png, name, bias, shown):
    """A small map on its place; a thick frame where it is the one of the picture."""
    x, y, side = place
    address = "data:image/png;base64," + base64.b64encode(png).decode()
    corner = f'x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side}" height="{side}"'
    width = 4 if name == shown else 1
    return (
        f'<g data-list="show" data-value="{name}"><title>{name}, bias {bias}</title>'
        f'<image {corner} href="{address}" preserveAspectRatio="none"/>'
        f'<rect {corner} fill="none" stroke="black" stroke-width="{width}"/></g>'
    )


def _key(W1, W2):
    rows = (
        (24, "output"),
        (60, f"thickest: {_largest(W2)}"),
        (178, f"thickest: {_largest(W1)}"),
        (207, "inputs"),
    )
    texts = "".join(f'<text x="6" y="{y}">{text}</text>' for y, text in rows)
    samples = "".join(
        f'<line x1="700" y1="{y - 4}" x2="740" y2="{y - 4}" stroke="{colour}" stroke-width="4"{dash}/>'
        f'<text x="748" y="{y}">{text}</text>'
        for y, colour, dash, text in (
            (24, POSITIVE, "", "weight above 0"),
            (44, NEGATIVE, ' stroke-dasharray="7 4"', "weight below 0"),
        )
    )
    return texts + samples


def _largest(layer):
    """The weight that is farthest from 0, as text."""
    return number(layer.flat[np.abs(layer).argmax()])


@functools.cache
def _click():
    script = resources.files(__package__) / "graph.js"
    return html.escape(script.read_text(encoding="utf-8"))
