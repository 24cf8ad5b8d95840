"""What is made once in a run of the tests, by whichever of its processes needs it first."""

import atexit
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

NAME = "BPLAB_TESTS_MADE_ONCE"  # an environment variable: the folder of all processes of a run
if NAME not in os.environ:
    os.environ[NAME] = tempfile.mkdtemp(prefix="made-once-")
    atexit.register(shutil.rmtree, os.environ[NAME], ignore_errors=True)
FOLDER = Path(os.environ[NAME])


def made_once(name, make):
    """The path of this name, after make(path) has written a file or a folder there.

    Who needs it while another process makes it waits: to make it twice would cost more.
    """
    path = FOLDER / name
    if not path.exists():
        with open(FOLDER / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                own = Path(tempfile.mkdtemp(dir=FOLDER)) / name
                make(own)
                own.rename(path)
    return path
