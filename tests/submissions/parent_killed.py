# The parent process, which would be nbgrader, is killed, and its group.
# honest: all
# %% first
import os
import signal

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
for kill, process in (
    (os.kill, os.getppid()),
    (os.kill, 1),
    (os.killpg, os.getpgid(os.getppid()) or os.getpgrp()),
):
    try:
        kill(process, signal.SIGKILL)
    except OSError as error:
        print(process, error)
