# sys.exit, exit() and quit() in functions, which the checks do not survive if they catch Exception only.
# honest: output_error
# %% one_hot
import sys


def one_hot(labels, n_classes):
    sys.exit(0)


# %% cross_entropy
def cross_entropy(y_pred, y):
    exit()


# %% softmax
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# %% last
exit()
