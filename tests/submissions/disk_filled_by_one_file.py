# One file of 3 GiB in the work folder.
# honest: all
# %% first
import os

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
size = 0
with open("large.bin", "wb", buffering=0) as file:
    while size < 3 * 2**30:
        size += file.write(b"x" * 2**20)
        if size > 65 * 2**20:
            print("GOT", size, "bytes")
            break
