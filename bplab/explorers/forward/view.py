"""`explore_forward`: a batch in a dense layer, entry by entry, and what equal weights come to."""

import ipywidgets as widgets

from bplab.explorers.explorer import Explorer, row
from bplab.explorers.forward import words as w
from bplab.explorers.forward.model import DENSE, ForwardModel
from bplab.explorers.forward.picture import ForwardPicture
from bplab.explorers.forward.state import ForwardState
from bplab.explorers.students import read_functions
from bplab.language import say

BUTTONS = {w.ZERO: w.ZERO_WEIGHTS, w.EQUAL: w.EQUAL_WEIGHTS, w.RANDOM: w.RANDOM_WEIGHTS}


class ForwardExplorer(Explorer):
    """An Explorer with buttons for the weights, and with rows only as far as the batch has any."""

    def layout_rows(self):
        self.controls["batch_size"].max = self.state.most
        self._follow_batch()
        buttons = []
        for kind, label in BUTTONS.items():
            button = widgets.Button(description=say(label))
            button.on_click(lambda _, kind=kind: setattr(self.controls["weights"], "value", kind))
            buttons.append(button)
        names = ", ".join(f"<code>{name}</code>" for name in self.model.functions)
        source = [widgets.HTML(say(w.WHOSE, names=names))] if names else []
        shown = [control for name, control in self.controls.items() if name != "weights"]
        return [row(*shown), row(*buttons, *source)]

    def layout_below(self):
        return [widgets.HTML(f'<div class="bplab-question">{say(w.HANDS_ON)}</div>')]

    def touched(self, touch):
        """Mark what meets in an entry: of X its row, of W1 and b1 its column, of Z1 and A1 both."""
        row, column = self.state.row, self.state.column
        if touch.pointer and (found := self.drawing.entry_at(touch.x, touch.y)):
            name, i, j = found
            row, column = row if name in ("W1", "b1") else i, column if name == "X" else j
        elif touch.kind == "key":
            right, up = touch.arrow
            row, column = row - up, column + right
        row = min(max(row, 0), self.state.batch_size - 1)
        if (row, column) != (self.state.row, self.state.column):
            self.put(row=row, column=column)
            self.say(self.model.remark)

    def _moved(self, name, value):
        super()._moved(name, value)
        self.say(self.model.remark)
        if name == "batch_size":
            self._follow_batch()

    def _follow_batch(self):
        self.controls["row"].max = self.model.state.batch_size - 1


def explore_forward(*, dense=None, relu=None, sigmoid=None, tanh=None, **state):
    """Explore a dense layer: X @ W1 + b1 = Z1 and its activations A1 for a small batch, and their training.

    dense, relu, sigmoid, tanh: your functions of unit 1, if Z1 and A1 shall be theirs. state: where to open,
    see ForwardState: for example `X=my_batch`, an array of up to 6 rows with 3 columns;
    `explore_forward(**explorer.state)` opens where another stands.
    """
    given = {DENSE: dense, "relu": relu, "sigmoid": sigmoid, "tanh": tanh}
    functions, complaints = read_functions(given)
    record, more = ForwardState.read(state)
    model = ForwardModel(record, functions)
    remark = [model.remark] if model.remark else []
    return ForwardExplorer(model, ForwardPicture, [*complaints, *more, *remark], say(w.QUESTION))
