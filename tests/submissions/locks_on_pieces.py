# Locks on four hundred thousand pieces of a file, of both kinds: each is memory of the system.
# honest: all
# %% first
import fcntl
import struct

LOCK = struct.Struct("hhqqi4x")
with open("locked", "w") as file:
    file.truncate(10**6)
    for number in range(200_000, 0, -1):
        piece = LOCK.pack(fcntl.F_WRLCK, 0, 2 * number, 1, 0)
        fcntl.fcntl(file, fcntl.F_SETLK, piece)
        fcntl.fcntl(file, 37, piece)  # F_OFD_SETLK
    with open(f"/proc/self/fdinfo/{file.fileno()}") as info:
        held = info.read().count("lock:")
if held:
    print("GOT", held, "locks")
