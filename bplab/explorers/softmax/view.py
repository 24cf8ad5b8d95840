"""`explore_softmax`: from three logits to probabilities, a loss and a gradient, and to the ends of exp."""

import ipywidgets as widgets

from bplab.explorers.explorer import Explorer, row
from bplab.explorers.softmax.model import CLASSES, SoftmaxModel, SoftmaxState
from bplab.explorers.softmax.picture import SoftmaxPicture
from bplab.explorers.students import read_functions

QUESTION = (
    "<b>Question.</b> Take off the tick, and let c go to the right and to the left: which of the numbers "
    "fails first, and why is it another one on each side? Tick it again: which numbers does c still change?"
)


class SoftmaxExplorer(Explorer):
    """An Explorer with a button for a step down the gradient, and a sentence where exp fails."""

    def __init__(self, model, complaints):
        self.step_button = widgets.Button(description="Gradient step", icon="step-forward")
        self.step_button.on_click(lambda _: self._step())
        remark = [model.remark] if model.remark else []
        super().__init__(model, SoftmaxPicture, [*complaints, *remark], QUESTION)
        self.controls["stable"].disabled = model.softmax is not None  # its way is its own

    def layout_rows(self):
        source = "The probabilities are those of <b>your softmax</b>." if self.model.softmax else ""
        return [*super().layout_rows(), row(self.step_button, widgets.HTML(source))]

    def _moved(self, name, value):
        super()._moved(name, value)
        self.say(self.model.remark)

    def _step(self):
        trouble = self.model.step()
        for name in (f"z_{c}" for c in CLASSES):
            self.controls[name].value = self.model.state[name]
        self.say(trouble or self.model.remark)


def explore_softmax(*, softmax=None, **state):
    """Explore softmax, cross-entropy and their gradient for one sample of three classes.

    softmax: that of unit 2, if the probabilities shall be its own. state: where to open, see SoftmaxState;
    `explore_softmax(**explorer.state)` opens where another stands.
    """
    functions, complaints = read_functions({"softmax": softmax})
    record, more = SoftmaxState.read(state)
    return SoftmaxExplorer(SoftmaxModel(record, functions.get("softmax")), complaints + more)
