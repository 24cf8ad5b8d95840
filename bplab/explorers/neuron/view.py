"""`explore_neuron`: what the weights and the bias of one neuron do."""

from bplab.explorers.explorer import Explorer
from bplab.explorers.neuron import words
from bplab.explorers.neuron.hands import moved
from bplab.explorers.neuron.model import NeuronModel, NeuronState
from bplab.explorers.neuron.picture import NeuronPicture
from bplab.language import say


class NeuronExplorer(Explorer):
    """An Explorer whose line, weights and input can be dragged."""

    def touched(self, touch):
        if touch.kind != "release":
            step = {name: kind.step for name, kind in self.state.kinds().items() if name != "activation"}
            self.put(**moved(self.model, touch, self.drawing.place(touch), step))


def explore_neuron(**state):
    """Explore one neuron with two inputs: its sum, its activation, its answers to all inputs of a plane.

    state: where to open, see NeuronState; `explore_neuron(**explorer.state)` opens where another stands.
    """
    record, complaints = NeuronState.read(state)
    return NeuronExplorer(NeuronModel(record), NeuronPicture, complaints, say(words.QUESTION))
