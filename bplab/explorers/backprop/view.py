"""`explore_backprop`: one training step of a small network, one array at a time."""

import html
import random

import ipywidgets as widgets

from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.model import BackpropModel, name_and_index
from bplab.explorers.backprop.mystery import ARRAYS, REASONS, about_first, about_reason
from bplab.explorers.backprop.picture import BackpropPicture
from bplab.explorers.backprop.sentences import about_entry
from bplab.explorers.backprop.state import LIMIT, MOST_MYSTERIES, BackpropState, OwnNetworkState
from bplab.explorers.backprop.students import read_network
from bplab.explorers.explorer import Explorer, row
from bplab.language import say


class BackpropExplorer(Explorer):
    """An Explorer with buttons that walk through the steps, and a slider for one number of one array.

    Below the picture one entry is written out, that of the list or one that is clicked in the picture; and a
    pitfall that is not named can be searched for.
    """

    def __init__(self, model, **options):
        last = len(model.network.steps) - 1
        self.buttons = [
            self._button(w.FIRST, "fast-backward", lambda step: 0),
            self._button(w.BACK, "step-backward", lambda step: max(step - 1, 0)),
            self._button(w.FORWARD, "step-forward", lambda step: min(step + 1, last)),
            self._button(w.LAST, "fast-forward", lambda step: last),
        ]
        look = {"description": say(w.TO), "style": {"description_width": "20px"}, "step": 0.1}
        self.value = widgets.FloatSlider(value=model.value, min=-LIMIT, max=LIMIT, **look)
        self.value.add_class("bplab-value")
        self.value.observe(lambda change: self._edit(change.new), "value")
        self.reset_button = widgets.Button(description=say(w.RESET), icon="refresh")
        self.reset_button.on_click(lambda _: self.reset())
        self.sum, self.verdict, self.hint = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.mystery_button = widgets.Button(description=say(w.MYSTERY), icon="question")
        self.mystery_button.on_click(lambda _: self.mystery())
        self.first = self._list(w.FIRST_WRONG, ARRAYS, lambda name: about_first(model, name))
        self.reason = self._list(w.BECAUSE, REASONS, lambda name: about_reason(model, name))
        super().__init__(model, lambda: BackpropPicture(model.network), **options)
        self._follow_mystery()

    def layout_rows(self):
        step, pitfall, round_, rate, entry, _ = self.controls.values()
        walk, change = row(step, *self.buttons), row(entry, self.value, self.reset_button)
        if self.model.own:
            return [walk, row(round_, rate), change]
        search = row(self.mystery_button, self.first, self.reason)
        return [walk, row(pitfall, round_, rate), change, search, self.verdict]

    def layout_below(self):
        return [row(self.controls["look"]), self.sum, self.hint]

    def show(self):
        super().show()
        self.sum.value = f'<pre class="bplab-sum">{html.escape(about_entry(self.model))}</pre>'

    def mystery(self):
        """Plant a pitfall that is not named, or none, and go to the start."""
        self.controls["pitfall"].value = w.NO_PITFALL
        self.controls["step"].value = "start"
        self.model.change(mystery=random.randrange(1, MOST_MYSTERIES + 1))
        self._follow_mystery()
        self.say("")
        self.show()

    def touched(self, touch):
        """An entry is chosen by a press or by arrow keys; in a mystery, its name or Enter is an answer."""
        if touch.kind == "press" and (found := self.drawing.entry_at(touch.x, touch.y)):
            name, *index = found
            if index != [None, None]:
                self.choose(name, *index)
            elif self.state.mystery:
                self.answer(name)
            else:
                self.choose(name, 0, 0)
        elif touch.arrow != (0, 0):
            self.choose(*self.drawing.beside(self.model, touch.arrow))
        elif touch.key in ("Enter", " ") and self.drawing.cursor:
            self.answer(self.drawing.cursor[0])

    def choose(self, name, i, j):
        """Write an entry out, or have the slider move it, if it is given."""
        self.drawing.cursor = name, i, j
        for control in (self.controls["look"], self.controls["entry"]):
            entry = next(
                (entry for _, entry in control.options if flat(entry) == (name, i, j)), control.value
            )
            if entry != control.value:
                control.value = entry  # which shows the cursor, too
                return
        self.show()

    def answer(self, name):
        """In a mystery, say that this array is the first wrong one."""
        if self.state.mystery and name in ARRAYS:
            self.first.value = name

    def _follow_mystery(self):
        """The lists to answer in, where there is something to answer."""
        self.verdict.value = ""
        self.first.layout.display = "" if self.state.mystery else "none"
        self.reason.layout.display = "none"
        self.first.value = self.reason.value = w.CHOOSE
        hint = f"{say(w.HANDS_ON)} {say(w.HANDS_ON_MYSTERY)}" if self.state.mystery else say(w.HANDS_ON)
        self.hint.value = f'<div class="bplab-question">{hint}</div>'

    def _list(self, label, options, judge):
        """A list to answer in; judge: of an answer whether it is right, and a sentence."""
        answers = widgets.Dropdown(
            options=[(say(option), option) for option in (w.CHOOSE, *options)],
            description=say(label),
            style={"description_width": "100px"},
        )
        answers.add_class(f"bplab-{label.replace(' ', '-')}")
        answers.observe(lambda change: self._answer(judge, change.new), "value")
        return answers

    def _answer(self, judge, name):
        if name == w.CHOOSE:
            return
        right, sentence = judge(name)
        self.verdict.value = (
            f'<div class="bplab-question bplab-verdict" role="status">{html.escape(sentence)}</div>'
        )
        if right and self.model.wrong and name in ARRAYS:
            self.reason.layout.display = ""

    def reset(self):
        """The numbers of the beginning again."""
        opened = type(self.state)()
        self.model.change(**{name: opened[name] for name in self.model.given})
        self.value.value = self.model.value
        self.say(self.model.remark)
        self.show()

    def _button(self, name, icon, target):
        """A button that shows the step `target(number of this step)`."""
        button = widgets.Button(
            description=say(name), icon=icon, layout=widgets.Layout(width="auto", min_width="80px")
        )
        button.on_click(lambda _: self._walk(target))
        return button

    def _walk(self, target):
        steps = self.controls["step"]
        steps.index = target(steps.index)

    def _moved(self, name, value):
        mystery = self.state.mystery
        if name in ("step", "look") and self.drawing.cursor != flat(value):
            self.drawing.cursor = None  # chosen elsewhere
        super()._moved(name, value)
        self.say(self.model.remark)
        self.value.value = self.model.value  # of another entry, perhaps
        self.controls["look"].value = self.state.look  # of another step, perhaps
        if self.state.mystery != mystery:
            self._follow_mystery()
        elif name not in ("step", "look"):
            self.verdict.value = ""  # it spoke of other numbers

    def _edit(self, value):
        if value != self.model.value:  # the slider has moved, and not been moved to another entry
            self.verdict.value = ""
            self.model.change_value(value)
            self.say(self.model.remark)
            self.show()


def flat(entry):
    """ "z_1[0, 1]" as ("z_1", 0, 1)."""
    name, index = name_and_index(entry)
    return name, *index


def explore_backprop(*, network=None, **state):
    """Explore a forward and a backward pass with all numbers, one array at a time, right or with a pitfall.

    network: the class of your network in unit 1, 3 or 5, if its arrays shall stand beside the right ones.
    state: where to open, see BackpropState: for example `step="e_1"`, `pitfall="transpose forgotten"`,
    `weights_1=[[2, -4], [-1, 2]]`. `explore_backprop(**explorer.state)` opens where another explorer stands.
    """
    own, complaints = read_network(network)
    record, more = (OwnNetworkState if own else BackpropState).read(state)
    model = BackpropModel(record, own)
    if "look" not in state:
        model.change(step=record.step, mystery=record.mystery)  # which looks at what the step computes
    remark = [model.remark] if model.remark else []
    question = say(w.QUESTION_OWN if own else w.QUESTION)
    return BackpropExplorer(model, complaints=[*complaints, *more, *remark], question=question)
