# The kernel stops itself (SIGSTOP): alive, silent, and deaf to any signal but one.
# honest: softmax, cross_entropy, output_error
# %% one_hot
import os
import signal


def one_hot(labels, n_classes):
    os.kill(os.getpid(), signal.SIGSTOP)


# %% last
os.kill(os.getpid(), signal.SIGSTOP)
