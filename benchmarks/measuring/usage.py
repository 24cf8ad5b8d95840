"""What a command takes, with all that it starts: workers, sandboxes and the kernels in them."""

import contextlib
import os
import subprocess
import sys
import time

from bplab.grading.sandbox.usage import family

SAMPLE_SECONDS = 0.1
TICKS = os.sysconf("SC_CLK_TCK")  # in a second, of the times in /proc
OWN_AND_CHILDREN = slice(11, 15)  # of /proc/<pid>/stat behind the name: as a user and in the system, each


def measure(line, cwd, log, environment=None):
    """(wall seconds, CPU seconds) of a command; what it prints goes into a file. It must succeed."""
    with log.open("w") as file:
        begin = time.perf_counter()
        process = subprocess.Popen(line, cwd=cwd, env=environment, stdout=file, stderr=file)
        cpu = cpu_seconds(process)
        wall = time.perf_counter() - begin
    if process.returncode:
        sys.exit(f"{' '.join(map(str, line))} failed:\n{log.read_text()}")
    return wall, cpu


def cpu_seconds(process):
    """CPU seconds of a process and its descendants until it ends.

    Looked at all the time: whoever is waited for stands in its parent's times, but a server of kernels is
    killed with its sandbox, and nobody waits for it. So what has been seen once is not taken off again.
    """
    used = before = 0.0
    while process.poll() is None:
        now = sum(map(_seconds, family(process.pid, most_tasks=10_000)[0]))
        used, before = used + max(now - before, 0), now
        time.sleep(SAMPLE_SECONDS)
    return used


def _seconds(member):
    """Of a process, and of those of its children for which it has waited."""
    with contextlib.suppress(OSError):  # it has just ended
        fields = (member / "stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[OWN_AND_CHILDREN])) / TICKS
    return 0.0
