"""Calls of nbgrader's own commands, as an instructor would type them."""

import subprocess
import sys


class NbgraderFailed(Exception):
    """An nbgrader command that ended with an error; the message is what it printed."""


def command(*arguments, course_root):
    """The command line for `nbgrader ...` on the course in course_root."""
    return [sys.executable, "-m", "nbgrader", *arguments, f"--course-dir={course_root}"]


def nbgrader(*arguments, course_root, settings, allow_failure=False):
    """Run `nbgrader ...` on the course in course_root with the nbgrader_config.py in settings.

    Returns the finished process (its log is in stderr). Raises NbgraderFailed unless allow_failure.
    """
    line = command(*arguments, course_root=course_root)
    done = subprocess.run(line, cwd=settings, capture_output=True, text=True)
    if done.returncode and not allow_failure:
        raise NbgraderFailed(f"nbgrader {' '.join(arguments)}:\n{done.stderr}")
    return done
