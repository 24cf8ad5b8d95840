"""What is made once in a run of the tests, by whichever of its processes needs it first."""

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

NAME = "BPLAB_TESTS_MADE_ONCE"  # an environment variable: the folder of all processes of a run
if NAME not in os.environ:
    os.environ[NAME] = tempfile.mkdtemp(prefix="made-once-")
    atexit.register(shutil.rmtree, os.environ[NAME], ignore_errors=True)
FOLDER = Path(os.environ[NAME])


def made_once(name, make):
    """The path of this name, after make(path) has written a file or a folder there."""
    path = FOLDER / name
    if not path.exists():
        own = Path(tempfile.mkdtemp(dir=FOLDER)) / name
        make(own)
        with suppress(OSError):  # another process had made that folder before
            own.rename(path)
    return path
