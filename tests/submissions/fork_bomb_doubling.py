# Every process forks again and again, ten times at most, so that nobody who is left has a list of them.
# honest: all
# %% first
import os
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
first = os.getpid()
for _ in range(10):
    try:
        os.fork()
    except OSError:
        pass
if os.getpid() != first:
    time.sleep(600)
    os._exit(0)
time.sleep(1)
