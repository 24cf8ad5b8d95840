"""The picture of `explore_neuron`: the plane of inputs, the sum as a graph, the activation's curve."""

import numpy as np

from bplab.explorers.activations import activate
from bplab.explorers.neuron.model import LIMIT
from bplab.explorers.picture import Picture
from bplab.figures import GUIDE_COLOUR
from bplab.figures.layers import BLUE, LOW_HIGH, RELU_COLOUR

WIDTH, HEIGHT = 860, 420
COLOURS = LOW_HIGH.resampled(21)  # flat steps: a picture of half the bytes, made in half the time
REACH = np.array([6, 3.2])  # of the curve's axes, to both sides: z and a
INPUTS = {"x1": 5.1, "x2": 3.0, "b": 0.9}  # where the graph's inputs stand, from below
TANGENT = np.array([-1.3, 1.3])


class NeuronPicture(Picture):
    """Left the answers to all inputs; right above the sum, right below the activation at that sum."""

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        self._make_plane()
        self._make_graph()
        self._make_curve()
        self._key()

    def draw(self, model):
        self._draw_plane(model)
        self._draw_graph(model)
        self._draw_curve(model)

    def _make_plane(self):
        ax = self.figure.add_axes([0.055, 0.105, 0.38, 0.78])
        extent = (-LIMIT, LIMIT, -LIMIT, LIMIT)
        self._map = ax.imshow(
            np.zeros((2, 2)), COLOURS, origin="lower", extent=extent, vmin=-1, vmax=1, interpolation="nearest"
        )
        ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), xlabel="$x_1$", ylabel="$x_2$")
        ax.tick_params(labelsize=8)
        (self._line,) = ax.plot([], [], color="black", linewidth=1.6)
        self._weights = ax.quiver(0, 0, 0, 0, angles="xy", scale_units="xy", scale=1, width=0.009)
        self._name = ax.text(0, 0, "w", fontsize=11, fontweight="bold", ha="center", va="center")
        (self._sample,) = ax.plot(
            [], [], "o", color="black", markeredgecolor="white", markersize=11, clip_on=False
        )
        self._remark = ax.text(0, -LIMIT + 0.15, "", ha="center", va="bottom", fontsize=9)
        self.moving(self._map, self._line, self._weights, self._name, self._sample, self._remark)

    def _draw_plane(self, model):
        state, line = model.state, model.line()
        self._map.set_data(model.answers)
        for artist in (self._line, self._weights, self._name):
            artist.set_visible(line is not None)
        if line is not None:
            self._line.set_data(*line.T)
            w = np.array([state.w1, state.w2])
            self._weights.set_UVC(*w)
            self._name.set_position(w * (1 + 0.32 / np.linalg.norm(w)))
        self._sample.set_data([state.x1], [state.x2])
        self._remark.set_text("" if line is not None else "w = (0, 0): no line, one answer to every input")

    def _make_graph(self):
        ax = self.figure.add_axes([0.47, 0.56, 0.525, 0.43])
        ax.set(xlim=(0, 12), ylim=(0, 6.4))
        ax.axis("off")
        box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "black"}
        look = {"ha": "center", "va": "center", "fontsize": 10}
        self._edges = {name: ax.plot([1.2, 7.3], [y, 3.0])[0] for name, y in INPUTS.items()}
        ax.plot([7.3, 10.8], [3.0, 3.0], color="black", linewidth=1)
        self._products = {
            name: ax.text(
                4.35, 3.0 + 0.5 * (y - 3.0), "", **look, bbox={"facecolor": "white", "lw": 0, "pad": 1}
            )
            for name, y in INPUTS.items()
        }
        self._inputs = {name: ax.text(1.1, y, "", **look, bbox=box) for name, y in INPUTS.items()}
        self._sum = ax.text(7.3, 3.0, "", **look, bbox=box)
        self._answer = ax.text(10.8, 3.0, "", **look, bbox=box)
        note = look | {"fontsize": 9, "color": GUIDE_COLOUR}
        ax.text(7.3, 1.9, "weighted sum", **note)
        ax.text(10.8, 1.9, "activation", **note)
        ax.text(
            6.6,
            0.1,
            "line to the sum: thick, a large weight; dashed, a negative one",
            **note | {"fontsize": 8},
        )
        self.moving(*self._edges.values(), *self._products.values(), *self._inputs.values())
        self.moving(self._sum, self._answer)

    def _draw_graph(self, model):
        state = model.state
        self._inputs["x1"].set_text(f"x₁ = {state.x1:.1f}")
        self._inputs["x2"].set_text(f"x₂ = {state.x2:.1f}")
        self._inputs["b"].set_text("1")
        for name, x, w, product in (("x1", state.x1, state.w1, model.products[0]),
                                    ("x2", state.x2, state.w2, model.products[1])):  # fmt: skip
            self._products[name].set_text(f"{number(x)} · {number(w)} = {product + 0.0:.2f}")
        self._products["b"].set_text(f"b = {state.b:.2f}")
        for name, weight in (("x1", state.w1), ("x2", state.w2), ("b", state.b)):
            edge = self._edges[name]
            edge.set(linewidth=0.5 + 1.7 * abs(weight), color=RELU_COLOUR if weight >= 0 else BLUE)
            edge.set_linestyle("-" if weight >= 0 else (0, (2, 1)))
        self._sum.set_text(f"z = {model.z:.2f}")
        self._answer.set_text(f"a = {model.a:.2f}")

    def _make_curve(self):
        ax = self.figure.add_axes([0.535, 0.115, 0.44, 0.345])
        ax.set(xlim=(-REACH[0], REACH[0]), ylim=(-REACH[1], REACH[1]), xlabel="weighted sum z")
        ax.set_ylabel("activation a")
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
        ax.axhline(0, color=GUIDE_COLOUR, linewidth=0.6)
        ax.axvline(0, color=GUIDE_COLOUR, linewidth=0.6)
        (self._curve,) = ax.plot([], [], color=BLUE, linewidth=2)
        (self._tangent,) = ax.plot([], [], color=RELU_COLOUR, linewidth=3)
        (self._point,) = ax.plot([], [], "o", color="black", markersize=8, clip_on=False)
        self._slope = ax.text(-6, 3.5, "", fontsize=9, va="bottom")
        self.moving(self._curve, self._tangent, self._point, self._slope)

    def _draw_curve(self, model):
        name, z, a = model.state.activation, model.z, model.a
        sums = np.linspace(-REACH[0], REACH[0], 241)
        self._curve.set_data(sums, activate(name, sums)[0])
        self._tangent.set_data(z + TANGENT, a + model.slope * TANGENT)
        shown = np.clip((z, a), -REACH, REACH)
        outside = tuple(shown) != (z, a)
        self._point.set_data(shown[:1], shown[1:])
        self._point.set_markerfacecolor("white" if outside else "black")
        where = "   ○ beyond the edge" if outside else ""
        self._slope.set_text(f"{name}: a = {a:.2f}, slope da/dz = {model.slope:.2f}{where}")

    def _key(self):
        """What the colours and marks of the plane mean."""
        bar = self.figure.add_axes([0.13, 0.945, 0.11, 0.03])
        bar.imshow(np.linspace(-1, 1, COLOURS.N)[None], COLOURS, aspect="auto")
        bar.set(xticks=[], yticks=[])
        look = {"fontsize": 9, "va": "center"}
        self.figure.text(0.125, 0.957, "a = -1 or less", ha="right", **look)
        self.figure.text(0.247, 0.957, "1 or more", **look)
        self.figure.text(0.055, 0.91, "black line: z = 0      dot: the input x", fontsize=9, va="center")


def number(value):
    """A number with one digit behind the point, in brackets if it is negative."""
    return f"{value:.1f}" if value >= 0 else f"({value:.1f})"
