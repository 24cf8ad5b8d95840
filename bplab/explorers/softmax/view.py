"""`explore_softmax`: from three logits to probabilities, a loss and a gradient, and to the ends of exp."""

import ipywidgets as widgets

from bplab.explorers.arrays import Matrix
from bplab.explorers.explorer import Explorer, row
from bplab.explorers.softmax import words as w
from bplab.explorers.softmax.model import CLASSES, LIMIT, SoftmaxModel, SoftmaxState
from bplab.explorers.softmax.picture import SoftmaxPicture
from bplab.explorers.students import read_functions
from bplab.language import say


class SoftmaxExplorer(Explorer):
    """An Explorer with a button for a step down the gradient, and a sentence where exp fails."""

    def __init__(self, model, complaints):
        self.step_button = widgets.Button(description=say(w.GRADIENT_STEP), icon="step-forward")
        self.step_button.on_click(lambda _: self._step())
        remark = [model.remark] if model.remark else []
        super().__init__(model, SoftmaxPicture, [*complaints, *remark], say(w.QUESTION))
        self.controls["stable"].disabled = model.softmax is not None  # its way is its own

    def layout_rows(self):
        source = say(w.YOURS) if self.model.softmax else ""
        return [*super().layout_rows(), row(self.step_button, widgets.HTML(source))]

    def _moved(self, name, value):
        super()._moved(name, value)
        self.say(self.model.remark)

    def _step(self):
        trouble = self.model.step()
        for name in (f"z_{c}" for c in CLASSES):
            self.controls[name].value = self.model.state[name]
        self.say(trouble or self.model.remark)


def explore_softmax(*, softmax=None, z=None, **state):
    """Explore softmax, cross-entropy and their gradient for one sample of three classes.

    softmax: that of unit 2, if the probabilities shall be its own. z: three logits, as an array, in place of
    z_0, z_1 and z_2. state: where to open, see SoftmaxState; `explore_softmax(**explorer.state)` opens where
    another stands.
    """
    functions, complaints = read_functions({"softmax": softmax})
    if z is not None:
        logits, complaint = Matrix(1, len(CLASSES), LIMIT, optional=True).check(z)
        if complaint:
            complaints.append(say(w.NEED_LOGITS, given=repr(z), low=-LIMIT, high=LIMIT))
        state |= {f"z_{c}": value for c, value in enumerate(logits[0] if logits else ())}
    record, more = SoftmaxState.read(state)
    return SoftmaxExplorer(SoftmaxModel(record, functions.get("softmax")), complaints + more)
