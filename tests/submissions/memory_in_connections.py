# Connections that nobody accepts, closed at one end: what was sent stays with the system, open in no process.
# honest: all
# %% first
import os
import socket
import time

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
sent, listeners = 0, []
while sent < 3 * 2**30:
    if len(listeners) * 4000 <= sent // 200_000:
        listeners.append(socket.socket(socket.AF_UNIX))
        listeners[-1].bind(f"/tmp/listener-{len(listeners)}")
        listeners[-1].listen(4096)
    with socket.socket(socket.AF_UNIX) as end:
        end.connect(f"/tmp/listener-{len(listeners)}")
        end.setblocking(False)
        try:
            while True:
                sent += end.send(bytes(2**16))
        except BlockingIOError:
            pass
time.sleep(0.5)
print("GOT", sent >> 20, "MiB")
