# Processes that start processes; counted here, and no more than 1500.
# honest: all
# %% first
import os
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
reader, writer = os.pipe()
try:
    for _ in range(1500):
        if os.fork() == 0:
            os.write(writer, b".")
            time.sleep(600)
            os._exit(0)
except OSError as error:
    print(error)
os.set_blocking(reader, False)
time.sleep(1)
if len(os.read(reader, 2000)) > 64:
    print("GOT more than 64 processes")
