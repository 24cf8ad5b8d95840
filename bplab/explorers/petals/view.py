"""`explore_petals`: the hidden size, and everything else that decides what a small network learns."""

import time

import ipywidgets as widgets
import numpy as np

from bplab.explorers.explorer import row
from bplab.explorers.petals import words
from bplab.explorers.petals.edits import LIMIT, MOST, weights_of
from bplab.explorers.petals.model import PetalsModel, PetalsState, shown
from bplab.explorers.petals.picture import MAP, PetalsPicture, say_shown
from bplab.explorers.petals.points import CLICKED, read_arrays
from bplab.explorers.petals.presets import PRESETS
from bplab.explorers.petals.students import STEPS, student_start, whose
from bplab.explorers.students import read_functions
from bplab.explorers.training import WAIT_SECONDS, TrainingExplorer
from bplab.language import say

# Of the slider for a weight. The page rounds what it is told to a step and tells us: without an error only if
# the steps are exact in binary, and else we would take it for a move of the student's.
STEP = 0.125
BELOW = ("weight", "new_class")  # the controls that stand below the picture
FOLLOW_SECONDS = 0.3  # lists and slider follow less often than the picture
CROSS_STEP = 0.05  # of half the map, by an arrow key


class PetalsExplorer(TrainingExplorer):
    """A TrainingExplorer with a slider for one weight, presets, and points that are put by click or key."""

    def __init__(self, model, source, locked=(), **options):
        """source: HTML that says whose functions train. locked: settings that those functions decide."""
        self.story = widgets.HTML()
        self.presets = [self._preset_button(name) for name in PRESETS]
        look = {
            "description": say(words.VALUE),
            "style": {"description_width": "20px"},
            "readout_format": ".3f",
        }
        self.value = widgets.FloatSlider(min=-LIMIT, max=LIMIT, step=STEP, **look)
        self.value.add_class("bplab-value")
        self.value.observe(lambda change: self._edit(change.new), "value")
        self.source = widgets.HTML(source)
        self.undo_button = _button(words.UNDO, self.undo)
        self.clear_button = _button(words.CLEAR, self.clear)
        self._followed, self._locked, self._following = 0.0, locked, False
        super().__init__(model, PetalsPicture, **options)
        for name in locked:
            self.controls[name].disabled = True

    def layout_rows(self):
        controls, buttons = super().layout_rows()
        controls.children = [control for name, control in self.controls.items() if name not in BELOW]
        presets = (
            [] if self._locked else [row(*self.presets), self.story]
        )  # their sentences are of our network
        return [*presets, controls, buttons, self.source]

    def layout_below(self):
        points = [self.controls["new_class"], self.undo_button, self.clear_button]
        return [row(self.controls["weight"], self.value), row(*points)]

    def show(self):
        super().show()
        run = self.model.run
        if time.monotonic() - self._followed > FOLLOW_SECONDS or run.finished or not self.playing:
            self._followed = time.monotonic()
            self._follow()

    def _follow(self):
        """The lists and the slider of what the network has."""
        self._following = True  # what follows is no move of the student's
        hidden = self.model.state.hidden
        self._offer("show", [(say_shown(name), name) for name in shown(hidden)])
        self._offer("weight", [(weight, weight) for weight in weights_of(hidden)])
        value = self.model.value()
        self.value.disabled = value is None or "weight" in self._locked
        if value is not None and abs(value) < float("inf"):
            self.value.value = STEP * round(min(max(value, -LIMIT), LIMIT) / STEP)
        self._following = False

    def _offer(self, name, options):
        """Let a list offer these only."""
        control = self.controls[name]
        if list(control.options) != options:
            values = [value for _, value in options]
            chosen = control.value if control.value in values else values[0]
            control.options = options
            control.value = chosen
            self.model.change(**{name: chosen})

    def _moved(self, name, value):
        if not self._following:
            self.story.value = ""
            super()._moved(name, value)

    def _edit(self, value):
        """The slider has put another number where the weight is."""
        if self._following:
            return
        self.pause()
        if not self._slice.wait(WAIT_SECONDS):
            self.say(say(words.STILL_RUNNING))
        elif not self.model.edit(value):
            self.say(say(words.ENOUGH_EDITS, most=MOST))
        else:
            self.say(self.model.run.remark)
        self.show()

    def _preset_button(self, name):
        return _button(name, lambda: self.preset(name))

    def touched(self, touch):
        """A press puts a point on the map or chooses from the network; so do keys."""
        if touch.kind not in ("press", "key"):
            return
        if touch.spot != MAP:
            self._choose(touch)
        elif touch.kind == "press":
            self.drawing.cross = None
            self._put(self.drawing.place(touch), touch.shift)
        elif touch.key in ("Backspace", "Delete"):
            self.undo()
        elif touch.key in ("Enter", " ") and self.drawing.cross is not None:
            self._put(self.drawing.cross, touch.shift)
        else:
            limit, cross = self.model.run.split.limit, self.drawing.cross
            moved = np.array(touch.arrow) * CROSS_STEP * limit + (0 if cross is None else cross)
            self.drawing.cross = np.clip(moved, -limit, limit)
            self.show()

    def _choose(self, touch):
        """A neuron or a weight, by pointer, or the next one by key."""
        if touch.kind == "press":
            chosen = self.drawing.graph.at(touch.x, touch.y)
        else:
            names = ("show", "weight")
            chosen = {}
            for name, step in zip(names, touch.arrow, strict=True):
                values = [value for _, value in self.controls[name].options]
                place = values.index(self.controls[name].value) + step
                chosen |= {name: values[place % len(values)]} if step else {}
        for name, value in chosen.items():
            self.controls[name].value = value

    def _put(self, place, other):
        """A point of the class that is chosen, or of the other one."""
        label = self.model.state.new_class
        if self.model.put(*place, 1 - label if other else label):
            self.play()
            self.show()
        else:
            self.say(say(words.FULL, most=CLICKED))

    def undo(self):
        """Take the last point away."""
        self._points(self.model.state.points[:-1])

    def clear(self):
        """Take all points away that were put by hand."""
        self._points(())

    def _points(self, points):
        if points != self.model.state.points:
            self.model.change(points=points)
            self.play()
            self.show()

    def preset(self, name):
        """Settings that show one thing, a sentence that says what, and Play."""
        opened, kept = PetalsState(), ("show", "weight", "edits", "epoch", "given", "new_class")
        settings = {key: opened[key] for key in PetalsState.kinds() if key not in kept}
        settings |= PRESETS[name].settings
        self._following = True
        for key in settings.keys() & self.controls.keys():
            self.controls[key].value = settings[key]
        self._following = False
        self.model.change(**settings)
        self.play()
        self.story.value = say(words.PRESET, name=say(name), sentence=say(PRESETS[name].sentence))


def _button(text, act):
    button = widgets.Button(description=say(text), layout=widgets.Layout(width="138px"))
    button.on_click(lambda _: act())
    return button


def explore_petals(
    *,
    nn_model=None,
    initialize_parameters=None,
    forward_propagation=None,
    compute_cost=None,
    backward_propagation=None,
    update_parameters=None,
    X=None,
    y=None,
    **state,
):
    """Explore what a network with one hidden layer learns on two classes in the plane.

    The functions are those of unit 4, if the explorer shall train with them; with nn_model alone, it draws
    with the course's forward pass. X (n, 2), y (n,): points of your own and their classes, 0 or 1.
    state: where to open, see PetalsState;
    `explore_petals(**explorer.state)` opens where another explorer stands.
    """
    given = dict(zip(STEPS, (initialize_parameters, forward_propagation, compute_cost,
                             backward_propagation, update_parameters), strict=True))  # fmt: skip
    functions, complaints = read_functions({"nn_model": nn_model} | given)
    own, remarks = read_arrays(X, y)
    record, more = PetalsState.read({"data": words.OWN, "given": own} | state if own else state)
    model = PetalsModel(record, student_start(functions)) if functions else PetalsModel(record)
    return PetalsExplorer(
        model,
        whose(functions),
        _decided_by(functions),
        complaints=complaints + remarks + more,
        question=say(words.QUESTION),
    )


def _decided_by(functions):
    """The settings that a student's functions decide themselves."""
    locked = ["activation", "scale", "l2", "weight"] if functions else []
    return [*locked, "learning_rate"] if "nn_model" in functions else locked
