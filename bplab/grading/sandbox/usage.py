"""How much a process and all its descendants use together, read from /proc; nothing where there is none."""

import contextlib
import os
import time
from mmap import PAGESIZE as PAGE
from pathlib import Path

WRITABLE = ("/tmp", "/dev/shm")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100  # in a second
LINE = 120  # bytes that describe a watched file, at most
# What the system keeps at most, in bytes, for each:
PIPE = 2 * PAGE  # beyond fs.pipe-user-pages-soft, which is 64 MiB
MAP = 400  # struct vm_area_struct, and what belongs to it
MOST_MAPS = 65_530  # of a process: vm.max_map_count
SOCKET = 2 * 212_992  # net.core.wmem_default, and one message more
TCP_SOCKET = 2**26  # net.ipv4.tcp_rmem and tcp_wmem


def family(root, most_tasks):
    """(folders in /proc of a process and its descendants, number of their processes and threads).

    Counting stops beyond most_tasks, so that a fork bomb is soon seen.
    """
    processes, tasks, waiting = [], 0, [root]
    while waiting and tasks <= most_tasks:
        process = Path(f"/proc/{waiting.pop()}")
        processes.append(process)
        try:
            for task in (process / "task").iterdir():
                tasks += 1
                waiting += (task / "children").read_text().split()
        except OSError:  # it has just ended
            continue
    return processes, tasks


def begun_since(moment, root, most_tasks):
    """Folders in /proc of a process's descendants that have begun since then and have not ended.

    moment: of system_seconds().
    """
    processes, _ = family(root, most_tasks)
    return [process for process in processes[1:] if _is_younger(process, int(moment * TICKS))]


def system_seconds():
    """What processes' ages are counted by: seconds since the system was started."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _is_younger(process, ticks):
    try:
        state, *fields = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
        return state not in "ZX" and int(fields[18]) >= ticks
    except (OSError, ValueError, IndexError):  # it has just ended
        return False


def first_inside(sandbox):
    """(number, descriptor) of the first process in a sandbox, which ends last; (None, None) without one."""
    try:
        [first, *_] = Path(f"/proc/{sandbox}/task/{sandbox}/children").read_text().split()
        return int(first), os.pidfd_open(int(first))
    except (OSError, ValueError, AttributeError):
        return None, None


def files(first):
    """How many files and folders lie where a sandbox can write; first: its first process."""
    return sum(_names(f"/proc/{first}/root{folder}") for folder in WRITABLE)


def _names(folder):
    try:
        system = os.statvfs(folder)
    except OSError:
        return 0
    return system.f_files - system.f_ffree


def terminals(first):
    """How many terminals a sandbox has made."""
    try:
        return sum(name.isdigit() for name in os.listdir(f"/proc/{first}/root/dev/pts"))
    except OSError:
        return 0


def watches(processes, most):
    """How many pairs of files are watched with epoll; counting stops beyond most."""
    count = 0
    for process in processes:
        with contextlib.suppress(OSError):  # it has just ended
            for name in os.listdir(process / "fd"):
                if os.readlink(process / "fd" / name) == "anon_inode:[eventpoll]":
                    with open(process / "fdinfo" / name, "rb") as file:
                        count += file.read(most * LINE).count(b"tfd:")
                if count > most:
                    return count
    return count


def memory(processes, first, most_memory):
    """Bytes of memory of these processes, and of what the system keeps for them; first: of their sandbox.

    What takes long to count is reckoned at its most at first, and counted only where that is beyond
    most_memory: a page that several share counts for each of them, and maps as many as there can be.
    """
    kept = _sockets(first)
    used = kept + sum(map(_at_most, processes))
    return used if used <= most_memory else kept + sum(map(_exactly, processes))


def _at_most(process):
    sizes = _sizes(process)
    maps = min(sizes["VmSize"] // PAGE, MOST_MAPS)
    return sizes["VmRSS"] + sizes["VmPTE"] + sizes["FDSize"] * PIPE + maps * MAP


def _exactly(process):
    sizes = _sizes(process)
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
        pages = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        maps = (process / "maps").read_bytes().count(b"\n")
    except (OSError, StopIteration):
        return 0
    return pages + sizes["VmPTE"] + sizes["FDSize"] * PIPE + maps * MAP


def _sizes(process):
    """Bytes in memory, of page tables and of addresses, and the room for open files."""
    sizes = dict.fromkeys(("VmRSS", "VmPTE", "VmSize", "FDSize"), 0)
    with contextlib.suppress(OSError, ValueError):
        for line in (process / "status").read_text(errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name in sizes:
                number, *unit = value.split()
                sizes[name] = int(number) * (1024 if unit else 1)
    return sizes


def _sockets(first):
    """Bytes that the sockets of a sandbox hold at most, those included that no process has open any more."""
    count = tcp = pages = 0
    for name in ("sockstat", "sockstat6"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            for line in Path(f"/proc/{first}/net/{name}").read_text().splitlines():
                kind, *words = line.split()
                if kind == "sockets:":
                    count = int(words[1])
                elif kind in ("TCP:", "TCP6:"):
                    tcp += int(words[1])
                    pages += int(words[words.index("mem") + 1]) if "mem" in words else 0
    return count * SOCKET + min(tcp * TCP_SOCKET, pages * PAGE)  # these pages are of all of the machine
