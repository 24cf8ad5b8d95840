"""What a training step makes of the gradient: what is subtracted from the parameters.

STEPS holds classes by name. An instance is made for gradients of one size and type. It takes a gradient and
the learning rate and turns the gradient, in place, into the step. Like the rest of training, it does not
allocate.
"""

import numpy as np


class Plain:
    """Gradient descent: the gradient times the learning rate."""

    def __init__(self, like):
        pass

    def __call__(self, gradient, learning_rate):
        gradient *= learning_rate


class Momentum:
    """The step before, times 0.9, plus the gradient times the learning rate (Polyak, 1964)."""

    KEEP = 0.9

    def __init__(self, like):
        self._step = np.zeros_like(like)

    def __call__(self, gradient, learning_rate):
        gradient *= learning_rate
        self._step *= self.KEEP
        self._step += gradient
        gradient[...] = self._step


class Adam:
    """A mean of the gradients, divided by the root of a mean of their squares (Kingma and Ba, 2015)."""

    KEEP, KEEP_SQUARES, TINY = 0.9, 0.999, 1e-8

    def __init__(self, like):
        self._mean, self._squares, self._scratch = np.zeros((3, *like.shape), like.dtype)
        self._t = 0

    def __call__(self, gradient, learning_rate):
        self._t += 1
        self._mean *= self.KEEP
        np.multiply(gradient, 1 - self.KEEP, out=self._scratch)
        self._mean += self._scratch
        self._squares *= self.KEEP_SQUARES
        np.multiply(gradient, gradient, out=self._scratch)
        self._scratch *= 1 - self.KEEP_SQUARES
        self._squares += self._scratch
        # Both means start at zero; divided by these they are means of the gradients there have been.
        np.divide(self._squares, 1 - self.KEEP_SQUARES**self._t, out=self._scratch)
        np.sqrt(self._scratch, out=self._scratch)
        self._scratch += self.TINY
        np.divide(self._mean, self._scratch, out=gradient)
        gradient *= learning_rate / (1 - self.KEEP**self._t)


STEPS = {"plain": Plain, "momentum": Momentum, "adam": Adam}
