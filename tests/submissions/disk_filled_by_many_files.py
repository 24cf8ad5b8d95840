# Files below the limit of one, in the work folder, the home folder, /tmp and /dev/shm, until nothing is left.
# honest: all
# %% first
import os

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
total = 0
for folder in (".", os.path.expanduser("~"), "/tmp", "/var/tmp", "/dev/shm", "/run"):
    try:
        for number in range(200):
            with open(f"{folder}/planted_by_student_{number}", "wb", buffering=0) as file:
                total += sum(file.write(b"x" * 2**20) for _ in range(10))
    except OSError as error:
        print(folder, error)
if total > 150 * 2**20:
    print("GOT", total, "bytes")
