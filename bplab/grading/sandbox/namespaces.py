"""A sandbox inside the sandbox, made by the process that moves into it.

bubblewrap makes a sandbox and starts a program there; a forked process keeps its imports only if no program
is started after the fork. So it leaves the server's namespaces itself: it sees no process, file, socket or
shared memory of the server or of another kernel, and gives up every right to undo that. A step that fails
ends it.
"""

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

from bplab.grading.sandbox import seccomp

STUDENT_ID = 1000  # user and group inside, as with a cold kernel
CLONE = {"mnt": 0x20000, "cgroup": 0x2000000, "uts": 0x4000000, "ipc": 0x8000000, "net": 0x40000000}
CLONE_NEWUSER, CLONE_NEWPID = 0x10000000, 0x20000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 24, 38, 22, 2
CAPABILITY_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
NOTHING = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")  # of /proc/self/status
libc = ctypes.CDLL(None, use_errno=True)


def fork_into_new_pids(own):
    """os.fork(), but the child is the first process of a PID namespace. own: descriptor of the caller's."""
    _call(libc.unshare, CLONE_NEWPID)
    try:
        return os.fork()
    finally:
        if os.getpid() != 1:  # the caller's next children are to be among its own again
            _call(libc.setns, own, CLONE_NEWPID)


def isolate(tmp_bytes, shared_bytes):
    """Move the calling process into namespaces of its own, and give up every right.

    tmp_bytes, shared_bytes: sizes of the file systems in memory at /tmp and /dev/shm.
    """
    os.setsid()  # else a signal to its group would reach the server's
    _call(libc.unshare, sum(CLONE.values()))
    _loopback_up()
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    processes = _mount_proc()
    _mount_tmp(tmp_bytes)
    _mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, f"mode=0755,size={shared_bytes}")
    _mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    _become_student(processes)
    os.close(processes)
    _give_up_rights()
    _check()


def _mount_proc():
    """A new /proc, read-only; return a descriptor of it that can be written."""
    flags = MS_NOSUID | MS_NODEV | MS_NOEXEC
    _mount("proc", "/proc", "proc", flags)
    writable = os.open("/proc", os.O_PATH)
    _mount("/proc", "/proc", None, MS_BIND)
    _mount(None, "/proc", None, MS_REMOUNT | MS_BIND | MS_RDONLY | flags)
    return writable


def _mount_tmp(size):
    """A new /tmp. What the sandbox shows below it (an environment may lie there) is seen as before."""
    shown = [(path, os.open(path, os.O_PATH)) for path in _mounts_below("/tmp")]
    _mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, f"mode=0755,size={size}")
    for path, descriptor in shown:
        if not os.path.lexists(path):  # it exists if it lies in one mounted before
            os.makedirs(path)
        _mount(f"/proc/self/fd/{descriptor}", path, None, MS_BIND)
        os.close(descriptor)


def _mounts_below(folder):
    """Mount points from the root down."""
    points = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    plain = [point.encode().decode("unicode_escape").encode("latin-1").decode() for point in points]
    return [point for point in dict.fromkeys(plain) if point.startswith(f"{folder}/")]


def _become_student(processes):
    """A user namespace that has only the student in it, and in which no further one can be made."""
    _call(libc.unshare, CLONE_NEWUSER)
    for name, text in (
        ("self/setgroups", "deny"),
        ("self/uid_map", f"{STUDENT_ID} 0 1"),
        ("self/gid_map", f"{STUDENT_ID} 0 1"),
        ("sys/user/max_user_namespaces", "0"),
    ):
        file = os.open(name, os.O_WRONLY, dir_fd=processes)
        os.write(file, text.encode())
        os.close(file)


def _give_up_rights():
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        _control(PR_CAPBSET_DROP, capability)
    header = struct.pack("Ii", CAPABILITY_VERSION, 0)
    _call(libc.capset, header, bytes(24))
    _control(PR_SET_NO_NEW_PRIVS, 1)
    if (program := seccomp.program()) is not None:  # after the last call that it denies
        steps = ctypes.create_string_buffer(program, len(program))
        filter = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))  # struct sock_fprog
        at = ctypes.create_string_buffer(filter, len(filter))
        _control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(at))


def _check():
    """That it is so: a step that had no effect must not go unseen."""
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines())
    kept = [name for name in NOTHING if int(status[name], 16)]
    filtered = seccomp.program() is None or status["Seccomp"] == "2"
    if kept or status["NoNewPrivs"] != "1" or not filtered or os.getpid() != 1 or os.getuid() != STUDENT_ID:
        raise OSError(f"rights were kept: {', '.join(kept) or status['NoNewPrivs']}")


def _loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack_from("16xh", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))[0]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


def _mount(source, target, kind, flags, options=None):
    texts = [text if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    _call(libc.mount, *texts[:3], ctypes.c_ulong(flags), texts[3])


def _control(option, value, other=0):
    _call(libc.prctl, option, *map(ctypes.c_ulong, (value, other, 0, 0)))


def _call(function, *arguments):
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function.__name__}{arguments}: {os.strerror(number)}")
