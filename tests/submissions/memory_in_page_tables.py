# A page in each gibibyte of addresses, only read: tables to find it are larger, and the process stays small.
# honest: all
# %% first
import ctypes
import os
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *3 * [ctypes.c_int], ctypes.c_long]
children = []
for _ in range(7):
    children.append(os.fork())
    if children[-1] == 0:
        break
for number in range(60_000):  # read, private and without a name, at this address unless something is there
    place = libc.mmap(2**40 + number * 2**30, 4096, 1, 0x22, -1, 0)
    if place not in (None, 2**64 - 1):
        ctypes.string_at(place, 1)
time.sleep(2)
if children[-1] == 0:
    os._exit(0)
for child in children:  # what they use counts in this cell, not in a later one
    os.waitpid(child, 0)
print("GOT through")
