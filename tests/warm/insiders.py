"""What runs in a kernel to see what it can see, leave marks, and attack; and how to run it."""

import psutil
from nbformat.v4 import new_code_cell

from bplab.grading.sandbox import seccomp

IS_WARM = "import sys; print('matplotlib.pyplot' in sys.modules)"

# What a process can know of its own protection.
CALLS = [
    *((name, numbers, (0, 0, 0)) for name, numbers in (seccomp.DENIED | seccomp.UNKNOWN).items()),
    *(("socket", seccomp.SOCKET, (family, 2, 0)) for family in range(48)),
    *(("fcntl", seccomp.FCNTL, (0, command, 0)) for command in seccomp.PIECES + seccomp.COSTLY),
]
PROTECTION = (
    f"CALLS = {CALLS!r}"
    + """
import ctypes, json, os, platform, re, resource, socket, stat, sys
libc = ctypes.CDLL(None, use_errno=True)
column = {"x86_64": 0, "aarch64": 1}[platform.machine()]
def call(*arguments):
    ctypes.set_errno(0)
    return libc.syscall(*arguments) == -1 and ctypes.get_errno()
status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
names = ("Umask", "PPid", "Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb",
         "NoNewPrivs", "Seccomp", "Seccomp_filters", "SigBlk", "SigIgn", "TracerPid")
mounts = {}
for line in open("/proc/self/mounts"):
    _, place, kind, options, *_ = line.split()
    if place.endswith(".pyc"):  # more of them come as modules are used, and all are shown alike
        place = "compiled, " + options
    mounts[place] = (kind, options)  # what was mounted last at a place is what is seen
kinds = []
for descriptor in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        continue
    if target.startswith("socket:"):
        with socket.socket(fileno=os.dup(int(descriptor))) as end:
            target = f"socket {end.family.name} {end.type.name}"
    kinds.append(target.split("[")[0])
print(json.dumps({
    **{name: status[name].strip() for name in names if name in status},
    "mounts": {place: mounts[place] for place in sorted(mounts) if not place.startswith("/proc/")},
    "limits": {name: resource.getrlimit(getattr(resource, name))
               for name in dir(resource) if name.startswith("RLIMIT_")},
    "nice": os.nice(0),
    "descriptors": sorted(kinds),
    "maps": open("/proc/self/uid_map").read().split() + open("/proc/self/gid_map").read().split(),
    "processes": sorted(int(name) for name in os.listdir("/proc") if name.isdigit()),
    "ids": (os.getsid(0), os.getpgrp(), os.getppid()),
    "host": os.uname().nodename,
    "folder": os.getcwd(),
    "writable": sorted(place for place in mounts if os.access(place, os.W_OK)),
    "dev": sorted(os.listdir("/dev")), "shm": os.listdir("/dev/shm"), "tmp": sorted(os.listdir("/tmp")),
    "interfaces": [line.split(":")[0].strip() for line in list(open("/proc/self/net/dev"))[2:]],
    "calls": {f"{name} {numbers[column]} {first}": call(numbers[column], first, second, third)
              for name, numbers, (first, second, third) in CALLS if numbers[column] is not None},
    "path": sys.path, "environment": sorted(os.environ.items()),
    "shared": [line.split()[-1] for line in open("/proc/self/maps") if re.match(r"\\S+ .w.s", line)],
}))
"""
)

# Marks that one process leaves in every place that another might share with it, and the search for them.
MARKS = """
import ctypes, fcntl, os, signal, socket
libc = ctypes.CDLL(None, use_errno=True)
KEY, WORD = 4711, "bplab-mark"

def leave():
    for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "."):
        try:
            open(f"{folder}/{WORD}", "w").close()
        except OSError:
            pass
    libc.semget(KEY, 1, 0o1666)  # denied, this and the next: see seccomp.py
    libc.mq_open(f"/{WORD}".encode(), os.O_CREAT | os.O_RDWR, 0o666, None)
    for stream in (0, 1, 2):
        fcntl.fcntl(stream, fcntl.F_SETFL, fcntl.fcntl(stream, fcntl.F_GETFL) | os.O_APPEND)
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    kept.append(socket.socket(socket.AF_UNIX))
    kept[-1].bind("\\0" + WORD)
    kept[-1].listen()
    kept.append(socket.create_server(("127.0.0.1", KEY)))
    kept.extend(os.openpty())

def found():
    for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "."):
        if os.path.exists(f"{folder}/{WORD}"):
            yield folder
    if libc.semget(KEY, 1, 0) != -1:
        yield "semaphore"
    if libc.mq_open(f"/{WORD}".encode(), os.O_RDWR) != -1:
        yield "message queue"
    for stream in (0, 1, 2):
        if fcntl.fcntl(stream, fcntl.F_GETFL) & os.O_APPEND:
            yield f"flags of {stream}"
    for address in ("\\0" + WORD, ("127.0.0.1", KEY)):
        with socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET) as end:
            try:
                end.connect(address)
                yield f"socket {address!r}"
            except OSError:
                pass
    if os.listdir("/dev/pts") != ["ptmx"]:
        yield "terminal"
    yield from (f"process {name}" for name in os.listdir("/proc") if name.isdigit() and int(name) > 60)

kept = []
"""

# Everything that could end or stop the server or a sibling, and all ways to read what it has in memory.
ATTACK = """
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
def quietly(function, *arguments):
    try:
        return function(*arguments)
    except OSError:
        pass
others = [number for number in range(1, 400) if not os.path.exists(f"/proc/self/task/{number}")]
for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
    for process in others:
        quietly(os.kill, process, number)
        if process != os.getpgrp():
            quietly(os.killpg, process, number)
word = ctypes.create_string_buffer(8)
local = (ctypes.c_void_p * 2)(ctypes.addressof(word), 8)
for process in others:
    if process > 1 and libc.process_vm_readv(process, local, 1, local, 1, 0) != -1:
        print("read", process)
    if libc.ptrace(16, process, 0, 0) != -1:
        print("attached", process)
for name in os.listdir("/proc/self/ns"):
    descriptor = os.open(f"/proc/self/ns/{name}", os.O_RDONLY)
    for request in (0xB701, 0xB702):  # the owner's user namespace, the parent
        if (outer := libc.ioctl(descriptor, request)) != -1:
            print("namespace", name, request, libc.setns(outer, 0))
for place in (1, "self"):
    for name in ("mem", "root/proc/sys/user/max_user_namespaces", "uid_map", "oom_adj"):
        if quietly(os.open, f"/proc/{place}/{name}", os.O_WRONLY) is not None:
            print("opened", place, name)
for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
    child = os.fork()  # a process with threads may not
    if child == 0:
        os._exit(libc.unshare(flag) == 0)
    if os.waitpid(child, 0)[1] != 0:
        print("unshared", hex(flag))
for target in (b"/tmp", b"/proc", b"/dev/shm"):
    if libc.umount2(target, 2) == 0 or libc.mount(b"x", target, b"tmpfs", 0, None) == 0:
        print("mounted", target)
"""


def printed(kernel, code, seconds=20):
    """What a cell prints."""
    cell = new_code_cell(code)
    kernel.run_cell(cell, seconds)
    errors = [output for output in cell.outputs if output.output_type == "error"]
    assert not errors, errors
    return "".join(output.get("text", "") for output in cell.outputs).strip()


def server_of(kernels):
    """The process that forks kernels."""
    [first] = psutil.Process(kernels._server._process.pid).children()
    [server] = first.children()
    return server
