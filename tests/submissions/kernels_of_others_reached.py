# Connection files, sockets and folders of the other kernels that this user runs, and of the grader.
# %% first
import glob
import os
import socket

FOLDERS = ["@TMP@", "/tmp", "/run/user/*", "@HOME@/.local/share/jupyter/runtime", "/var/run"]
for folder in FOLDERS:
    for path in glob.glob(f"{folder}/**", recursive=True) + glob.glob(f"{folder}/bplab-*/*"):
        if path.startswith(("/tmp/bplab-", "@TMP@/")) and "canary" in path:
            print("GOT", path, open(path).read() if os.path.isfile(path) else "")
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(0.2)
            try:
                connection.connect(path)
                print("connected to", path)
            except OSError:
                pass
