"""Calls of nbgrader's own commands, as an instructor would type them."""

import os
import subprocess
import sys


class NbgraderFailed(Exception):
    """An nbgrader command that ended with an error; the message is what it printed."""


def command(*arguments, course_root):
    """The command line for `nbgrader ...` on the course in course_root."""
    return [sys.executable, "-m", "nbgrader", *arguments, f"--course-dir={course_root}"]


def own_settings():
    """The environment of a command that reads no nbgrader_config.py but that of the folder it starts in.

    What a person has set for all courses (another gradebook, other folders) is not for those bplab makes.
    """
    return os.environ | {"JUPYTER_NO_CONFIG": "1"}


def nbgrader(*arguments, course_root, settings, allow_failure=False, environment=None):
    """Run `nbgrader ...` on the course in course_root with the nbgrader_config.py in settings, and no other.

    environment: of the process; that of own_settings() if it is left out.
    Returns the finished process (its log is in stderr). Raises NbgraderFailed unless allow_failure.
    """
    line = command(*arguments, course_root=course_root)
    how = {"cwd": settings, "env": environment or own_settings(), "errors": "replace"}
    done = subprocess.run(line, capture_output=True, text=True, **how)
    if done.returncode and not allow_failure:
        raise NbgraderFailed(f"nbgrader {' '.join(arguments)}:\n{done.stderr}")
    return done
