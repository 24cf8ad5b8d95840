"""How the build and the grader talk to the kernels they start."""

import atexit
import os
import shutil
import tempfile

LONGEST_FOLDER = 80  # bytes; a socket's whole path may have 104 (macOS) or 108 (Linux)


def use_file_sockets(config):
    """Have the kernels started with this traitlets config talk over sockets that are files.

    Over TCP two kernels that start at the same moment, in whatever program, can pick the same port, and one
    of them dies with "Address already in use". TCP remains where there is no choice: on Windows, and where
    the temporary folder's name leaves no room. One process may run one such kernel at a time.
    """
    if os.name != "posix" or len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER:
        return
    folder = tempfile.mkdtemp(prefix="bplab-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    config.KernelManager.transport = "ipc"
    config.KernelManager.ip = os.path.join(folder, "kernel")
