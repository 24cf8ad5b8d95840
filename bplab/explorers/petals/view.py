"""`explore_petals`: the hidden size, and everything else that decides what a small network learns."""

import time

import ipywidgets as widgets

from bplab.explorers.explorer import row
from bplab.explorers.petals.edits import LIMIT, MOST, weights_of
from bplab.explorers.petals.graph import STYLE, network_drawing
from bplab.explorers.petals.model import OUTPUT, PetalsModel, PetalsState
from bplab.explorers.petals.picture import PetalsPicture
from bplab.explorers.petals.presets import PRESETS
from bplab.explorers.petals.students import STEPS, student_start, whose
from bplab.explorers.students import read_functions
from bplab.explorers.training import WAIT_SECONDS, TrainingExplorer

# Of the slider for a weight. The page rounds what it is told to a step and tells us: without an error only if
# the steps are exact in binary, and else we would take it for a move of the student's.
STEP = 0.125
NETWORK_SECONDS = 0.3  # the network below the map follows less often than the map
QUESTION = (
    "<b>Question.</b> Which is the smallest hidden size that separates the petals? Try it with three "
    "starts. Click a small map, or choose it under <i>show</i>: which line does it draw? Click a line of the "
    "network, or choose its <i>weight</i>, and move it: what becomes of the map? Will training bring it back?"
)


class PetalsExplorer(TrainingExplorer):
    """A TrainingExplorer with the network as a drawing, a slider for one weight, and presets."""

    def __init__(self, model, source, locked=(), **options):
        """source: HTML that says whose functions train. locked: settings that those functions decide."""
        self.network, self.story = widgets.HTML(), widgets.HTML()
        self.presets = [self._preset_button(name) for name in PRESETS]
        look = {"description": "to", "style": {"description_width": "20px"}, "readout_format": ".3f"}
        self.value = widgets.FloatSlider(min=-LIMIT, max=LIMIT, step=STEP, **look)
        self.value.add_class("bplab-value")
        self.value.observe(lambda change: self._edit(change.new), "value")
        self.source = widgets.HTML(STYLE + source)
        self._followed, self._locked, self._following = 0.0, locked, False
        super().__init__(model, PetalsPicture, **options)
        for name in locked:
            self.controls[name].disabled = True

    def layout_rows(self):
        controls, buttons = super().layout_rows()
        controls.children = [control for name, control in self.controls.items() if name != "weight"]
        presets = (
            [] if self._locked else [row(*self.presets), self.story]
        )  # their sentences are of our network
        return [*presets, controls, buttons, self.source]

    def layout_below(self):
        return [row(self.controls["weight"], self.value), self.network]

    def show(self):
        super().show()
        run = self.model.run
        if time.monotonic() - self._followed > NETWORK_SECONDS or run.finished or not self.playing:
            self._followed = time.monotonic()
            self._follow()

    def _follow(self):
        """The network, and the lists and the slider of what it has."""
        state, snapshot = self.model.state, self.model.run.snapshot
        self.network.value = network_drawing(snapshot, state) if snapshot else ""
        self._following = True  # what follows is no move of the student's
        self._offer("show", [OUTPUT, *(f"neuron {k}" for k in range(1, state.hidden + 1))])
        self._offer("weight", weights_of(state.hidden))
        value = self.model.value()
        self.value.disabled = value is None or "weight" in self._locked
        if value is not None and abs(value) < float("inf"):
            self.value.value = STEP * round(min(max(value, -LIMIT), LIMIT) / STEP)
        self._following = False

    def _offer(self, name, options):
        """Let a list offer these only."""
        control = self.controls[name]
        if [value for _, value in control.options] != options:
            chosen = control.value if control.value in options else options[0]
            control.options = [(option, option) for option in options]
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
            self.say("The weight was not changed: a training step is still running. Try again.")
        elif not self.model.edit(value):
            self.say(f"The weight was not changed: {MOST} changes are the most. Reset starts again.")
        else:
            self.say(self.model.run.remark)
        self.show()

    def _preset_button(self, name):
        button = widgets.Button(description=name, layout=widgets.Layout(width="138px"))
        button.on_click(lambda _: self.preset(name))
        return button

    def preset(self, name):
        """Settings that show one thing, a sentence that says what, and Play."""
        opened, kept = PetalsState(), ("show", "weight", "edits", "epoch")
        settings = {key: opened[key] for key in PetalsState.kinds() if key not in kept}
        settings |= PRESETS[name].settings
        self._following = True
        for key, value in settings.items():
            self.controls[key].value = value
        self._following = False
        self.model.change(**settings)
        self.play()
        self.story.value = f"<b>{name}.</b> {PRESETS[name].sentence}"


def explore_petals(
    *,
    nn_model=None,
    initialize_parameters=None,
    forward_propagation=None,
    compute_cost=None,
    backward_propagation=None,
    update_parameters=None,
    **state,
):
    """Explore what a network with one hidden layer learns on two classes in the plane.

    The functions are those of unit 4, if the explorer shall train with them; with nn_model alone, it draws
    with the course's forward pass. state: where to open, see PetalsState;
    `explore_petals(**explorer.state)` opens where another explorer stands.
    """
    given = dict(zip(STEPS, (initialize_parameters, forward_propagation, compute_cost,
                             backward_propagation, update_parameters), strict=True))  # fmt: skip
    functions, complaints = read_functions({"nn_model": nn_model} | given)
    record, more = PetalsState.read(state)
    model = PetalsModel(record, student_start(functions)) if functions else PetalsModel(record)
    return PetalsExplorer(
        model, whose(functions), _decided_by(functions), complaints=complaints + more, question=QUESTION
    )


def _decided_by(functions):
    """The settings that a student's functions decide themselves."""
    locked = ["activation", "scale", "l2", "weight"] if functions else []
    return [*locked, "learning_rate"] if "nn_model" in functions else locked
