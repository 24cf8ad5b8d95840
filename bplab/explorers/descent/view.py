"""`explore_descent`: gradient descent with one weight on a curve, with two on a map."""

from bplab.explorers.descent import words
from bplab.explorers.descent.model import DescentModel, DescentState
from bplab.explorers.descent.picture import NOW, DescentPicture
from bplab.explorers.explorer import Explorer
from bplab.language import say


class DescentExplorer(Explorer):
    """An Explorer whose start can be dragged; it greys out the start of b while there is no b."""

    def touched(self, touch):
        state, arrow = self.model.state, touch.arrow
        if touch.kind == "release":
            return
        if touch.spot == NOW:
            by_pointer = self.drawing.nearest(self.model, touch) if touch.pointer else None
            self.put(steps=state.steps + sum(arrow) if by_pointer is None else by_pointer)
            return
        step = self.state.kinds()["w"].step
        w, b = (
            self.drawing.place(touch)
            if touch.pointer
            else (state.w + step * arrow[0], state.b + step * arrow[1])
        )
        self.put(w=w, b=b) if state.bias else self.put(w=w)

    def show(self):
        self.controls["b"].disabled = not self.model.state.bias
        super().show()


def explore_descent(**state):
    """Explore gradient descent on the loss of a line through three points.

    state: where to open, see DescentState; `explore_descent(**explorer.state)` opens where another stands.
    """
    record, complaints = DescentState.read(state)
    return DescentExplorer(DescentModel(record), DescentPicture, complaints, say(words.QUESTION))
