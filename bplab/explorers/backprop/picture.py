"""The picture of `explore_backprop`: a box for every array, and below what the step at hand computes."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import FancyBboxPatch

from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.cells import cell_at, cell_of, next_cell
from bplab.explorers.backprop.model import name_and_index
from bplab.explorers.backprop.numbers import number, table
from bplab.explorers.backprop.places import (
    BACKWARD,
    BOX_HEIGHT,
    ERRORS,
    FORWARD,
    NARROW,
    ONWARD,
    PAIRED,
    WIDE,
    below_each_other,
    side_by_side,
)
from bplab.explorers.backprop.sentences import about_mistake, compare, lines, right_line, shapes
from bplab.explorers.colours import ink
from bplab.explorers.lettering import Lettering
from bplab.explorers.picture import in_words
from bplab.explorers.reflowing import ReflowingPicture
from bplab.explorers.spots import Spot
from bplab.explorers.wrapping import wrapped
from bplab.figures import GUIDE_COLOUR
from bplab.figures.graph import BACKWARD_COLOUR, FORWARD_COLOUR
from bplab.language import say

TEXT_HEIGHT, OWN_TEXT_HEIGHT = {False: 183, True: 330}, {False: 183, True: 230}  # by `narrow`
LEFT = 14
CURRENT_FILL, READ_FILL, MARK, SOURCE = "#FFF1C9", "#DDE7EF", "black", "#D7EBC8"
MONO, BOLD = {"font": "DejaVu Sans Mono"}, {"font": "DejaVu Sans:bold"}
ARROWS = {FORWARD: (FORWARD_COLOUR, "-"), BACKWARD: (BACKWARD_COLOUR, "--"), ONWARD: (FORWARD_COLOUR, ":")}


class BackpropPicture(ReflowingPicture):
    """Above the graph, below the line of NumPy; an array that is not computed yet leaves its box empty.

    The entry that is written out has a frame, and what it is made of another ground.
    """

    subject = w.SUBJECT

    def __init__(self, network):
        self.network = network
        self.cursor = None  # the entry (name, row, column) that was chosen last in the picture
        super().__init__()

    def size(self):
        network = self.network
        layout = below_each_other(network) if self.narrow else side_by_side(network)
        return NARROW if self.narrow else WIDE, layout.text + (
            OWN_TEXT_HEIGHT if network.own else TEXT_HEIGHT
        )[self.narrow]

    def arrange(self):
        self.layout = below_each_other(self.network) if self.narrow else side_by_side(self.network)
        self.ax = self.figure.add_axes([0, 0, 1, 1])
        self.ax.set(xlim=(0, self.width), ylim=(self.height, 0))
        self.ax.axis("off")
        for tail, head, kind in self.layout.arrows:
            self._arrow(tail, head, *ARROWS[kind])
        self._frame(10, ERRORS + 8, 88, 20).set(facecolor=CURRENT_FILL, linewidth=2.2)
        self._frame(10, ERRORS + 36, 88, 20).set(facecolor=READ_FILL, linewidth=0.8)
        self._frames = [self.moving(self._frame(*place.corner, place.width)) for place in self.layout.places]
        self._sources = self.moving(self.ax.add_collection(PolyCollection([], facecolor=SOURCE, linewidth=0)))
        look = {"facecolor": "none", "edgecolor": MARK, "linewidth": 1.4}
        self._mark = self.moving(self.ax.add_collection(PolyCollection([], **look)))
        self._formula = self.moving(self.ax.text(LEFT, 0, "", fontsize=11 if self.narrow else 12, va="top"))
        self.lettering = Lettering(self)

    def draw(self, model):
        self.lettering.clear()
        for y, text in ((18, say(w.THIS_STEP)), (46, say(w.READ_BY_IT))):
            self.lettering.write(54, ERRORS + y, text, anchor="mm")
        for x, y, name in self.layout.notes:
            self.lettering.write(x, y, name, color=GUIDE_COLOUR, anchor="mm")
        self.boxes = {}  # name -> place, and what is written there, of the arrays that are reached
        for place, frame in zip(self.layout.places, self._frames, strict=True):
            self._fill(place, frame, model)
        self._highlight(model)
        self._explain(model)

    def describe(self, model):
        made = [f"{line}\n{table(model.arrays[name]).strip()}" for name, line in _named(model)]
        step = f"{model.state.step}: {self.network.steps[model.state.step].says()}"
        return f"{say(self.subject)}: {in_words([step, *made, *filter(None, [about_mistake(model)])])}"

    def spots(self, model):
        """The graph as an area: what is chosen there is said with its number."""
        chosen = self._chosen(model)
        text = ""
        if chosen and chosen[0] in self.boxes:
            name, *index = chosen
            value = np.atleast_2d(model.arrays[name])[tuple(index)]
            text = f"{name}{index} = {number(value)}"
        return [Spot("arrays", say(w.ARRAYS), 0, 0, self.width, self.layout.text, text)]

    def entry_at(self, x, y):
        """The entry (name, row, column) at a place of the picture, see `cell_at`."""
        return cell_at(self.boxes, x, y)

    def beside(self, model, arrow):
        """The entry (name, row, column) to which an arrow leads: steps to the right and up."""
        return next_cell(self.boxes, self._chosen(model), arrow)

    def _chosen(self, model):
        """The entry that was chosen last, in the picture or in the list below it."""
        name, index = name_and_index(model.state.look)
        return self.cursor or (name, *index)

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
            if name in model.found.faults:
                numbers = model.found.faults[name][1]
            self.boxes[name] = place, numbers
        if wrong:
            word = say(w.FIRST_WRONG if first else w.WRONG)
            if place.width != PAIRED and 6.6 * (len(name) + len(word)) < place.width:
                write(left + place.width - 2, top - 4, word, anchor="rs", **BOLD)  # beside the name
            else:
                write(x, top + BOX_HEIGHT + 1, word, anchor=anchor[0] + "a", **BOLD)

    def _highlight(self, model):
        """The entry that is written out and those it is made of; and all numbers, on top of them."""
        written = model.written_out()
        chosen = self._chosen(model)
        name, index = name_and_index(model.state.look)
        sources = written[1] if written and chosen == (name, *index) else ()
        self._sources.set_verts([box for entry in sources if (box := cell_of(self.boxes, entry)) is not None])
        mark = cell_of(self.boxes, chosen)
        self._mark.set_verts([] if mark is None else [mark])
        for name, (place, numbers) in self.boxes.items():
            color = ink(BACKWARD_COLOUR if name in self.network.backward else FORWARD_COLOUR)
            self.lettering.write(place.x, place.y + BOX_HEIGHT / 2, numbers, color=color, anchor="mm", **MONO)

    def _explain(self, model):
        """The step, its formula, its lines with their shapes, a comparison, and the pitfall."""
        steps, name = self.network.steps, model.state.step
        step, position = steps[name], list(steps).index(name)
        heading = say(w.HEADING, number=position, last=len(steps) - 1, step=name, meaning=step.says())
        self._formula.set_text(say(step.formula))
        parts = heading, lines(model), right_line(model), shapes(model), *compare(model), about_mistake(model)
        (self._explain_below if self.narrow else self._explain_beside)(*parts)

    def _explain_beside(self, heading, lines, right_line, shapes, left, right, verdict, mistake):
        write, top = self.lettering.write, self.layout.text
        write(LEFT, top, heading, size=14, **BOLD)
        self._formula.set_position((LEFT, top + 22))
        write(LEFT, top + 60, lines, **MONO)
        write(LEFT, top + 74, right_line, **MONO)
        write(502 if lines else LEFT, top + 60, shapes, **MONO)
        write(LEFT, top + 91, left, **MONO)
        write(158, top + 91, right, **MONO)
        verdict_at = 302 if left else LEFT
        write(verdict_at, top + 91, wrapped(verdict, self.width - verdict_at - LEFT, 13), size=13)
        write(LEFT, top + 148, mistake, size=13)

    def _explain_below(self, heading, lines, right_line, shapes, left, right, verdict, mistake):
        y, wide = self.layout.text, self.width - 2 * LEFT
        y = self._flow(y, heading, wide, size=13, **BOLD)
        self._formula.set_position((LEFT, y))
        y += 36 if self._formula.get_text() else 0
        for text in (lines, right_line, shapes):
            y = self._flow(y, text, wide, indent="    ", **MONO)
        self.lettering.write(150, y, right, **MONO)
        y = self._flow(y, left, 130, **MONO)
        y = self._flow(y, verdict, wide, size=12)
        self._flow(y, mistake, wide, size=12)

    def _flow(self, y, text, wide, size=11, font="DejaVu Sans", indent=""):
        """Write a text into lines of this width; return where the next one begins."""
        if not text:
            return y
        text = wrapped(text, wide, size, font, indent)
        self.lettering.write(LEFT, y, text, size=size, font=font)
        return y + (text.count("\n") + 1) * round(1.32 * size) + 7

    def _arrow(self, tail, head, colour, line):
        style = {"arrowstyle": "->", "color": colour, "linestyle": line, "shrinkA": 0, "shrinkB": 0}
        self.ax.annotate("", xy=head, xytext=tail, arrowprops=style)

    def _frame(self, left, top, width, height=BOX_HEIGHT):
        box = FancyBboxPatch((left, top), width, height, boxstyle="round,pad=0,rounding_size=4")
        return self.ax.add_patch(box)


def _named(model):
    """Name and words of each array of the step: its line, but of a student's network the name alone."""
    return [(name, name if model.own else f"{name} = {line}") for name, line in model.current.items()]
