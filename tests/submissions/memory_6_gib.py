# 6 GiB of memory in one cell, page by page.
# honest: all
# %% first
import os

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
kept = []
for _ in range(96):
    kept.append(b"x" * 2**26)
print("GOT 6 GiB")
