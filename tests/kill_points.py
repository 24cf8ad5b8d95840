"""Where a run of `bplab grade` is killed: what dies there, and how many submissions are then done."""

import os
import signal
from pathlib import Path

from bplab.grading.classrun.autograde import CourseAutograde
from bplab.grading.classrun.journal import Journal
from bplab.grading.gradebook import staging


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(owner, name, time, before=True):
    """Have this process die at a call of owner.name: before it, or after it."""
    original, calls = getattr(owner, name), []

    def patched(*arguments, **keywords):
        calls.append(name)
        if before and len(calls) == time:
            die()
        value = original(*arguments, **keywords)
        if len(calls) == time:
            die()
        return value

    setattr(owner, name, patched)


def die_in_a_line():
    """Have this process die in the middle of the third line of its journal."""
    write, lines = Journal._write, []

    def patched(journal, *entries):
        lines.append(entries)
        if len(lines) == 3:
            journal._file.write(b'{"student": "cem", "prob')
            journal._file.flush()
            die()
        write(journal, *entries)

    Journal._write = patched


POINTS = {
    "before its grades are in the gradebook": (lambda _: die_at(CourseAutograde, "init_assignment", 2), 1),
    "after some of its grades": (lambda _: die_at(CourseAutograde, "_record_notebook", 2, before=False), 1),
    "before its line is written": (lambda _: die_at(Journal, "add", 2), 1),
    "in the middle of its line": (lambda _: die_in_a_line(), 1),
    "after its line": (lambda _: die_at(staging, "publish", 2), 2),
    # An old result is put away before each new one.
    "between the two renames": (lambda regrade: die_at(Path, "rename", 4 if regrade else 2), 2),
    "after it is in its place": (lambda _: die_at(staging, "publish", 2, before=False), 2),
    "before the summary": (lambda _: die_at(Journal, "finish", 1), 4),
}


def arm(point, regrade):
    """Have this process die at one of the points; regrade: whether it runs with --regrade."""
    POINTS[point][0](regrade)
