"""`explore_linear_vs_relu`: what more layers change, and what one bend between them changes."""

from bplab.explorers.linear_vs_relu import words
from bplab.explorers.linear_vs_relu.model import LINEAR, LinearVsReluState, StackModel
from bplab.explorers.linear_vs_relu.picture import LinearVsReluPicture
from bplab.explorers.training import TrainingExplorer
from bplab.language import say


class LinearVsReluExplorer(TrainingExplorer):
    """A TrainingExplorer that greys out the controls without effect."""

    def show(self):
        state = self.model.state
        self.controls["mirrored"].disabled = state.data == LINEAR
        for name in ("width", "relu"):
            self.controls[name].disabled = state.depth == 0
        super().show()


def explore_linear_vs_relu(**state):
    """Explore what layers with and without ReLU learn on four classes in the plane.

    state: where to open, see LinearVsReluState; `explore_linear_vs_relu(**explorer.state)` opens where
    another explorer stands. Nothing is raised for a value that cannot be used: the explorer says so.
    """
    record, complaints = LinearVsReluState.read(state)
    model = StackModel(record)
    return LinearVsReluExplorer(
        model, LinearVsReluPicture, complaints=complaints, question=say(words.QUESTION)
    )
