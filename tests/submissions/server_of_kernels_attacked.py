# Every process number and group gets signals, memory and namespaces are tried: one may be the server's.
# honest: all
# %% first
import ctypes
import os
import signal

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
libc = ctypes.CDLL(None, use_errno=True)
others = [number for number in range(1, 400) if not os.path.exists(f"/proc/self/task/{number}")]
for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGCHLD, signal.SIGTERM, signal.SIGKILL):
    for process in others:
        for kill in (os.kill, os.killpg):
            try:
                if process != os.getpgrp():
                    kill(process, number)
            except OSError:
                pass
word = ctypes.create_string_buffer(8)
local = (ctypes.c_void_p * 2)(ctypes.addressof(word), 8)
for process in others:
    if process > 1 and libc.process_vm_readv(process, local, 1, local, 1, 0) == 8:
        print("GOT the memory of", process)
for name in os.listdir("/proc/self/ns"):
    descriptor = os.open(f"/proc/self/ns/{name}", os.O_RDONLY)
    for request in (0xB701, 0xB702):  # the user namespace that owns it, and its parent
        outer = libc.ioctl(descriptor, request)
        if outer != -1 and libc.setns(outer, 0) == 0:
            print("GOT into the namespace around", name)
