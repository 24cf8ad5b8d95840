# What runs at the end of the process: it prints, writes, forks and never ends.
# honest: all
# %% first
import atexit
import os
import subprocess
import time


def at_the_end():
    subprocess.Popen(["sleep", "3600"], start_new_session=True)
    for folder in ("@COURSE@", "@COURSE@/autograded", "/tmp", "."):
        try:
            open(f"{folder}/planted_by_student", "w").close()
        except OSError:
            pass
    if os.fork():
        time.sleep(3600)


atexit.register(at_the_end)
