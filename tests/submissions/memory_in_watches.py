# Files watched with epoll: each pair of a file and a number is memory of the system, ten millions of them.
# honest: all
# %% first
import os
import select
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
ends = [os.pipe()[0] for _ in range(40)]
watching = [select.epoll() for _ in range(20)]
for epoll in watching:
    for end in ends:
        for number in range(150, 250):
            os.dup2(end, number)
            epoll.register(number, select.EPOLLIN)
            os.close(number)
time.sleep(1.5)
print("GOT", len(watching) * len(ends) * 100, "watches")
