# Pipes and sockets are made to hold megabytes, and pages are handed into pipes whole.
# honest: all
# %% first
import ctypes
import fcntl
import os
import socket

libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(4096)
piece = (ctypes.c_void_p * 2)(ctypes.addressof(page), 4096)
reader, writer = os.pipe()
if libc.vmsplice(writer, piece, 1, 0) > 0:
    print("GOT a page into a pipe")
for name, value in (("SO_SNDBUF", 2**22), ("SO_RCVBUF", 2**22)):
    with socket.socket(socket.AF_UNIX) as end:
        try:
            end.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
            print("GOT", name)
        except OSError:
            pass
try:
    fcntl.fcntl(writer, 1031, 2**20)  # F_SETPIPE_SZ
    print("GOT a large pipe")
except OSError:
    pass
