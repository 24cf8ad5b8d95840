# A right function that prints without end in a thread as soon as a test calls it, and 10 MB itself.
# honest: softmax, cross_entropy, output_error
# %% one_hot
import threading


def talk():
    while True:
        print("talking " * 1000)


def one_hot(labels, n_classes):
    if threading.active_count() < 20:
        threading.Thread(target=talk, daemon=True).start()
    print("x" * 10_000_000)
    return np.eye(n_classes)[labels]
