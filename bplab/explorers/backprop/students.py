"""A student's network as in units 1, 3 and 5: what its `forward` and `backward` leave in it."""

import dataclasses
import inspect

import numpy as np

from bplab.explorers import words
from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.state import OWN_SHAPES
from bplab.explorers.backprop.steps import LINEAR, RELU, Network
from bplab.explorers.students import StudentError, array, call_briefly
from bplab.language import say
from bplab.measures import as_array

SIZES = (2, 2, 2, 2)


@dataclasses.dataclass
class Found:
    """What a training step of a student's network has left.

    arrays: name -> array, of those that can be used. faults: name -> (sentence, what is written into its
    box), of the others that are there. trouble: a sentence about what ended the step; or nothing.
    """

    arrays: dict = dataclasses.field(default_factory=dict)
    faults: dict = dataclasses.field(default_factory=dict)
    trouble: str = ""


class OwnNetwork:
    """A student's class, with the network that it should be: linear if its name says so, else with ReLU."""

    def __init__(self, make):
        self.make = make
        linear = "linear" in make.__name__.lower() and "nonlinear" not in make.__name__.lower()
        self.network = Network(3, LINEAR if linear else RELU, own=True)

    def train(self, given, learning_rate):
        """One training step with these parameters on these samples; a Found."""
        found, parameters = Found(), self.network.parameters
        X, y = given["X"], given["y"]
        try:
            net = call_briefly(self.make.__name__, self.make, *SIZES)
            for name in parameters:
                setattr(net, name, given[name].copy())
            y_pred = call_briefly("forward", lambda: net.forward(X.copy()))
            names = [name for name in self.network.forward if name != "loss"]
            self._read(found, net, names, {"y_pred": y_pred})
            if not hasattr(net, "backward"):  # in unit 1
                return found
            values = X.copy(), y.copy(), len(X), y_pred, learning_rate
            after = {}
            try:
                call_briefly("backward", lambda: (net.backward(*values), "returns nothing"))
                after = {f"new_{name}": getattr(net, name) for name in parameters}
            except StudentError as error:
                found.trouble = str(error)
            self._read(found, net, [*self.network.gradients, *(f"e_{k}" for k in (3, 2, 1))], after)
        except StudentError as error:
            found.trouble = found.trouble or str(error)
        blank = [name for name in self.network.lines if found.faults.get(name, ("", ""))[1] == w.NOT_NUMBERS]
        if blank and found.trouble:  # a None that is counted with is no news
            found.trouble = found.faults[blank[0]][0]
        return found

    def _read(self, found, net, names, others):
        """Put what is in the network, and the others, by name, where it belongs."""
        values = others | {name: getattr(net, name) for name in names if hasattr(net, name)}
        for name, value in values.items():
            must = OWN_SHAPES[name]
            if value is None:
                found.faults[name] = say(words.NOT_WRITTEN, name=name), w.NOT_NUMBERS
                continue
            shape = None if (numbers := as_array(value)) is None else numbers.shape
            try:
                good = array(say(w.ARRAY, name=name), value, must)
                if shape != must:  # a row is taken for a matrix of one row elsewhere
                    raise StudentError(
                        say(words.WRONG_SHAPE, name=say(w.ARRAY, name=name), shape=shape, right=must)
                    )
                found.arrays[name] = np.array(good, dtype=float)
            except StudentError as error:
                box = say(w.SHAPE, shape=shape) if shape not in (None, must) else "nan" if shape else "–"
                found.faults[name] = str(error), box


def read_network(given):
    """An OwnNetwork of what was given, or None, and sentences about what cannot be one."""
    if given is None:
        return None, []
    if not inspect.isclass(given) or not callable(getattr(given, "forward", None)):
        return None, [say(w.NO_CLASS, given=repr(given))]
    return OwnNetwork(given), []
