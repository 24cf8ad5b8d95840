"""What keeps a network from learning its samples by heart: dropout and L2. Like the rest of training, they do
not allocate."""

import numpy as np


class Dropout:
    """Sets activations to zero with the probability `rate`, each by a draw of its own, and divides the others
    by 1 - rate (Srivastava et al., 2014)."""

    def __init__(self, rate, seed):
        self._keep = 1 - rate
        self._rng = np.random.default_rng((seed, 1))  # the batches are drawn from the seed alone

    def __call__(self, activations, slopes, mask):
        """Drop some of the activations, and of the slopes by which errors go back; mask: an array to use."""
        self._rng.random(out=mask, dtype=mask.dtype)
        mask += self._keep
        np.floor(mask, out=mask)  # 1 with the probability `keep`, else 0
        mask /= self._keep
        activations *= mask
        slopes *= mask


class L2:
    """A term l2 / 2 times the sum of all squared weights in the loss: pulls weights, not biases, to zero.

    strength: l2 for each weight and 0 for each bias, in the order of the parameters.
    """

    def __init__(self, strength):
        self._strength, self._pull = strength, np.empty_like(strength)

    def __call__(self, parameters, gradient):
        """Add the derivative of the term, l2 times each weight, to the gradient of the mean loss."""
        np.multiply(parameters, self._strength, out=self._pull)
        gradient += self._pull
