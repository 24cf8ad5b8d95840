# Two hundred thousand empty files in /dev/shm: names take memory of the system, and there is room for them.
# honest: all
# %% first
import os
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
for number in range(200_000):
    os.mknod(f"/dev/shm/{number}")
time.sleep(0.5)
print("GOT", len(os.listdir("/dev/shm")), "files")
