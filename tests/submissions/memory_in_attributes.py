# Lists of rights on files, 64 KB each: no file system counts them.
# honest: all
# %% first
import os
import struct

ENTRY = struct.Struct("<HHI")  # tag, permissions, id
users = ENTRY.pack(2, 7, 1000) * 8000
rights = struct.pack("<I", 2) + ENTRY.pack(1, 7, 0) + users
rights += b"".join(ENTRY.pack(tag, 7, 0) for tag in (4, 16, 32))
for number in range(1000):
    with open(f"/tmp/file-{number}", "w") as file:
        try:
            os.setxattr(file.fileno(), "system.posix_acl_access", rights)
        except OSError:
            continue
        print("GOT", len(rights))
