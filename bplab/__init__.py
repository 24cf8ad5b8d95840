"""bplab: a notebook course on backpropagation in NumPy, with an autograder."""

__version__ = "0.1.0"

from bplab import moved

moved.install()
