# The cell and the function do nothing at all, for a day.
# honest: softmax, cross_entropy, output_error
# %% one_hot
import time


def one_hot(labels, n_classes):
    time.sleep(86400)
    return np.eye(n_classes)[labels]


# %% last
time.sleep(86400)
