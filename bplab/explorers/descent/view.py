"""`explore_descent`: gradient descent with one weight on a curve, with two on a map."""

from bplab.explorers.descent.model import DescentModel, DescentState
from bplab.explorers.descent.picture import DescentPicture
from bplab.explorers.explorer import Explorer

QUESTION = (
    "<b>Question.</b> With w alone, which rate is the best, and from which one on does the descent run away? "
    "Tick <i>bias b, too</i>: why must the largest rate now be smaller, and why does it need so many steps?"
)


class DescentExplorer(Explorer):
    """An Explorer that greys out the start of b while there is no b."""

    def show(self):
        self.controls["b"].disabled = not self.model.state.bias
        super().show()


def explore_descent(**state):
    """Explore gradient descent on the loss of a line through three points.

    state: where to open, see DescentState; `explore_descent(**explorer.state)` opens where another stands.
    """
    record, complaints = DescentState.read(state)
    return DescentExplorer(DescentModel(record), DescentPicture, complaints, QUESTION)
