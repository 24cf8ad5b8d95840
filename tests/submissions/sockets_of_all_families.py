# Sockets of every family: some are shared by all sandboxes of a machine (AF_VSOCK), or lead into its kernel.
# honest: all
# %% first
import socket

ALLOWED = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
for family in range(1, 64):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
        try:
            socket.socket(family, kind).close()
        except OSError:
            continue
        if family not in ALLOWED:
            print("GOT a socket of family", family)
