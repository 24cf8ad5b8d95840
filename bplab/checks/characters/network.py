"""The student's MLP on a case: made, run, and read."""

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, as_array, attempt, describe
from bplab.checks.messages import characters as say


def make_network(network_class, sizes, learning_rate=0.1, **options):
    """The student's network with these layer sizes; an exception becomes a failed check."""
    label = say.MAKE.format(name=network_class.__name__, inputs=sizes[0], hidden=list(sizes[1:-1]),
                            outputs=sizes[-1])  # fmt: skip
    network, error = attempt(network_class, sizes[0], list(sizes[1:-1]), sizes[-1], learning_rate, **options)
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=label, error=describe(error)))
    return network


def network_on(network_class, case):
    """The student's network with the case's parameters."""
    network = make_network(
        network_class,
        case.sizes,
        case.learning_rate,
        l2_lambda=case.l2_lambda,
        dropout=case.dropout,
        task_type=case.task_type,
    )
    network.weights, network.biases = copied(case.weights), copied(case.biases)
    return network


def run_forward(network_class, case, **how):
    """The student's network after `forward`: (network, returned value, error or None)."""
    network = network_on(network_class, case)
    y_pred, error = attempt(network.forward, case.X.copy(), **how)
    return network, y_pred, error


def run_backward(network_class, case):
    """The same after `backward`, on the case's own forward pass: (network, error or None).

    So an error in the student's forward is not charged again.
    """
    network, _, error = run_forward(network_class, case)  # whatever else their forward remembers
    if error is not None or len(masks_of(network)) < case.depth - 1:
        network.masks = [np.ones_like(z) for z in case.z[:-1]]
    network.z, network.a = copied(case.z), copied(case.a)
    network.weights, network.biases = copied(case.weights), copied(case.biases)
    _, error = attempt(network.backward, case.y.copy())
    return network, error


def masks_of(network):
    """The list of masks that forward stored, or an empty one; with a blank in it, it is empty too."""
    masks, _ = attempt(lambda: list(network.masks))
    return [] if masks is None or any(mask is None for mask in masks) else masks


def copied(arrays):
    return [np.array(array) for array in arrays]


def read(network, name, k, label, error=None):
    """network.name[k] that a method should have stored; say why when it is not there."""
    values, missing = attempt(getattr, network, name)
    if missing is not None or values is None:
        if error is not None:
            raise CheckFailed(messages.NOT_REACHED.format(call=label, error=describe(error)))
        if missing is not None:
            raise CheckFailed(messages.MISSING.format(call=label, name=name))
        raise CheckFailed(messages.EMPTY.format(call=label, blank=f"self.{name}"))
    value, missing = attempt(lambda: values[k])
    if missing is None and value is not None:
        return value
    if error is not None:
        raise CheckFailed(messages.NOT_REACHED.format(call=label, error=describe(error)))
    if missing is None:
        raise CheckFailed(say.EMPTY_ITEM.format(call=label))
    raise CheckFailed(say.NO_ITEM.format(call=label, name=name, k=k))


def stored(network, name, k):
    """network.name[k] as an array, or None."""
    value, _ = attempt(lambda: getattr(network, name)[k])
    return None if value is None else as_array(value)
