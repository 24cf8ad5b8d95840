"""Full-batch gradient descent that can stop after any number of steps and go on later."""

import numpy as np

from bplab.network.functions import ACTIVATIONS, OUTPUTS


class Training:
    """Gradient descent of one network on one set of samples. Made by `Network.training`.

    steps: the number of steps done so far.

    Samples are columns in here, because operations along long rows are fast. The inputs of a layer end with
    a row of ones and its weights with the biases as a column: [W b] [a; 1] = W a + b, and the error times
    the inputs gives the gradients of both. All parameters lie in one array, which is updated at once.
    """

    def __init__(self, network, X, y, learning_rate):
        self.steps = 0
        self._network = network
        self._activate, self._derivative = ACTIVATIONS[network.activation]
        self._to_probabilities, self._loss = OUTPUTS[network.output]
        self._layers, self._parameters, self._gradient = _lay_out(network.layer_sizes, len(X))
        self._layers[0].inputs[:-1] = X.T
        self._y = np.array(y.T, dtype=float, order="C")
        # The error is scaled instead of the gradient: what is called gradient below is the whole step.
        self._scale = learning_rate / len(X)

    def run(self, steps, losses=None):
        """Do that many steps from the network's present parameters, and leave the new ones there.

        losses: a list to which the loss before each step is appended. Without it, nothing is allocated.
        """
        self._take_parameters()
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(steps):
                self._forward()
                if losses is not None:
                    losses.append(self._loss_of_outputs())
                self._backward()
                self._parameters -= self._gradient
                self.steps += 1

    def loss(self):
        """The training loss of the network's present parameters."""
        self._take_parameters()
        with np.errstate(over="ignore", invalid="ignore"):
            self._forward()
            return self._loss_of_outputs()

    def _take_parameters(self):
        """Copy the network's parameters, which anybody may have changed, and let it show our copy."""
        network = self._network
        for number, layer in enumerate(self._layers):
            _copy(network.weights, number, layer.weights, "weights")
            _copy(network.biases, number, layer.biases, "biases")
        network.weights = [layer.weights for layer in self._layers]
        network.biases = [layer.biases for layer in self._layers]

    def _forward(self):
        *hidden, last = self._layers
        for layer in hidden:
            np.dot(layer.parameters, layer.inputs, out=layer.outputs)
            self._activate(layer.outputs)
        np.dot(last.parameters, last.inputs, out=last.outputs)
        self._to_probabilities(last.outputs, last.scratch)

    def _backward(self):
        """Write the gradients of all parameters, times the learning rate."""
        layer = self._layers[-1]
        np.subtract(layer.outputs, self._y, out=layer.error)
        np.multiply(layer.error, self._scale, out=layer.error)
        for before in self._layers[-2::-1]:
            np.dot(layer.error, layer.inputs.T, out=layer.gradient)
            np.dot(layer.weights, layer.error, out=before.error)
            self._derivative(before.outputs, before.scratch)
            np.multiply(before.error, before.scratch, out=before.error)
            layer = before
        np.dot(layer.error, layer.inputs.T, out=layer.gradient)

    def _loss_of_outputs(self):
        return self._loss(self._layers[-1].outputs.T, self._y.T)


class _Layer:
    """The arrays of one layer; parameters and gradient, of shape (n_out, n_in + 1), are given."""

    __slots__ = ("inputs", "outputs", "error", "scratch", "parameters", "gradient", "weights", "biases")

    def __init__(self, parameters, gradient, inputs, outputs):
        self.parameters, self.gradient = parameters, gradient
        self.weights, self.biases = parameters[:, :-1].T, parameters[:, -1:].T  # as the network shows them
        self.inputs, self.outputs = inputs, outputs
        self.error, self.scratch = np.empty(outputs.shape), np.empty(outputs.shape)


def _lay_out(sizes, n_samples):
    """The layers, and the two arrays that hold all their parameters and the whole gradient."""
    shapes = [(n_out, n_in + 1) for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)]
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    both = parameters, gradient = np.empty((2, ends[-1]))
    blocks = [
        [block.reshape(shape) for block, shape in zip(np.split(flat, ends[:-1]), shapes, strict=True)]
        for flat in both
    ]
    inputs = [np.ones((size + 1, n_samples)) for size in sizes[:-1]]
    outputs = [*(a[:-1] for a in inputs[1:]), np.empty((sizes[-1], n_samples))]
    layers = [_Layer(*arrays) for arrays in zip(*blocks, inputs, outputs, strict=True)]
    return layers, parameters, gradient


def _copy(values, number, to, name):
    shape = np.shape(values[number]) if number < len(values) else "none"
    if shape != to.shape:
        raise ValueError(f"{name}[{number}] has shape {shape}, but this network needs {to.shape}")
    to[...] = values[number]
