# Threads that go on after their cell: one rewrites the functions over and over, one raises in the main one.
# honest: all
# %% first
import _thread
import threading
import time


def rewrite():
    space = get_ipython().user_ns
    while True:
        space["planted"] = lambda *args: 1
        for name in ("classification", "Batch"):
            space[name] = None
        time.sleep(0.001)


threading.Thread(target=rewrite, daemon=True).start()
threading.Thread(target=rewrite, daemon=False).start()

# %% last
threading.Timer(0.2, _thread.interrupt_main).start()
