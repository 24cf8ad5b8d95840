"""The system calls that student code has no use for, as a filter for the kernel.

A namespace hides files, processes and networks. It hides no keyrings, and some kinds of memory belong to no
process that could be watched: these calls are answered with an error. The filter is a program for the
kernel's classic BPF machine, as described in its documentation (userspace-api/seccomp_filter.rst).
"""

import errno
import platform
import struct

# name: numbers on x86-64 and on 64-bit ARM (None: there is none)
DENIED = {
    # keys of the session: tickets and passphrases of whoever grades
    **{"add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219)},
    # memory of the system's that no process maps
    **{"memfd_create": (319, 279), "memfd_secret": (447, 447)},
    **{"shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180)},
    **{"splice": (275, 76), "tee": (276, 77), "vmsplice": (278, 75)},  # whole pages kept by a pipe
    **{"setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463)},
    **{"inotify_init": (253, None), "inotify_init1": (294, 26), "fanotify_init": (300, 262)},
    **{"io_setup": (206, 0), "modify_ldt": (154, None), "userfaultfd": (323, 282)},
    **{"landlock_create_ruleset": (444, 444), "landlock_add_rule": (445, 445)},
    **{"seccomp": (317, 277)},
    # would carry out calls that this filter does not see
    **{"io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427)},
    # other processes, and other views of the machine
    **{"ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271)},
    **{"kcmp": (312, 272), "pidfd_getfd": (438, 438)},
    **{"setns": (308, 268), "unshare": (272, 97), "chroot": (161, 51), "pivot_root": (155, 41)},
    **{"mount": (165, 40), "umount2": (166, 39), "open_tree": (428, 428), "move_mount": (429, 429)},
    **{"fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433)},
    **{"mount_setattr": (442, 442), "statmount": (457, 457), "listmount": (458, 458)},
    **{"name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265)},
    # large parts of the kernel, for nothing
    **{"bpf": (321, 280), "perf_event_open": (298, 241), "personality": (135, 92), "syslog": (103, 116)},
    **{"quotactl": (179, 60), "quotactl_fd": (443, 443), "swapon": (167, 224), "swapoff": (168, 225)},
    **{"init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106)},
    **{"kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "acct": (163, 89)},
    **{"lookup_dcookie": (212, 18), "iopl": (172, None), "ioperm": (173, None), "vhangup": (153, 58)},
}
NEWEST = 463  # later calls than these are unknown here, and said to be unknown to the system
UNKNOWN = {"clone3": (435, 435)}  # its flags cannot be looked at; the C library then uses clone
# In part: what depends on the arguments.
SOCKET, SOCKETPAIR, SETSOCKOPT = (41, 198), (53, 199), (54, 208)
FCNTL, CLONE = (72, 25), (56, 220)
FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6; others are shared by all of the machine
BUFFERS = (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF, their _FORCE: the watch reckons with the usual sizes
PROGRAMS = (26, 50, 51, 52, 60)  # SO_ATTACH_FILTER, _BPF, _REUSEPORT_CBPF, _EBPF; SO_ZEROCOPY
# A lock on a piece of a file is memory for each piece. Nobody else is there to be locked out, so asking for
# one succeeds (SQLite and shelve ask), and nothing is locked. flock() works as ever.
PIECES = (6, 7, 37, 38)  # F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW
COSTLY = (1024, 1026, 1031)  # F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ
NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, AUDIT_ARCH_*
# BPF_LD|W|ABS, JMP|JEQ|K, JMP|JGE|K, JMP|JSET|K, RET|K
LOAD, EQUAL, AT_LEAST, HAS_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # where they are in struct seccomp_data
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NOT_PERMITTED = ERROR | errno.EPERM
X32 = 0x40000000  # numbers from here on are the same calls once more, for 32-bit pointers


def program():
    """The filter as bytes (struct sock_filter each); None for a machine of another kind."""
    if platform.machine() not in ARCHITECTURES:
        return None
    column, architecture = ARCHITECTURES[platform.machine()]
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        *_where(AT_LEAST, X32, [(RETURN, 0, 0, NOT_PERMITTED)]),
        *_where(AT_LEAST, NEWEST + 1, [(RETURN, 0, 0, ERROR | errno.ENOSYS)]),
    ]
    blocks = [
        *((numbers, [(RETURN, 0, 0, NOT_PERMITTED)]) for numbers in DENIED.values()),
        *((numbers, [(RETURN, 0, 0, ERROR | errno.ENOSYS)]) for numbers in UNKNOWN.values()),
        *((numbers, _only(0, FAMILIES, ERROR | errno.EINVAL)) for numbers in (SOCKET, SOCKETPAIR)),
        (SETSOCKOPT, _but_for(1, [1], _but_for(2, BUFFERS + PROGRAMS))),  # of level SOL_SOCKET
        (FCNTL, _but_for(1, PIECES, [(RETURN, 0, 0, ERROR)], _but_for(1, COSTLY))),
        (CLONE, [_argument(0), *_where(HAS_BITS, NEW_NAMESPACES, [(RETURN, 0, 0, NOT_PERMITTED)]), _allow()]),
    ]
    for numbers, block in blocks:
        if numbers[column] is not None:
            steps += _where(EQUAL, numbers[column], block)
    return b"".join(struct.pack("<HBBI", *step) for step in [*steps, _allow()])


def _where(test, value, block):
    """A block that is skipped unless what was loaded last passes the test."""
    return [(test, 0, len(block), value), *block]


def _only(index, values, otherwise):
    """A block that allows a call with these values of an argument, and no others."""
    allowed = [step for value in values for step in _where(EQUAL, value, [_allow()])]
    return [_argument(index), *allowed, (RETURN, 0, 0, otherwise)]


def _but_for(index, values, then=((RETURN, 0, 0, NOT_PERMITTED),), otherwise=None):
    """A block that treats a call with these values of an argument apart, and allows others."""
    apart = [step for value in values for step in _where(EQUAL, value, list(then))]
    return [_argument(index), *apart, *(otherwise or [_allow()])]


def _argument(index):
    """Load the lower half of an argument, which is all of an int; the machines above are little-endian."""
    return (LOAD, 0, 0, ARGUMENTS + 8 * index)


def _allow():
    return (RETURN, 0, 0, ALLOW)
