"""Gradient descent that can stop after any number of steps and go on later."""

import numpy as np

from bplab.network.batches import Batches
from bplab.network.functions import ACTIVATIONS, OUTPUTS
from bplab.network.optimizers import STEPS
from bplab.network.regularisation import L2, Dropout

BLOCK = 2**16  # parameters, at most, of one update: they stay in the cache from one operation to the next


class Training:
    """Gradient descent of one network on one set of samples. Made by `Network.training`.

    steps: the number of steps done so far. steps_per_epoch: those that see all samples, but for the few that
    fill no batch. learning_rate: may be changed between two runs. What the kind of step remembers (see
    bplab.network.optimizers) goes on from one run to the next.

    Samples are columns in here, because operations along long rows are fast; so each matrix is the
    transpose of what the network shows. The inputs of a layer end with a row of ones, and its parameters
    with the biases as a column: [W b] [a; 1] = W a + b. All parameters lie in one array, which is updated
    block by block.
    """

    def __init__(self, network, X, y, learning_rate, step, batch_size, seed, l2, dropout):
        self.steps, self.learning_rate = 0, learning_rate
        self._network, self._n_samples = network, batch_size or len(X)
        self.steps_per_epoch = len(X) // self._n_samples
        self._activate, self._derivative = ACTIVATIONS[network.activation]
        self._output = OUTPUTS[network.output, network.loss]
        self._y = np.empty((y.shape[1], self._n_samples), network.dtype)
        self._share = np.array(1 / self._n_samples, network.dtype)  # an array multiplies faster than a number
        self._layers, *flat = _lay_out(network.layer_sizes, self._n_samples, network.dtype, l2)
        self._blocks = [
            (parameters, gradient, L2(strength) if l2 else None, STEPS[step](gradient))
            for parameters, gradient, strength in zip(*map(_blocks, flat), strict=True)
        ]
        self._batches = Batches(X, y, batch_size, seed) if batch_size else None
        self._drop = Dropout(dropout, seed) if dropout else None
        self._load(X, y)

    def run(self, steps, losses=None):
        """Do that many steps from the network's present parameters, and leave the new ones there.

        losses: a list to which the loss before each step is appended, as dropout leaves it and without the
        term of L2. Without it, nothing is allocated.
        """
        self._take_parameters()
        rate = np.array(self.learning_rate, self._network.dtype)
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(steps):
                if self._batches:
                    self._load(*self._batches.take())
                self._forward(self._drop)
                if losses is not None:
                    losses.append(self._loss_of_outputs())
                self._backward()
                self._update(rate)
                self.steps += 1

    def loss(self):
        """The loss of the network's present parameters, no neuron dropped; with batches, on the last one."""
        self._take_parameters()
        with np.errstate(over="ignore", invalid="ignore"):
            self._forward()
            return self._loss_of_outputs()

    def _load(self, X, y):
        self._layers[0].inputs[:-1] = X[: self._n_samples].T
        self._y[...] = y[: self._n_samples].T

    def _take_parameters(self):
        """Copy the network's parameters, which anybody may have changed, and let it show our copy."""
        network = self._network
        weights = [layer.weights.T for layer in self._layers]
        biases = [layer.biases.T for layer in self._layers]
        _copy("weights", network.weights, weights)
        _copy("biases", network.biases, biases)
        network.weights, network.biases = weights, biases

    def _forward(self, drop=None):
        *hidden, last = self._layers
        for layer in hidden:
            layer.weigh_inputs()
            self._activate(layer.outputs)
            self._derivative(layer.outputs, layer.slopes)  # before any is dropped, and while in the cache
            if drop:
                drop(layer.outputs, layer.slopes, layer.error)
        last.weigh_inputs()
        self._output.activate(last.outputs, last.slopes)

    def _backward(self):
        """Errors from the last layer to the first, W.T error * derivative, and what follows from each."""
        layer = self._layers[-1]
        np.subtract(layer.outputs, self._y, out=layer.error)
        if self._output.derivative:
            self._output.derivative(layer.outputs, layer.slopes)
            layer.error *= layer.slopes
        for before in self._layers[-2::-1]:
            layer.add_up_gradients()
            np.dot(layer.parameters.T, layer.error, out=before.errors)
            before.error *= before.slopes
            layer = before
        layer.add_up_gradients()

    def _update(self, rate):
        for parameters, gradient, pull, step in self._blocks:
            gradient *= self._share
            if pull:
                pull(parameters, gradient)
            step(gradient, rate)
            parameters -= gradient

    def _loss_of_outputs(self):
        return self._output.loss(self._layers[-1].outputs.T, self._y.T)


class _Layer:
    """The arrays of one layer; parameters and gradient are its places among those of all layers.

    errors: the error terms of its outputs, and in a last row that of the constant 1, which nobody reads:
    NumPy would copy weights that stand beside biases, before it multiplies them.
    """

    def __init__(self, parameters, gradient, inputs, outputs):
        self.parameters, self.weights, self.biases = parameters, parameters[:, :-1], parameters[:, -1:]
        self.gradient, self.biases_gradient = gradient, gradient[:, -1:]
        self.inputs, self.outputs = inputs, outputs  # (n_in + 1, n_samples), (n_out, n_samples)
        self.errors = np.empty((len(outputs) + 1, outputs.shape[1]), outputs.dtype)
        self.error, self.slopes = self.errors[:-1], np.empty_like(outputs)

    def weigh_inputs(self):
        np.dot(self.parameters, self.inputs, out=self.outputs)

    def add_up_gradients(self):
        np.dot(self.error, self.inputs.T, out=self.gradient)
        # The biases' once more, because a sum is rounded in another way than a product with ones. That is
        # all it takes for a network to end elsewhere than by the formulas, some thousand steps later.
        np.add.reduce(self.error, axis=1, keepdims=True, out=self.biases_gradient)


def _lay_out(sizes, n_samples, dtype, l2):
    """The layers, and three arrays: all their parameters, the gradient, and how strongly L2 pulls each."""
    shapes = [(n_out, n_in + 1) for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)]
    flat = np.empty((3, sum(rows * columns for rows, columns in shapes)), dtype)
    parameters, gradients, strengths = (_cut(array, shapes) for array in flat)
    for strength in strengths:
        strength[:, :-1], strength[:, -1] = l2, 0
    inputs = [np.ones((n_in + 1, n_samples), dtype) for n_in in sizes[:-1]]
    outputs = [*(a[:-1] for a in inputs[1:]), np.empty((sizes[-1], n_samples), dtype)]
    arrays = zip(parameters, gradients, inputs, outputs, strict=True)
    return [_Layer(*of_layer) for of_layer in arrays], *flat


def _cut(array, shapes):
    """Views of an array, one after the other."""
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    return [part.reshape(shape) for part, shape in zip(np.split(array, ends[:-1]), shapes, strict=True)]


def _blocks(array):
    return np.array_split(array, array.size // BLOCK + 1)


def _copy(name, values, places):
    if len(values) != len(places):
        raise ValueError(f"{name} holds {len(values)} arrays, but the network has {len(places)} layers")
    for number, (value, place) in enumerate(zip(values, places, strict=True)):
        if np.shape(value) != place.shape:
            raise ValueError(f"{name}[{number}] has shape {np.shape(value)}, but it must be {place.shape}")
        place[...] = value
