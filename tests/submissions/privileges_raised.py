# Root, new namespaces, mounts, devices and kernel settings: each would open the way out of the sandbox.
# honest: one_hot
# %% first
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def attempt(what, function, *arguments):
    try:
        result = function(*arguments)
    except OSError as error:
        result = error
    print(what, result, os.strerror(ctypes.get_errno()))
    return result


attempt("setuid", os.setuid, 0)
attempt("setgroups", os.setgroups, [0])
attempt("unshare user", libc.unshare, 0x10000000)
attempt("unshare mount", libc.unshare, 0x00020000)
for source, target, kind in (
    (b"proc", b"/proc", b"proc"),
    (b"none", b"/usr", b"tmpfs"),
    (b"/dev/vda", b"/mnt", b"ext4"),
):
    if attempt("mount", libc.mount, source, target, kind, 0, None) == 0:
        print("GOT mount", target)
if attempt("remount", libc.mount, b"none", b"/usr", None, 0x20 | 0x1000, None) == 0 and os.access(
    "/usr/bin", os.W_OK
):
    print("GOT /usr")
attempt("chroot", os.chroot, "/proc/1/root")
attempt("mknod", os.mknod, "disk", 0o660 | 0o060000, os.makedev(254, 0))
NODES = [
    "disk",
    "/dev/vda",
    "/dev/sda",
    "/dev/mem",
    "/dev/kmsg",
    "/proc/sys/kernel/core_pattern",
    "/proc/sysrq-trigger",
]
for path in [*NODES, "/sys/fs/cgroup/cgroup.procs", "/proc/1/oom_score_adj", "/run/docker.sock"]:
    try:
        os.close(os.open(path, os.O_WRONLY))
        print("GOT" if path != "/proc/1/oom_score_adj" else "opened", path)
    except OSError as error:
        print(path, error)
