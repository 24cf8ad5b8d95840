"""Loaded by each local worker: Ctrl-C is for the process that records; it ends the workers."""

import signal


def dask_setup(worker):
    # A function and not SIG_IGN, which student processes would inherit: nobody could interrupt them.
    signal.signal(signal.SIGINT, lambda number, frame: None)
