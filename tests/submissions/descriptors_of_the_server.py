# What a forked process might inherit: sockets, namespaces, files, shared memory, and secrets in its memory.
# honest: one_hot
# %% first
import os
import re
import socket

OWN = ("/dev/null", "pipe:", "anon_inode:", "/proc/", "/tmp/")
for process in ("self", "1"):
    for number in os.listdir(f"/proc/{process}/fd"):
        try:
            target = os.readlink(f"/proc/{process}/fd/{number}")
        except OSError:
            continue
        if target.startswith("socket:") and process == "self":
            with socket.socket(fileno=os.dup(int(number))) as end:
                if end.type == socket.SOCK_SEQPACKET:
                    print("GOT a socket", end)
        elif not target.startswith(OWN):
            print("GOT", process, target)

found = []
with open("/proc/self/mem", "rb", 0) as memory:
    for line in open("/proc/self/maps"):
        first, last, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
        if rights.startswith("rws") and "/dev/zero" not in line:
            print("GOT shared memory", line)
        if rights.startswith("rw"):
            try:
                memory.seek(int(first, 16))
                found += re.findall(rb"CANARY-\w+-[0-9a-f]{16}", memory.read(int(last, 16) - int(first, 16)))
            except OSError:
                pass
if found:
    print("GOT", found)
