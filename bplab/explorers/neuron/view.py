"""`explore_neuron`: what the weights and the bias of one neuron do."""

from bplab.explorers.explorer import Explorer
from bplab.explorers.neuron.model import NeuronModel, NeuronState
from bplab.explorers.neuron.picture import NeuronPicture

QUESTION = (
    "<b>Question.</b> Which settings turn the line z = 0, which shift it, and which leave it where it is? "
    "Choose relu, and find weights and a bias for which the slope is 0 at <i>every</i> input of the plane."
)


def explore_neuron(**state):
    """Explore one neuron with two inputs: its sum, its activation, its answers to all inputs of a plane.

    state: where to open, see NeuronState; `explore_neuron(**explorer.state)` opens where another stands.
    """
    record, complaints = NeuronState.read(state)
    return Explorer(NeuronModel(record), NeuronPicture, complaints, QUESTION)
