# Attributes, comparison, deletion and text that raise, loop or lie, and a metaclass that lies about names.
# honest: output_error, softmax
# %% first
import time


class Liar(type):
    __name__ = property(lambda cls: 10**5000)
    __mro__ = property(lambda cls: ())
    __module__ = property(lambda cls: 1 / 0)

    def __instancecheck__(cls, other):
        return True


class Misbehaved(metaclass=Liar):
    __class__ = property(lambda self: float)

    def __getattr__(self, name):
        raise SystemExit(name)

    def __setattr__(self, name, value):
        time.sleep(3600)

    def __len__(self):
        return 2**62

    def __iter__(self):
        while True:
            yield self

    def __call__(self, *args, **kwargs):
        return self

    def __del__(self):
        raise KeyboardInterrupt

    def __repr__(self):
        return "x" * 10**8

    def __hash__(self):
        raise MemoryError

    def __array__(self, *args, **kwargs):
        return self

    __array_interface__ = {"shape": (10**9, 10**9), "typestr": "<f8", "data": (1, False), "version": 3}


# %% one_hot
one_hot = Misbehaved()


# %% cross_entropy
def cross_entropy(y_pred, y):
    return Misbehaved()
