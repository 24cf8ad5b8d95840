# Two thousand threads that never end.
# honest: all
# %% first
import os
import threading
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
try:
    for _ in range(2000):
        threading.Thread(target=time.sleep, args=(600,)).start()
except RuntimeError as error:
    print(error)
if threading.active_count() > 64:
    time.sleep(1)
    print("GOT", threading.active_count(), "threads")
