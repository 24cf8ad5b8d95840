"""The samples of a training, a batch at a time."""

import numpy as np


class Batches:
    """Samples in random order, each once before any of them comes again.

    Those at the end of an order that do not fill a batch are left out; the next order is another.
    """

    def __init__(self, X, y, size, seed):
        self._X, self._y = map(np.ascontiguousarray, (X, y))  # else each batch would copy them whole
        self._rng, self._order, self._next = np.random.default_rng(seed), np.arange(len(X)), len(X)
        self._batch = [np.empty((size, array.shape[1]), array.dtype) for array in (X, y)]

    def take(self):
        """The next batch, in arrays that the next call overwrites."""
        size = len(self._batch[0])
        if self._next + size > len(self._order):
            self._rng.shuffle(self._order)
            self._next = 0
        rows = self._order[self._next : self._next + size]
        self._next += size
        for whole, part in zip((self._X, self._y), self._batch, strict=True):
            np.take(whole, rows, axis=0, out=part, mode="clip")  # other modes take a buffer
        return self._batch
