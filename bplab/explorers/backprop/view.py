"""`explore_backprop`: one training step of a small network, one array at a time."""

import ipywidgets as widgets

from bplab.explorers.backprop.model import LIMIT, MATRICES, BackpropModel, BackpropState
from bplab.explorers.backprop.picture import BackpropPicture
from bplab.explorers.backprop.steps import STEPS
from bplab.explorers.explorer import Explorer, row

QUESTION = (
    "<b>Question.</b> Plant a pitfall, go to the start and say which array will go wrong first, before you "
    "step there. Which pitfalls leave the loss falling, and what would reveal them anyway?"
)


class BackpropExplorer(Explorer):
    """An Explorer with buttons that walk through the steps, and a slider for one number of one array."""

    def __init__(self, model, **options):
        last = len(STEPS) - 1
        self.buttons = [
            self._button("First", "fast-backward", lambda step: 0),
            self._button("Back", "step-backward", lambda step: max(step - 1, 0)),
            self._button("Step", "step-forward", lambda step: min(step + 1, last)),
            self._button("Last", "fast-forward", lambda step: last),
        ]
        look = {"description": "to", "style": {"description_width": "20px"}, "step": 0.1}
        self.value = widgets.FloatSlider(value=model.value, min=-LIMIT, max=LIMIT, **look)
        self.value.add_class("bplab-value")
        self.value.observe(lambda change: self._edit(change.new), "value")
        self.reset_button = widgets.Button(description="Reset numbers", icon="refresh")
        self.reset_button.on_click(lambda _: self.reset())
        super().__init__(model, BackpropPicture, **options)

    def layout_rows(self):
        step, pitfall, rate, entry = self.controls.values()
        walk, change = row(step, *self.buttons), row(entry, self.value, self.reset_button)
        return [walk, row(pitfall, rate), change]

    def reset(self):
        """The numbers of the lecture again."""
        self.model.change(**MATRICES)
        self.value.value = self.model.value
        self.say("")
        self.show()

    def _button(self, name, icon, target):
        """A button that shows the step `target(number of this step)`."""
        button = widgets.Button(description=name, icon=icon, layout=widgets.Layout(width="80px"))
        button.on_click(lambda _: self._walk(target))
        return button

    def _walk(self, target):
        steps = self.controls["step"]
        steps.index = target(steps.index)

    def _moved(self, name, value):
        super()._moved(name, value)
        self.value.value = self.model.value  # of another entry, perhaps

    def _edit(self, value):
        if value != self.model.value:  # the slider has moved, and not been moved to another entry
            self.say("")
            self.model.change_value(value)
            self.show()


def explore_backprop(**state):
    """Explore a forward and a backward pass with all numbers, one array at a time, right or with a pitfall.

    state: where to open, see BackpropState: for example `step="e_1"`, `pitfall="transpose forgotten"`,
    `weights_1=[[2, -4], [-1, 2]]`. `explore_backprop(**explorer.state)` opens where another explorer stands.
    """
    record, complaints = BackpropState.read(state)
    return BackpropExplorer(BackpropModel(record), complaints=complaints, question=QUESTION)
