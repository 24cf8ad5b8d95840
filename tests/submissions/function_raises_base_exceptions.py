# KeyboardInterrupt, GeneratorExit and an own BaseException: `except Exception` lets all three through.
# honest: output_error, softmax
# %% one_hot
class Strange(BaseException):
    pass


turns = []


def one_hot(labels, n_classes):
    turns.append(1)
    raise (KeyboardInterrupt, GeneratorExit, Strange, StopIteration, StopAsyncIteration)[len(turns) % 5]


# %% cross_entropy
def cross_entropy(y_pred, y):
    raise KeyboardInterrupt


# %% last
raise KeyboardInterrupt
