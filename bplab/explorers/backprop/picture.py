"""The picture of `explore_backprop`: a box for every array, and below what the step at hand computes."""

from matplotlib.patches import FancyBboxPatch

from bplab.explorers.backprop.places import BOX_HEIGHT, COLUMNS, PLACES, ROWS, WIDE
from bplab.explorers.backprop.steps import GRADIENTS, STEPS
from bplab.explorers.backprop.words import about_pitfall, compare, right_line, table
from bplab.explorers.colours import ink
from bplab.explorers.lettering import Lettering
from bplab.explorers.picture import Picture, in_words
from bplab.figures import GUIDE_COLOUR
from bplab.figures.graph import BACKWARD_COLOUR, FORWARD_COLOUR

WIDTH, HEIGHT = 860, 564
TEXT = 381  # where the explanation of the step begins, from above
CURRENT_FILL, READ_FILL = "#FFF1C9", "#DDE7EF"
MONO, BOLD = {"font": "DejaVu Sans Mono"}, {"font": "DejaVu Sans:bold"}
BACKWARD = ("e_1", "back", "e_2", *GRADIENTS)


class BackpropPicture(Picture):
    """Above the graph, below the line of NumPy; an array that is not computed yet leaves its box empty."""

    subject = "The graph of one training step, and what this step of it computes"

    def __init__(self):
        super().__init__(WIDTH, HEIGHT)
        self.ax = self.figure.add_axes([0, 0, 1, 1])
        self.ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        self.ax.axis("off")
        self._draw_arrows()
        self._draw_key()
        self._frames = [self.moving(self._frame(*place.corner, place.width)) for place in PLACES]
        self._formula = self.moving(self.ax.text(14, TEXT + 22, "", fontsize=12, va="top"))
        self.lettering = Lettering(self)

    def draw(self, model):
        self.lettering.clear()
        self._write_key()
        for place, frame in zip(PLACES, self._frames, strict=True):
            self._fill(place, frame, model)
        self._explain(model)

    def describe(self, model):
        made = [
            f"{name} = {line}\n{table(model.arrays[name]).strip()}" for name, line in model.current.items()
        ]
        step = f"{model.state.step}: {STEPS[model.state.step].meaning}"
        return f"{self.subject}: {in_words([step, *made, *filter(None, [about_pitfall(model)])])}"

    def _fill(self, place, frame, model):
        """One array: its name, its numbers, a frame, and a word if it is wrong."""
        name = place.name
        reached, current = name in model.reached, name in model.current
        wrong, first = reached and name in model.told, name in model.told[:1]
        frame.set(
            facecolor=CURRENT_FILL if current else READ_FILL if name in model.read else "white",
            edgecolor="black" if reached else "0.55",
            linewidth=2.2 if current or wrong else 0.8,
            linestyle=":" if wrong and not first else "-",
        )
        write, (left, top) = self.lettering.write, place.corner
        x, anchor = (left + place.width - 2, "rs") if place.right else (left + 2, "ls")
        write(x, top - 4, name, color="black" if reached else GUIDE_COLOUR, anchor=anchor)
        if reached:
            entry, index = model.marked
            numbers = table(model.arrays[name], index if name == entry else None)
            color = ink(BACKWARD_COLOUR if name in BACKWARD else FORWARD_COLOUR)
            write(place.x, top + BOX_HEIGHT / 2, numbers, color=color, anchor="mm", **MONO)
        if wrong:
            word = "first wrong" if first else "wrong"
            if place.width == WIDE:  # there is room beside the name; below, an arrow passes
                write(left + place.width - 2, top - 4, word, anchor="rs", **BOLD)
            else:
                write(x, top + BOX_HEIGHT + 1, word, anchor=anchor[0] + "a", **BOLD)

    def _explain(self, model):
        """The step, its formula, its lines with their shapes, a comparison, and the pitfall."""
        write, state = self.lettering.write, model.state
        step, number = STEPS[state.step], list(STEPS).index(state.step)
        write(14, TEXT, f"{number} of {len(STEPS) - 1}   {state.step}: {step.meaning}", size=14, **BOLD)
        self._formula.set_text(step.formula)
        write(14, TEXT + 60, "\n".join(f"{name} = {line}" for name, line in model.current.items()), **MONO)
        write(14, TEXT + 74, right_line(model), **MONO)
        write(502, TEXT + 60, "\n".join(map(model.shapes, model.current)), **MONO)
        left, right, verdict = compare(model)
        write(14, TEXT + 91, left, **MONO)
        write(158, TEXT + 91, right, **MONO)
        write(302 if left else 14, TEXT + 91, verdict, size=13)
        write(14, TEXT + 148, about_pitfall(model), size=13)

    def _draw_arrows(self):
        """Values flow to the right and from the parameters down; errors to the left and down to gradients."""
        half, gap = WIDE / 2 + 2, 2
        x, middle = list(COLUMNS.values()), [row + BOX_HEIGHT / 2 for row in ROWS]
        for start, end in zip(x[:5], x[1:], strict=True):
            self._arrow((start + half, middle[1]), (end - half, middle[1]), FORWARD_COLOUR, "-")
        for start, end in zip(x[2:5], x[1:4], strict=True):
            self._arrow((start - half, middle[2]), (end + half, middle[2]), BACKWARD_COLOUR, "--")
        for place in (x[k] + side for k in (1, 3) for side in (-8, 8)):
            for row, colour, line in (
                (0, FORWARD_COLOUR, "-"),
                (2, BACKWARD_COLOUR, "--"),
                (3, FORWARD_COLOUR, ":"),
            ):
                bottom = ROWS[row] + BOX_HEIGHT + gap
                self._arrow((place, bottom), (place, ROWS[row + 1] - gap), colour, line)

    def _arrow(self, tail, head, colour, line):
        style = {"arrowstyle": "->", "color": colour, "linestyle": line, "shrinkA": 0, "shrinkB": 0}
        self.ax.annotate("", xy=head, xytext=tail, arrowprops=style)

    def _draw_key(self):
        self._frame(10, ROWS[2] + 8, 88, 20).set(facecolor=CURRENT_FILL, linewidth=2.2)
        self._frame(10, ROWS[2] + 36, 88, 20).set(facecolor=READ_FILL, linewidth=0.8)

    def _write_key(self):
        for y, text in ((18, "this step"), (46, "read by it")):
            self.lettering.write(54, ROWS[2] + y, text, anchor="mm")

    def _frame(self, left, top, width, height=BOX_HEIGHT):
        box = FancyBboxPatch((left, top), width, height, boxstyle="round,pad=0,rounding_size=4")
        return self.ax.add_patch(box)
