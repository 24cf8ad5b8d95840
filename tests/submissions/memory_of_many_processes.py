# Each process stays below the limit, all together take twice as much.
# honest: all
# %% first
import os
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
reader, writer = os.pipe()
for _ in range(5):
    if os.fork() == 0:
        kept = b"x" * (800 * 2**20)
        os.write(writer, b".")
        time.sleep(600)
        os._exit(0)
count = 0
while count < 5:
    count += len(os.read(reader, 5))
time.sleep(1)
print("GOT 4 GiB in", count, "processes")
