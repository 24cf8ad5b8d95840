"""Where local workers are forked from: it loads what they need, once and for all of them."""

import gc
import importlib
import signal

# Ctrl-C is for the process that records, and it ends them. A function and not SIG_IGN, which student
# processes would inherit: nothing could interrupt them.
signal.signal(signal.SIGINT, lambda number, frame: None)
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # see Cluster.warm_up

gc.disable()  # there is nothing to collect yet, and to look for it takes a fifth of the time
for name in ("distributed", "cryptography.x509", "bplab.grading.classrun.grader"):
    importlib.import_module(name)
gc.freeze()  # a worker's collector would otherwise copy every page it looks at
gc.enable()
