# Arrays of objects, records, dates, texts and bytes, masked ones and matrices.
# honest: output_error, softmax
# %% one_hot
turns = []


def one_hot(labels, n_classes):
    turns.append(1)
    shape = len(labels), n_classes
    return (
        np.zeros(shape, dtype="M8[D]"),
        np.zeros(shape, dtype=[("a", "f8"), ("b", "O")]),
        np.full(shape, object(), dtype=object),
        np.full(shape, "1"),
        np.zeros(shape, dtype="V1000"),
        np.ma.masked_all(shape),
        np.zeros(shape, dtype="m8"),
        np.zeros(shape, dtype=">c32"),
    )[len(turns) % 8]


# %% cross_entropy
def cross_entropy(y_pred, y):
    return np.zeros((), dtype=np.dtype({"names": ["x" * 1000], "formats": ["O"], "itemsize": 10**6}))
