"""A command in a fork of the tests' process: nothing is imported again, and that is most of what it costs."""

import multiprocessing
import os
import subprocess
import sys
import tempfile

from nbgrader.apps import generateassignmentapp, generatefeedbackapp, nbgraderapp  # noqa: F401 (not in each fork)

from bplab.cli import main
from bplab.commands import NbgraderFailed, command, own_settings

FORK = multiprocessing.get_context("fork")


def in_fork(act, line, cwd, env):
    """act(), as a program with this command line, folder and environment; the finished process."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as log:
        process = FORK.Process(target=_act, args=(act, line, cwd, env, out, log))
        process.start()
        process.join()
        printed = [file.seek(0) or file.read().decode(errors="replace") for file in (out, log)]
        return subprocess.CompletedProcess(line, process.exitcode, *printed)


def bplab(*arguments, cwd):
    """`bplab ...` in a folder; the finished process."""
    return in_fork(main, ["bplab", *arguments], cwd, os.environ)


def nbgrader(*arguments, course_root, settings, allow_failure=False):
    """See bplab.commands: for what runs no student's code and needs no nbgrader as it comes."""
    line = command(*arguments, course_root=course_root)[2:]  # without `python -m`
    done = in_fork(nbgraderapp.main, line, settings, own_settings())
    if done.returncode and not allow_failure:
        raise NbgraderFailed(f"nbgrader {' '.join(arguments)}:\n{done.stderr}")
    return done


def _act(act, line, cwd, env, out, log):
    """What is printed goes into two files."""
    os.dup2(out.fileno(), 1)
    os.dup2(log.fileno(), 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    os.environ |= env
    os.chdir(cwd)
    sys.argv = line
    act()
