"""`explore_forward`: a batch in a dense layer, entry by entry, and what equal weights come to."""

import ipywidgets as widgets

from bplab.explorers.explorer import Explorer, row
from bplab.explorers.forward.model import EQUAL, RANDOM, ZERO, ForwardModel, ForwardState
from bplab.explorers.forward.picture import ForwardPicture

QUESTION = (
    "<b>Question.</b> Press <i>Zero weights</i> and drag the training steps; then <i>Equal weights</i>, with "
    "tanh and with relu. How many different neurons does the layer ever have? Does the loss fall?"
)


class ForwardExplorer(Explorer):
    """An Explorer with buttons for the weights, and with rows only as far as the batch has any."""

    def layout_rows(self):
        self._follow_batch()
        buttons = []
        for kind in (ZERO, EQUAL, RANDOM):
            button = widgets.Button(description=f"{kind.capitalize()} weights")
            button.on_click(lambda _, kind=kind: setattr(self.controls["weights"], "value", kind))
            buttons.append(button)
        shown = [control for name, control in self.controls.items() if name != "weights"]
        return [row(*shown), row(*buttons)]

    def _moved(self, name, value):
        super()._moved(name, value)
        if name == "batch_size":
            self._follow_batch()

    def _follow_batch(self):
        self.controls["row"].max = self.model.state.batch_size - 1


def explore_forward(**state):
    """Explore a dense layer: X @ W1 + b1 = Z1 and its activations A1 for a small batch, and their training.

    state: where to open, see ForwardState; `explore_forward(**explorer.state)` opens where another stands.
    """
    record, complaints = ForwardState.read(state)
    return ForwardExplorer(ForwardModel(record), ForwardPicture, complaints, QUESTION)
