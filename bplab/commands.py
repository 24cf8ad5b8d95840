"""Calls of nbgrader's own commands, as an instructor would type them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


class NbgraderFailed(Exception):
    """An nbgrader command that ended with an error; the message is what it printed."""


def command(*arguments: str, course_root: Path | str) -> list[str]:
    """The command line for `nbgrader ...` on the course in course_root."""
    return [sys.executable, "-m", "nbgrader", *arguments, f"--course-dir={course_root}"]


def own_settings() -> dict[str, str]:
    """The environment of a command that reads no nbgrader_config.py but that of the folder it starts in.

    What a person has set for all courses (another gradebook, other folders) is not for those bplab makes.
    """
    return os.environ | {"JUPYTER_NO_CONFIG": "1"}


def nbgrader(
    *arguments: str,
    course_root: Path | str,
    settings: Path | str,
    allow_failure: bool = False,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `nbgrader ...` on the course in course_root with the nbgrader_config.py in settings, and no other.

    environment: of the process; that of own_settings() if it is left out.
    Returns the finished process (its log is in stderr). Raises NbgraderFailed unless allow_failure.
    """
    done = subprocess.run(
        command(*arguments, course_root=course_root),
        cwd=settings,
        env=environment or own_settings(),
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode and not allow_failure:
        raise NbgraderFailed(f"nbgrader {' '.join(arguments)}:\n{done.stderr}")
    return done
