"""The system calls that student code has no use for, as a filter for bubblewrap's --seccomp.

A namespace hides files, processes and networks. It hides no keyrings, and some kinds of memory belong to no
process that could be watched. The filter is a program for the kernel's classic BPF machine, as described in
the kernel's documentation (userspace-api/seccomp_filter.rst): it answers these calls with "not permitted".
"""

import platform
import struct

# name: numbers on x86-64 and on 64-bit ARM
DENIED = {
    "add_key": (248, 217),  # keys of the session: tickets and passphrases of whoever grades
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),  # memory that no process maps
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "io_uring_setup": (425, 425),  # would carry out calls that this filter does not see
    "ptrace": (101, 117),  # large parts of the kernel, for nothing
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
}
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, AUDIT_ARCH_*
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # BPF_LD|W|ABS, JMP|JEQ|K, JMP|JGE|K, RET|K
NUMBER, ARCHITECTURE = 0, 4  # where they are in struct seccomp_data
ALLOW, NOT_PERMITTED, KILL = 0x7FFF0000, 0x00050001, 0x80000000
X32 = 0x40000000  # numbers from here on are the same calls once more, for 32-bit pointers


def program():
    """The filter as bytes (struct sock_filter each); None for a machine of another kind."""
    if platform.machine() not in ARCHITECTURES:
        return None
    column, architecture = ARCHITECTURES[platform.machine()]
    numbers = [pair[column] for pair in DENIED.values()]
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, len(numbers) + 1, 0, X32),
        *((EQUAL, len(numbers) - index, 0, number) for index, number in enumerate(numbers)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, NOT_PERMITTED),
    ]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)
