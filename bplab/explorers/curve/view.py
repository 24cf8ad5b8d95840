"""`explore_curve`: what decides how well, how fast, and how far a network follows a curve."""

from bplab.explorers.curve import words
from bplab.explorers.curve.model import CurveModel, CurveState
from bplab.explorers.curve.picture import CurvePicture
from bplab.explorers.training import TrainingExplorer
from bplab.language import say


class CurveExplorer(TrainingExplorer):
    """A TrainingExplorer that greys out the noise where the data have none."""

    def show(self):
        self.controls["noise"].disabled = self.model.state.data != words.PARABOLA
        super().show()


def explore_curve(**state):
    """Explore how a network fits a sine or a noisy parabola.

    state: where to open, see CurveState; `explore_curve(**explorer.state)` opens where another explorer
    stands. Nothing is raised for a value that cannot be used: the explorer says so.
    """
    record, complaints = CurveState.read(state)
    return CurveExplorer(CurveModel(record), CurvePicture, complaints, say(words.QUESTION))
