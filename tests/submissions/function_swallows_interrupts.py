# A function that never returns and catches what should stop it.
# honest: softmax, cross_entropy, output_error
# %% one_hot
import time


def one_hot(labels, n_classes):
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            print("not yet")
