# A text of 100 MB where an array should be, and as the name of a type, and as a key.
# honest: output_error, softmax
# %% one_hot
def one_hot(labels, n_classes):
    return "x" * 100_000_000


# %% cross_entropy
turns = []


def cross_entropy(y_pred, y):
    turns.append(1)
    return (type("T" * 10_000_000, (), {})(), {"k" * 100_000_000: 1}, b"x" * 100_000_000)[len(turns) % 3]
