"""On the path of a Python process: bplab's modules there find what Python has on Windows, and nothing more.

Other packages go on as before: they know Windows, and are not what is tried here.
"""

import builtins
import ctypes
import importlib
import types

GONE = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
LACKS = {
    "os": """
        WEXITSTATUS O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_PATH chown chroot confstr
        fchown fork forkpty getegid geteuid getgid getgroups getloadavg getpgid getpriority
        getsid getuid initgroups killpg lchown memfd_create mkfifo mknod nice openpty pidfd_open
        pipe2 posix_fallocate posix_spawn pread preadv pwrite register_at_fork sched_getaffinity
        sched_setaffinity sendfile setegid seteuid setgid setgroups setns setpgid setpriority
        setresuid setsid setuid setxattr statvfs sync sysconf tcgetpgrp uname unshare wait wait3
        wait4 waitid
    """,
    "signal": """
        SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR1 SIGUSR2 SIGXCPU
        SIG_BLOCK SIG_SETMASK SIG_UNBLOCK alarm getitimer pause pidfd_send_signal pthread_kill
        pthread_sigmask setitimer siginterrupt sigpending sigtimedwait sigwait sigwaitinfo
    """,
    "socket": "AF_NETLINK AF_UNIX CMSG_LEN CMSG_SPACE SCM_RIGHTS recv_fds send_fds",
    "select": "epoll poll",
    "sys": "",
    "ctypes": "",
    "time": "CLOCK_MONOTONIC CLOCK_PROCESS_CPUTIME_ID clock_gettime pthread_getcpuclockid tzset",
}


def library(name, *arguments, **settings):
    """ctypes.CDLL, but the program itself is no library there."""
    if name is None:
        raise TypeError("bad argument type for built-in operation")
    return ctypes.CDLL(name, *arguments, **settings)


CHANGED = {"os": {"name": "nt"}, "sys": {"platform": "win32"}, "ctypes": {"CDLL": library}}
imported = builtins.__import__


def as_on_windows(name):
    module = importlib.import_module(name)
    copy = types.ModuleType(name)
    copy.__dict__.update(
        {key: value for key, value in vars(module).items() if key not in LACKS[name].split()}
    )
    copy.__dict__.update(CHANGED.get(name, {}))
    return copy


def import_as_on_windows(name, globals=None, locals=None, fromlist=(), level=0):
    importer = globals or {}
    ours = importer.get("__name__", "").partition(".")[0] == "bplab"
    ours = ours or importer.get("__file__", "").endswith("nbgrader_config.py")
    if ours and level == 0:
        if name in GONE:
            raise ModuleNotFoundError(f"No module named {name!r} on Windows", name=name)
        if name in LACKS:
            return windows[name]
    return imported(name, globals, locals, fromlist, level)


windows = {name: as_on_windows(name) for name in LACKS}
builtins.__import__ = import_as_on_windows
