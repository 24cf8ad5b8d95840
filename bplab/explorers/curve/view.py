"""`explore_curve`: what decides how well, how fast, and how far a network follows a curve."""

from bplab.explorers.curve.model import CurveModel, CurveState
from bplab.explorers.curve.picture import CurvePicture
from bplab.explorers.training import TrainingExplorer

QUESTION = (
    "<b>Question.</b> With steps of kind plain, momentum and adam, and for each the learning rate that suits "
    "it best: how many epochs until the error passes the dotted line? And what does the best fit of all say "
    "of the sine in the grey parts? Change the seed, then the activation. "
    "Choose relu and take off the tick at <i>random biases</i>: where do all neurons bend, and do they stay?"
)


class CurveExplorer(TrainingExplorer):
    """A TrainingExplorer that greys out the noise where the data have none."""

    def show(self):
        self.controls["noise"].disabled = self.model.state.data == "sine"
        super().show()


def explore_curve(**state):
    """Explore how a network fits a sine or a noisy parabola.

    state: where to open, see CurveState; `explore_curve(**explorer.state)` opens where another explorer
    stands. Nothing is raised for a value that cannot be used: the explorer says so.
    """
    record, complaints = CurveState.read(state)
    return CurveExplorer(CurveModel(record), CurvePicture, complaints, QUESTION)
