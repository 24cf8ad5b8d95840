"""`explore_linear_vs_relu`: what more layers change, and what one bend between them changes."""

import ipywidgets as widgets

from bplab.explorers.linear_vs_relu import words
from bplab.explorers.linear_vs_relu.model import LINEAR, LinearVsReluState, StackModel, StackRun
from bplab.explorers.linear_vs_relu.picture import LinearVsReluPicture
from bplab.explorers.linear_vs_relu.students import DEPTH, NAMES, student_start
from bplab.explorers.students import read_functions
from bplab.explorers.training import TrainingExplorer
from bplab.language import say


class LinearVsReluExplorer(TrainingExplorer):
    """A TrainingExplorer that greys out the controls without effect."""

    def __init__(self, model, own=(), **options):
        """own: names of the student's classes that train."""
        self._own = own
        said = say(words.YOURS, names=", ".join(own), depth=DEPTH) if own else say(words.COURSE)
        self._source = widgets.HTML(said)
        super().__init__(model, LinearVsReluPicture, **options)

    def layout_rows(self):
        return [*super().layout_rows(), self._source]

    def show(self):
        state = self.model.state
        self.controls["mirrored"].disabled = state.data == LINEAR
        for name in ("width", "relu"):
            self.controls[name].disabled = state.depth == 0
        for name in ("depth", "scale") if self._own else ():
            self.controls[name].disabled = True
        if len(self._own) == 1:
            self.controls["relu"].disabled = True
        super().show()


def explore_linear_vs_relu(*, LinearNeuralNetwork=None, ReluNeuralNetwork=None, **state):
    """Explore what layers with and without ReLU learn on four classes in the plane.

    The classes are those of unit 5, if they shall train: the tick at ReLU chooses between them. state: where
    to open, see LinearVsReluState; `explore_linear_vs_relu(**explorer.state)` opens where another explorer
    stands. Nothing is raised for a value that cannot be used: the explorer says so.
    """
    given = {"LinearNeuralNetwork": LinearNeuralNetwork, "ReluNeuralNetwork": ReluNeuralNetwork}
    own, complaints = read_functions(given)
    record, more = LinearVsReluState.read(state)
    if own:
        record = record.change(
            depth=DEPTH, scale=1.0, relu=record.relu if len(own) == 2 else NAMES[True] in own
        )
    options = {"complaints": complaints + more, "question": say(words.QUESTION)}
    return LinearVsReluExplorer(StackModel(record, student_start(own) if own else StackRun), own, **options)
