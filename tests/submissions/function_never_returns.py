# A function that never returns: the test that calls it would wait for ever.
# honest: softmax, cross_entropy, output_error
# %% one_hot
def one_hot(labels, n_classes):
    while True:
        pass
