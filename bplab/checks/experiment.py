"""Checks for the experiment of unit 5: what a non-linearity buys, measured."""

import functools

import numpy as np

from bplab.checks import messages
from bplab.checks.core import CheckFailed, agrees, as_array, attempt, call, set_attributes, tell
from bplab.checks.messages import experiment as say
from bplab.checks.protocol import why
from bplab.datasets import N_CLASSES
from bplab.experiments import two_networks
from bplab.experiments.two_networks import EPOCHS, GENERATORS, HIDDEN_SIZES, LEARNING_RATE, make_data
from bplab.network import Network

# Where a class is graded, training is what takes the time. A third of the epochs at three times the rate ends
# at the same accuracies: lowest, median and highest of 30 seeds were equal to three digits for both networks
# on both kinds of data. Five times is too much: a wrong network that learns at 0.1 overflows at 0.5.
FEW_EPOCHS, HIGH_RATE = 100, 0.3
FIRST_EPOCHS = 5  # whose outcome shows whether a network is that of the text
ACTIVATIONS = ("relu", "linear")
ONE_CLASS = 1 / N_CLASSES  # the accuracy of a network that says the same of every sample
TELLING = "nonlinear"  # on the other data both networks reach 1.00, whatever they were measured on


def _accuracies(run_experiment, network_classes, kind, seed):
    """The two accuracies that run_experiment returns, as a float array; anything else fails the check."""
    label = f"run_experiment({kind!r}, seed={seed})"
    got = call(label, run_experiment, kind, seed=seed)
    if got is None or (isinstance(got, tuple) and any(accuracy is None for accuracy in got)):
        raise CheckFailed(messages.RETURNS_NONE.format(call=label))
    array = as_array(got)
    if array is None or array.shape != (2,) or not np.all((array >= 0) & (array <= 1)):
        percent = array is not None and array.shape == (2,) and np.all(array <= 100)
        cause = why(run_experiment, network_classes, kind, seed) or (
            say.CAUSE_PERCENT if percent else say.CAUSE_TWO_NUMBERS
        )
        with np.printoptions(threshold=8):
            raise CheckFailed(say.NOT_TWO_ACCURACIES.format(kind=kind, got=got, cause=cause))
    return array


def check_run(run_experiment, network_classes, seed=0):
    """Run the experiment on both kinds of data and print the accuracies beside the expected ones.

    network_classes: the student's ReLU and linear network, whose accuracies they must be.
    """
    measured = {kind: _accuracies(run_experiment, network_classes, kind, seed) for kind in GENERATORS}
    _require_measured(measured[TELLING], run_experiment, network_classes, seed)
    for kind, (relu, linear) in measured.items():
        expected = say.EXPERIMENT_EXPECTED[kind]
        tell(say.EXPERIMENT_ROW.format(kind=kind, relu=relu, linear=linear, expected=expected))


def check_protocol(run_experiment, network_classes, seeds):
    """Check that the accuracies are those of the student's own networks, trained as the text says."""
    for seed in seeds:
        got = _accuracies(run_experiment, network_classes, TELLING, seed)
        _require_measured(got, run_experiment, network_classes, seed)
    tell(say.PROTOCOL_DONE)


def _require_measured(got, run_experiment, network_classes, seed):
    """Fail unless these accuracies are those of the student's networks on the data that tells them apart.

    Networks that begin as those of the text end as they do, and how those end is known: only others, and
    other accuracies, are worth the training.
    """
    if np.allclose(got, _by_the_text(seed), atol=1e-9) and all(
        _begins_right(*pair, seed) for pair in zip(network_classes, ACTIVATIONS, strict=True)
    ):
        return
    measured = [_measure(network, TELLING, seed, EPOCHS, LEARNING_RATE) for network in network_classes]
    on_test, on_train = np.transpose(measured)
    if np.allclose(got, on_test, atol=1e-9):
        if np.all(on_test == ONE_CLASS):  # nothing was measured, and the same number can be typed in
            raise CheckFailed(say.NOTHING_LEARNED.format(kind=TELLING, seed=seed))
        return
    if np.allclose(got, on_train, atol=1e-9) and not np.all(got == ONE_CLASS):
        cause = say.CAUSE_TRAINING_SET
    elif np.allclose(got[::-1], on_test, atol=1e-9):
        cause = say.CAUSE_SWAPPED
    else:
        cause = why(run_experiment, network_classes, TELLING, seed) or say.CAUSE_PROTOCOL
    raise CheckFailed(say.PROTOCOL.format(kind=TELLING, seed=seed, expected=on_test, got=got, cause=cause))


_by_the_text = functools.cache(functools.partial(two_networks.run_experiment, TELLING))


def _begins_right(network_class, activation, seed):
    """Whether a student's network predicts what the text's does after the first epochs."""
    X_train, y_train, X_test, _ = make_data(TELLING, seed)
    sizes = (X_train.shape[1], *HIDDEN_SIZES, N_CLASSES)
    targets = np.eye(N_CLASSES)[y_train]
    right = Network(sizes, activation, seed).train(X_train, targets, FIRST_EPOCHS, LEARNING_RATE)

    network, error = attempt(network_class, *sizes, seed=seed)
    if error is None:
        _, error = attempt(network.train, X_train.copy(), targets.copy(), FIRST_EPOCHS, LEARNING_RATE)
    got = as_array(attempt(network.forward, X_test.copy())[0]) if error is None else None
    return got is not None and agrees(got, right.forward(X_test))


def check_accuracy(network_class, kind, low, high=1.0, seeds=range(5)):
    """Check the median test accuracy of a student's network over several seeds, trained by the check.

    The data are turned: whoever knows how they are made, and has not trained, knows nothing of these.
    """
    measured = []
    for seed in seeds:
        measured.append(_measure(network_class, kind, seed, FEW_EPOCHS, HIGH_RATE, turned=True)[0])
        if 2 * sum(low <= accuracy <= high for accuracy in measured) > len(seeds):
            break  # the median lies there, whatever the others give
    got = float(np.median(measured))
    labels = {"network": network_class.__name__, "kind": kind, "seeds": _count(measured)}
    if not low <= got <= high:
        labels |= {"epochs": FEW_EPOCHS, "rate": HIGH_RATE}
        expected = (say.AT_LEAST if high >= 1 else say.BETWEEN).format(low=low, high=high)
        cause = say.CAUSE_ONE_CLASS if got == ONE_CLASS else say.CAUSE_ACCURACY
        raise CheckFailed(say.ACCURACY.format(**labels, expected=expected, got=got, cause=cause))
    tell(say.ACCURACY_DONE.format(**labels, got=got))


def _count(measured):
    return say.ONE_SEED if len(measured) == 1 else say.SEVERAL_SEEDS.format(n=len(measured))


def _turned(X_train, y_train, X_test, y_test, seed):
    """The same data in other coordinates, the classes numbered anew: no harder for a network to learn."""
    rng = np.random.default_rng([seed, 1])  # the network draws its weights from the seed itself
    axes, _ = np.linalg.qr(rng.normal(size=(X_train.shape[1],) * 2))
    classes = rng.permutation(N_CLASSES)
    return X_train @ axes, classes[y_train], X_test @ axes, classes[y_test]


def _measure(network_class, kind, seed, epochs, learning_rate, turned=False):
    """(test accuracy, training accuracy) of a student's network on this kind of data."""
    X_train, y_train, X_test, y_test = make_data(kind, seed)
    if turned:
        X_train, y_train, X_test, y_test = _turned(X_train, y_train, X_test, y_test, seed)
    sizes = (X_train.shape[1], *HIDDEN_SIZES, N_CLASSES)
    name = network_class.__name__
    network = call(f"{name}{sizes}", network_class, *sizes, seed=seed)
    call(f"{name}.train", network.train, X_train, np.eye(N_CLASSES)[y_train], epochs, learning_rate)
    measured = []
    for X, y in ((X_test, y_test), (X_train, y_train)):
        label = f"{name}.forward"
        y_pred = as_array(call(label, network.forward, X))
        if y_pred is None or y_pred.shape != (len(X), N_CLASSES):
            raise CheckFailed(say.NO_PROBABILITIES.format(call=label, shape=(len(X), N_CLASSES)))
        measured.append(float(np.mean(np.argmax(y_pred, axis=1) == y)))
    if turned:
        _require_own_weights(network, name, X_train, y_pred)
    return tuple(measured)


def _require_own_weights(network, name, X, y_pred):
    """Fail unless the classes change places as the columns of weights_3 and bias_3 do.

    A forward that looks its answers up, in data that train has kept, does not ask the weights.
    """
    order = np.arange(1, N_CLASSES + 1) % N_CLASSES
    parameters = {
        key: as_array(call(f"{name}.{key}", getattr, network, key)) for key in ("weights_3", "bias_3")
    }
    if any(array is None or array.shape[-1:] != (N_CLASSES,) for array in parameters.values()):
        raise CheckFailed(say.NOT_ITS_WEIGHTS.format(network=name))
    set_attributes(network, {key: array[..., order] for key, array in parameters.items()})
    moved = as_array(call(f"{name}.forward", network.forward, X))
    if moved is None or not np.allclose(moved, y_pred[:, order], atol=1e-9, equal_nan=True):
        raise CheckFailed(say.NOT_ITS_WEIGHTS.format(network=name))
