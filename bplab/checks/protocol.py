"""What a student's experiment does with its networks: with what it makes, trains and asks them (unit 5).

It is watched only where the result is wrong, and where the student's classes are in this process.
"""

import contextlib
import functools
import inspect
from dataclasses import dataclass

import numpy as np

from bplab.checks.core import agrees, as_array, attempt
from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.diagnosis.expression import parse, value
from bplab.checks.messages.experiment import CAUSES, OF_NETWORK
from bplab.datasets import N_CLASSES
from bplab.experiments.two_networks import EPOCHS, HIDDEN_SIZES, LEARNING_RATE, make_data

METHODS = ("__init__", "train", "forward")
OTHER = 31  # what is added to a seed: another start, whose accuracy is another
ACCURACY = "mean(argmax(y_pred, axis=1) == y_test)"


@dataclass
class Trace:
    """Of the network made last: arguments of its making and training, by name; (X, prediction) after it."""

    made: dict | None = None
    trained: dict | None = None
    asked: tuple | None = None
    in_training: bool = False


def why(run_experiment, network_classes, kind, seed):
    """What is wrong with how the networks are made, trained or asked, in a sentence, or None."""
    if any(hasattr(type(each), "_remote_stand_in") for each in network_classes):
        return None  # the classes are in another process: see grading/judge/remote.py
    seen = _watch(run_experiment, network_classes, kind, seed)
    for network_class, (trace, _) in zip(network_classes, seen, strict=True):
        cause = _step(network_class.__name__, trace, kind, seed)
        if cause is not None:
            return cause
    again = _watch(run_experiment, network_classes, kind, seed + OTHER)  # one number alone tells little
    for i, network_class in enumerate(network_classes):
        evidence = [_evidence(*seen[i], kind, seed), _evidence(*again[i], kind, seed + OTHER)]
        if None not in evidence and not all(map(_is_right, evidence)):
            cause = explain([ACCURACY], evidence)
            return cause and OF_NETWORK.format(name=network_class.__name__, cause=cause)
    return None


def _watch(run_experiment, network_classes, kind, seed):
    """(trace, part of the result) for each network."""
    with contextlib.ExitStack() as stack:
        traces = [stack.enter_context(_watched(each)) for each in network_classes]
        got, _ = attempt(run_experiment, kind, seed=seed)
    parts, _ = attempt(lambda: list(got))
    if parts is None or len(parts) != len(traces):
        parts = [None] * len(traces)
    return list(zip(traces, parts, strict=True))


def _evidence(trace, got, kind, seed):
    array = None if got is None else as_array(got)
    if array is None or trace.asked is None:
        return None
    *_, y_test = make_data(kind, seed)
    return Evidence({"y_pred": trace.asked[1], "y_test": y_test, "n": len(y_test)}, array)


def _is_right(evidence):
    return agrees(evidence.got, np.asarray(value(parse(ACCURACY), evidence.names)))


def _step(name, trace, kind, seed):
    """The first step of a network's, up to its prediction, that is not as the text says."""
    X_train, y_train, X_test, _ = make_data(kind, seed)
    sizes = (X_train.shape[1], *HIDDEN_SIZES, N_CLASSES)
    if trace.made is None:
        return CAUSES["not_made"].format(name=name)
    made = tuple(np.ravel([each for key, each in trace.made.items() if key != "seed"]).tolist())
    if made != sizes:
        return CAUSES["made_other"].format(name=name, got=made)
    if trace.made.get("seed") != seed:
        return CAUSES["other_seed"].format(name=name, got=trace.made.get("seed"), seed=seed)
    if trace.trained is None:
        return CAUSES["not_trained"].format(name=name)
    X, targets, epochs, learning_rate = trace.trained.values()
    numbers = (("epochs", epochs, EPOCHS), ("learning_rate", learning_rate, LEARNING_RATE))
    for argument, number, right in numbers:
        if number != right:
            return CAUSES["trained_other"].format(name=name, argument=argument, got=number)
    if not np.array_equal(X, X_train):
        return CAUSES["other_data"].format(name=name)
    if not np.array_equal(targets, np.eye(N_CLASSES)[y_train]):
        return CAUSES["targets"].format(name=name, shape=np.shape(targets))
    if trace.asked is None:
        return CAUSES["not_asked"].format(name=name)
    return None if np.array_equal(trace.asked[0], X_test) else CAUSES["asked_other"].format(name=name)


@contextlib.contextmanager
def _watched(network_class):
    """A Trace that fills while the context lasts."""
    trace, own = Trace(), dict(vars(network_class))
    for name in METHODS:
        setattr(network_class, name, _recording(network_class, name, trace))
    try:
        yield trace
    finally:
        for name in METHODS:
            if name in own:
                setattr(network_class, name, own[name])
            else:
                delattr(network_class, name)


def _recording(network_class, name, trace):
    original = getattr(network_class, name)

    @functools.wraps(original)
    def method(self, *args, **kwargs):
        if type(self) is not network_class:  # of a class that is made of this one
            return original(self, *args, **kwargs)
        bound, _ = attempt(lambda: inspect.signature(original).bind(self, *args, **kwargs))
        arguments = {} if bound is None else _without_self(bound)
        if name == "__init__":
            trace.made, trace.trained, trace.asked = arguments, None, None
        elif name == "train":
            trace.trained, trace.in_training = arguments, True
        try:
            result = original(self, *args, **kwargs)
        finally:
            trace.in_training = trace.in_training and name != "train"
        if name == "forward" and not trace.in_training and trace.trained is not None:
            trace.asked = next(iter(arguments.values()), None), result
        return result

    return method


def _without_self(bound):
    bound.apply_defaults()
    return dict(list(bound.arguments.items())[1:])
