"""`explore_backprop`: one training step of a small network, one array at a time."""

import html
import random

import ipywidgets as widgets

from bplab.explorers.backprop.model import LIMIT, MATRICES, MOST_MYSTERIES, BackpropModel, BackpropState
from bplab.explorers.backprop.mystery import ARRAYS, REASONS, about_first, about_reason
from bplab.explorers.backprop.picture import BackpropPicture
from bplab.explorers.backprop.steps import NO_PITFALL, STEPS
from bplab.explorers.backprop.words import number
from bplab.explorers.explorer import Explorer, row

QUESTION = (
    "<b>Question.</b> Plant a pitfall, go to the start and say which array will go wrong first, before you "
    "step there. Which pitfalls leave the loss falling, in the second training step, too, and what would "
    "reveal them anyway? Then take a <i>mystery pitfall</i>."
)
CHOOSE = "choose"


class BackpropExplorer(Explorer):
    """An Explorer with buttons that walk through the steps, and a slider for one number of one array.

    Below the picture one entry is written out; and a pitfall that is not named can be searched for.
    """

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
        self.sum, self.verdict = widgets.HTML(), widgets.HTML()
        self.mystery_button = widgets.Button(description="Mystery pitfall", icon="question")
        self.mystery_button.on_click(lambda _: self.mystery())
        self.first = self._list("first wrong", ARRAYS, lambda name: about_first(model, name))
        self.reason = self._list("because of", REASONS, lambda name: about_reason(model, name))
        super().__init__(model, BackpropPicture, **options)
        self._follow_mystery()

    def layout_rows(self):
        step, pitfall, round_, rate, entry, _ = self.controls.values()
        walk, change = row(step, *self.buttons), row(entry, self.value, self.reset_button)
        search = row(self.mystery_button, self.first, self.reason)
        return [walk, row(pitfall, round_, rate), change, search, self.verdict]

    def layout_below(self):
        return [row(self.controls["look"]), self.sum]

    def show(self):
        super().show()
        written = self.model.written_out()
        if written is None:
            text = f"{self.state.look} is not computed yet: step there first."
        else:
            entry, line, numbers, value = written
            rule = "by its line, " if self.state.mystery else ""
            text = f"{rule}{entry} = {line}\n= {numbers}\n= {number(value)}"
        self.sum.value = f'<pre class="bplab-sum">{html.escape(text)}</pre>'

    def mystery(self):
        """Plant a pitfall that is not named, or none, and go to the start."""
        self.controls["pitfall"].value = NO_PITFALL
        self.controls["step"].value = "start"
        self.model.change(mystery=random.randrange(1, MOST_MYSTERIES + 1))
        self._follow_mystery()
        self.say("")
        self.show()

    def _follow_mystery(self):
        """The lists to answer in, where there is something to answer."""
        self.verdict.value = ""
        self.first.layout.display = "" if self.state.mystery else "none"
        self.reason.layout.display = "none"
        self.first.value = self.reason.value = CHOOSE

    def _list(self, label, options, judge):
        """A list to answer in; judge: of an answer whether it is right, and a sentence."""
        answers = widgets.Dropdown(
            options=[CHOOSE, *options], description=label, style={"description_width": "100px"}
        )
        answers.add_class(f"bplab-{label.replace(' ', '-')}")
        answers.observe(lambda change: self._answer(judge, change.new), "value")
        return answers

    def _answer(self, judge, name):
        if name == CHOOSE:
            return
        right, sentence = judge(name)
        self.verdict.value = (
            f'<div class="bplab-question bplab-verdict" role="status">{html.escape(sentence)}</div>'
        )
        if right and self.model.wrong and name in ARRAYS:
            self.reason.layout.display = ""

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
        mystery = self.state.mystery
        super()._moved(name, value)
        self.value.value = self.model.value  # of another entry, perhaps
        self.controls["look"].value = self.state.look  # of another step, perhaps
        if self.state.mystery != mystery:
            self._follow_mystery()
        elif name not in ("step", "look"):
            self.verdict.value = ""  # it spoke of other numbers

    def _edit(self, value):
        if value != self.model.value:  # the slider has moved, and not been moved to another entry
            self.say("")
            self.verdict.value = ""
            self.model.change_value(value)
            self.show()


def explore_backprop(**state):
    """Explore a forward and a backward pass with all numbers, one array at a time, right or with a pitfall.

    state: where to open, see BackpropState: for example `step="e_1"`, `pitfall="transpose forgotten"`,
    `weights_1=[[2, -4], [-1, 2]]`. `explore_backprop(**explorer.state)` opens where another explorer stands.
    """
    record, complaints = BackpropState.read(state)
    return BackpropExplorer(BackpropModel(record), complaints=complaints, question=QUESTION)
