# Terminals: the machine has 4096 for everybody, and each takes memory of the system.
# honest: all
# %% first
import os
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
for _ in range(200):
    os.posix_openpt(os.O_RDWR) if hasattr(os, "posix_openpt") else os.open(
        "/dev/ptmx", os.O_RDWR | os.O_NOCTTY
    )
time.sleep(1)
if len(os.listdir("/dev/pts")) > 150:
    print("GOT", len(os.listdir("/dev/pts")), "terminals")
