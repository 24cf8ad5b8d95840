# Objects that run code where they are unpickled, plain and inside an array.
# honest: output_error, softmax
# %% first
import os


class Payload:
    def __reduce__(self):
        return os.system, ("touch @TMP@/planted_by_student @COURSE@/planted_by_student",)

    __reduce_ex__ = lambda self, protocol: self.__reduce__()
    __deepcopy__ = lambda self, memo: self


# %% one_hot
def one_hot(labels, n_classes):
    return Payload()


# %% cross_entropy
def cross_entropy(y_pred, y):
    return np.array([Payload(), [Payload()], {"a": Payload()}], dtype=object)
