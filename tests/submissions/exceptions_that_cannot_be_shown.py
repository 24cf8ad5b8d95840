# Exceptions whose text raises, is 100 MB long, is no text, or never ends.
# honest: output_error, softmax
# %% one_hot
class Broken(Exception):
    def __str__(self):
        raise Broken

    __repr__ = __str__


turns = []


def one_hot(labels, n_classes):
    turns.append(1)
    if len(turns) % 2:
        raise Broken
    raise ValueError("x" * 100_000_000)


# %% cross_entropy
class Endless(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def cross_entropy(y_pred, y):
    if y_pred.shape == (3, 3):
        raise Endless
    error = ValueError("\x00\udcff\x1b[2J")
    error.__traceback__ = error.__cause__ = error
    raise error


# %% last
raise Broken
