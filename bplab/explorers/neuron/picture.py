"""The picture of `explore_neuron`: the plane of inputs, the sum as a graph, the activation's curve."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from bplab.explorers.activations import activate
from bplab.explorers.areas import Areas, Heights
from bplab.explorers.lettering import Lettering, pixels, place
from bplab.explorers.neuron import words
from bplab.explorers.neuron.hands import handles
from bplab.explorers.neuron.model import LIMIT
from bplab.explorers.picture import Picture
from bplab.figures import GUIDE_COLOUR
from bplab.figures.layers import BLUE, LOW_HIGH, RELU_COLOUR
from bplab.language import say

WIDTH, HEIGHT = 860, 420
COLOURS = LOW_HIGH.resampled(21)  # flat steps: a picture of half the bytes, made in half the time
LEVELS = (-np.inf, *np.linspace(-1, 1, COLOURS.N + 1)[1:-1])
REACH = np.array([6, 3.2])  # of the curve's axes, to both sides: z and a
INPUT, SUM, ANSWER = 1.1, (7.6, 3.0), (11.0, 3.0)  # where the graph's boxes stand
INPUTS = {"x1": 5.1, "x2": 3.0, "b": 0.9}  # the inputs' heights
TANGENT = np.array([-1.3, 1.3])


class NeuronPicture(Picture):
    """Left the answers to all inputs; right above the sum, right below the activation at that sum."""

    subject, cut = words.SUBJECT, 396

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        self._make_plane()
        self._make_graph()
        self._make_curve()
        self._key()
        self.lettering = Lettering(self)

    def draw(self, model):
        self.lettering.clear()
        self._draw_plane(model)
        self._draw_graph(model)
        self._draw_curve(model)

    def spots(self, model):
        return handles(model, lambda point: pixels(self._plane, *point))

    def place(self, touch):
        """Where a pointer is in the plane of inputs."""
        return place(self._plane, touch.x, touch.y)

    def _make_plane(self):
        ax = self._plane = self.figure.add_axes([0.055, 0.105, 0.38, 0.78])
        self._map = Areas(ax, COLOURS(range(COLOURS.N)))
        ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        ax.tick_params(labelsize=8)
        (self._line,) = ax.plot([], [], color="black", linewidth=1.6)
        self._weights = ax.quiver(0, 0, 0, 0, angles="xy", scale_units="xy", scale=1, width=0.009)
        (self._sample,) = ax.plot(
            [], [], "o", color="black", markeredgecolor="white", markersize=11, clip_on=False
        )
        self.moving(self._map, self._line, self._weights, self._sample)

    def _draw_plane(self, model):
        state, line = model.state, model.line()
        heights = Heights(model.answers, LIMIT)
        self._map.set_paths([heights.above(level) for level in LEVELS])
        self._sample.set_data([state.x1], [state.x2])
        for artist in (self._line, self._weights):
            artist.set_visible(line is not None)
        if line is None:
            self._write(self._plane, 0, -LIMIT + 0.3, say(words.NO_LINE))
            return
        self._line.set_data(*line.T)
        w = np.array([state.w1, state.w2])
        self._weights.set_UVC(*w)
        self._write(self._plane, *w * (1 + 0.32 / np.linalg.norm(w)), "w", size=15, font="DejaVu Sans:bold")

    def _make_graph(self):
        ax = self._graph = self.figure.add_axes([0.47, 0.56, 0.525, 0.43])
        ax.set(xlim=(0, 12), ylim=(0, 6.4))
        ax.axis("off")
        ends, middle = (2.0, 6.65), 4.35
        self._edges = {}
        for name, y in INPUTS.items():
            gap = 0.9 if name == "b" else 1.65  # to both sides of the middle, for the product
            xs = np.array([ends[0], middle - gap, np.nan, middle + gap, ends[1]])
            ys = y + (SUM[1] - y) * (xs - ends[0]) / (SUM[0] - ends[0])
            (self._edges[name],) = ax.plot(xs, ys, solid_capstyle="butt")
        ax.plot([8.55, 10.05], [SUM[1], SUM[1]], color="black", linewidth=1)
        for x, y in (*((INPUT, y) for y in INPUTS.values()), SUM, ANSWER):
            ax.add_patch(
                FancyBboxPatch(
                    (x - 0.75, y - 0.3), 1.5, 0.6, "round,pad=0.15", facecolor="white", edgecolor="black"
                )
            )
        note = {"ha": "center", "va": "center", "fontsize": 9, "color": GUIDE_COLOUR}
        ax.text(SUM[0], 1.9, say(words.WEIGHTED_SUM), **note)
        ax.text(ANSWER[0], 1.9, say(words.ACTIVATION), **note)
        ax.text(
            6.6,
            0.1,
            say(words.EDGES),
            **note | {"fontsize": 8},
        )
        self.moving(*self._edges.values())

    def _draw_graph(self, model):
        state = model.state
        products = [
            f"{bracketed(x)} · {bracketed(w, 2)} = {product + 0.0:.2f}"
            for x, w, product in zip((state.x1, state.x2), (state.w1, state.w2), model.products, strict=True)
        ]
        for (name, y), text, product, weight in zip(
            INPUTS.items(),
            (f"x₁ = {state.x1:.1f}", f"x₂ = {state.x2:.1f}", "1"),
            (*products, f"b = {state.b:.2f}"),
            (state.w1, state.w2, state.b),
            strict=True,
        ):
            self._write(self._graph, INPUT, y, text)
            self._write(self._graph, 4.35, y + (SUM[1] - y) * 0.42, product, size=12)
            edge = self._edges[name]
            edge.set(linewidth=0.5 + 1.7 * abs(weight), color=RELU_COLOUR if weight >= 0 else BLUE)
            edge.set_linestyle("-" if weight >= 0 else (0, (2, 1)))
        self._write(self._graph, *SUM, f"z = {model.z:.2f}")
        self._write(self._graph, *ANSWER, f"a = {model.a:.2f}")

    def _make_curve(self):
        ax = self._plot = self.figure.add_axes([0.535, 0.115, 0.44, 0.345])
        ax.set(xlim=(-REACH[0], REACH[0]), ylim=(-REACH[1], REACH[1]), xlabel=say(words.WEIGHTED_SUM_Z))
        ax.set_ylabel(say(words.ACTIVATION_A))
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        ax.axhline(0, color=GUIDE_COLOUR, linewidth=0.6)
        ax.axvline(0, color=GUIDE_COLOUR, linewidth=0.6)
        (self._curve,) = ax.plot([], [], color=BLUE, linewidth=2)
        (self._tangent,) = ax.plot([], [], color=RELU_COLOUR, linewidth=3)
        (self._point,) = ax.plot([], [], "o", color="black", markersize=8, clip_on=False)
        self.moving(self._curve, self._tangent, self._point)

    def _draw_curve(self, model):
        name, z, a = model.state.activation, model.z, model.a
        sums = np.linspace(-REACH[0], REACH[0], 241)
        self._curve.set_data(sums, activate(name, sums)[0])
        self._tangent.set_data(z + TANGENT, a + model.slope * TANGENT)
        shown = np.clip((z, a), -REACH, REACH)
        outside = tuple(shown) != (z, a)
        self._point.set_data(shown[:1], shown[1:])
        self._point.set_markerfacecolor("white" if outside else "black")
        where = say(words.BEYOND) if outside else ""
        text = say(words.CURVE, activation=name, a=a, slope=model.slope) + where
        self._write(self._plot, -REACH[0], REACH[1] + 0.5, text, anchor="lm")

    def _key(self):
        """What the colours and marks of the plane mean."""
        bar = self.figure.add_axes([0.13, 0.945, 0.11, 0.03])
        bar.imshow(np.linspace(-1, 1, COLOURS.N)[None], COLOURS, aspect="auto")
        bar.set(xticks=[], yticks=[])
        look = {"fontsize": 9, "va": "center"}
        self.figure.text(0.125, 0.957, say(words.LOW), ha="right", **look)
        self.figure.text(0.247, 0.957, say(words.HIGH), **look)
        self.figure.text(0.055, 0.91, say(words.MARKS), **look)

    def _write(self, ax, x, y, text, size=13, anchor="mm", **look):
        self.lettering.write(*pixels(ax, x, y), text, size=size, anchor=anchor, **look)


def bracketed(value, digits=1):
    """A number with one or more digits behind the point, as far as it has them; in brackets if negative."""
    text = f"{value:.{digits}f}"
    text = text[:-1] if digits > 1 and text.endswith("0") else text
    return text if value >= 0 else f"({text})"
