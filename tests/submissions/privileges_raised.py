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
child = os.fork()  # a process with threads may not
if child == 0:
    os._exit(libc.unshare(0x10000000) == 0)
if os.waitpid(child, 0)[1] != 0:
    print("GOT a user namespace")
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
paths = [
    "disk",
    "/dev/vda",
    "/dev/sda",
    "/dev/mem",
    "/dev/kmsg",
    "/proc/kcore",
    "/sys/fs/cgroup/cgroup.procs",
]
for folder, folders, names in os.walk("/proc"):
    harmless = {"self", "thread-self", "pressure"}  # the last may be written by everybody
    folders[:] = [name for name in folders if not name.isdecimal() and name not in harmless]
    paths += [os.path.join(folder, name) for name in names]
opened = []
for path in [*paths, "/run/docker.sock"]:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
        opened.append(path)
    except OSError:
        pass
if opened:
    print("GOT", len(opened), "files to write to", *opened[:5])
