"""bplab: a notebook course on backpropagation in NumPy, with an autograder."""

import os

__version__ = "0.2.0"

from bplab import moved

moved.install()

if "JPY_SESSION_NAME" in os.environ:  # nothing else needs it, the sandbox least of all
    from bplab import made_with

    made_with.say_if_other()
