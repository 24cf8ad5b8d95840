"""Loaded first where local workers come from: Ctrl-C is for the process that records, and it ends them."""

import signal

# A function and not SIG_IGN, which student processes would inherit: nothing could interrupt them.
signal.signal(signal.SIGINT, lambda number, frame: None)
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # see Cluster.warm_up
