# Right at the first call and wrong afterwards: one look must not be enough for points.
# honest: softmax
# %% one_hot
calls = []


def one_hot(labels, n_classes):
    calls.append(labels)
    return np.eye(n_classes)[labels] * (len(calls) < 2)
