# What waits unread in sockets and pipes is memory of the system, which no process's size shows: 3 GiB of it.
# honest: all
# %% first
import os
import socket
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
kept, total, block = [], 0, b"x" * 2**16
try:
    while total < 3 * 2**30 and len(kept) < 20_000:
        pair = socket.socketpair()
        kept.append(pair)
        for end in pair:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**24)
            end.setblocking(False)
            try:
                while True:
                    total += end.send(block)
            except BlockingIOError:
                pass
except OSError as error:
    print(error)
time.sleep(0.5)
print(len(kept), "pairs of sockets hold", total >> 20, "MiB")
if total > 2**31:
    print("GOT", total >> 20, "MiB")
for pair in kept:
    pair[0].close()
    pair[1].close()
