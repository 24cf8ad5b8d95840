"""The kernels that the build starts; those of students are in grading/sandbox/kernel.py."""

import os
import shutil
import subprocess
import tempfile
import weakref

from jupyter_client.manager import AsyncKernelManager

LONGEST_FOLDER = 80  # bytes; a socket's whole path may have 104 (macOS) or 108 (Linux)


class QuietKernelManager(AsyncKernelManager):
    """Starts kernels that talk over sockets that are files, and leave the terminal alone.

    Over TCP two kernels that start at the same moment, in whatever program, can pick the same port, and one
    of them dies with "Address already in use". TCP remains where there is no choice: on Windows, and where
    the temporary folder's name leaves no room.

    What the kernel process itself writes (its own log, and whatever a cell sends past Python to the
    terminal) is thrown away; cell outputs arrive as messages and are kept.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        if os.name == "posix" and len(os.fsencode(tempfile.gettempdir())) <= LONGEST_FOLDER:
            folder = tempfile.mkdtemp(prefix="bplab-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self.transport = "ipc"
            self.ip = os.path.join(folder, "kernel")

    async def start_kernel(self, **kwargs):
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await super().start_kernel(**(kwargs | silent))  # a restart passes both again
