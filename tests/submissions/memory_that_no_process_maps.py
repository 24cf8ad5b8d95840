# Anonymous files (memfd_create) are memory that belongs to no process's own: 2.5 GiB in pieces of 60 MiB.
# honest: all
# %% first
import os
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
kept, block = [], b"x" * 2**20
try:
    for number in range(44):
        kept.append(os.memfd_create(f"piece-{number}"))
        for _ in range(60):
            os.write(kept[-1], block)
    time.sleep(1)
    print("GOT 2.5 GiB")
except OSError as error:
    print(error)
    for descriptor in kept:
        os.close(descriptor)
