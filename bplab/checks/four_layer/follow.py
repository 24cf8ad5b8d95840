"""What follows from a student's own quantities, so that one mistake is charged once.

A value is also right if it follows from the student's own value before it, or if it is what the student's
own function (`dense`, `relu`, `relu_derivative`; given as `own`, by name) makes of that, as long as these are
alive (see bplab.checks.follow). All is computed when it is asked for: where the true value was given, nobody
asks.
"""

import functools

import numpy as np

from bplab.checks.core import agrees, as_array, attempt
from bplab.checks.follow import alive, alive_function, same, tells_apart, value_of
from bplab.network import softmax

BEFORE = {"a_1": "z_1", "z_2": "a_1", "a_2": "z_2", "z_3": "a_2", "y_pred": "z_3"}
ERRORS = ("e_3", "e_2", "e_1")


def stored(network, value):
    """An attribute of the student's network as an array, or None."""
    got, _ = attempt(getattr, network, value)
    return None if got is None else as_array(got)


@functools.cache
def _examples():
    """name of a function -> (arguments, right value, those on which even a wrong one depends)."""
    rng = np.random.default_rng(9)
    X, W, b = rng.normal(size=(12, 7)), rng.normal(size=(7, 8)), rng.normal(size=(1, 8))
    z = X @ W + b
    return {
        "dense": ([X, W, b], z, (0, 1)),
        "relu": ([z], np.maximum(z, 0), (0,)),
        "relu_derivative": ([z], (z > 0).astype(float), (0,)),
    }


class Own:
    """A student's own quantities on a case, and which of them may be followed.

    run: Case.run_forward or Case.run_backward; network: as it is after that; functions: the student's own, by
    name. The same is run again with one input changed where a quantity must be seen to depend on it.
    """

    def __init__(self, run, network_class, case, network, functions=None):
        self.network_class, self.case, self.network = network_class, case, network
        self.run, self.functions = run, functions or {}
        self._networks, self._alive, self._followed = {}, {}, {}

    def stored(self, name):
        return stored(self.network, name)

    def changed(self, name, *inputs):
        """The quantity after each of these inputs has been changed, one at a time; None changes none."""
        for each in inputs:
            if each not in self._networks:
                self._networks[each] = self.run(self.case.other(each), self.network_class)[0]
            yield stored(self._networks[each], name)

    def is_alive(self, name, true, *inputs):
        """Whether the student's own quantity may be followed, which depends at least on these inputs."""
        if name not in self._alive:
            got = self.stored(name)
            self._alive[name] = alive(got, true, self.changed(name, *inputs)) and (
                agrees(got, true) or all(same(got, again) for again in self.changed(name, None))
            )
        return self._alive[name]

    def function(self, name):
        """The student's function of that name, if there is one that may be followed, or None.

        That is asked on numbers and sizes of no case, large enough for a wrong function to show what it does.
        """
        if name not in self._followed:
            function = self.functions.get(name)
            arguments, true, needed = _examples()[name]
            followed = function is not None and alive_function(function, arguments, true, needed)
            self._followed[name] = function if followed else None
        return self._followed[name]

    @functools.cached_property
    def errors(self):
        """e_3, e_2 and e_1 by name: the student's own where they are alive, else the true ones."""
        errors = {}
        for name in ERRORS:
            inputs = ("y",) if name == "e_3" else ("y", f"weights_{int(name[-1]) + 1}")
            true = self.case.truth[name]
            errors[name] = self.stored(name) if self.is_alive(name, true, *inputs) else true
        return errors


def follows_forward(value, own):
    """What value may be besides the true one, given the student's own value before it."""
    case, name = own.case, BEFORE.get(value, "a_0")
    before, true = (case.X if value == "z_1" else own.stored(name)), case.values[name]
    if value == "y_pred":  # given code: z_3 was looked at before
        if before is not None and before.shape == true.shape:
            yield softmax(before)
        return
    if before is None or before.shape != true.shape:
        return
    # One sample may leave nothing to tell apart. It never stands alone: a batch is looked at beside it.
    alone = case.n == 1
    if not alone and value != "z_1" and not own.is_alive(name, true, "X", f"weights_{name[-1]}"):
        return
    for use, wrong_uses in _uses(value, own):
        if alone or tells_apart(use, wrong_uses, before, true):
            yield use(before)


def follows_from_dead(value, own):
    """(the name of a part, what follows from it) for the parts that are not followed."""
    case, name = own.case, BEFORE.get(value)
    if name is None or value == "y_pred":
        return
    before = own.stored(name)
    if before is not None and before.shape == case.values[name].shape:
        yield name, _right_use(case, value)(before)


def _right_use(case, value):
    if value.startswith("a"):
        return case.activate
    return functools.partial(case.layer, int(value[-1]))


def _uses(value, own):
    """(use of the value before, wrong uses) pairs: the right use, then that by the student's function."""
    case = own.case
    if value.startswith("a"):
        # Without an activation the value before is the right answer, and nothing can be seen in it but that.
        wrong, rest = ([lambda z: z] if case.activation == "relu" else []), []
    else:
        k = int(value[-1])
        rest = [case.parameters[f"weights_{k}"], case.parameters[f"bias_{k}"]]
        wrong = [lambda a: a @ rest[0]]
    yield _right_use(case, value), wrong
    function = own.function("relu" if value.startswith("a") else "dense")
    if function:
        yield (lambda part: value_of(function, [part, *rest])), wrong


def follows_backward(value, own):
    """What an error term or gradient may be besides the true one, given the student's own error terms."""
    case, errors, true = own.case, own.errors, own.case.truth
    right = functools.partial(case.right, value)
    if case.n == 1 or tells_apart(right, [], errors, true):
        yield right(errors)
    if value in ("e_2", "e_1"):
        k = int(value[-1])
        derivative = own.function("relu_derivative")
        if derivative:
            yield case.passed_back(k, errors) * value_of(derivative, [case.values[f"z_{k}"]])


def right_steps(parameter, own, given):
    """The gradients that a parameter may follow: the true one, then the student's own.

    The latter if it can be subtracted from the parameter; given: the notebook gives it, so it must be true.
    """
    name = f"grad_{parameter}"
    gradient = own.case.truth[name]
    yield gradient
    if given:
        return
    got = own.stored(name)
    whole = _broadcast(got, gradient.shape)
    if whole is None:
        return
    changed = (_broadcast(other, gradient.shape) for other in own.changed(name, "y"))
    if own.case.n == 1 or alive(whole, gradient, changed):
        yield whole


def _broadcast(got, shape):
    """The array in this shape, or None if there is none or it does not fit."""
    try:
        return None if got is None else np.broadcast_to(got, shape)
    except ValueError:
        return None
