"""`explore_softmax`: from three logits to probabilities, a loss and a gradient, and to the ends of exp."""

import ipywidgets as widgets

from bplab.explorers.explorer import Explorer, row
from bplab.explorers.softmax.model import CLASSES, SoftmaxModel, SoftmaxState
from bplab.explorers.softmax.picture import SoftmaxPicture

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

    def layout_rows(self):
        return [*super().layout_rows(), row(self.step_button)]

    def _moved(self, name, value):
        super()._moved(name, value)
        self.say(self.model.remark)

    def _step(self):
        trouble = self.model.step()
        for name in (f"z_{c}" for c in CLASSES):
            self.controls[name].value = self.model.state[name]
        self.say(trouble or self.model.remark)


def explore_softmax(**state):
    """Explore softmax, cross-entropy and their gradient for one sample of three classes.

    state: where to open, see SoftmaxState; `explore_softmax(**explorer.state)` opens where another stands.
    """
    record, complaints = SoftmaxState.read(state)
    return SoftmaxExplorer(SoftmaxModel(record), complaints)
