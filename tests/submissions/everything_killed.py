# kill(-1) ends every process that this user may end.
# honest: all
# %% first
import os
import signal

assert not os.path.exists("@COURSE@") and os.getpid() < 100  # not outside of a sandbox
os.kill(-1, signal.SIGKILL)
