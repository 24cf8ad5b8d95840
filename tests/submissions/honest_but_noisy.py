# Nothing is tried: right answers that warn and write to stderr. nbgrader scores a test cell with such text 0.
# honest: softmax, cross_entropy, output_error
# %% one_hot
import os
import warnings


def one_hot(labels, n_classes):
    warnings.warn("labels are numbers")
    print("5")
    os.write(2, b"a line on stderr\n")
    return np.eye(n_classes)[labels]
