"""Checks for the parts of a dense layer (unit 1): the weighted sums, ReLU and the sigmoid."""

import numpy as np

from bplab.checks.core import check_array, check_call, describe_call, numbers, returned, tell
from bplab.checks.follow import alive_function, require_alive, require_new_array
from bplab.checks.layer.slips import dense_slips, explanation, relu_slips, sigmoid_slips, weighted_sums
from bplab.checks.layer.slips import relu as right_relu
from bplab.checks.layer.slips import sigmoid as right_sigmoid
from bplab.checks.messages import layer as say
from bplab.checks.seeds import generator


def paper_layer():
    """The layer of the lesson text as {"X", "W", "b"}: two samples, two inputs, three neurons."""
    X = np.array([[1.0, 2], [0, -1]])
    W = np.array([[1.0, 0, -1], [1, 1, 0]])
    return {"X": X, "W": W, "b": np.array([[0.0, -1, 0]])}


def random_layer(n_samples, n_in, n_out, seed):
    """A layer as {"X" (n_samples, n_in), "W" (n_in, n_out), "b" (1, n_out)}, no bias near zero."""
    rng = generator(seed)
    b = rng.choice([-1, 1], size=(1, n_out)) * rng.uniform(0.5, 1.5, size=(1, n_out))
    return {"X": rng.normal(size=(n_samples, n_in)), "W": rng.normal(size=(n_in, n_out)), "b": b}


def check_dense(dense, *layers):
    """Check dense(X, W, b) on each layer."""
    for layer in layers:
        _check_layer(dense, layer, layers)
    tell(say.DENSE_DONE)


def check_dense_shape(dense, *layers):
    """Check the shape of dense(X, W, b), and that something was computed on the first of the layers."""
    for layer in layers:
        label = describe_call("dense", layer)
        got, expected = _call(label, dense, layer), weighted_sums(**layer)
        if got.shape != expected.shape:
            check_array(
                label, got, [expected], dense_slips(**layer), explain=explanation("dense", dense, layers)
            )
    _require_alive(dense, layers[0])
    tell(say.DENSE_SHAPE_DONE.format(sizes=" and ".join(str(len(layer["X"])) for layer in layers)))


def check_dense_weights(dense, layer):
    """Check dense with all biases zero: a forgotten bias is not charged here."""
    layer = layer | {"b": np.zeros_like(layer["b"])}
    _check_layer(dense, layer, [layer])
    tell(say.DENSE_WEIGHTS_DONE)


def check_dense_bias(dense, layer):
    """Check dense with all weights zero: every row must be the bias, and with others depend on X and W."""
    _check_layer(dense, layer | {"W": np.zeros_like(layer["W"])}, [layer])
    _require_alive(dense, layer)
    tell(say.DENSE_BIAS_DONE)


def check_relu(relu, *arrays):
    """Check relu(x) on each array, and that x stays as it was."""
    for x in arrays:
        explain = explanation("relu", relu, [{"x": each} for each in arrays])
        check_call("relu", relu, {"x": x}, right_relu(x), relu_slips(x), explain=explain)
    require_new_array(describe_call("relu", {"x": x}), relu, x)
    tell(say.RELU_DONE.format(off=np.sum(arrays[-1] < 0), n=arrays[-1].size))


def check_relu_negative(relu, x):
    """Check relu where x < 0 alone; x may be written into, which costs in check_relu."""
    _check_relu_at(relu, x, x < 0)
    tell(say.RELU_NEGATIVE_DONE)


def check_relu_positive(relu, x):
    """Check relu where x > 0 alone."""
    _check_relu_at(relu, x, x > 0)
    tell(say.RELU_POSITIVE_DONE)


def check_sigmoid(sigmoid, *arrays):
    """Check sigmoid(z) on each array."""
    for z in arrays:
        _check_sigmoid(sigmoid, z, arrays)
    tell(say.SIGMOID_DONE)


def check_sigmoid_extremes(sigmoid, z):
    """Check sigmoid where exp overflows: 0 and 1, and never nan."""
    _check_sigmoid(sigmoid, z, [z])
    tell(say.EXTREMES_DONE.format(largest=z.max(), smallest=z.min()))


def _check_layer(dense, layer, layers):
    explain = explanation("dense", dense, layers)
    check_call("dense", dense, layer, weighted_sums(**layer), dense_slips(**layer), explain=explain)


def _require_alive(dense, layer):
    """Fail if dense(X, W, b) does not depend on X and W, or hardly varies; the bias is another question."""
    is_alive = alive_function(dense, list(layer.values()), weighted_sums(**layer), needed=(0, 1))
    require_alive(describe_call("dense", layer), is_alive)


def _check_sigmoid(sigmoid, z, arrays):
    explain = explanation("sigmoid", sigmoid, [{"z": each} for each in arrays])
    check_call("sigmoid", sigmoid, {"z": z}, right_sigmoid(z), sigmoid_slips(z), explain=explain)


def _check_relu_at(relu, x, places):
    """Compare at these places; elsewhere any number will do, unless nothing was computed."""
    label, right = describe_call("relu", {"x": x}), right_relu(x)
    got = _call(label, relu, {"x": x})
    if alive_function(relu, [x], right):
        right = np.where(places, right, got)
    check_array(label, got, [right], relu_slips(x), explain=explanation("relu", relu, [{"x": x}]))


def _call(label, function, arguments):
    """What a student's function makes of copies of the arguments, as an array."""
    return numbers(label, returned(label, function, *(value.copy() for value in arguments.values())))
