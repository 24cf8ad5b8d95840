"""How much a process and all its descendants use together, read from /proc; nothing where there is none."""

import os
from mmap import PAGESIZE
from pathlib import Path


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


def first_inside(sandbox):
    """(number, descriptor) of the first process in a sandbox, which ends last; (None, None) without one."""
    try:
        [first, *_] = Path(f"/proc/{sandbox}/task/{sandbox}/children").read_text().split()
        return int(first), os.pidfd_open(int(first))
    except (OSError, ValueError, AttributeError):
        return None, None


def files(process, folder):
    """How many files and folders the file system at a folder holds, as this process sees it."""
    try:
        system = os.statvfs(f"/proc/{process}/root{folder}")
    except OSError:
        return 0
    return system.f_files - system.f_ffree


def memory(processes, most_memory):
    """Bytes of memory of these processes.

    A page that several share counts for each of them at first, and in shares only where that is beyond
    most_memory: the system takes long over shares while processes multiply.
    """
    used = sum(map(_resident, processes))
    return used if used <= most_memory else sum(map(_proportional, processes))


def _resident(process):
    try:
        return int((process / "statm").read_text().split()[1]) * PAGESIZE
    except (OSError, IndexError):
        return 0


def _proportional(process):
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0
