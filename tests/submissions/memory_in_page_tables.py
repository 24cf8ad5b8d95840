# A page in each gibibyte of addresses, only read: tables to find it are larger, and the process stays small.
# honest: all
# %% first
import ctypes
import os
import signal
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
try:
    for number in range(60_000):  # read, private, without a name, at this address unless something is there
        place = libc.mmap(2**40 + number * 2**30, 4096, 1, 0x22, -1, 0)
        if place not in (None, 2**64 - 1):
            ctypes.string_at(place, 1)
    time.sleep(2)
    if children[-1] != 0:
        os.waitpid(children[0], 0)
finally:  # whatever ends this cell: what the children use counts in it, and not in a later one
    if children[-1] == 0:
        os._exit(0)
    for child in children[1:]:
        os.kill(child, signal.SIGKILL)
print("GOT through")
