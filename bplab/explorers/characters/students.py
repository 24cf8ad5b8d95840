"""Training with the student's own MLP of unit 7."""

import copy

import numpy as np

from bplab.explorers.characters import words
from bplab.explorers.characters.model import N_CLASSES, N_PIXELS, CharactersRun
from bplab.explorers.students import StudentError, array, call, carry_out, trouble_with
from bplab.language import say


class StudentNetwork:
    """A student's MLP, as CharactersRun and its model use a network; what it returns is checked."""

    def __init__(self, mlp):
        self.mlp = mlp

    def __deepcopy__(self, memo):
        """Its arrays of weights and biases are copied; what it keeps of the last forward pass is not."""
        mlp = copy.copy(self.mlp)
        for name in ("weights", "biases"):
            setattr(mlp, name, [np.array(values) for values in getattr(mlp, name)])
        return StudentNetwork(mlp)

    @property
    def weights(self):
        """Of each layer, shape (n_in, n_out)."""
        return self.mlp.weights

    def predict(self, X):
        """Classes (n,)."""
        classes = array(say(words.PREDICTED), call("predict", self.mlp.predict, X), (len(X),))
        if not np.isin(classes, range(N_CLASSES)).all():
            raise StudentError(say(words.NO_CLASSES, last=N_CLASSES - 1))
        return classes.astype(int)

    def layer_outputs(self, X):
        """Of each layer but the inputs, shape (n, size); the last are probabilities."""
        call("forward", self.mlp.forward, X)
        sizes = [np.shape(weights)[-1] for weights in self.weights]
        outputs = list(getattr(self.mlp, "a", []))[1:]
        if len(outputs) != len(sizes):
            raise StudentError(say(words.NO_ACTIVATIONS, n=len(sizes)))
        return [
            array(f"a[{k}]", values, (len(X), size))
            for k, (values, size) in enumerate(zip(outputs, sizes, strict=True), start=1)
        ]


class StudentRun(CharactersRun):
    """Trains an object of the student's class, made by the settings; tanh is in its hidden layers."""

    def __init__(self, state, MLP):
        self._MLP, self._rows = MLP, None
        super().__init__(state)

    def begin(self, state, X, Y):
        self._batch_size, self._samples, self._state = state.batch_size, (X, Y), state
        self.network = None  # made in a slice: the student's code may raise, or never return

    def train(self, n):
        with np.errstate(all="ignore"):
            carry_out("train", self.network.mlp.train, *self._samples, n, batch_size=self._batch_size)

    def look(self):
        with np.errstate(all="ignore"):
            if self.network is None:
                self.network = StudentNetwork(self._made())
            shapes = [np.shape(weights) for weights in self.network.weights]
            sizes = (N_PIXELS, *[self._state.width] * self._state.depth, N_CLASSES)
            if shapes != list(zip(sizes[:-1], sizes[1:], strict=True)):
                raise StudentError(say(words.WRONG_SHAPES, shapes=shapes, sizes=sizes))
            self.network.layer_outputs(self._samples[0][:1])  # as the picture will ask for
            return super().look()

    def trouble(self, error):
        return trouble_with(self, error) or super().trouble(error)

    def waiting(self, seconds):
        return say(words.NOT_RETURNED, seconds=seconds)

    def _made(self):
        state = self._state
        mlp = call(
            "MLP", self._MLP, N_PIXELS, [state.width] * state.depth, N_CLASSES, state.learning_rate,
            l2_lambda=state.l2, dropout=state.dropout, seed=state.seed,
        )  # fmt: skip
        for name in ("weights", "biases"):
            values = getattr(mlp, name, None)
            if not isinstance(values, list) or any(value is None for value in values):
                raise StudentError(say(words.NO_LIST, name=name))
        return mlp
